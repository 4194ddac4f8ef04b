"""Initial weights against jax.nn.initializers, and their distribution against SciPy's."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.nn.initializers import variance_scaling
from scipy.stats import kstest

from course_lib.initializers import glorot_init, he_init, lecun_init, mlp_init, normal_init
from course_lib.layers import mlp

KEY = jax.random.key(3)
SCALED = {
    lecun_init: variance_scaling(1.0, "fan_in", "normal"),
    glorot_init: variance_scaling(1.0, "fan_avg", "normal"),
    he_init: variance_scaling(2.0, "fan_in", "normal"),
}


@pytest.mark.parametrize("init", SCALED)
def test_scaled_draws_against_jax_nn(init):
    weights = init(KEY, 60, 15)
    assert weights.shape == (60, 15) and weights.dtype == jnp.float32
    np.testing.assert_allclose(weights, SCALED[init](KEY, (60, 15)), rtol=1e-5)
    np.testing.assert_allclose(jax.jit(init, static_argnums=(1, 2))(KEY, 60, 15), weights, rtol=1e-5)


@pytest.mark.parametrize("std", [0.01, 1.0, 3.0])
def test_normal_init_is_normal(std):
    weights = normal_init(KEY, 50, 40, std)
    assert weights.shape == (50, 40)
    assert kstest(np.ravel(weights), "norm", (0, std)).pvalue > 0.01
    np.testing.assert_allclose(weights, std * jax.nn.initializers.normal(1.0)(KEY, (50, 40)), rtol=1e-5)


def test_keys_decide_and_can_be_a_batch():
    keys = jax.random.split(KEY, 3)
    many = jax.vmap(lambda key: normal_init(key, 5, 4, 1.0))(keys)
    np.testing.assert_array_equal(many[1], normal_init(keys[1], 5, 4, 1.0))
    assert len(np.unique(many)) == many.size


def test_mlp_init_draws_every_layer_with_its_own_spread():
    sizes = (30, 200, 50, 50, 7)
    params = mlp_init(KEY, sizes, gain=1.5)
    assert isinstance(params, list)
    assert [w.shape for w, _ in params] == [(30, 200), (200, 50), (50, 50), (50, 7)]
    assert [b.shape for _, b in params] == [(200,), (50,), (50,), (7,)]
    for w, b in params:
        assert kstest(np.ravel(w), "norm", (0, np.sqrt(1.5 / len(w)))).pvalue > 0.01
        np.testing.assert_array_equal(b, 0)
    unscaled = np.concatenate([np.ravel(w) * np.sqrt(len(w) / 1.5) for w, _ in params])
    assert len(np.unique(np.round(unscaled, 5))) > 0.9 * len(unscaled)  # no number is used in two layers
    compiled = jax.jit(lambda key: mlp_init(key, sizes, 1.5))(KEY)
    jax.tree.map(lambda a, b: np.testing.assert_allclose(a, b, rtol=1e-5), compiled, params)


@pytest.mark.parametrize(("activation", "gain"), [(jax.nn.relu, None), (lambda x: x, 1.0)])
def test_a_signal_keeps_its_power_through_twenty_layers(activation, gain):
    settings = {} if gain is None else {"gain": gain}  # the default is He's 2, for relu
    x = jax.random.normal(jax.random.key(0), (64, 200))
    params = mlp_init(KEY, [200] * 21, **settings)
    out = mlp(params, x, activation)
    power = float(jnp.mean(out**2) / jnp.mean(x**2))
    assert 0.25 < power / (1 if gain else 2) < 4  # the last layer has no relu to lose half to


def test_bad_input_is_named():
    cases = [
        (lambda: normal_init(KEY, 0, 3, 1.0), "fan_in: at least 1 expected, got 0"),
        (lambda: normal_init(KEY, 3, -1, 1.0), "fan_out: .*got -1"),
        (lambda: lecun_init(KEY, 0, 3), "fan_in: .*got 0"),
        (lambda: he_init(KEY, 0, 3), "fan_in: .*got 0"),
        (lambda: glorot_init(KEY, 0, 0), "fan_in: .*got 0"),
        (lambda: glorot_init(KEY, 3, 0), "fan_out: .*got 0"),
        (lambda: mlp_init(KEY, [3]), "sizes: how many: at least 2 expected, got 1"),
        (lambda: mlp_init(KEY, [3, 0, 2]), r"sizes\[1\]: .*got 0"),
    ]
    for call, message in cases:
        with pytest.raises(ValueError, match=message):
            call()
