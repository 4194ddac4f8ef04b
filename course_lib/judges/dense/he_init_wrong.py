"""Wrong answers to 3.3 he_init, in NumPy: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax
import numpy as np


def variance_as_std(key, fan_in, fan_out):
    return 2 / fan_in * np.random.default_rng(np.asarray(jax.random.key_data(key))).normal(size=(fan_in, fan_out))


def variance_as_half_width(key, fan_in, fan_out):
    random, a = np.random.default_rng(np.asarray(jax.random.key_data(key))), 2 / fan_in
    return random.uniform(-a, a, (fan_in, fan_out))


def variance_squared(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return (2 / fan_in) ** 2 * random.normal(size=(fan_in, fan_out))


def root_of_the_two_only(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2) / fan_in * random.normal(size=(fan_in, fan_out))


def root_of_fan_in_only(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return 2 / np.sqrt(fan_in) * random.normal(size=(fan_in, fan_out))


def laplace(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) * random.laplace(size=(fan_in, fan_out))


def one_input_more(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / (fan_in + 1)) * random.normal(size=(fan_in, fan_out))


def upside_down(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(fan_in / 2) * random.normal(size=(fan_in, fan_out))


def divided_by_the_std(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return random.normal(size=(fan_in, fan_out)) / (2 / fan_in)


def uses_fan_out(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_out) * random.normal(size=(fan_in, fan_out))


def uses_the_mean_of_both(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / (fan_in + fan_out)) * random.normal(size=(fan_in, fan_out))


def uses_twice_the_mean(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(4 / (fan_in + fan_out)) * random.normal(size=(fan_in, fan_out))


def uses_the_product(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / (fan_in * fan_out)) * random.normal(size=(fan_in, fan_out))


def one_instead_of_two(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(1 / fan_in) * random.normal(size=(fan_in, fan_out))


def not_scaled(key, fan_in, fan_out):
    return np.random.default_rng(np.asarray(jax.random.key_data(key))).normal(size=(fan_in, fan_out))


def fixed_scale(key, fan_in, fan_out):
    return 0.1 * np.random.default_rng(np.asarray(jax.random.key_data(key))).normal(size=(fan_in, fan_out))


def small_scale(key, fan_in, fan_out):
    return 0.01 * np.random.default_rng(np.asarray(jax.random.key_data(key))).normal(size=(fan_in, fan_out))


def uniform_up_to_the_std(key, fan_in, fan_out):
    random, a = np.random.default_rng(np.asarray(jax.random.key_data(key))), np.sqrt(2 / fan_in)
    return random.uniform(-a, a, (fan_in, fan_out))


def uniform_of_that_width(key, fan_in, fan_out):
    random, a = np.random.default_rng(np.asarray(jax.random.key_data(key))), np.sqrt(2 / fan_in)
    return random.uniform(-a / 2, a / 2, (fan_in, fan_out))


def uniform_from_zero(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) * random.uniform(size=(fan_in, fan_out))


def uniform_from_zero_rescaled(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(24 / fan_in) * random.uniform(size=(fan_in, fan_out))


def positive_only(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.abs(np.sqrt(2 / fan_in) * random.normal(size=(fan_in, fan_out)))


def shifted(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return random.normal(np.sqrt(2 / fan_in), 1.0, (fan_in, fan_out))


def shifted_by_the_std(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) * (1 + random.normal(size=(fan_in, fan_out)))


def added_not_multiplied(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) + random.normal(size=(fan_in, fan_out))


def cut_off(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    w = random.normal(size=(fan_in, fan_out))
    while (far := np.abs(w) > 2).any():
        w[far] = random.normal(size=far.sum())
    return np.sqrt(2 / fan_in) * w


def turned(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) * random.normal(size=(fan_out, fan_in))


def all_in_a_row(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) * random.normal(size=fan_in * fan_out)


def one_neuron(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) * random.normal(size=fan_in)


def with_bias(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) * random.normal(size=(fan_in, fan_out)), np.zeros(fan_out)


def fixed_seed(key, fan_in, fan_out):
    return np.sqrt(2 / fan_in) * np.random.default_rng(0).normal(size=(fan_in, fan_out))


def key_not_used(key, fan_in, fan_out):
    return np.sqrt(2 / fan_in) * np.random.default_rng().normal(size=(fan_in, fan_out))


def neurons_alike(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) * np.repeat(random.normal(size=(fan_in, 1)), fan_out, axis=1)


def inputs_alike(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 / fan_in) * np.repeat(random.normal(size=(1, fan_out)), fan_in, axis=0)


def one_number(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.full((fan_in, fan_out), np.sqrt(2 / fan_in) * random.normal())


def constant(key, fan_in, fan_out):
    return np.full((fan_in, fan_out), np.sqrt(2 / fan_in))


def zeros(key, fan_in, fan_out):
    return np.zeros((fan_in, fan_out))


def caret(key, fan_in, fan_out):
    return (2 / fan_in) ^ 0.5


def whole_number_division(key, fan_in, fan_out):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return np.sqrt(2 // fan_in) * random.normal(size=(fan_in, fan_out))
