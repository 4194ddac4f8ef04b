"""What is special about the exercises of chapter 02: answers in other clothes, other styles, borders, and rounding."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from course_checks import verdict_on
from jax import lax

from course_lib import convolution, layers
from course_lib.checking import registry
from course_lib.checking.usage import forbidden_uses
from course_lib.judges.convolution import JUDGES

ORACLE = {judge.id: judge.oracle for judge in JUDGES}
PAD, SLIDE = ORACLE["2.3"]["pad2d"], ORACLE["2.3"]["correlate2d_strided"]
LIBRARY = {
    "2.1": convolution.output_size,
    "2.2": convolution.correlate2d,
    "2.3": {"pad2d": convolution.pad2d, "correlate2d_strided": convolution.correlate2d_strided},
    "2.4": convolution.im2col,
    "2.5": layers.conv2d,
    "2.6": layers.max_pool2d,
    "2.7": convolution.receptive_field,
    "2.8": convolution.conv2d_grad_kernel,
}


def verdict(id, answer, seed=0):
    return verdict_on(registry.exercise(id), registry.judge(id), answer, seed)


@pytest.mark.parametrize("id", LIBRARY)
def test_the_library_passes_in_float32_with_every_seed(id):
    for seed in range(100, 110):
        result = verdict(id, LIBRARY[id], seed)
        assert result.state == "right", result.text()


TASK_EXAMPLES = {
    "2.1": [4],
    "2.2": [[[2, 1, 0], [5, 5, 4]]],
    "2.3": [[[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]], [[-1, 0, 0], [-2, 5, 2]]],
    "2.4": [[[[[1, 10, 2, 20, 4, 40, 5, 50], [2, 20, 3, 30, 5, 50, 6, 60]]]]],
    "2.5": [[[[[14, 12.5], [16, 16.5]]]]],
    "2.6": [[[[[3], [5]]]]],
    "2.7": [12],
    "2.8": [np.array([[21, 32], [54, 65]]).reshape(2, 2, 1, 1)],
}


@pytest.mark.parametrize("id", TASK_EXAMPLES)
def test_the_public_cases_are_the_examples_worked_in_the_task(id):
    public = [case for case in registry.exercise(id).inputs(7) if case.public]
    assert len(public) == len(TASK_EXAMPLES[id])
    for case, wanted in zip(public, TASK_EXAMPLES[id], strict=True):
        oracle = ORACLE[id][case.function] if case.function else ORACLE[id]
        received = oracle(*case.arguments.values())
        assert np.shape(received) == np.shape(wanted)
        assert np.allclose(received, wanted)


def test_the_gradient_of_the_kernel_is_that_of_jax():
    """The oracle of the challenge against `jax.vjp` of XLA's own convolution, for every case."""
    for case in registry.exercise("2.8").inputs(1):
        x, dy, kh, kw = case.arguments.values()
        x, dy = jnp.asarray(x), jnp.asarray(dy)
        layer = lambda w: lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))  # noqa: B023
        (wanted,) = jax.vjp(layer, jnp.zeros((kh, kw, x.shape[3], dy.shape[3])))[1](dy)
        assert np.allclose(ORACLE["2.8"](*case.arguments.values()), wanted, rtol=1e-4, atol=1e-5), case.name


# --- wrong in another way than thought: the message must name what is seen, and no misconception ---------------------

CLOTHES = [
    ("2.1", lambda right: np.array([right]), "of shape (1,)"),
    ("2.1", lambda right: None, "is a return missing?"),
    ("2.1", lambda right: str(right), "the text"),
    ("2.2", lambda right: right.tolist(), "make one array of it"),
    ("2.2", lambda right: (right / 1000).astype(np.float16), "float16 keeps too few digits"),
    ("2.2", lambda right: right[None], "shape (2, 3) is wanted"),
    ("2.2", lambda right: right * np.nan, "nan"),
    ("2.4", lambda right: right.astype(np.float16), "float16 keeps too few digits"),
    ("2.4", lambda right: (right, right.shape), "you return a tuple of 2"),
    ("2.4", lambda right: right[0, 0], "is wanted"),
    ("2.5", lambda right: right[..., None], "shape (1, 1, 2, 2) is wanted, yours is (1, 1, 2, 2, 1)"),
    ("2.5", lambda right: right.astype(np.float16), "float16 keeps too few digits"),
    ("2.6", lambda right: list(right), "make one array of it"),
    ("2.6", lambda right: right > 0, "dtype bool"),
    ("2.7", lambda right: [right], "you return a list of 1"),
    ("2.7", lambda right: -right, "-12"),
    ("2.7", lambda right: right + 0.25, "no whole number"),
    ("2.7", lambda right: float("inf"), "no whole number"),
    ("2.7", lambda right: 10**400, "more than 300 digits"),
    ("2.1", lambda right: float("inf"), "whole numbers are wanted"),
    ("2.1", lambda right: 10**400, "more than 300 digits"),
    ("2.8", lambda right: right[..., 0], "shape (2, 2, 1, 1) is wanted"),
    ("2.8", lambda right: {"w": right}, "you return a dict"),
]


