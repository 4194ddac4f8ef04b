"""5.3 cnn: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.cnn import cnn_wrong as wrong


def cnn_numpy(params, images):
    def block(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
        z = np.maximum(np.einsum("nijcab,abcf->nijf", windows, w) + b, 0)
        corners = [z[:, i : z.shape[1] - 1 + i : 2, j : z.shape[2] - 1 + j : 2] for i in (0, 1) for j in (0, 1)]
        return np.max(corners, axis=0)

    layers = {name: tuple(np.asarray(part, np.float64) for part in layer) for name, layer in params.items()}
    x = block(block(np.asarray(images, np.float64), *layers["conv1"]), *layers["conv2"])
    (w3, b3), (w4, b4) = layers["dense1"], layers["dense2"]
    return np.maximum(x.reshape(len(x), -1) @ w3 + b3, 0) @ w4 + b4


def cnn_lax(params, images):
    x = jnp.asarray(images, jnp.float32)
    for name in ("conv1", "conv2"):
        w, b = (jnp.asarray(part, jnp.float32) for part in params[name])
        z = lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")) + b
        x = lax.reduce_window(jax.nn.relu(z), -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
    (w3, b3), (w4, b4) = params["dense1"], params["dense2"]
    return jax.nn.relu(x.reshape(x.shape[0], -1) @ w3 + b3) @ w4 + b4


def cnn_in_loops(params, images):
    scores = []
    for image in np.asarray(images):
        x = image
        for name in ("conv1", "conv2"):
            w, b = (np.asarray(part) for part in params[name])
            rows, columns = ((n - k + 1) // 2 for n, k in zip(x.shape[:2], w.shape[:2], strict=True))
            y = np.zeros((rows, columns, w.shape[3]))
            for i in range(rows):
                for j in range(columns):
                    for p in (2 * i, 2 * i + 1):
                        for q in (2 * j, 2 * j + 1):
                            z = np.tensordot(x[p : p + w.shape[0], q : q + w.shape[1]], w, 3) + b
                            y[i, j] = np.maximum(y[i, j], z)  # 0 stands there first: that is relu
            x = y
        (w3, b3), (w4, b4) = params["dense1"], params["dense2"]
        scores.append(np.dot(np.clip(np.dot(x.ravel(), w3) + b3, 0, None), w4) + b4)
    return np.stack(scores)


def _right(case, seen):
    got, wanted = decode_array(seen["returned"]), cnn_numpy(**case.arguments)
    return got.shape == wanted.shape and np.allclose(got, wanted, rtol=1e-4, atol=1e-4)


def _up_to_a_number(case, seen):
    """Whether each row is off by one number of its own: the last layer is right up to that."""
    got, wanted = decode_array(seen["returned"]), cnn_numpy(**case.arguments)
    off = got - wanted
    return got.shape == wanted.shape and np.allclose(off, off[:, :1], atol=1e-4) and not _right(case, seen)


CNN = Judge(
    id="5.3",
    oracle=cnn_numpy,
    rtol=1e-4,
    atol=1e-4,
    takeaway="that is the article's first network, all of it. It returns scores; softmax belongs to the loss, which "
    "needs its logarithm and takes it without overflow (chapter 04).",
    alternatives=(cnn_lax, cnn_in_loops),
    misconceptions=(
        Misconception(
            "softmax inside",
            "Your network ends in a softmax, or in its logarithm, or in a sigmoid. The loss of this course takes "
            "scores and has the softmax in it: what does softmax make of a softmax?",
            (wrong.softmax_inside, wrong.log_softmax_inside, wrong.sigmoid_at_the_end),
        ),
        Misconception(
            "relu on the scores",
            "You bend the scores. A score may be negative, and often is: which classes could never be called unlikely "
            "after your relu?",
            (wrong.relu_on_the_scores, wrong.softmax_of_relu),
        ),
        Misconception(
            "the class instead of scores",
            "You return a class, or one score of many. What would a loss lose that gets nothing else?",
            (wrong.class_at_the_end, wrong.one_score_each),
        ),
        Misconception(
            "flatten merges the batch",
            "Your flatten mixes the images of a batch: one row each is wanted. Which axis of (B, H, W, C) has to "
            "stay, and what does reshape(-1) do to it?",
            (wrong.flatten_merges_the_batch, wrong.flatten_merges_into_rows),
        ),
        Misconception(
            "flatten in another order",
            "You change the order of the axes before you flatten. Which one does the first dense layer expect, and "
            "what does a plain reshape give?",
            (wrong.flatten_channels_first, wrong.flatten_columns_first),
        ),
        Misconception(
            "no flatten",
            "Your dense layer is handed the channels of one place, or their means, not all numbers of an image. How "
            "many numbers come out of the last pooling for one image, and how many rows has w of dense1?",
            (wrong.no_flatten, wrong.mean_instead_of_flatten, wrong.flatten_keeps_channels),
        ),
        Misconception(
            "no relu in the dense layer",
            "Behind the first dense layer there is no bend. What do two dense layers without one between them amount "
            "to?",
            wrong.no_relu_in_dense,
        ),
        Misconception(
            "no relu behind a convolution",
            "Behind a convolution of yours there is no bend. A convolution is a weighted sum too: what do two in a row "
            "amount to?",
            (wrong.no_relu_at_first, wrong.no_relu_at_second, wrong.no_relu_in_convolutions, wrong.no_relu_anywhere),
        ),
        Misconception(
            "a pooling is missing",
            "Your maps are larger than those of dense1: a pooling is missing. How many layers of the task take the "
            "largest of four numbers?",
            (wrong.first_pool_missing, wrong.second_pool_missing),
        ),
        Misconception(
            "another pooling",
            "You average in the first pooling. Which number of the four is asked for?",
            wrong.mean_pooling,
        ),
        Misconception(
            "biases in the wrong place",
            "Your biases are added behind relu. What does a neuron with a weighted sum of −3 and a bias of 2 give in "
            "your network, and what in the task's?",
            wrong.bias_behind_relu,
        ),
        Misconception(
            "no biases",
            "Your layers forget their biases. For an image of zeros, would your scores be anything but 0?",
            wrong.no_biases,
        ),
        Misconception(
            "kernels flipped",
            "Your kernels are flipped. What is called convolution here is the cross-correlation of chapter 02: which "
            "weight meets the upper left pixel?",
            wrong.kernels_flipped,
        ),
        Misconception(
            "padded",
            "Your first convolution puts zeros around the image. How large is its map then, and which size has dense1 "
            "been made for?",
            wrong.same_padding,
        ),
        Misconception(
            "another bend",
            "Your layers bend by tanh. Which function does the task name?",
            wrong.tanh_inside,
        ),
        Misconception(
            "pixels changed",
            "You scale or cut the pixels before the first layer. What does the task say of them, and what happens to a "
            "negative one?",
            (wrong.scaled_by_255, wrong.relu_of_the_pixels),
        ),
        Misconception(
            "last layer missing",
            "You return what dense1 gives. Which layer makes the scores?",
            wrong.last_layer_missing,
        ),
        Misconception(
            "one image only",
            "You look at the first image only. Which images do the other rows of the batch hold?",
            wrong.first_image_only,
        ),
        Misconception(
            "digits lost",
            "Your scores are nearly right: digits get lost on the way. Which dtype do your maps have?",
            wrong.half_precision,
        ),
        Misconception(
            "scores turned",
            "Your result has one column for each image. Rows are images: which shape does the table ask for?",
            wrong.turned_scores,
        ),
        Misconception(
            "no such layer",
            "You ask `params` for something that it does not hold. It is a dict: which four keys does the table list?",
            wrong.params_by_position,
        ),
    ),
    properties=(
        Property(
            "scores as they are",
            lambda case, seen: not _up_to_a_number(case, seen),
            "Your scores differ from the right ones by one and the same number in each row. What do you do with them "
            "behind the last layer?",
        ),
        Property(
            "the example",
            lambda case, seen: not case.public or _right(case, seen),
            "Your result for the example is not right. Print what you have behind each layer and compare with the "
            "numbers in the task: which is the first to differ?",
        ),
        Property(
            "one image",
            lambda case, seen: len(case.arguments["images"]) != 1 or case.public or _right(case, seen),
            "For a batch of one image your scores are wrong, though its shape is right. What is different with one "
            "image: an axis that disappears, a mean over it?",
        ),
    ),
)
