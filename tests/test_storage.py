"""Parameters come back from a file as they went in, and from a wrong file not at all."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib.cells import lstm_init
from course_lib.cnn import cnn_params
from course_lib.storage import load, save

KEY = jax.random.key(3)
TREE = {"cell": lstm_init(KEY, 2, 3), "dense": (jnp.ones((3, 2)), jnp.arange(2)), "list": [jnp.float32(0.5)]}


def test_what_is_saved_is_loaded(tmp_path):
    back = load(save(tmp_path / "model.npz", TREE), jax.tree.map(jnp.zeros_like, TREE))
    assert jax.tree.structure(back) == jax.tree.structure(TREE)
    for ours, theirs in zip(jax.tree.leaves(back), jax.tree.leaves(TREE), strict=True):
        np.testing.assert_array_equal(ours, theirs)
        assert ours.dtype == theirs.dtype
    with np.load(tmp_path / "model.npz", allow_pickle=False) as stored:  # any program can read it
        assert "['cell'].w" in stored.files and stored["['dense'][1]"].tolist() == [0, 1]


def test_shapes_are_enough_to_load(tmp_path):
    params = cnn_params(KEY)
    back = load(save(tmp_path / "cnn.npz", params), jax.eval_shape(cnn_params, KEY))
    np.testing.assert_array_equal(back["conv2"][0], params["conv2"][0])


def test_bad_input_is_named(tmp_path):
    path = save(tmp_path / "model.npz", TREE)
    for call, error, message in [
        (lambda: save(tmp_path / "model", TREE), ValueError, "path: a name that ends in .npz expected, got"),
        (lambda: load(path, {"cell": TREE["cell"]}), ValueError, r"path: arrays \[.*\] expected in .*, got"),
        (lambda: load(path, TREE | {"list": [jnp.ones(2)]}), ValueError, r"\['list'\]\[0\] of shape \(2,\) expected"),
        (lambda: load(tmp_path / "none.npz", TREE), FileNotFoundError, "none.npz"),
    ]:
        with pytest.raises(error, match=message):
            call()