@pytest.mark.parametrize(("id", "dress", "told"), CLOTHES)
def test_right_values_in_wrong_clothes_are_told_so(id, dress, told):
    result = verdict(id, lambda *arguments: dress(ORACLE[id](*arguments)))
    assert result.state == "wrong"
    assert result.misconception is None, result.text()
    assert told in result.text(), result.text()


def edge_of_ones(image, p):
    result = np.array(PAD(image, p))
    result[0] = 1
    return result


def right_but_for_the_corner(image, kernel):
    result = np.array(ORACLE["2.2"](image, kernel))
    if kernel.size > 1 and result.size > 1:
        result[-1, -1] += 1
    return result


def sorted_patches(x, kh, kw):
    return np.sort(ORACLE["2.4"](x, kh, kw), axis=-1)


def one_patch_for_all(x, kh, kw):
    patches = np.array(ORACLE["2.4"](x, kh, kw))
    patches[:] = patches[:, :1, :1]
    return patches


def last_filter_doubled(x, w, b):
    result = np.array(ORACLE["2.5"](x, w, b))
    result[..., -1] *= 1 + (result.shape[-1] > 1)
    return result


def second_largest(x, size):
    if size == 1 or x.shape[1] == size:
        return ORACLE["2.6"](x, size)
    batch, height, width, channels = x.shape
    rows, columns = height // size, width // size
    windows = np.asarray(x)[:, : rows * size, : columns * size].reshape(batch, rows, size, columns, size, channels)
    return np.sort(windows.transpose(0, 1, 3, 5, 2, 4).reshape(batch, rows, columns, channels, -1))[..., -2]


def other_samples_doubled(x, kh, kw):
    patches = np.array(ORACLE["2.4"](x, kh, kw))
    patches[1:] *= 2
    return patches


def patches_shuffled(x, kh, kw):
    patches = ORACLE["2.4"](x, kh, kw)
    return patches.reshape(-1, patches.shape[-1])[::-1].reshape(patches.shape)


def right_but_for_one_row_of_cells(x, kh, kw):
    patches = np.array(ORACLE["2.4"](x, kh, kw))
    return patches * (1 + (kh == 1 and kw > 1))


def bias_along_the_columns_where_it_fits(x, w, b):
    sums = ORACLE["2.5"](x, w, np.zeros(len(b)))
    return sums + (b[:, None] if sums.shape[2] == len(b) else b)


def large_kernels_transposed(x, w, b):
    return ORACLE["2.5"](x, w if len(w) < 4 else w.swapaxes(0, 1), b)


def same_padding_is_enough(n, kernel, stride, padding, dilation):
    same = padding == (kernel - 1) // 2 and stride == dilation == 1
    return n if same else ORACLE["2.1"](n, kernel, stride, padding, dilation)


def search_from_an_odd_number(x, size):
    return np.maximum(ORACLE["2.6"](x, size), -12345)


def right_for_square_kernels_turned(x, dy, kh, kw):
    right = ORACLE["2.8"](x, dy, kh, kw)
    return right.transpose(1, 0, 2, 3) if kh == kw else right


def filters_as_absolute_numbers(x, dy, kh, kw):
    return np.abs(ORACLE["2.8"](x, dy, kh, kw))


def a_little_more(x, dy, kh, kw):
    return np.array(ORACLE["2.8"](x, dy, kh, kw)) * (1 + 0.01 * (dy.shape[3] == 5))


