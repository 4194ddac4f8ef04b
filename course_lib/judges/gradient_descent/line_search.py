"""1.8 backtracking: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.gradient_descent import line_search_mistakes as mistakes
from course_lib.judges.gradient_descent import line_search_mistakes_while_bad as while_bad


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


def _ratio(case, seen):
    """Received over wanted, in steps of 1 / beta: +1 is one shrink too few."""
    wanted = search_exponents(**case.arguments | {"f": case.arguments["f"].fresh()})
    received = float(decode_array(seen["returned"]))
    return np.log(received / wanted) / -np.log(case.arguments["beta"]) if received > 0 else np.nan


def _candidate(case, seen):
    shrinks = np.log(float(decode_array(seen["returned"])) / case.arguments["alpha0"]) / np.log(case.arguments["beta"])
    return abs(shrinks - round(shrinks)) < 1e-3 and shrinks > -0.5


BACKTRACKING = Judge(
    id="1.8",
    oracle=search_exponents,
    rtol=1e-4,
    atol=1e-6,
    takeaway="a few extra values of f buy a step size that fits the place where you stand. Training on batches rarely "
    "searches, because a noisy f can be fooled; there a schedule or Adam takes over.",
    alternatives=(search_while, search_lax, search_many_at_once),
    misconceptions=(
        Misconception(
            "no sufficient decrease",
            "You take any step that lowers f: `c` changes nothing in your result. Look at the example: α = 0.8 lowers "
            "f from 25 to 9. How much does the slope promise for a step of that length, and which share of it is "
            "asked for?",
            (
                mistakes.any_decrease,
                mistakes.any_decrease_or_equal,
                while_bad.any_decrease,
                while_bad.any_decrease_or_equal,
            ),
        ),
        Misconception(
            "never accepts",
            "Your loop asks f again and again and never accepts a step. Print the point that you test in the first "
            "five rounds of the example: does it come nearer to θ = (3, 4) each time?",
            (
                mistakes.never_shrinks,
                mistakes.grows,
                mistakes.moves_theta,
                while_bad.never_shrinks,
                while_bad.grows,
                while_bad.moves_theta,
            ),
        ),
        Misconception(
            "loops for ever",
            "Your loop never comes to its end. Two things must happen in it: alpha changes, and f is asked again at "
            "the new point. Which one is missing?",
            mistakes.never_asks_again,
            loops=True,
        ),
        Misconception(
            "promise without alpha",
            "You ask for the same decrease whatever the length of the step. As α shrinks the step can only win less: "
            "how does the straight line along the slope fall with α?",
            (mistakes.promise_without_alpha, while_bad.promise_without_alpha),
        ),
        Misconception(
            "norm not squared",
            "Your promise uses ‖g‖ where the slope along −g is wanted. For f(θ) = 3θ the gradient is 3, and a step −α "
            "· 3 lowers f by 9α: which power of ‖g‖ is that?",
            (mistakes.norm_not_squared, while_bad.norm_not_squared),
        ),
        Misconception(
            "mean of squares",
            "You take the mean of the squares where their sum is wanted. For θ with a hundred entries, how many times "
            "too small is your promise?",
            (mistakes.mean_of_squares, while_bad.mean_of_squares),
        ),
        Misconception(
            "subtracts beta",
            "You subtract beta from α, so it soon falls below 0. By which operation does each trial follow from the "
            "one before?",
            (mistakes.subtracts_beta, while_bad.subtracts_beta),
        ),
        Misconception(
            "c and beta exchanged",
            "Your α shrinks by the factor c. One of the two numbers says how fast to shrink, the other which share of "
            "the promise is asked for: which is which in your code?",
            (
                mistakes.shrinks_by_c,
                mistakes.c_and_beta_exchanged,
                while_bad.shrinks_by_c,
                while_bad.c_and_beta_exchanged,
            ),
        ),
        Misconception(
            "sign of the promise",
            "Your bound lies above f(θ): you accept steps that make f larger. Should a longer step win more or may it "
            "lose more?",
            (mistakes.wrong_sign, while_bad.wrong_sign),
        ),
        Misconception(
            "inequality turned round",
            "You shrink while the step is good and stop where it is bad. In words: go on shrinking as long as …?",
            mistakes.turned_round,
        ),
        Misconception(
            "one shrink too many",
            "You shrink once more after the step was good enough. In which order do your lines test and shrink?",
            (mistakes.shrinks_after_success, while_bad.shrinks_after_success),
        ),
        Misconception(
            "one shrink too few",
            "You return the last step size that failed. Which alpha did you test, and which one do you return?",
            (mistakes.last_rejected, while_bad.last_rejected),
        ),
        Misconception(
            "alpha0 never tried",
            "You shrink before the first test, so alpha0 itself has no chance. If alpha0 is good enough, what should "
            "come back?",
            (mistakes.alpha0_never_tried, while_bad.alpha0_never_tried),
        ),
        Misconception(
            "shrinks once only",
            "You shrink once at most. What if the shorter step is still too long? Which word repeats where `if` does "
            "not?",
            (mistakes.only_once, while_bad.only_once),
        ),
        Misconception(
            "alpha0 returned",
            "You return alpha0 whatever f says. In the example, does α = 0.8 win as much as it must?",
            mistakes.always_alpha0,
        ),
        Misconception(
            "walks uphill",
            "You test points on the uphill side, so only a step too short to be felt can pass. Which sign leads from "
            "θ downhill?",
            (mistakes.uphill, mistakes.uphill_with_rising_bound, while_bad.uphill, while_bad.uphill_with_rising_bound),
        ),
        Misconception(
            "new theta returned",
            "You return the point that the step leads to. The step size is wanted, one number.",
            (mistakes.returns_theta, while_bad.returns_theta),
        ),
        Misconception(
            "direction of length one",
            "You walk along g/‖g‖, so your α is a distance. Here the step is α times g itself: how far does it lead "
            "when ‖g‖ = 10?",
            (mistakes.unit_direction, while_bad.unit_direction),
        ),
        Misconception(
            "nan accepted",
            "You accept a step to where f is nan. `nan > 1` is False, and `nan <= 1` is False too: does your loop ask "
            "whether a step is bad, or whether it is good?",
            mistakes.accepts_nan,
        ),
        Misconception(
            "strict inequality",
            "With a gradient of zeros you never stop: f(θ) cannot become smaller than f(θ). Which sign stands in the "
            "condition, < or ≤?",
            (mistakes.strict, mistakes.strict_and_accepts_nan),
        ),
    ),
    properties=(
        Property(
            "positive",
            lambda case, seen: float(decode_array(seen["returned"])) > 0,
            "A step size is a positive number; yours is not.",
        ),
        Property(
            "one of the candidates",
            _candidate,
            "Your result is none of alpha0, beta · alpha0, beta² · alpha0, … How does one trial follow from the one "
            "before?",
        ),
        Property(
            "good enough",
            lambda case, seen: _ratio(case, seen) < 0.5,
            "Your step is too long: it does not win the share c of what the slope promises. Put your α into the "
            "condition for the example: which side is larger?",
        ),
        Property(
            "not too careful",
            lambda case, seen: _ratio(case, seen) > -0.5,
            "Your step is shorter than it need be: a longer candidate already fulfils the condition. Which one do you "
            "test first, and when do you stop?",
        ),
    ),
)
