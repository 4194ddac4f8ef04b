"""Observations are plain data, whatever an answer returns."""

import json
from collections import namedtuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib.checking.comparison import compare
from course_lib.checking.encoding import MAX_VALUES, decode_array, describe, encode, show_values

Pair = namedtuple("Pair", "a b")


class PretendsToBeRight(np.ndarray):
    def __eq__(self, other):
        return True


VALUES = [
    None,
    True,
    3,
    10**40,
    -(10**400),
    2.5,
    float("nan"),
    "text",
    [1, [2.0]],
    (np.arange(3), {"w": jnp.ones((2, 1))}),
    Pair(1, 2),
    jnp.array([1.0, np.inf, -np.inf, np.nan]),
    jnp.ones(2, jnp.bfloat16),
    np.float16(1.5),
    jax.random.key(0),
    np.array(["a"]),
    np.array([object()]),
    np.zeros(MAX_VALUES + 1),
    len,
    object(),
    1 + 2j,
    np.zeros((0, 3)),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_everything_becomes_json_and_comes_back_the_same(value):
    tree = encode(value)
    assert json.loads(json.dumps(tree, allow_nan=False)) == tree
    assert compare(tree, tree, 0, 0) is None
    assert describe(tree)
    assert show_values(tree)


def test_values_shape_and_special_numbers_survive():
    x = np.array([[1.5, np.inf], [-np.inf, np.nan]], np.float32)
    np.testing.assert_array_equal(decode_array(encode(x)), x)
    np.testing.assert_array_equal(decode_array(encode(jnp.asarray(x))), x)
    assert decode_array(encode(np.zeros((0, 3)))).shape == (0, 3)


def test_what_pretends_to_be_equal_is_named_not_compared():
    spoof = np.zeros(3).view(PretendsToBeRight)
    assert "object" in encode(spoof)
    assert compare(encode(np.ones(3)), encode(spoof), 1e-4, 1e-5).kind == "structure"


def test_recursion_and_size_are_bounded():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    assert "too_large" in json.dumps(encode(deep))
    assert "too_large" in json.dumps(encode([0] * 100_000))
    loop = []
    loop.append(loop)
    assert "too_large" in json.dumps(encode(loop))


@pytest.mark.parametrize(
    ("expected", "received", "kind", "says"),
    [
        (np.ones(3), np.ones((3, 1)), "shape", r"(3, 1)"),
        (np.ones(3), [1.0, 1.0, 1.0], "structure", "jnp.array"),
        (np.ones(3), None, "structure", "return"),
        (np.ones(3), np.ones(3, np.float16), "dtype", "float32"),
        (np.ones(3), np.ones(3, int), "dtype", "real numbers"),
        (np.ones(3, int), np.ones(3), "dtype", "whole numbers"),
        (np.ones(3), np.array([1, np.nan, 1]), "nan", "nan"),
        (np.ones(3), np.array([1.0, 2.0, 1.0]), "value", "1 of 3"),
        ((1.0, 2.0), (1.0,), "structure", "2 values"),
        ({"w": 1.0}, {"v": 1.0}, "structure", "keys"),
        (2.0, "2", "structure", "text"),
    ],
)
def test_differences_are_named(expected, received, kind, says):
    found = compare(encode(expected), encode(received), 1e-4, 1e-5)
    assert found.kind == kind
    assert says in found.message


@pytest.mark.parametrize(
    ("expected", "received"),
    [
        (np.ones(3), jnp.ones(3)),
        (np.float64(2.0), 2),
        (np.float64(2.0), jnp.float32(2.0)),
        ((np.ones(1), 2.0), [jnp.ones(1), np.float32(2.0)]),
        (3, np.int32(3)),
        (np.nan, float("nan")),
    ],
)
def test_equal_in_another_dress(expected, received):
    assert compare(encode(expected), encode(received), 1e-4, 1e-5) is None
