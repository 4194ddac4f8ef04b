"""Wrong answers to 2.7 receptive_field."""

from __future__ import annotations

import numpy as np


def adds_kernel_sizes(layers):
    return sum(kernel for kernel, _, _ in layers)


def adds_kernel_sizes_to_one(layers):
    return 1 + sum(kernel for kernel, _, _ in layers)


def adds_reaches(layers):
    return sum(dilation * (kernel - 1) + 1 for kernel, _, dilation in layers)


def adds_kernel_sizes_with_strides(layers):
    field, step = 0, 1
    for kernel, stride, dilation in layers:
        field += step * (dilation * (kernel - 1) + 1)
        step *= stride
    return field


def whole_kernels_with_strides(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * kernel
        step *= stride
    return field


def multiplies_kernel_sizes(layers):
    return int(np.prod([kernel for kernel, _, _ in layers]))


def multiplies_reaches(layers):
    return int(np.prod([dilation * (kernel - 1) + 1 for kernel, _, dilation in layers]))


def ignores_stride(layers):
    return 1 + sum(dilation * (kernel - 1) for kernel, _, dilation in layers)


def ignores_stride_and_dilation(layers):
    return 1 + sum(kernel - 1 for kernel, _, _ in layers)


def ignores_dilation(layers):
    field, step = 1, 1
    for kernel, stride, _ in layers:
        field += step * (kernel - 1)
        step *= stride
    return field


def dilation_without_its_gaps(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * (kernel - 1 + dilation - 1)
        step *= stride
    return field


def own_stride_counts(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        step *= stride
        field += step * dilation * (kernel - 1)
    return field


def own_stride_only(layers):
    field = 1
    for kernel, stride, dilation in layers:
        field += stride * dilation * (kernel - 1)
    return field


def stride_of_the_layer_before_only(layers):
    field, before = 1, 1
    for kernel, stride, dilation in layers:
        field += before * dilation * (kernel - 1)
        before = stride
    return field


def strides_added(layers):
    field, step = 1, 0
    for kernel, stride, dilation in layers:
        field += max(step, 1) * dilation * (kernel - 1)
        step += stride
    return field


def strides_added_to_one(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step += stride
    return field


def strides_less_one_added(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step += stride - 1
    return field


def wrong_end_first(layers):
    field, step = 1, 1
    for kernel, stride, dilation in reversed(layers):
        field += step * dilation * (kernel - 1)
        step *= stride
    return field


def wrong_end_first_backwards(layers):
    field = 1
    for kernel, stride, dilation in layers:
        field = (field - 1) * stride + dilation * (kernel - 1) + 1
    return field


def starts_at_zero(layers):
    field, step = 0, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step *= stride
    return field


def fields_scaled_by_strides(layers):
    field = 1
    for kernel, stride, dilation in layers[::-1]:
        field = field * stride + dilation * (kernel - 1)
    return field


def fields_scaled_by_strides_forwards(layers):
    field = 1
    for kernel, stride, dilation in layers:
        field = field * stride + dilation * (kernel - 1)
    return field


def field_grows_with_itself(layers):
    field = 1
    for kernel, _, dilation in layers:
        field = field * kernel * dilation
    return field


def dilation_lasts(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        step *= dilation
        field += step * (kernel - 1)
        step *= stride
    return field


def largest_layer(layers):
    return max((dilation * (kernel - 1) + 1 for kernel, _, dilation in layers), default=1)


def last_layer(layers):
    kernel, _, dilation = layers[-1] if layers else (1, 1, 1)
    return dilation * (kernel - 1) + 1


def first_layer_returned(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step *= stride
        return field
    return field


def stops_without_layers(layers):
    field, step = layers[0][2] * (layers[0][0] - 1) + 1, layers[0][1]
    for kernel, stride, dilation in layers[1:]:
        field += step * dilation * (kernel - 1)
        step *= stride
    return field


def nothing_without_layers(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step *= stride
    return field if layers else 0


def step_between_outputs(layers):
    return int(np.prod([stride for _, stride, _ in layers]))


def kernel_stride_exchanged(layers):
    field, step = 1, 1
    for stride, kernel, dilation in layers:
        field += step * dilation * (kernel - 1)
        step *= stride
    return field


def stride_dilation_exchanged(layers):
    field, step = 1, 1
    for kernel, dilation, stride in layers:
        field += step * dilation * (kernel - 1)
        step *= stride
    return field


def every_layer_listed(layers):
    fields, step = [1], 1
    for kernel, stride, dilation in layers:
        fields.append(fields[-1] + step * dilation * (kernel - 1))
        step *= stride
    return fields


def every_layer_listed_without_start(layers):
    fields, field, step = [], 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step *= stride
        fields.append(field)
    return fields


def field_and_step(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step *= stride
    return field, step


def area(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step *= stride
    return field * field


def power_of_the_position(layers):
    field = 1
    for i, (kernel, stride, dilation) in enumerate(layers):
        field += stride**i * dilation * (kernel - 1)
    return field


def caret_for_a_power(layers):
    field = 1
    for i, (kernel, stride, dilation) in enumerate(layers):
        field += (stride ^ i) * dilation * (kernel - 1)
    return field


def takes_layers_out(layers):
    field = 1
    while layers:
        kernel, stride, dilation = layers.pop()
        field = (field - 1) * stride + dilation * (kernel - 1) + 1
    return field


def takes_layers_from_the_front(layers):
    field, step = 1, 1
    while layers:
        kernel, stride, dilation = layers.pop(0)
        field += step * dilation * (kernel - 1)
        step *= stride
    return field


def turns_the_list(layers):
    layers.reverse()
    field = 1
    for kernel, stride, dilation in layers:
        field = (field - 1) * stride + dilation * (kernel - 1) + 1
    return field


def dilation_lasts_and_skips_its_own_layer(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * (kernel - 1)
        step *= stride * dilation
    return field


def dilation_counts_and_lasts(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step *= stride * dilation
    return field


def last_cell_dilated(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * (dilation * kernel - 1)
        step *= stride
    return field


def first_layer_returned_or_nothing(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += step * dilation * (kernel - 1)
        step *= stride
        return field
