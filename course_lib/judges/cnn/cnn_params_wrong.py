"""Wrong answers to 5.2 cnn_params."""

from __future__ import annotations

import jax
import numpy as np


def shipped(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (64, 3, 3, 32), "dense1": (3136, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = shape[0]
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def flatten_of_same_padding(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (3136, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def flatten_of_one_pooling_missing(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (7744, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def flatten_rounded_up(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (2304, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def flatten_forgets_channels(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (25, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def flatten_of_the_image(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (784, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def kernels_as_in_pytorch(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (32, 1, 3, 3), "conv2": (64, 32, 3, 3), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[1:])) if len(shape) == 4 else shape[0]
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[0] if len(shape) == 4 else shape[1]))
    return params


def in_and_out_exchanged(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 32, 1), "conv2": (3, 3, 64, 32), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[2] if len(shape) == 4 else shape[1]))
    return params


def in_and_out_exchanged_with_biases(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 32, 1), "conv2": (3, 3, 64, 32), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def second_kernel_in_and_out_exchanged(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 64, 32), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(64 if name == "conv2" else shape[-1]))
    return params


def filters_first(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (32, 3, 3, 1), "conv2": (64, 3, 3, 32), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[0] if len(shape) == 4 else shape[1]))
    return params


def filters_first_with_biases(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (32, 3, 3, 1), "conv2": (64, 3, 3, 32), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def second_kernel_filters_first(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (64, 3, 3, 32), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(64 if name == "conv2" else shape[-1]))
    return params


def second_kernel_filters_first_bias(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (64, 3, 3, 32), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def second_kernel_of_one_channel(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 1, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def kernels_of_five(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (5, 5, 1, 32), "conv2": (5, 5, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def dense_turned(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (64, 1600), "dense2": (10, 64)}
    params = {}
    for name, shape in shapes.items():
        fan_in = shape[1] if len(shape) == 2 else int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[0] if len(shape) == 2 else shape[-1]))
    return params


def dense_turned_with_biases(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (64, 1600), "dense2": (10, 64)}
    params = {}
    for name, shape in shapes.items():
        fan_in = max(shape) if len(shape) == 2 else int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def fan_in_of_one_channel(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = 9 if len(shape) == 4 else shape[0]
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def fan_in_first_axis(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = shape[0]
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def fan_in_of_the_channels(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = shape[-2]
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def fan_out_of_the_filters(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = shape[-1]
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def fan_in_times_filters(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def variance_as_std(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * (2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def one_spread_for_all(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        w = random.normal(size=shape) * 0.1
        params[name] = (w, np.zeros(shape[-1]))
    return params


def small_spread_for_all(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        w = random.normal(size=shape) * 0.01
        params[name] = (w, np.zeros(shape[-1]))
    return params


def not_scaled(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        w = random.normal(size=shape)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def one_instead_of_two(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(1 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def glorot_everywhere(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / (fan_in + (9 if len(shape) == 4 else 1) * shape[-1]))
        params[name] = (w, np.zeros(shape[-1]))
    return params


def uniform_from_zero(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.uniform(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def biases_drawn(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, random.normal(size=shape[-1]))
    return params


def biases_of_one(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.ones(shape[-1]))
    return params


def biases_as_columns(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros((1, shape[-1])))
    return params


def biases_one_number(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(()))
    return params


def one_bias(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(1))
    return params


def all_zeros(key):
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        w = np.zeros(shape)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def units_alike(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = np.repeat(random.normal(size=(*shape[:-1], 1)), shape[-1], axis=-1) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def fixed_seed(key):
    random = np.random.default_rng(0)
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def no_seed(key):
    random = np.random.default_rng()
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return params


def weights_without_biases(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return {name: w for name, (w, b) in params.items()}


def biases_first(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return {name: (b, w) for name, (w, b) in params.items()}


def dicts_inside(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return {name: {"w": w, "b": b} for name, (w, b) in params.items()}


def a_list(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return list(params.values())


def float16(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w.astype(np.float16), np.zeros(shape[-1]))
    return params


def first_name_only(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape[:-1]))
        w = random.normal(size=shape) * np.sqrt(2 / fan_in)
        params[name] = (w, np.zeros(shape[-1]))
    return {"conv1": params["conv1"]}


def same_key_for_all(key):
    shapes = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
    params = {}
    for name, shape in shapes.items():
        w = np.random.default_rng(np.asarray(jax.random.key_data(key))).normal(size=shape)
        params[name] = (w * np.sqrt(2 / np.prod(shape[:-1])), np.zeros(shape[-1]))
    return params


def returns_the_count(key):
    return 121930
