"""1.8 backtracking: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Property
from course_lib.judges.gradient_descent.backtracking_misconceptions_bounds import UPHILL_MESSAGE, WRONG_BOUNDS
from course_lib.judges.gradient_descent.backtracking_misconceptions_trials import WRONG_ENDINGS, WRONG_TRIALS
from course_lib.probes.gradient_descent.watching import UPHILL


def search_exponents(f, grad, theta, alpha0, beta, c):
    theta, grad = np.asarray(theta, np.float64), np.asarray(grad, np.float64)
    start, slope = float(f(theta)), float(np.sum(grad**2))
    for k in range(100):
        alpha = alpha0 * beta**k
        if float(f(theta - alpha * grad)) <= start - c * alpha * slope:
            return alpha
    raise RuntimeError("no step size passes")


def search_while(f, grad, theta, alpha0, beta, c):
    alpha = alpha0
    while not f(theta - alpha * grad) <= f(theta) - c * alpha * jnp.sum(grad**2):
        alpha = beta * alpha
    return alpha


def search_lax(f, grad, theta, alpha0, beta, c):
    start, slope = f(theta), jnp.vdot(grad, grad)

    def too_long(alpha):
        return jnp.logical_not(f(theta - alpha * grad) <= start - c * alpha * slope)

    return lax.while_loop(too_long, lambda alpha: alpha * beta, jnp.asarray(alpha0, float))


def search_many_at_once(f, grad, theta, alpha0, beta, c):
    alphas = alpha0 * beta ** np.arange(40.0)
    start, slope = float(f(theta)), float(jnp.linalg.norm(grad)) ** 2
    passes = [float(f(theta - a * grad)) <= start - c * a * slope for a in alphas]
    return alphas[int(np.argmax(passes))]


def _received(case, seen):
    """The received step size, how often alpha0 was shrunk for it, and how often too few (−: too many)."""
    alpha0, beta = case.arguments["alpha0"], case.arguments["beta"]
    received, wanted = float(decode_array(seen["returned"])), search_exponents(**_fresh(case))
    shrinks = np.log(received / alpha0) / np.log(beta) if received > 0 else np.nan
    return received, shrinks, np.log(wanted / alpha0) / np.log(beta) - shrinks


def _fresh(case, **more):
    return {**case.arguments, "f": case.arguments["f"].fresh(), **more}


def _candidate(case, seen):
    _, shrinks, _ = _received(case, seen)
    return abs(shrinks - round(shrinks)) < 1e-3 and shrinks > -0.5


def _uses_c(case, seen):
    if not case.name.startswith("a wave"):  # elsewhere only rounding ends a search that asks for the whole promise
        return True
    whole = search_exponents(**_fresh(case, c=1.0))
    return not np.isclose(float(decode_array(seen["returned"])), whole, rtol=1e-4)


def _too_long(case, seen):
    received, shrinks, _ = _received(case, seen)
    f, grad, theta, c = (case.arguments[name] for name in ("f", "grad", "theta", "c"))
    left = float(f.fresh()(theta - received * grad))
    right = float(f.fresh()(theta)) - c * received * float(np.sum(grad**2))
    if np.isnan(left):
        return f"For {case} your step leads to where f is nan. What does your loop make of a comparison with nan?"
    if case.public:
        return (
            f"For {case} your step is too long: with α = {received:.4g} the left side of the condition is {left:.4g} "
            f"and the right side {right:.4g}. Print both sides as your code computes them, and what it makes of the "
            "comparison."
        )
    if abs(shrinks) < 1e-3:
        return (
            f"For {case} you return alpha0, and it does not fulfil the condition. Say your loop in words: it goes on "
            "shrinking as long as …?"
        )
    return (
        f"For {case} your step is too long: you shrink {_times(shrinks)}, and the condition is not yet fulfilled. "
        "What ends your search there?"
    )


def _times(shrinks):
    return "once" if round(shrinks) == 1 else f"{round(shrinks)} times"


def _too_short(case, seen):
    return (
        f"For {case} your step is shorter than it need be: a longer candidate already fulfils the condition. Write "
        "down both sides of your condition for each trial: which trial passes first by the task, which one by yours?"
    )


BACKTRACKING = Judge(
    id="1.8",
    oracle=search_exponents,
    rtol=1e-4,
    atol=1e-6,
    takeaway="a few extra values of f buy a step size that fits the place where you stand. Training on batches rarely "
    "searches, because a noisy f can be fooled; there a schedule or Adam takes over.",
    alternatives=(search_while, search_lax, search_many_at_once),
    misconceptions=(*WRONG_BOUNDS, *WRONG_TRIALS, *WRONG_ENDINGS),
    properties=(
        Property("downhill", lambda case, seen: seen["returned"].get("asked") != UPHILL, UPHILL_MESSAGE),
        Property(
            "positive",
            lambda case, seen: _received(case, seen)[0] > 0,
            "A step size is a positive number; yours is not.",
        ),
        Property(
            "one of the candidates",
            _candidate,
            "Your result is none of alpha0, beta · alpha0, beta² · alpha0, … How does one trial follow from the one "
            "before?",
        ),
        Property(
            "a share of the promise",
            _uses_c,
            "You ask for the whole promise of the slope: with c = 1 your result is the same, so c changes nothing. A "
            "loss that curves upwards never keeps the whole promise, however short the step: which share is asked for?",
        ),
        Property("good enough", lambda case, seen: _received(case, seen)[2] < 0.5, _too_long),
        Property("not too careful", lambda case, seen: _received(case, seen)[2] > -0.5, _too_short),
    ),
)