def kept_between_calls(right):
    """What an accumulator outside the function, or a default argument, does: each call adds to the calls before."""
    sums = {}

    def accumulate(*arguments):
        result = np.asarray(right(*arguments), np.float64)
        sums[result.shape] = sums.get(result.shape, 0) + result
        return sums[result.shape]

    return accumulate


def field_that_goes_on(layers, state=(1, 1), kept={}):  # noqa: B006
    field, step = kept.get("state", state)
    for kernel, stride, dilation in layers:
        field, step = field + (kernel - 1) * dilation * step, step * stride
    kept["state"] = field, step
    return field


def strides_every_other_layer(layers):
    return ORACLE["2.7"]([(k, min(stride, 1 + i % 2), d) for i, (k, stride, d) in enumerate(layers)])


OTHER_MISTAKES = [
    ("2.1", lambda n, *rest: ORACLE["2.1"](n, *rest) + (n > 50), "too many windows"),
    ("2.1", lambda n, *rest: ORACLE["2.1"](n, *rest) - (n > 50), "too few windows"),
    ("2.1", lambda n, k, s, p, d: n - k if n != 10 else 4, "you count no window"),
    ("2.1", same_padding_is_enough, "too many windows"),
    ("2.2", lambda image, kernel: ORACLE["2.2"](image, kernel) * 3, "kernel of a single cell"),
    (
        "2.2",
        lambda image, kernel: ORACLE["2.2"](image, kernel) * (1 + (image.shape[0] > 8)),
        "Already your first window",
    ),
    ("2.2", right_but_for_the_corner, "Your first window is right, and the one at [1, 2] is not"),
    ("2.2", lambda image, kernel: jnp.zeros((2, 3)), "expected: [[2, 1, 0], [5, 5, 4]]"),
    ("2.2", kept_between_calls(ORACLE["2.2"]), "asked once more"),
    ("2.3", {"pad2d": kept_between_calls(PAD)}, "asked once more"),
    ("2.3", {"pad2d": edge_of_ones}, "outermost p rows and columns"),
    ("2.3", {"pad2d": lambda image, p: PAD(image, p) * 2}, "the image should lie in the middle, unchanged"),
    ("2.3", {"correlate2d_strided": lambda i, k, s, p: SLIDE(i, k, s, p) * 2}, "nothing is left of this exercise"),
    ("2.3", {"correlate2d_strided": lambda i, k, s, p: SLIDE(i, k, s, p) * (1 + (p > 1))}, "first window"),
    ("2.4", sorted_patches, "the right numbers in another order"),
    ("2.4", one_patch_for_all, "Your first patch is right and another one is not"),
    ("2.4", other_samples_doubled, "All patches of your first sample are right"),
    ("2.4", patches_shuffled, "Each row of your result is a patch, but some stand at another's place"),
    ("2.4", right_but_for_one_row_of_cells, "although in the example it does"),
    ("2.4", lambda x, kh, kw: ORACLE["2.4"](x, kh, kw) ** 2, "upper left corner of the first image"),
    ("2.5", lambda x, w, b: ORACLE["2.5"](x, w, b) + 1, "off by the same number at every place"),
    ("2.5", last_filter_doubled, "Some of your filters are right"),
    ("2.5", bias_along_the_columns_where_it_fits, "Compute the number of filter 1 in column 0"),
    ("2.5", large_kernels_transposed, "right for the example and wrong here"),
    ("2.5", lambda x, w, b: ORACLE["2.5"](x**2, w, b), "A filter of a single pixel"),
    ("2.6", second_largest, "not everywhere the largest"),
    ("2.6", search_from_an_odd_number, "larger than all of them"),
    ("2.6", lambda x, size: ORACLE["2.6"](x, size) * 2, "With size = 1"),
    ("2.6", lambda x, size: abs(ORACLE["2.6"](x, size)) if np.max(x) < 0 else ORACLE["2.6"](x, size), "negative"),
    ("2.7", lambda layers: ORACLE["2.7"](layers) + (len(layers) > 3), "wrong even where every stride is 1"),
    ("2.7", lambda layers: ORACLE["2.7"](layers) * (1 + (len(layers) == 1)), "wrong even for a single layer"),
    ("2.7", strides_every_other_layer, "too narrow"),
    ("2.7", field_that_goes_on, "asked once more"),
    ("2.7", lambda layers: 12, "nothing to add"),
    ("2.7", lambda layers: ORACLE["2.7"](layers) + (len(layers) > 5), "too wide"),
    ("2.8", a_little_more, "right for a single sample and wrong here"),
    ("2.8", right_for_square_kernels_turned, "the weight in row 0, column 1"),
    ("2.8", filters_as_absolute_numbers, "right for the example, with one filter"),
    ("2.8", lambda x, dy, kh, kw: ORACLE["2.8"](x, dy, kh, kw) * (1 + (kh == 1)), "With a kernel of a single pixel"),
    ("2.8", lambda x, dy, kh, kw: ORACLE["2.8"](x, dy, kh, kw) * (1 + (len(x) == 1)), "already for a single sample"),
]


