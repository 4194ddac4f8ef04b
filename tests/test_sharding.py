"""Training on several devices is training on one, but for rounding: in a process of its own, which has two."""

import subprocess
import sys

import jax
import numpy as np
import pytest
from jax.sharding import Mesh

from course_lib.sharding import cpu_mesh, shared_batch

TWO_DEVICES = """
import jax
jax.config.update("jax_num_cpu_devices", 2)
import numpy as np
from course_lib import cnn, sequence_models, sharding, training
from course_lib.losses import cross_entropy

key, rng = jax.random.key(0), np.random.default_rng(0)
y, lengths = np.arange(20) % 6, 1 + np.arange(20) % 5
x, images = rng.normal(size=(20, 5, 3)).astype("f"), rng.random((20, 28, 28, 1)).astype("f")
cnn_loss = lambda params, x, y: cross_entropy(cnn.cnn(params, x), y)
loss = lambda params, x, y: cross_entropy(sequence_models.lstm_attention(params, *x), y)
# 20 samples in batches of 8 leave a rest of 4
for init, loss, x in [
    (cnn.cnn_params(key), cnn_loss, images),
    (sequence_models.lstm_attention_params(key, 3, 4, 6), loss, (x, lengths)),
]:
    fit = lambda **more: training.fit(init, loss, (x, y), key=key, epochs=2, batch_size=8, progress=False, **more)
    (one, history), (two, shared) = fit(), fit(mesh=sharding.cpu_mesh(2))
    np.testing.assert_allclose(history.loss, shared.loss, rtol=1e-5)
    jax.tree.map(lambda a, b: np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5), one, two)
    assert len(jax.tree.leaves(two)[0].sharding.device_set) == 2
epoch = training._epoch.lower(
    loss, lambda p, s, g: (p, s), sharding.shared_batch(sharding.cpu_mesh(2), 8), 8, init, (), key, x, y
)
print("all_reduce", epoch.as_text().count("stablehlo.all_reduce"))
"""


def test_two_devices_are_one():
    done = subprocess.run([sys.executable, "-c", TWO_DEVICES], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "all_reduce 1\n"  # one message a step for all arrays together


def test_bad_input_is_named():
    one = Mesh(np.array(jax.devices("cpu")[:1]), ("batch",))
    assert shared_batch(one, 5) is shared_batch(one, 5)
    two_axes = Mesh(np.array(jax.devices("cpu")[:1]).reshape(1, 1), ("a", "b"))
    with pytest.raises(ValueError, match=r"mesh: one axis expected, got \('a', 'b'\)"):
        shared_batch(two_axes, 4)
    with pytest.raises(ValueError, match="devices: at most .* expected .*, got 1000"):
        cpu_mesh(1000)
