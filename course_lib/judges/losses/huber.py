"""4.7 huber: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.losses import huber_wrong as wrong


def huber_clipped(residual, delta):
    """½c² inside, and δ for every unit beyond the border: c is the residual, kept within ±δ."""
    r = np.asarray(residual, np.float64)
    c = np.clip(r, -delta, delta)
    return c**2 / 2 + delta * np.abs(r - c)


def huber_where(residual, delta):
    size = jnp.abs(residual)
    return jnp.where(size <= delta, 0.5 * size**2, delta * (size - delta / 2))


def huber_difference(residual, delta):
    beyond = jnp.maximum(jnp.abs(residual) - delta, 0)
    return 0.5 * residual**2 - 0.5 * beyond**2


def huber_loop(residual, delta):
    out = np.zeros(np.shape(residual))
    for index, r in np.ndenumerate(np.asarray(residual)):
        out[index] = r * r / 2 if -delta < r < delta else delta * abs(float(r)) - delta * delta / 2
    return out


def huber_smaller_factor(residual, delta):
    c = lax.min(lax.abs(residual), jnp.asarray(delta, residual.dtype))
    return c * (jnp.abs(residual) - 0.5 * c)


def _line(case, seen):
    """Which of the two a, b of a·|r| + b the answer has outside, from the residuals of thousands."""
    values = decode_array(seen["returned"])
    sizes = np.abs(case.arguments["residual"])
    with np.errstate(all="ignore"):  # nan and inf are the learner's, and no slope either
        slope = (values[0] - values[3]) / (sizes[0] - sizes[3])
        return slope, values[0] - slope * sizes[0]


HUBER = Judge(
    id="4.7",
    oracle=huber_clipped,
    takeaway="a parabola near 0, straight lines outside: the slope never exceeds δ, so no single sample can pull "
    "harder than that, however far out it lies.",
    alternatives=(huber_where, huber_difference, huber_loop, huber_smaller_factor),
    misconceptions=(
        Misconception(
            "value jumps at the border",
            "Your lines have the slope δ, but they do not begin where the parabola ends: the value jumps at |r| = δ. "
            "Put r = δ into both pieces: which number is missing, or too much, outside?",
            (
                wrong.line_through_the_origin,
                wrong.jump_of_half_delta,
                wrong.jump_of_half,
                wrong.whole_delta_taken_off,
                wrong.added_instead_of_taken_off,
                wrong.starts_again_at_the_border,
            ),
        ),
        Misconception(
            "kink at the border",
            "In the example your slope jumps at the border, |r| = 2: there is a kink. What is the slope of ½ r² there, "
            "and what slope has your line?",
            (
                wrong.plain_absolute_value,
                wrong.slope_1_and_no_jump,
                wrong.slope_1_and_half,
                wrong.slope_1_half_delta,
                wrong.slope_half_delta,
            ),
        ),
        Misconception(
            "smaller of the two",
            "You take the smaller of a parabola and a line. Those two cross, with a kink, and not at |r| = δ: where do "
            "yours cross in the example? At the border asked for, line and parabola must touch.",
            (wrong.smaller_of_square_and_size, wrong.smaller_of_square_and_absolute_value),
        ),
        Misconception(
            "flat outside",
            "Outside ±δ your loss stays the same, however large the residual is: such samples no longer count at all. "
            "Which slope does the parabola have at the border, and which has yours beyond it?",
            (wrong.flat_outside, wrong.flat_outside_clipped),
        ),
        Misconception(
            "one-sided",
            "Your loss treats large residuals of one sign as outliers and those of the other sign not. Draw it for "
            "r = −6 and r = 6: on which side of the border does each of them lie?",
            (wrong.one_sided, wrong.one_sided_below),
        ),
        Misconception(
            "negative residuals cost nothing",
            "Negative residuals cost nothing in yours. Is a prediction that is too large always fine?",
            wrong.zero_for_negative,
        ),
        Misconception(
            "line without size",
            "Outside on the left your loss is negative: the line goes down to −∞ there. Of what does the line take the "
            "value: of r, or of its size?",
            wrong.line_without_size,
        ),
        Misconception(
            "no half",
            "Your parabola is r², without the ½. Which slope does it then have at r = δ?",
            (wrong.no_half_inside, wrong.no_half_anywhere),
        ),
        Misconception(
            "the parabola everywhere",
            "Your loss is the parabola for every residual, outside ±δ as well. If you take the larger of the two "
            "pieces: compare them at r = 0 and at r = 2δ. Is there any residual for which the line is the larger one?",
            (wrong.only_squares, wrong.larger_of_the_two_pieces),
        ),
        Misconception(
            "the line everywhere",
            "Your loss is the line for every residual, inside ±δ as well, where it goes below 0. If you take the "
            "smaller of the two pieces: compare them at r = 0 and at r = 2δ. Is there any residual for which the "
            "parabola is the smaller one?",
            (wrong.only_sizes, wrong.smaller_of_the_two_pieces),
        ),
        Misconception(
            "sizes alone",
            "You return the size of the residual, whatever δ is. Where does your loss look at whether the residual is "
            "small or large?",
            wrong.only_absolute_values,
        ),
        Misconception(
            "pieces exchanged",
            "Your line is inside and your parabola outside. In `jnp.where(condition, a, b)`, which of the two is taken "
            "where the condition holds?",
            wrong.branches_exchanged,
        ),
        Misconception(
            "capped",
            "Above some number your loss grows no further. The line has no end: what does the next unit of |r| cost "
            "there?",
            wrong.capped,
        ),
        Misconception(
            "pseudo-Huber",
            "That is the pseudo-Huber loss, smooth everywhere and a good loss as well. Here the inside is to be "
            "exactly ½ r²: what do you get for r = δ?",
            wrong.pseudo_huber,
        ),
        Misconception(
            "scaled by 1/delta",
            "Your loss is the one asked for divided by δ (a convention that libraries call smooth L1). Here the inside "
            "is ½ r², whatever δ is: which slope does the line then have?",
            wrong.smooth_l1,
        ),
        Misconception(
            "delta fixed",
            "Your δ is not the one passed in: a fixed number, or a rounded or limited one. Should delta = 0.015 and "
            "delta = 3.7 not mean just that?",
            (
                wrong.delta_of_1,
                wrong.delta_of_2,
                wrong.delta_rounded_to_2_digits,
                wrong.delta_as_a_whole_number,
                wrong.delta_within_limits,
            ),
        ),
        Misconception(
            "border beside delta",
            "Your pieces change a little beside |r| = δ. Put delta = 2 and r = 1.95: which piece should answer?",
            (wrong.border_below_delta, wrong.border_above_delta),
        ),
        Misconception(
            "border for the square",
            "You compare r² with δ. At which |r| does your loss change from parabola to line when δ = 0.25?",
            wrong.border_at_delta_squared,
        ),
        Misconception(
            "border for the value",
            "You compare ½ r² with δ. At which |r| does your loss change from parabola to line when δ = 50, and at "
            "which when δ = 0.5?",
            wrong.border_for_the_value,
        ),
        Misconception(
            "one number for all",
            "You return one number. This function works entry by entry, so that one can still see which sample costs "
            "how much: which step adds them up?",
            (wrong.summed, wrong.averaged),
        ),
        Misconception(
            "all entries alike",
            "You decide once for the whole array: one large residual changes the formula for all (or one small one "
            "does). Which function chooses for each entry by itself?",
            (wrong.all_by_the_largest, wrong.all_by_the_smallest),
        ),
        Misconception(
            "if on an array",
            "`if` wants one True or False, and a comparison of an array gives one for each entry. Your formula is "
            "right for single numbers: which function chooses for each entry by itself?",
            wrong.if_on_an_array,
        ),
        Misconception(
            "the slope itself",
            "You return the slope of the loss, kept within ±δ. Which loss has this slope?",
            wrong.slope,
        ),
        Misconception(
            "a caret for a power",
            "`^` is not a power in Python: it compares two whole numbers bit by bit. Which operator does the course "
            "use where it writes 2³⁰ in code?",
            wrong.caret,
        ),
        Misconception(
            "in place",
            "You write into the residuals you were given: the caller's NumPy array then holds losses, and a JAX array "
            "cannot be written into. Which function makes a new array from two?",
            (wrong.in_place, wrong.in_place_at_places),
        ),
        Misconception(
            "rounded",
            "Your losses are rounded. What is left of ½ · 0.05²?",
            wrong.rounded_to_2_digits,
        ),
        Misconception(
            "half precision",
            "You compute with float16: it keeps about three digits. What is `jnp.float16(2049)`?",
            (wrong.half_precision, wrong.half_precision_and_back),
        ),
    ),
    properties=(
        Property(
            "both sides alike",
            lambda case, seen: not case.name.startswith("residuals of exactly") or _even(seen),
            "For r = δ and r = −δ your losses differ. Does anything in the task tell the two sides apart?",
        ),
        Property(
            "inside a parabola",
            lambda case, seen: not case.name.startswith("delta larger") or _parabola(case, seen),
            "Where all residuals lie inside ±δ, the loss of each should be ½ r²; yours is not. Put r = 1 and delta = "
            "50 into your function: which piece answers?",
        ),
        Property(
            "slope outside",
            lambda case, seen: (
                case.name != "residuals of thousands"
                or np.isclose(_line(case, seen)[0], case.arguments["delta"], rtol=1e-2)
            ),
            "Far outside, your loss should grow by δ for each unit of |r|: that is the slope of the parabola at the "
            "border. Yours grows by something else: put r = 1000 and r = 1001 in, with delta = 50.",
        ),
    ),
)


def _even(seen):
    values = decode_array(seen["returned"])
    return np.isclose(values[0], values[1], rtol=1e-4)


def _parabola(case, seen):
    return np.allclose(decode_array(seen["returned"]), case.arguments["residual"] ** 2 / 2, rtol=1e-3, atol=1e-4)
