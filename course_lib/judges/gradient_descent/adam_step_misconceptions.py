"""1.7 adam_step: known mistakes, and what to say to each. The first that fits is named."""

from __future__ import annotations

from course_lib.checking.judge import Misconception
from course_lib.judges.gradient_descent import adam_step_wrong_corrections as corrections
from course_lib.judges.gradient_descent import adam_step_wrong_means as means
from course_lib.judges.gradient_descent import adam_step_wrong_rates as rates
from course_lib.judges.gradient_descent import adam_step_wrong_steps as steps

MISCONCEPTIONS = (
    Misconception(
        "no bias correction",
        "Your running means start at 0 and nothing makes up for it. With b1 = 0.9 and a first gradient of 1, what "
        "is m? Is that a good estimate of the gradients seen so far?",
        corrections.no_bias_correction,
    ),
    Misconception(
        "only one mean corrected",
        "You correct one of the two running means and not the other. Both start at 0: after the first step, "
        "compare m with g and v with g².",
        (corrections.corrects_m_only, corrections.corrects_v_only),
    ),
    Misconception(
        "t starts at 0",
        "You correct with the t of before this step. At the first step that is 0: what is 1 − b1⁰, and what do "
        "you divide by?",
        (corrections.t_too_small, corrections.t_too_small_kept),
    ),
    Misconception(
        "t not carried on",
        "Your θ is right, but the t that you return has not moved: every later step will be corrected like this "
        "one. Which t does the next step need?",
        means.t_not_returned,
    ),
    Misconception(
        "correction without t",
        "Your correction is the same at every step. It should fade: after a thousand steps, how much of the zero "
        "start is left in m?",
        corrections.correction_without_t,
    ),
    Misconception(
        "t as a factor",
        "You take b1 · t where b1 to the power of t is wanted. For t = 20 and b1 = 0.9, what is 1 − b1·t, and what is "
        "1 − b1ᵗ?",
        corrections.correction_times_t,
    ),
    Misconception(
        "power of the difference",
        "You raise the whole difference to the power of t. For b1 = 0.9 and t = 20, what is (1 − b1)ᵗ, and what is "
        "1 − b1ᵗ? By which of them should m be divided after many steps?",
        corrections.power_of_the_difference,
    ),
    Misconception(
        "brackets of the correction",
        "Python divides before it subtracts: it reads `m / 1 - b1**t` as (m / 1) − b1ᵗ. Where do brackets belong, so "
        "that m is divided by the whole difference, and v, too?",
        (
            corrections.corrections_without_brackets,
            corrections.m_correction_without_brackets,
            corrections.v_correction_without_brackets,
        ),
    ),
    Misconception(
        "power",
        "In Python `^` is no power: it compares the bits of whole numbers, and for real numbers it stops with an "
        "error. How is a power written?",
        (rates.gradient_xor_two, rates.b1_xor_t),
    ),
    Misconception(
        "eps inside the root",
        "Your eps stands under the root. For v̂ = 0 and eps = 10⁻⁸ the denominator is then 10⁻⁴: how far is that "
        "from the eps you asked for?",
        steps.eps_in_root,
    ),
    Misconception(
        "eps as a lower bound",
        "You divide by the larger of √v̂ and eps. That, too, keeps the denominator from 0; but what does the formula "
        "do with the two?",
        steps.larger_of_root_and_eps,
    ),
    Misconception(
        "eps before the correction",
        "You add eps to √v and correct afterwards. Some libraries do that, and there eps means something else in "
        "early steps. In the formula here, is v corrected before or after eps is added?",
        steps.eps_before_correction,
    ),
    Misconception(
        "brackets of the denominator",
        "Your eps is added to the quotient, not to the denominator: Python reads `a / b + eps` as (a / b) + eps. What "
        "stands under the fraction bar of the formula?",
        (steps.denominator_without_brackets, steps.eps_added_to_the_quotient),
    ),
    Misconception(
        "eps missing",
        "Where all gradients so far were 0 you divide by 0. Which small number stands in the denominator for "
        "that, and where?",
        steps.eps_missing,
    ),
    Misconception(
        "v from |g|",
        "Your v follows the size of the gradient, not its square. For gradients 1 and 7: which is larger, the "
        "mean of the sizes or the root of the mean square?",
        (means.v_from_size, means.v_from_size_without_root),
    ),
    Misconception(
        "v from g",
        "Your v is a running mean of g itself: where slopes are negative it goes below 0 and its root is nan. "
        "What must happen to g before v takes it up?",
        means.v_from_gradient,
    ),
    Misconception(
        "v from m",
        "Your v collects the squares of m. A slope that changes its sign at every step has m near 0: is it small "
        "in size, too?",
        means.v_from_mean,
    ),
    Misconception(
        "root missing",
        "You divide by v̂ without its root. If all gradients become ten times larger, the step should stay the "
        "same: what does yours do?",
        steps.no_root,
    ),
    Misconception(
        "decay rates exchanged",
        "b1 and b2 have changed places. Which of them belongs to m, the mean of the gradients?",
        rates.rates_exchanged,
    ),
    Misconception(
        "b1 for v",
        "Somewhere you use b1 where v is concerned: in v itself, or in its correction. Which of the two rates belongs "
        "to v and v̂?",
        (rates.v_with_b1, rates.v_with_b1_throughout, corrections.v_corrected_with_b1),
    ),
    Misconception(
        "numbers of the example",
        "The example is right, but you calculate with its numbers (0.9, 0.999 or 1e-8) where other arguments are "
        "given. Which of b1, b2 and eps change nothing in your result?",
        (rates.numbers_of_the_example, rates.rates_of_the_example, rates.eps_of_the_example),
    ),
    Misconception(
        "sum instead of mean",
        "You add the whole new gradient to the old mean. With b1 = 0.9 and gradients of 1 for ever, where does "
        "your m end up? Where should a mean of ones be?",
        rates.factor_forgotten,
    ),
    Misconception(
        "weights exchanged",
        "In your running means the new gradient gets the weight that belongs to the past. With b1 = 0.9, how much "
        "of the new m should come from this one gradient?",
        rates.weights_exchanged,
    ),
    Misconception(
        "corrected means carried on",
        "Your θ is right, but you return m̂ and v̂ as the state, so the next step corrects them a second time. "
        "Which two of your variables are the running means?",
        means.keeps_corrected,
    ),
    Misconception(
        "old state returned",
        "Your θ is right, but you return the state you were given: the next step will know nothing of this gradient.",
        means.keeps_old_state,
    ),
    Misconception(
        "m and v exchanged",
        "Your θ is right, but m and v have changed places in the state that you return. In which order does the "
        "next step take them out?",
        means.returns_v_before_m,
    ),
    Misconception(
        "gradient instead of m",
        "You step with this one gradient: m is kept, but changes nothing. If the gradient is 0 now and was 1 "
        "until now, should θ stand still at once?",
        (steps.gradient_instead_of_mean, steps.gradient_corrected_instead_of_mean),
    ),
    Misconception(
        "old means used",
        "You step with the means of before this gradient. At the first step they are 0: how far does your θ move?",
        steps.old_means,
    ),
    Misconception(
        "uphill",
        "You walk uphill: where the gradient is positive your θ grows. Does J fall there?",
        steps.uphill,
    ),
    Misconception(
        "in place",
        "`*=`, `+=` and `-=` write into the caller's NumPy arrays: what was passed in is no longer what it was. "
        "Which way of writing makes a new array?",
        (means.in_place, means.means_in_place),
    ),
    Misconception(
        "state not in one tuple",
        "Four values come back side by side; two are wanted: θ, and the state as one tuple of three. Where do "
        "brackets belong in your last line?",
        means.flat_result,
    ),
)
