"""Scale against hand-written arithmetic, the compiler's count, and NumPy's own fit."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib.flop_counting import count_flops
from course_lib.scale import (
    GIBIBYTE,
    log10_trend,
    relative_difference,
    training_flops,
    training_state_bytes,
    weight_bytes,
)


@pytest.mark.parametrize(
    ("dtype", "expected"), [("float32", 4000), ("bfloat16", 2000), ("float16", 2000), ("int8", 1000)]
)
def test_weight_bytes_counts_what_numpy_stores(dtype, expected):
    assert weight_bytes(1000, dtype) == expected == np.zeros(1000, jnp.dtype(dtype)).nbytes


def test_weight_bytes_of_bloom_match_its_readme_in_gibibytes():
    assert weight_bytes(176_247_271_424, "bfloat16") / GIBIBYTE == pytest.approx(329, abs=1)


def test_training_state_of_bloom_matches_its_checkpoint():
    assert training_state_bytes(176_247e6) / 2**40 == pytest.approx(2.3, abs=0.1)


@pytest.mark.parametrize(("tokens", "d_in", "d_out"), [(16, 8, 24), (32, 64, 48)])
def test_training_flops_are_what_the_compiler_counts(tokens, d_in, d_out):
    x, w = jnp.ones((tokens, d_in)), jnp.ones((d_in, d_out))
    # squared, because the derivative of a plain sum is constant and XLA would leave a product out
    loss = lambda x, w: jnp.sum((x @ w) ** 2)
    counted = count_flops(jax.value_and_grad(loss, argnums=(0, 1)), x, w)
    assert training_flops(w.size, tokens) == pytest.approx(counted, rel=0.15)


def test_training_flops_of_gpt3_as_in_table_d1():
    assert training_flops(174_600e6, 300e9) == pytest.approx(3.14e23, rel=2e-3)


@pytest.mark.parametrize(("estimate", "stated", "expected"), [(3, 2, 0.5), (1, 2, -0.5), (2, 2, 0)])
def test_relative_difference(estimate, stated, expected):
    assert relative_difference(estimate, stated) == expected


def test_log10_trend_agrees_with_polyfit():
    random = np.random.default_rng(1)
    years = np.sort(random.uniform(1998, 2026, 20))
    amounts = 10 ** (0.28 * (years - 1998) + random.normal(0, 1, 20) + 5)
    slope, at_2000 = np.polyfit(years - 2000, np.log10(amounts), 1)
    assert log10_trend(years, amounts) == pytest.approx((slope, at_2000 - 2000 * slope))


def test_log10_trend_of_exact_growth():
    slope, at_zero = log10_trend([0, 1, 3], [5, 50, 5000])
    assert (10**slope, 10**at_zero) == pytest.approx((10, 5))


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: weight_bytes(1, "float64"), "dtype: one of .* received 'float64'"),
        (lambda: weight_bytes(-1), "num_params: .* received -1"),
        (lambda: training_state_bytes(-1), "num_params"),
        (lambda: training_flops(1, -2), "num_tokens: .* received -2"),
        (lambda: relative_difference(1, 0), "stated"),
        (lambda: log10_trend([1], [1]), "n >= 2"),
        (lambda: log10_trend([1, 2], [1, 2, 3]), r"\(2,\) and \(3,\)"),
        (lambda: log10_trend([1, 1], [1, 2]), "different years"),
        (lambda: log10_trend([1, 2], [0, 2]), "positive"),
    ],
)
def test_bad_input_is_named(call, match):
    with pytest.raises(ValueError, match=match):
        call()
