"""Wrong answers to 3.4 mlp, in NumPy where possible: nothing has to be compiled to recognise them."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np


def relu_after_every_layer(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params:
        x = np.maximum(x @ w + b, 0)
    return x


def no_activation(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params:
        x = x @ w + b
    return x


def relu_after_the_last_only(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params:
        x = x @ w + b
    return np.maximum(x, 0)


def relu_before_every_layer(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params:
        x = np.maximum(x, 0) @ w + b
    return x


def relu_before_the_bias(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = np.maximum(x @ w, 0) + b
    return x @ params[-1][0] + params[-1][1]


def relu_of_the_weights(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = x @ np.maximum(w, 0) + b
    return x @ params[-1][0] + params[-1][1]


def relu_after_the_first_only(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for i, (w, b) in enumerate(params):
        x = x @ w + b
        x = np.maximum(x, 0) if i == 0 and len(params) > 1 else x
    return x


def last_two_without_relu(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for i, (w, b) in enumerate(params):
        x = x @ w + b
        x = np.maximum(x, 0) if i < len(params) - 2 else x
    return x


def single_layer_with_relu(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    x = np.maximum(x @ params[0][0] + params[0][1], 0)
    for i, (w, b) in enumerate(params[1:]):
        x = x @ w + b
        x = np.maximum(x, 0) if i < len(params) - 2 else x
    return x


def every_layer_sees_the_input(params, x):
    for w, b in params[:-1]:
        h = jnp.maximum(x @ w + b, 0)
    w, b = params[-1]
    return (h if len(params) > 1 else x) @ w + b


def every_layer_sees_the_input_and_no_relu(params, x):
    for w, b in params:
        z = x @ w + b
    return z


def last_layer_sees_the_input(params, x):
    w, b = params[-1]
    return x @ w + b


def last_layer_missing(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = np.maximum(x @ w + b, 0)
    return x


def last_layer_twice(params, x):
    for w, b in params:
        x = jnp.maximum(x @ w + b, 0)
    w, b = params[-1]
    return x @ w + b


def first_layer_only(params, x):
    (w, b), *_ = params
    return np.asarray(x) @ np.asarray(w) + np.asarray(b)


def returns_inside_the_loop(params, x):
    for i, (w, b) in enumerate(params):
        x = np.asarray(x) @ np.asarray(w) + np.asarray(b)
        return np.maximum(x, 0) if i < len(params) - 1 else x


def last_layer_in_the_loop(params, x):
    for w, b in params[:-1]:
        x = jnp.maximum(x @ w + b, 0)
        w, b = params[-1]
        return x @ w + b


def hidden_layer_returned_in_the_loop(params, x):
    for w, b in params[:-1]:
        x = jnp.maximum(x @ w + b, 0)
        return x


def last_layer_in_every_round(params, x):
    for w, b in params[:-1]:
        x = jnp.maximum(x @ w + b, 0)
        w, b = params[-1]
        x = x @ w + b
    return x


def python_max(params, x):
    for w, b in params[:-1]:
        x = max(x @ w + b, 0)
    w, b = params[-1]
    return x @ w + b


def python_if(params, x):
    for w, b in params[:-1]:
        z = x @ w + b
        x = z if z > 0 else 0
    w, b = params[-1]
    return x @ w + b


def two_layers_only(params, x):
    (w1, b1), (w2, b2) = params
    return jnp.maximum(x @ w1 + b1, 0) @ w2 + b2


def two_layers_by_index(params, x):
    w1, b1 = params[0]
    w2, b2 = params[1]
    return jnp.maximum(x @ w1 + b1, 0) @ w2 + b2


def first_and_last_layer(params, x):
    (w1, b1), (w2, b2) = params[0], params[-1]
    h = jnp.maximum(x @ w1 + b1, 0) if len(params) > 1 else x
    return h @ w2 + b2


def from_the_last_layer(params, x):
    for i, (w, b) in enumerate(reversed(params)):
        x = x @ w + b
        x = jnp.maximum(x, 0) if i < len(params) - 1 else x
    return x


def no_bias(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, _ in params[:-1]:
        x = np.maximum(x @ w, 0)
    return x @ params[-1][0]


def no_bias_at_the_end(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = np.maximum(x @ w + b, 0)
    return x @ params[-1][0]


def transposed(params, x):
    for w, b in params[:-1]:
        x = jnp.maximum(x @ w.T + b, 0)
    w, b = params[-1]
    return x @ w.T + b


def tanh_inside(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = np.tanh(x @ w + b)
    return x @ params[-1][0] + params[-1][1]


def sigmoid_inside(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = 1 / (1 + np.exp(-(x @ w + b)))
    return x @ params[-1][0] + params[-1][1]


def absolute_inside(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = np.abs(x @ w + b)
    return x @ params[-1][0] + params[-1][1]


def softmax_at_the_end(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = np.maximum(x @ w + b, 0)
    scores = np.exp(x @ params[-1][0] + params[-1][1])
    return scores / scores.sum(axis=-1, keepdims=True)


def class_at_the_end(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = np.maximum(x @ w + b, 0)
    return np.argmax(x @ params[-1][0] + params[-1][1], axis=-1)


def pops_the_last_layer(params, x):
    w_last, b_last = params.pop()
    for w, b in params:
        x = np.maximum(np.asarray(x) @ np.asarray(w) + np.asarray(b), 0)
    return np.asarray(x) @ np.asarray(w_last) + np.asarray(b_last)


def pops_the_first_layers(params, x):
    x = np.asarray(x)
    while len(params) > 1:
        w, b = params.pop(0)
        x = np.maximum(x @ np.asarray(w) + np.asarray(b), 0)
    return x @ np.asarray(params[0][0]) + np.asarray(params[0][1])


def all_layers_returned(params, x):
    x, params = np.asarray(x), [tuple(map(np.asarray, layer)) for layer in params]
    seen = []
    for i, (w, b) in enumerate(params):
        x = x @ w + b
        x = np.maximum(x, 0) if i < len(params) - 1 else x
        seen.append(x)
    return seen


def first_sample_only(params, x):
    x, params = np.asarray(x)[0], [tuple(map(np.asarray, layer)) for layer in params]
    for w, b in params[:-1]:
        x = np.maximum(x @ w + b, 0)
    return x @ params[-1][0] + params[-1][1]


def order_in_the_tuple(params, x):
    for b, w in params[:-1]:
        x = jax.nn.relu(x @ w + b)
    b, w = params[-1]
    return x @ w + b


def half_precision(params, x):
    x = np.asarray(x).astype(np.float16)
    params = [tuple(np.asarray(part).astype(np.float16) for part in layer) for layer in params]
    for w, b in params[:-1]:
        x = np.maximum(x @ w + b, 0)
    return (x @ params[-1][0] + params[-1][1]).astype(np.float32)


def rounded_five_digits(params, x):
    for w, b in params[:-1]:
        x = np.maximum(np.asarray(x) @ np.asarray(w) + np.asarray(b), 0)
    return np.round(np.asarray(x) @ np.asarray(params[-1][0]) + np.asarray(params[-1][1]), 5)


def rounded_three_digits(params, x):
    for w, b in params[:-1]:
        x = np.maximum(np.asarray(x) @ np.asarray(w) + np.asarray(b), 0)
    return np.round(np.asarray(x) @ np.asarray(params[-1][0]) + np.asarray(params[-1][1]), 3)