@pytest.mark.parametrize(("id", "answer", "told"), OTHER_MISTAKES)
def test_a_mistake_that_nobody_foresaw_is_not_taken_for_a_known_one(id, answer, told):
    result = verdict(id, answer, seed=3)
    assert result.state == "wrong"
    assert result.misconception is None, result.text()
    assert told in result.text(), result.text()


@pytest.mark.parametrize("id", [id for id in LIBRARY if id not in ("2.1", "2.7")])
def test_answers_that_lose_digits_on_the_way_are_refused(id):
    """Half precision inside, float32 outside: the dtype of the result tells nothing."""

    def lossy(function):
        def narrow(a):
            with np.errstate(over="ignore"):  # one image of 2.6 lies beyond what 16 bits can hold
                return a.astype(np.float16).astype(np.float32) if hasattr(a, "astype") else a

        return lambda *arguments: function(*(narrow(a) for a in arguments))

    library = LIBRARY[id] if isinstance(LIBRARY[id], dict) else {registry.exercise(id).name: LIBRARY[id]}
    for name, function in library.items():
        result = verdict(id, {name: lossy(function)})
        assert result.state == "wrong", f"{name} accepted"
        assert result.misconception is None, result.text()
        assert "kept in 16 bits" in result.text()


# --- the same mistakes in JAX, in float32, and in a learner's words ---------------------------------------------------


def correlate_as_convolution(image, kernel):
    return SLIDE(image, jnp.flip(jnp.asarray(kernel, jnp.float32)), 1, 0).astype(np.float32)


def pad_with_the_edge(image, p):
    return jnp.pad(image, p, mode="edge")


def stack_on_a_new_axis(x, kh, kw):
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    return jnp.stack([x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)], axis=-2)


def columns_outside(x, kh, kw):
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    return jnp.concatenate([x[:, a : a + height, b : b + width] for b in range(kw) for a in range(kh)], axis=-1)


def filters_to_the_front(x, w, b):
    return convolution.im2col(x, *w.shape[:2]) @ w.reshape(w.shape[-1], -1).T + b


def without_reshape(x, w, b):
    return convolution.im2col(x, *w.shape[:2]) @ w + b


def bias_in_a_column(x, w, b):
    return convolution.im2col(x, *w.shape[:2]) @ w.reshape(-1, w.shape[-1]) + b[:, None]


def bias_into_the_patches(x, w, b):
    patches = convolution.im2col(x, *w.shape[:2])
    return jnp.sum(patches[..., None] * w.reshape(-1, w.shape[-1]) + b, axis=-2)


def average_pooling(x, size):
    return lax.reduce_window(x, 0.0, lax.add, (1, size, size, 1), (1, size, size, 1), "VALID") / size**2


def pooling_of_windows_that_stick_out(x, size):
    borders = ((0, 0), (0, -x.shape[1] % size), (0, -x.shape[2] % size), (0, 0))
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, size, size, 1), (1, size, size, 1), borders)


def pooling_at_every_pixel(x, size):
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, size, size, 1), (1, 1, 1, 1), "VALID")


def pooling_that_begins_with_zero(x, size):
    return lax.reduce_window(x, 0.0, lax.max, (1, size, size, 1), (1, size, size, 1), "VALID")


