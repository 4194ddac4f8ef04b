"""1.8 backtracking: what to say to a search that tries the wrong steps, or ends wrongly."""

from __future__ import annotations

from course_lib.checking.judge import Misconception
from course_lib.judges.gradient_descent import backtracking_wrong_endings as endings
from course_lib.judges.gradient_descent import backtracking_wrong_trials as trials
from course_lib.judges.gradient_descent import backtracking_wrong_trials_while_above as trials_above
from course_lib.judges.gradient_descent.backtracking_misconceptions_bounds import both as both_bounds


def both(*names):
    """The wrong answers of these names in both forms of the loop."""
    return tuple(getattr(form, name) for name in names for form in (trials, trials_above))


WRONG_TRIALS = (
    Misconception(
        "alpha stays",
        "Your loop tests one point again and again, and neither side of the condition changes. Which line of it "
        "makes alpha smaller?",
        both("never_shrinks"),
    ),
    Misconception(
        "alpha grows",
        "Your alpha grows from round to round, so the steps lead further and further away. Is alpha / beta larger or "
        "smaller than alpha?",
        both("grows"),
    ),
    Misconception(
        "point before the loop",
        "Your alpha shrinks, but f is never asked at the shorter step: the new point, or f there, is computed once, "
        "before the loop. What is computed once, what anew in every round?",
        (
            *both("point_before_loop"),
            endings.value_before_loop,
            endings.value_before_loop_while_above,
        ),
    ),
    Misconception(
        "always from alpha0",
        "You try two step sizes only, alpha0 and beta · alpha0, and then the second again and again. From which "
        "number does the third trial come?",
        both("always_from_alpha0"),
    ),
    Misconception(
        "theta moves",
        "Your theta moves inside the loop, so the trials add up. Every trial starts from the same θ: in the example "
        "the second one asks at (3, 4) − 0.4 · (6, 8) = (0.6, 0.8). Where does yours ask?",
        both(
            "moves_then_shrinks",
            "shrinks_then_moves",
            "shrinks_and_asks_where_it_moved",
            "walks_from_theta",
            "moves_start_too",
            "moves_start_too_shrinks_first",
        ),
    ),
    Misconception(
        "loops for ever",
        "Your loop never comes to its end. Two things must happen in it: alpha changes, and f is asked again at "
        "the new point. Which one is missing?",
        endings.never_asks_again,
        loops=True,
    ),
    Misconception(
        "subtracts beta",
        "You subtract beta from α, so it soon falls below 0. By which operation does each trial follow from the "
        "one before?",
        both("subtracts_beta"),
    ),
    Misconception(
        "halves",
        "You halve α, and beta changes nothing. In the example beta is 0.5, so there you cannot see it: what should "
        "the second trial be with beta = 0.9?",
        both("shrinks_by_half"),
    ),
    Misconception(
        "c and beta exchanged",
        "Your α shrinks by the factor c. One of the two numbers says how fast to shrink, the other which share of "
        "the promise is asked for: which is which in your code?",
        (
            *both("shrinks_by_c"),
            *both_bounds("beta_as_share"),
        ),
    ),
    Misconception(
        "one shrink too many",
        "You shrink once more after the step was good enough. In which order do your lines test and shrink?",
        both("shrinks_after_success"),
    ),
    Misconception(
        "one shrink too few",
        "You return the last step size that failed. Which alpha did you test, and which one do you return?",
        both("last_rejected"),
    ),
    Misconception(
        "alpha0 never tried",
        "You shrink before the first test, so alpha0 itself has no chance. If alpha0 is good enough, what should "
        "come back?",
        both("alpha0_never_tried"),
    ),
    Misconception(
        "new theta returned",
        "You return the point that the step leads to. The step size is wanted, one number.",
        both("returns_theta"),
    ),
)

WRONG_ENDINGS = (
    Misconception(
        "inequality turned round",
        "You shrink while the step is good and stop where it is bad. In words: go on shrinking as long as …?",
        endings.turned_round,
    ),
    Misconception(
        "shrinks once only",
        "You shrink once at most. What if the shorter step is still too long? Which word repeats where `if` does not?",
        (endings.only_once, endings.only_once_if_above),
    ),
    Misconception(
        "stops after some rounds",
        "Your search ends after a fixed number of rounds, whether the step is good enough or not. With beta = 0.95, "
        "how often must α shrink to become ten times smaller?",
        (endings.stops_after_5, endings.stops_after_10, endings.stops_after_20),
    ),
    Misconception(
        "the lowest of all",
        "You look for the trial with the lowest f. The task wants the first one that is good enough, which may be a "
        "longer step: when can the search end, and how often is f asked then?",
        (endings.lowest_of_many, endings.lowest_of_many_without_nan, endings.shrinks_while_f_falls),
    ),
    Misconception(
        "alpha0 returned",
        "You return alpha0 whatever f says. In the example, does α = 0.8 win as much as it must?",
        endings.always_alpha0,
    ),
    Misconception(
        "nan accepted",
        "You accept a step to where f is nan. `nan > 1` is False, and `nan <= 1` is False too: does your loop ask "
        "whether a step is bad, or whether it is good?",
        endings.accepts_nan,
    ),
    Misconception(
        "strict inequality",
        "With a gradient of zeros you never stop: f(θ) cannot become smaller than f(θ). Which sign stands in the "
        "condition, < or ≤?",
        (endings.strict, endings.strict_and_accepts_nan),
    ),
    Misconception(
        "strict where it is not flat",
        "A step that wins exactly the share that is asked for does not pass with you. Which sign stands in the "
        "condition, < or ≤?",
        (endings.strict_but_where_flat, endings.strict_but_where_flat_accepts_nan),
    ),
)
