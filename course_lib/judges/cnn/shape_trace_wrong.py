"""Wrong answers to 5.1 shape_trace."""

from __future__ import annotations

import numpy as np


def same_padding(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters = sizes[0]
            shape = (shape[0], shape[1], filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def one_less(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k, shape[1] - k, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def one_more(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 2, shape[1] - k + 2, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def kernel_of_three(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters = sizes[0]
            shape = (shape[0] - 2, shape[1] - 2, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def two_borders(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - 2 * (k // 2), shape[1] - 2 * (k // 2), filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def conv_divides(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] // k, shape[1] // k, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def channels_kept(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            k = sizes[1]
            shape = (shape[0] - k + 1, shape[1] - k + 1, shape[2])
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def channels_multiplied(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, shape[2] * filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def filters_and_kernel_exchanged(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - filters + 1, shape[1] - filters + 1, k)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def conv_of_a_square(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[0] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def conv_turned(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[1] - k + 1, shape[0] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def filters_first(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (filters, shape[0] - k + 1, shape[1] - k + 1)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def pool_rounds_up(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (-(-shape[0] // size), -(-shape[1] // size), shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def pool_rounds(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (round(shape[0] / size), round(shape[1] / size), shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def pool_not_rounded(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] / size, shape[1] / size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def pool_of_two(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            shape = (shape[0] // 2, shape[1] // 2, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def pool_slides(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] - size + 1, shape[1] - size + 1, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def pool_takes_channels(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2] // size)
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def pool_of_a_square(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[0] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def pool_of_rows_only(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1], shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def pool_does_nothing(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            pass
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def flatten_adds(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (sum(shape),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def flatten_forgets_channels(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (shape[0] * shape[1],)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def flatten_takes_the_channels(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (shape[-1],)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def flatten_squares(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (shape[0] ** 2 * shape[2],)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def flatten_a_bare_number(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = int(np.prod(shape))
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def flatten_in_two_axes(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (1, int(np.prod(shape)))
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes


def dense_keeps_its_inputs(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (*shape, sizes[0])
        shapes.append(shape)
    return shapes


def input_left_out(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes[1:]


def last_left_out(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes[:-1]


def last_only(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return shapes[-1]


def lists_joined(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        shape = shapes[-1]
        if kind == "conv":
            filters, k = sizes
            shape = (shape[0] - k + 1, shape[1] - k + 1, filters)
        elif kind == "pool":
            size = sizes[0]
            shape = (shape[0] // size, shape[1] // size, shape[2])
        elif kind == "flatten":
            shape = (int(np.prod(shape)),)
        else:
            shape = (sizes[0],)
        shapes.append(shape)
    return [number for shape in shapes for number in shape]


def every_layer_from_the_input(input_shape, layers):
    shapes = [tuple(input_shape)]
    for kind, *sizes in layers:
        height, width, channels = input_shape
        if kind == "conv":
            shapes.append((height - sizes[1] + 1, width - sizes[1] + 1, sizes[0]))
        elif kind == "pool":
            shapes.append((height // sizes[0], width // sizes[0], channels))
        elif kind == "flatten":
            shapes.append((height * width * channels,))
        else:
            shapes.append((sizes[0],))
    return shapes


def the_article_only(input_shape, layers):
    return [(28, 28, 1), (26, 26, 32), (13, 13, 32), (11, 11, 64), (5, 5, 64), (1600,), (64,), (10,)]
