"""What an optimiser does on a surface in 80 steps, what the formula predicts of it, and what is seen, in words."""

from functools import cache
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.optimizers import adam_init, adam_step, gradient_step, momentum_step
from course_lib.surfaces import Surface, all_surfaces

OPTIMIZERS = ("gradient descent", "momentum (β = 0.9)", "Adam")
BETA = 0.9
STEPS = 80
FLOOR = 1e-7  # losses this close to the minimum are drawn at the bottom


class Run(NamedTuple):
    """One descent: the points visited (steps + 1, 2), their losses, the last gradient's norm, the curvatures."""

    path: np.ndarray
    losses: np.ndarray
    slope: float
    start_curvature: float
    end_lowest_curvature: float


@cache
def _compiled_run():
    surfaces = [surface.f for surface in all_surfaces()]

    def f(which, theta):
        return jax.lax.switch(which, surfaces, theta)

    def run(surface, optimizer, start, alpha):
        def step(carry, _):
            theta, velocity, state = carry
            grad = jax.grad(f, argnums=1)(surface, theta)
            rules = (
                lambda: (gradient_step(theta, grad, alpha), velocity, state),
                lambda: (*momentum_step(theta, velocity, grad, alpha, BETA), state),
                lambda: (lambda t, s: (t, velocity, s))(*adam_step(theta, state, grad, alpha)),
            )
            carry = jax.lax.switch(optimizer, rules)
            return carry, carry[0]

        carry = (start, jnp.zeros(2), adam_init(start))
        _, visited = jax.lax.scan(step, carry, length=STEPS)
        path = jnp.concatenate([start[None], visited])
        slope = jnp.linalg.norm(jax.grad(f, argnums=1)(surface, path[-1]))
        hessian = jax.hessian(f, argnums=1)
        start_curvature = jnp.linalg.eigvalsh(hessian(surface, start))[-1]
        end_hessian = jnp.nan_to_num(hessian(surface, path[-1]))
        return (
            path,
            jax.vmap(lambda t: f(surface, t))(path),
            slope,
            start_curvature,
            jnp.linalg.eigvalsh(end_hessian)[0],
        )

    return jax.jit(run)


def descend(surface: int, optimizer: int, start: tuple[float, float], alpha: float) -> Run:
    """Take 80 steps on surface number `surface` with optimiser number `optimizer`.

    Shapes: start is a point (2,).
    """
    path, losses, *numbers = _compiled_run()(surface, optimizer, jnp.asarray(start, float), alpha)
    return Run(np.asarray(path), np.asarray(losses), *(float(number) for number in numbers))


def steps_inside(path: np.ndarray, surface: Surface) -> int:
    """Count the first points of a path that stay within ten times the window; all of them if it never escapes."""
    reach = 10 * max(abs(edge) for edge in (*surface.xlim, *surface.ylim))
    outside = ~(np.abs(path).max(axis=1) <= reach)  # nan counts as outside
    return int(outside.argmax()) if outside.any() else len(path)


def theory(surface: Surface, optimizer: int, alpha: float, curvature: float) -> str:
    """Say what the formula predicts for this α: a multiple of 1/L and the regime it falls in."""
    if optimizer == 2:
        return f"α = {alpha:.3g}. Adam divides the gradient by its size: a coordinate moves by about α, whatever L is."
    if curvature <= 0:
        return f"α = {alpha:.3g}. At the start no direction curves upwards, so 1/L sets no limit there."
    multiple, limit = alpha * curvature, 2 if optimizer == 0 else 2 * (1 + BETA)
    says = f"α = {alpha:.3g} = {multiple:.2f}/L "
    if not surface.quadratic:
        judged = "too long" if multiple > limit else "short enough"
        return says + f"at the start, where 1/L = {1 / curvature:.3g}: {judged} there, but L changes on the way."
    says += f"(1/L = {1 / curvature:.3g}): "
    if multiple > limit:
        return says + f"above {limit:.3g}/L, diverges along the steepest direction."
    if optimizer == 1:
        return says + f"below momentum's limit {limit:.3g}/L, converges."
    return says + ("between 1/L and 2/L, overshoots and converges." if multiple > 1 else "at most 1/L, no overshoot.")


def outcome(surface: Surface, run: Run) -> str:
    """Say what came of it in the 80 steps: escaped, arrived at a minimum, at a saddle, or still on its way."""
    inside = steps_inside(run.path, surface)
    if inside < len(run.path):
        return f"Seen: it escapes, out of the picture's reach after {inside} steps."
    end = run.path[-1]
    at = "({:.2f}, {:.2f})".format(*(np.round(end, 2) + 0.0))  # + 0.0 turns -0.00 into 0.00
    if run.slope < 1e-2 and run.end_lowest_curvature < 0:
        return f"Seen: it rests at {at}, where the slope is 0; this is a saddle, no minimum."
    nearest = min(np.hypot(*(end - np.array(minimum))) for minimum in surface.minima)
    if nearest < 0.02:
        return f"Seen: it arrives at the minimum {at}; loss {run.losses[-1]:.3g}."
    away = f"{nearest:.2g} away from the nearest minimum"
    return f"Seen: after {STEPS} steps it is at {at}, {away}; loss {run.losses[-1]:.3g}."


@cache
def lowest_loss(surface: Surface) -> float:
    """Find the loss at the deepest minimum of a surface."""
    return min(float(surface.f(jnp.asarray(minimum))) for minimum in surface.minima)
