"""1.8 backtracking: what to say to a condition that is not Armijo's."""

from __future__ import annotations

from course_lib.checking.judge import Misconception
from course_lib.judges.gradient_descent import backtracking_wrong_bounds as bounds
from course_lib.judges.gradient_descent import backtracking_wrong_bounds_while_above as bounds_above

UPHILL_MESSAGE = (
    "You test points on the uphill side, so only a step too short to be felt can pass. Which sign leads from θ "
    "downhill?"
)


def both(*names):
    """The wrong answers of these names in both forms of the loop."""
    return tuple(getattr(form, name) for name in names for form in (bounds, bounds_above))


WRONG_BOUNDS = (
    Misconception(
        "no sufficient decrease",
        "You take any step that lowers f: `c` changes nothing in your result. Look at the example: α = 0.8 lowers "
        "f from 25 to 9. How much does the slope promise for a step of that length, and which share of it is "
        "asked for?",
        both("any_decrease", "any_decrease_or_equal"),
    ),
    Misconception(
        "promise without alpha",
        "You ask for the same decrease whatever the length of the step. As α shrinks the step can only win less: "
        "how does the straight line along the slope fall with α?",
        both("promise_without_alpha"),
    ),
    Misconception(
        "promise of alpha0",
        "You ask every step for the decrease that belongs to alpha0, the boldest one. Which side of the condition "
        "must be computed anew when α shrinks: the left, the right, or both?",
        both("promise_of_alpha0"),
    ),
    Misconception(
        "alpha squared",
        "Your promise falls with α². Along the slope f falls in proportion to α: if the step is half as long, which "
        "share of the decrease is left?",
        both("promise_with_alpha_squared"),
    ),
    Misconception(
        "norm not squared",
        "Your promise uses ‖g‖ where the slope along −g is wanted. For f(θ) = 3θ the gradient is 3, and a step −α "
        "· 3 lowers f by 9α: which power of ‖g‖ is that?",
        both("norm_not_squared"),
    ),
    Misconception(
        "mean of squares",
        "You take the mean of the squares where their sum is wanted. For θ with a hundred entries, how many times "
        "too small is your promise?",
        both("mean_of_squares"),
    ),
    Misconception(
        "square of the sum",
        "You add first and square then. For g = (1, −1): what is the square of the sum, and what the sum of the "
        "squares?",
        both("square_of_sum"),
    ),
    Misconception(
        "power",
        "In Python `^` is no power: it compares the bits of whole numbers, and for real numbers it stops with an "
        "error. How is a power written?",
        bounds.gradient_xor_two,
    ),
    Misconception(
        "sign of the promise",
        "Your bound lies above f(θ): you accept steps that make f larger. Should a longer step win more or may it "
        "lose more?",
        both("wrong_sign"),
    ),
    Misconception(
        "walks uphill",
        UPHILL_MESSAGE,
        both("uphill", "uphill_with_rising_bound"),
    ),
    Misconception(
        "direction of length one",
        "You walk along g/‖g‖, so your α is a distance. Here the step is α times g itself: how far does it lead "
        "when ‖g‖ = 10?",
        both("unit_direction", "unit_direction_full_promise", "unit_direction_or_nan"),
    ),
)
