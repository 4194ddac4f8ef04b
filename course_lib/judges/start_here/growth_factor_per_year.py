"""Exercise 0.3: growth_factor_per_year."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from course_lib.checking.judge import Judge, Misconception
from course_lib.judges.start_here import growth_factor_per_year_wrong as wrong


def growth_oracle(years, parameters):
    slope = np.polyfit(np.asarray(years, np.float64), np.log10(np.asarray(parameters, np.float64)), 1)[0]
    return float(10.0**slope)


def growth_natural_logarithm(years, parameters):
    x, y = years - jnp.mean(years), jnp.log(parameters)
    return jnp.exp(jnp.sum(x * y) / jnp.sum(x * x))


def growth_polyfit(years, parameters):
    slope, _ = jnp.polyfit(years, jnp.log10(parameters), 1)
    return 10**slope


def growth_loop(years, parameters):
    x = [float(year) for year in years]
    y = [float(np.log2(size)) for size in parameters]
    x_mean, y_mean = sum(x) / len(x), sum(y) / len(y)
    up = sum((a - x_mean) * (b - y_mean) for a, b in zip(x, y, strict=True))
    return 2.0 ** (up / sum((a - x_mean) ** 2 for a in x))


LOGARITHM = (
    Misconception(
        "slope in linear space",
        "You fit a straight line to the parameters themselves: the largest model decides, and the slope counts "
        "parameters per year, not a factor. On which scale is growth by a factor a straight line?",
        (wrong.linear, wrong.linear_power),
    ),
    Misconception(
        "square root instead of logarithm",
        "You take the square root of the parameters. Sizes 1, 100, 10,000 grow by one factor; their roots are 1, 10, "
        "100: do those lie on a straight line?",
        (wrong.square_root, wrong.square_root_slope),
    ),
    Misconception(
        "natural logarithm undone by 10",
        "Your y is the natural logarithm (`jnp.log`), but you raise 10 to its slope. For sizes 1, 10, 100 in three "
        "successive years the factor is 10: what does yours give?",
        wrong.ln_then_ten,
    ),
    Misconception(
        "base 2 undone by 10",
        "Your y is a logarithm to base 2, but you raise 10 to its slope. "
        "If sizes double each year, what is the slope of your y, and what do you return?",
        wrong.log2_then_ten,
    ),
    Misconception(
        "base 10 undone by another base",
        "Your y is a logarithm to base 10, but you raise another number to its slope. log₁₀ 1000 is 3: "
        "which number, raised to the power 3, gives 1000 back?",
        (wrong.log10_then_exp, wrong.log10_then_two),
    ),
)

SLOPE = (
    Misconception(
        "not divided",
        "Your slope lacks its lower half: the sum of x · y still grows with every model that is added. "
        "By what does the formula divide it?",
        wrong.not_divided,
    ),
    Misconception(
        "divided by the number of models",
        "You divide by the number of models, and the formula by the sum of the squares of x. "
        "Count the years in months: a slope per month must come out 12 times smaller. Does yours?",
        wrong.divided_by_the_number,
    ),
    Misconception(
        "product of sums",
        "Your result is 1 whatever the sizes are. Do you sum the x before you multiply? They add up to 0. "
        "What does the formula multiply, and when does it sum?",
        wrong.product_of_sums,
    ),
    Misconception(
        "square of the sum",
        "You square the sum of x; it is 0, up to rounding, and you divide by it. "
        "In which order does the formula square and sum?",
        wrong.square_of_the_sum,
    ),
    Misconception(
        "first and last point only",
        "Your result depends on the first and the last model alone. Change one in the middle: "
        "should a line through all points not move?",
        (wrong.first_and_last, wrong.first_and_last_difference),
    ),
    Misconception(
        "mean of the steps",
        "You average the slopes from one model to the next: two models a month apart then count as much as two "
        "that lie ten years apart. Fit one line through all points.",
        wrong.mean_of_steps,
    ),
    Misconception(
        "mean of the ratios",
        "You average the ratios from one model to the next and never look at the years between them. "
        "Is tenfold in one year the same growth as tenfold in ten?",
        wrong.mean_of_ratios,
    ),
    Misconception(
        "axes exchanged",
        "You fit the year as a function of the size. Which of the two is given, and which one scatters about the line?",
        (wrong.axes_exchanged, wrong.inverse_of_exchanged),
    ),
    Misconception(
        "arguments swapped",
        "Your function takes its first argument for the parameters and its second for the years. "
        "In which order does the task's example give them?",
        wrong.arguments_swapped,
    ),
    Misconception(
        "line through the origin",
        "Your line is forced through log₁₀ = 0 in year 0: one single parameter. Subtract the mean year first.",
        wrong.through_origin,
    ),
)

FACTOR = (
    Misconception(
        "slope not turned into a factor",
        "You return the slope of the logarithm. When sizes stay the same your result is 0: is that the factor by "
        "which they grow?",
        (wrong.slope_only, wrong.slope_of_ln),
    ),
    Misconception(
        "ten times the slope",
        "You multiply 10 by the slope. When sizes stay the same the slope is 0: which factor per year is that, "
        "and which does your formula give?",
        wrong.ten_times_slope,
    ),
    Misconception(
        "slope to the power of ten",
        "You raise the slope to the power 10. Which of the two numbers is the base, and which the exponent?",
        wrong.slope_to_the_tenth,
    ),
    Misconception(
        "one plus the slope",
        "You add 1 to the slope, as with a small rate of interest. For sizes 1, 10, 100 in three successive years "
        "the factor is 10: what does yours give?",
        (wrong.one_plus_slope, wrong.one_plus_slope_of_ln),
    ),
    Misconception(
        "a caret for a power",
        "`^` is not a power in Python: it compares two whole numbers bit by bit. "
        "Which operator does chapter 00 use where it writes 2³⁰ in code?",
        wrong.caret,
    ),
    Misconception(
        "rounded",
        "Your result is rounded. Growth from 1 over 2 to 4 in twenty years is 7 % a year: "
        "how much of that is left in your result?",
        (wrong.rounded_to_whole, wrong.rounded_to_1_digit, wrong.rounded_to_2_digits),
    ),
)

GROWTH = Judge(
    id="0.3",
    oracle=growth_oracle,
    rtol=1e-3,
    takeaway="steady growth by a factor is a straight line once you take the logarithm; its slope, put back into the "
    "exponent, is the factor. Chapter 08 fits its scaling laws in the same way.",
    alternatives=(growth_natural_logarithm, growth_polyfit, growth_loop),
    misconceptions=LOGARITHM + SLOPE + FACTOR,
)