def reshape_without_cutting(x, size):
    n, h, w, c = x.shape
    return x.reshape(n, h // size, size, w // size, size, c).max(axis=(2, 4))


def mean_gradient(x, dy, kh, kw):
    return convolution.conv2d_grad_kernel(x, dy, kh, kw) / x.shape[0]


def turned_gradient(x, dy, kh, kw):
    return convolution.conv2d_grad_kernel(x, dy, kh, kw)[::-1, ::-1]


def gradients_by_sample(x, dy, kh, kw):
    return jnp.stack([convolution.conv2d_grad_kernel(x[n : n + 1], dy[n : n + 1], kh, kw) for n in range(len(x))])


def pool_of_one_sample(x, size):
    out = np.zeros((x.shape[0], x.shape[1] // size, x.shape[2] // size, x.shape[3]))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            for c in range(out.shape[3]):
                out[0, i, j, c] = x[0, i * size : (i + 1) * size, j * size : (j + 1) * size, c].max()
    return out


def pool_over_the_batch(x, size):
    out = np.zeros((x.shape[0], x.shape[1] // size, x.shape[2] // size, x.shape[3]))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            for c in range(out.shape[3]):
                out[:, i, j, c] = x[:, i * size : (i + 1) * size, j * size : (j + 1) * size, c].max()
    return out


def pool_from(start):
    def pool(x, size):
        rows, columns = x.shape[1] // size, x.shape[2] // size
        out = np.full((x.shape[0], rows, columns, x.shape[3]), start)
        for i in range(rows * size):
            for j in range(columns * size):
                out[:, i // size, j // size] = np.maximum(out[:, i // size, j // size], x[:, i, j])
        return out

    return pool


def set_without_keeping(image, p):
    out = jnp.zeros((image.shape[0] + 2 * p, image.shape[1] + 2 * p))
    out.at[p : p + image.shape[0], p : p + image.shape[1]].set(image)
    return out


def slide_on(pad, unpack=lambda shape: shape, turn=lambda kernel: kernel):
    """The second function of 2.3 as a learner writes it: JAX in a list of lists, on a border of its own."""

    def slide(image, kernel, stride, padding):
        padded, (kh, kw) = pad(image, padding), unpack(kernel.shape)
        rows, columns = range(0, padded.shape[0] - kh + 1, stride), range(0, padded.shape[1] - kw + 1, stride)
        at = lambda i, j: jnp.sum(padded[i : i + kh, j : j + kw] * turn(kernel))
        return jnp.array([[at(i, j) for j in columns] for i in rows])

    return slide


def samples_innermost(x, kh, kw):
    height, width = x.shape[1] - kh + 1, x.shape[2] - kw + 1
    out = []
    for i in range(height):
        for j in range(width):
            for n in range(x.shape[0]):
                out.append(x[n, i : i + kh, j : j + kw].ravel())
    return np.array(out).reshape(x.shape[0], height, width, -1)


def only_sample_0(x, kh, kw):
    out = np.zeros((x.shape[0], x.shape[1] - kh + 1, x.shape[2] - kw + 1, kh * kw * x.shape[3]))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[0, i, j] = x[0, i : i + kh, j : j + kw].ravel()
    return out


def gradient_from(product):
    """2.8 as patches times dy: `product(p, dy, F)`, then a reshape to (kh, kw, C, F)."""

    def gradient(x, dy, kh, kw):
        channels, filters = x.shape[3], dy.shape[3]
        p = convolution.im2col(x, kh, kw).reshape(-1, kh * kw * channels)
        return product(p, dy, filters).reshape(kh, kw, channels, filters)

    return gradient


def gradient_stacked_behind(x, dy, kh, kw):
    height, width = dy.shape[1:3]
    shifted = [x[:, a : a + height, b : b + width] for a in range(kh) for b in range(kw)]
    cells = jnp.stack([jnp.einsum("nijc,nijf->cf", window, dy) for window in shifted], axis=-1)
    return cells.reshape(kh, kw, x.shape[3], dy.shape[3])


def gradient_across_samples(x, dy, kh, kw):
    height, width = dy.shape[1:3]
    cell = lambda a, b: jnp.einsum("nijc,mijf->cf", x[:, a : a + height, b : b + width], dy)
    return jnp.stack([jnp.stack([cell(a, b) for b in range(kw)]) for a in range(kh)])


def correlate_in_the_images_dtype(image, kernel):
    right = ORACLE["2.2"](image, kernel)
    return right.astype(image.dtype)


IN_OTHER_WORDS = [
    ("2.2", correlate_in_the_images_dtype, "dtype of the image"),
    ("2.3", {"pad2d": set_without_keeping, "correlate2d_strided": slide_on(set_without_keeping)}, "the image is lost"),
    ("2.3", {"correlate2d_strided": slide_on(jnp.pad, lambda shape: shape[::-1])}, "one size for both axes"),
    ("2.3", {"correlate2d_strided": slide_on(jnp.pad, turn=lambda kernel: kernel.T)}, "kernel transposed"),
    ("2.3", {"correlate2d_strided": lambda i, k, s, p: SLIDE(i, k, s, p * (s > 1))}, "padding only with a stride"),
    ("2.4", samples_innermost, "patches at other places"),
    ("2.4", only_sample_0, "one sample only"),
    ("2.5", lambda x, w, b: ORACLE["2.5"](x, w, jnp.abs(b)), "sign of the bias lost"),
    ("2.6", pool_of_one_sample, "one sample only"),
    ("2.6", pool_over_the_batch, "everything at once"),
    ("2.6", pool_from(-10.0), "search begins too high"),
    ("2.6", pool_from(-100.0), "search begins too high"),
    ("2.8", gradient_from(lambda p, dy, f: (dy.reshape(f, -1) @ p).T), "filters mixed"),
    ("2.8", gradient_from(lambda p, dy, f: p.T @ dy.T.reshape(-1, f)), "filters mixed"),
    ("2.8", gradient_from(lambda p, dy, f: p.T @ dy.reshape(f, -1).T), "filters mixed"),
    (
        "2.8",
        gradient_from(lambda p, dy, f: p.T @ dy.transpose(0, 2, 1, 3).reshape(-1, f)),
        "places of dy in another order",
    ),
    ("2.8", gradient_from(lambda p, dy, f: dy.reshape(-1, f).T @ p), "filters reshaped first"),
    ("2.8", gradient_stacked_behind, "cells stacked at the wrong end"),
    ("2.8", gradient_across_samples, "summed apart"),
    ("2.1", lambda n, k, s, p, d: int(np.ceil((n + 2 * p - d * (k - 1) - 1) / s)) + 1, "rounds up"),
    ("2.1", lambda n, k, s, p, d: (n + 2 * p - (d * (k - 1) + 1)) / s + 1, "not a whole number"),
    ("2.2", correlate_as_convolution, "flipped"),
    ("2.3", {"pad2d": pad_with_the_edge}, "repeats the image"),
    ("2.4", stack_on_a_new_axis, "patches not flattened"),
    ("2.4", columns_outside, "columns before rows"),
    ("2.5", filters_to_the_front, "filters first"),
    ("2.5", without_reshape, "w with four axes"),
    ("2.5", bias_in_a_column, "bias along another axis"),
    ("2.5", bias_into_the_patches, "bias many times over"),
    ("2.6", average_pooling, "mean"),
    ("2.6", pooling_of_windows_that_stick_out, "edge kept"),
    ("2.6", pooling_at_every_pixel, "overlapping"),
    ("2.6", pooling_that_begins_with_zero, "never below zero"),
    ("2.6", reshape_without_cutting, "edge not cut off"),
    ("2.7", lambda layers: sum(k for k, _, _ in layers), "adds kernel sizes"),
    ("2.7", lambda layers: 1 + sum((k - 1) * d for k, _, d in layers), "ignores stride"),
    ("2.8", mean_gradient, "mean"),
    ("2.8", turned_gradient, "flipped"),
    ("2.8", gradients_by_sample, "batch not summed"),
]


@pytest.mark.parametrize(("id", "answer", "name"), IN_OTHER_WORDS)
def test_a_known_mistake_is_known_in_other_words(id, answer, name):
    result = verdict(id, answer, seed=4)
    assert result.misconception == name, result.text()


# --- right in other styles --------------------------------------------------------------------------------------------


def output_size_by_numpy(n, kernel, stride, padding, dilation):
    return np.arange(n + 2 * padding - dilation * (kernel - 1))[::stride].size


def output_size_of_a_shape(n, kernel, stride, padding, dilation):
    cells = np.zeros(n + 2 * padding)
    return np.lib.stride_tricks.sliding_window_view(cells, dilation * (kernel - 1) + 1)[::stride].shape[0]


def correlate_by_matrix(image, kernel):
    patches = convolution.im2col(jnp.asarray(image)[None, :, :, None], *kernel.shape)
    return (patches @ jnp.ravel(kernel))[0]


def correlate_by_fourier(image, kernel):
    """Another road altogether, with its own rounding."""
    size = [n + k for n, k in zip(image.shape, kernel.shape, strict=True)]
    product = np.fft.rfft2(image, size) * np.conj(np.fft.rfft2(kernel, size))
    full = np.fft.irfft2(product, size)
    return full[: image.shape[0] - kernel.shape[0] + 1, : image.shape[1] - kernel.shape[1] + 1]


def jitted(function, *static):
    return jax.jit(function, static_argnums=static)


def conv_by_vmap(x, w, b):
    one = lambda image: convolution.im2col(image[None], *w.shape[:2])[0] @ w.reshape(-1, w.shape[-1]) + b
    return jax.vmap(one)(jnp.asarray(x))


def pool_by_pairs(x, size):
    rows, columns = x.shape[1] // size * size, x.shape[2] // size * size
    best = x[:, 0:rows:size, 0:columns:size]
    for i in range(size):
        for j in range(size):
            best = jnp.maximum(best, x[:, i:rows:size, j:columns:size])
    return best


def gradient_by_einsum(x, dy, kh, kw):
    windows = convolution.im2col(x, kh, kw).reshape(*dy.shape[:3], kh, kw, x.shape[3])
    return jnp.einsum("nijabc,nijf->abcf", windows, dy)


def field_in_one_line(layers):
    return 1 + sum(d * (k - 1) * np.prod([s for _, s, _ in layers[:l]]) for l, (k, _, d) in enumerate(layers))  # noqa: E741


OTHER_STYLES = [
    ("2.6", pool_from(-np.inf)),
    ("2.7", field_in_one_line),
    ("2.7", lambda layers: float(ORACLE["2.7"](layers))),
    ("2.7", lambda layers: int(ORACLE["2.7"](layers))),
    ("2.1", output_size_by_numpy),
    ("2.1", output_size_of_a_shape),
    ("2.1", lambda *a: np.int64(ORACLE["2.1"](*a))),
    ("2.1", lambda *a: jnp.int32(ORACLE["2.1"](*a))),
    ("2.2", correlate_by_matrix),
    ("2.2", correlate_by_fourier),
    ("2.3", {"pad2d": jitted(convolution.pad2d, 1)}),
    ("2.3", {"correlate2d_strided": jitted(convolution.correlate2d_strided, 2, 3)}),
    ("2.4", jitted(convolution.im2col, 1, 2)),
    ("2.5", conv_by_vmap),
    ("2.5", convolution.conv2d_by_loops),
    ("2.6", pool_by_pairs),
    ("2.7", lambda layers: np.int64(ORACLE["2.7"](layers))),
    ("2.8", gradient_by_einsum),
    ("2.8", lambda x, dy, kh, kw: ORACLE["2.8"](x, dy, kh, kw).astype(np.float32)),
]


@pytest.mark.parametrize(("id", "answer"), OTHER_STYLES)
def test_other_right_styles_pass(id, answer):
    result = verdict(id, answer, seed=5)
    assert result.state == "right", result.text()


def test_an_error_of_the_learners_own_is_no_misconception():
    result = verdict("2.4", lambda x, kh, kw: x.no_such_thing)
    assert result.state == "error"
    assert "AttributeError" in result.message


FORBIDDEN = [
    ("2.1", "lax.conv_general_dilated(x, k, (s,), [(p, p)], rhs_dilation=(d,)).shape"),
    ("2.2", "from scipy.signal import correlate2d as slide"),
    ("2.2", "import scipy.ndimage\nscipy.ndimage.correlate"),
    ("2.2", "jax.scipy.signal.convolve2d"),
    ("2.2", "lax.conv_with_general_padding"),
    ("2.2", "from course_lib import layers\nlayers.conv2d"),
    ("2.3", "lax.pad"),
    ("2.3", "from course_lib import convolution\nconvolution.correlate2d"),
    ("2.4", "from course_lib.layers import conv2d"),
    ("2.5", "lax.conv_with_general_padding"),
    ("2.5", "import flax.linen as nn\nnn.Conv"),
    ("2.6", "import flax.linen as nn\nnn.max_pool"),
    ("2.8", "lax.conv"),
    ("2.8", "jax.jvp"),
    ("2.8", "from jax import linearize"),
]


@pytest.mark.parametrize(("id", "source"), FORBIDDEN)
def test_what_does_the_whole_task_is_asked_to_be_done_without(id, source):
    assert forbidden_uses(source, registry.exercise(id).forbidden)
