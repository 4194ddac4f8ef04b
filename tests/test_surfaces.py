"""The surfaces have the minima, the windows and the curvatures they claim."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib.data import load_diabetes
from course_lib.surfaces import all_surfaces, diabetes_surface

SURFACES = range(5)


@pytest.mark.parametrize("i", SURFACES)
def test_minima_are_minima_and_lie_in_the_window(i):
    surface = all_surfaces()[i]
    for minimum in surface.minima:
        theta = jnp.array(minimum)
        assert jnp.linalg.norm(jax.grad(surface.f)(theta)) < 1e-3
        assert jnp.linalg.eigvalsh(jax.hessian(surface.f)(theta))[0] > 0
    for x, y in (*surface.minima, surface.start):
        assert surface.xlim[0] < x < surface.xlim[1] and surface.ylim[0] < y < surface.ylim[1]


@pytest.mark.parametrize("i", SURFACES)
def test_quadratic_means_the_same_curvature_everywhere(i):
    surface = all_surfaces()[i]
    here, there = (jax.hessian(surface.f)(jnp.array(p)) for p in ((0.1, 0.2), (1.0, -0.7)))
    assert bool(jnp.allclose(here, there, atol=1e-4)) is surface.quadratic


def test_diabetes_surface_is_the_half_mse_of_numpys_least_squares():
    data, surface = load_diabetes(), diabetes_surface()
    x, y = np.asarray(data.x[:, (4, 5)]), np.asarray(data.y)
    best, *_ = np.linalg.lstsq(x, y, rcond=None)
    np.testing.assert_allclose(surface.minima[0], best, atol=1e-4)
    for theta in (best, np.array([0.5, -1.0])):
        expected = 0.5 * np.mean((x @ theta - y) ** 2)
        assert float(surface.f(jnp.asarray(theta))) == pytest.approx(expected, rel=1e-4)
