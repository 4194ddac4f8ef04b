"""Toy data against scikit-learn's generators and against what each says of itself."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.stats import kstest
from sklearn.datasets import make_moons
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from course_lib.toy_data import circles, moons, spirals, xor

KEY, N = jax.random.key(4), 401  # one number of points: every operation is compiled once
ALL = [xor, circles, moons, spirals]


@pytest.mark.parametrize("make", ALL)
def test_points_in_two_equal_classes(make):
    points = make(KEY, N)
    assert points.x.shape == (N, 2) and points.x.dtype == jnp.float32
    assert points.y.shape == (N,) and points.y.dtype == jnp.int32
    np.testing.assert_array_equal(np.bincount(points.y), [201, 200])
    assert jax.eval_shape(make, KEY).x.shape == (200, 2)
    assert np.abs(points.x).max() < 2.2


@pytest.mark.parametrize("make", ALL)
def test_keys_decide_and_jit_changes_nothing(make):
    points, again, other = make(KEY, N), make(KEY, N), make(jax.random.key(5), N)
    np.testing.assert_array_equal(points.x, again.x)
    assert not np.allclose(points.x, other.x)
    np.testing.assert_allclose(jax.jit(make, static_argnums=1)(KEY, N).x, points.x, atol=1e-5)


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("noise", [0.05, 0.5])
def test_noise_is_normal_on_top_of_the_clean_shape(make, noise):
    spread = np.ravel(np.subtract(make(KEY, N, noise).x, make(KEY, N, 0.0).x))
    assert kstest(spread, "norm", (0, noise)).pvalue > 0.01


@pytest.mark.parametrize("make", ALL)
def test_neighbours_tell_the_classes_apart_and_a_line_does_not(make):
    x, y = (np.asarray(a) for a in make(KEY, N))
    assert KNeighborsClassifier(5).fit(x[:200], y[:200]).score(x[200:], y[200:]) > 0.95
    line = LogisticRegression().fit(x, y).score(x, y)
    assert line < (0.92 if make is moons else 0.75)


def test_xor_is_class_1_where_exactly_one_coordinate_is_positive():
    x, y = (np.asarray(a) for a in xor(KEY, N, 0.0))
    np.testing.assert_array_equal(np.abs(x), 1)
    np.testing.assert_array_equal(y, np.logical_xor(x[:, 0] > 0, x[:, 1] > 0))
    _, counts = np.unique(x, axis=0, return_counts=True)
    np.testing.assert_array_equal(np.sort(counts), [100, 100, 100, 101])


def test_circles_have_the_radii_they_say_at_every_angle():
    x, y = (np.asarray(a) for a in circles(KEY, N, 0.0))
    np.testing.assert_allclose(np.hypot(*x.T), np.where(y == 1, 0.5, 1.2), rtol=1e-5)
    for label in (0, 1):
        angle = np.arctan2(*x[y == label].T)
        assert kstest(angle, "uniform", (-np.pi, 2 * np.pi)).pvalue > 0.01


def test_moons_lie_on_scikit_learns():
    x, y = (np.asarray(a) for a in moons(KEY, N, 0.0))
    theirs, labels = make_moons(4000, noise=None, random_state=0)
    theirs -= [0.5, 0.25]  # ours are centred on the origin
    for label in (0, 1):
        ours = x[y == label]
        curve = theirs[labels == label]
        distance = np.linalg.norm(ours[:, None] - curve[None], axis=2)
        assert distance.min(axis=1).max() < 2e-3  # each of ours is on the curve
        assert distance.min(axis=0).max() < 0.15  # and none of it is left out


@pytest.mark.parametrize("turns", [0.5, 1.25, 2.0])
def test_spirals_wind_as_often_as_they_say(turns):
    x, y = (np.asarray(a, float) for a in spirals(KEY, N, 0.0, turns))
    radius = np.hypot(*x.T)
    assert 1.45 < radius.max() < 1.5 and radius.min() > 0.2
    angle = 2 * np.pi * turns * radius / 1.5 + np.pi * y
    np.testing.assert_allclose(x, radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1), atol=1e-4)
    assert kstest((radius / 1.5) ** 2, "uniform", (0.02, 0.98)).pvalue > 0.01
    np.testing.assert_allclose(spirals(KEY, N, 0.0).x, spirals(KEY, N, 0.0, 1.25).x)


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("n", [1, 0, -3])
def test_too_few_points_are_refused(make, n):
    with pytest.raises(ValueError, match=f"n: at least 2 expected, got {n}"):
        make(KEY, n)
