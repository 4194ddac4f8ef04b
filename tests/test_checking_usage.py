"""Names that a learner's source uses are found without running it."""

import pytest

from course_lib.checking.usage import forbidden_uses, names_from_elsewhere


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(x):\n    return jax.grad(x)", ["jax.grad"]),
        ("from jax import grad\ndef f(x):\n    return grad(x)", ["jax.grad"]),
        ("from jax import grad as g", ["jax.grad"]),
        ("import jax.numpy as j, jax as k\nk.grad", ["jax.grad"]),
        ("import course_lib.optimizers as o\no.adam_step", ["course_lib.optimizers.adam_step"]),
        ("from course_lib import optimizers\noptimizers.adam_step", ["course_lib.optimizers.adam_step"]),
        ("def grad(x):\n    return x\ngrad(1)", []),
        ("j = jax\nslope = j.grad", ["jax.grad"]),
        ("from scipy import signal\nsignal.correlate2d", ["scipy.signal"]),
        ("from scipy.signal import correlate2d", ["scipy.signal"]),
        ("from scipy import signals", []),
        ("x = 'jax.grad'  # jax.grad", []),
        ("def f(:", []),
    ],
)
def test_forbidden_calls_are_found_through_aliases(source, found):
    assert forbidden_uses(source, ("jax.grad", "course_lib.optimizers.adam_step", "scipy.signal")) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(x):\n    return math.sqrt(x)", ["math"]),
        ("import math\ndef f(x):\n    return math.sqrt(x)", []),
        ("def f(x):\n    from numpy import linalg\n    return linalg.norm(helper(x))", ["helper"]),
        ("def helper(x):\n    return x\ndef f(x):\n    return helper(jnp.abs(np.abs(x)))", []),
        ("def f(x):\n    return [math for math in range(len(x))] + [unknown]", []),
        ("class A:\n    def f(self, math, *helper, **more):\n        return math, helper", []),
        ("def f(:", []),
    ],
)
def test_names_from_other_cells(source, found):
    assert names_from_elsewhere(source, {"math": 1, "helper": 2, "len": 3, "jnp": 4}) == found
