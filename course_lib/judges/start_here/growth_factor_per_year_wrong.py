"""Exercise 0.3: the wrong answers, as learners write them."""

import jax.numpy as jnp


def linear(years, parameters):
    x = years - jnp.mean(years)
    return jnp.sum(x * parameters) / jnp.sum(x * x)


def linear_power(years, parameters):
    x = years - jnp.mean(years)
    return 10.0 ** (jnp.sum(x * parameters) / jnp.sum(x * x))


def square_root(years, parameters):
    x = years - jnp.mean(years)
    return 10.0 ** (jnp.sum(x * jnp.sqrt(parameters)) / jnp.sum(x * x))


def square_root_slope(years, parameters):
    x = years - jnp.mean(years)
    return jnp.sum(x * jnp.sqrt(parameters)) / jnp.sum(x * x)


def ln_then_ten(years, parameters):
    x = years - jnp.mean(years)
    return 10.0 ** (jnp.sum(x * jnp.log(parameters)) / jnp.sum(x * x))


def log2_then_ten(years, parameters):
    x = years - jnp.mean(years)
    return 10.0 ** (jnp.sum(x * jnp.log2(parameters)) / jnp.sum(x * x))


def log10_then_exp(years, parameters):
    x = years - jnp.mean(years)
    return jnp.exp(jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x))


def log10_then_two(years, parameters):
    x = years - jnp.mean(years)
    return 2.0 ** (jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x))


def slope_only(years, parameters):
    x = years - jnp.mean(years)
    return jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x)


def slope_of_ln(years, parameters):
    x = years - jnp.mean(years)
    return jnp.sum(x * jnp.log(parameters)) / jnp.sum(x * x)


def ten_times_slope(years, parameters):
    x = years - jnp.mean(years)
    return 10.0 * jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x)


def slope_to_the_tenth(years, parameters):
    x = years - jnp.mean(years)
    return (jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x)) ** 10


def one_plus_slope(years, parameters):
    x = years - jnp.mean(years)
    return 1.0 + jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x)


def one_plus_slope_of_ln(years, parameters):
    x = years - jnp.mean(years)
    return 1.0 + jnp.sum(x * jnp.log(parameters)) / jnp.sum(x * x)


def caret(years, parameters):
    x = years - jnp.mean(years)
    slope = jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x)
    return 10 ^ slope


def not_divided(years, parameters):
    x = years - jnp.mean(years)
    return 10.0 ** jnp.sum(x * jnp.log10(parameters))


def divided_by_the_number(years, parameters):
    x = years - jnp.mean(years)
    return 10.0 ** jnp.mean(x * jnp.log10(parameters))


def product_of_sums(years, parameters):
    x = years - jnp.mean(years)
    return 10.0 ** (jnp.sum(x) * jnp.sum(jnp.log10(parameters)) / jnp.sum(x * x))


def square_of_the_sum(years, parameters):
    x = years - jnp.mean(years)
    return 10.0 ** (jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x) ** 2)


def first_and_last(years, parameters):
    return (parameters[-1] / parameters[0]) ** (1.0 / (years[-1] - years[0]))


def first_and_last_difference(years, parameters):
    return (parameters[-1] - parameters[0]) / (years[-1] - years[0])


def mean_of_ratios(years, parameters):
    return jnp.mean(parameters[1:] / parameters[:-1])


def mean_of_steps(years, parameters):
    return 10.0 ** jnp.mean(jnp.diff(jnp.log10(parameters)) / jnp.diff(years))


def axes_exchanged(years, parameters):
    y = jnp.log10(parameters)
    y = y - jnp.mean(y)
    return 10.0 ** (jnp.sum(y * years) / jnp.sum(y * y))


def inverse_of_exchanged(years, parameters):
    y = jnp.log10(parameters)
    y = y - jnp.mean(y)
    return 10.0 ** (jnp.sum(y * y) / jnp.sum(y * years))


def arguments_swapped(parameters, years):
    x = years - jnp.mean(years)
    return 10.0 ** (jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x))


def through_origin(years, parameters):
    return 10.0 ** (jnp.sum(years * jnp.log10(parameters)) / jnp.sum(years * years))


def rounded_to_whole(years, parameters):
    x = years - jnp.mean(years)
    return jnp.round(10.0 ** (jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x)))


def rounded_to_1_digit(years, parameters):
    x = years - jnp.mean(years)
    return jnp.round(10.0 ** (jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x)), 1)


def rounded_to_2_digits(years, parameters):
    x = years - jnp.mean(years)
    return jnp.round(10.0 ** (jnp.sum(x * jnp.log10(parameters)) / jnp.sum(x * x)), 2)
