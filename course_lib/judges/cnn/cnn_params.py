"""5.2 cnn_params: what is right, what goes wrong, and what to say then.

Statistics decide: course_lib/probes/cnn/network.py gives the errors of six draws, the bounds are six times as wide.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.cnn import cnn_params_wrong as wrong

SHAPES = {"conv1": (3, 3, 1, 32), "conv2": (3, 3, 32, 64), "dense1": (1600, 64), "dense2": (64, 10)}
TOLERANCE = 0.12
LAST_SPREAD = (0.125, 0.177)  # √(1/64) to √(2/64): no relu follows, so what makes up for one is a matter of taste


def params_numpy(key):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    return {
        name: (random.normal(scale=(2 / np.prod(shape[:-1])) ** 0.5, size=shape), np.zeros(shape[-1]))
        for name, shape in SHAPES.items()
    }


def params_jax(key):
    keys = dict(zip(SHAPES, jax.random.split(key, 4), strict=True))
    params = {}
    for name, (*inputs, units) in SHAPES.items():
        fan_in = int(np.prod(inputs))
        w = jnp.sqrt(2 / fan_in) * jax.random.normal(keys[name], (fan_in, units))
        params[name] = (w.reshape(*inputs, units), jnp.zeros(units))
    return params


def params_uniform(key):
    sizes = [int(np.prod(shape)) for shape in SHAPES.values()]
    draws = np.split(np.asarray(jax.random.uniform(key, (sum(sizes),), minval=-1)), np.cumsum(sizes)[:-1])
    params = {}
    for (name, shape), draw in zip(SHAPES.items(), draws, strict=True):
        widest = (6 / (np.prod(shape[:-1]) + (shape[-1] if name == "dense2" else 0))) ** 0.5
        params[name] = [np.float32(widest) * draw.reshape(shape), np.zeros(shape[-1], np.float32)]
    return params


def _is(name, value=True):
    return lambda case, seen: seen.get(name, value) == value


def _wrong_shape(seen):
    """The first layer whose weights or biases have the wrong shape."""
    for name, shape in SHAPES.items():
        for what, wanted, got in zip("wb", (shape, shape[-1:]), seen["shapes"][name], strict=True):
            if tuple(got) != tuple(wanted):
                return name, what, tuple(got)
    return None


def _say_shape(case, seen):
    name, what, got = _wrong_shape(seen)
    if what == "b":
        return f"At {name!r} your b has shape {got}. How many units (filters) has this layer, and how many biases each?"
    if name.startswith("conv"):
        return f"At {name!r} your w has shape {got}. Kernels are (height, width, channels in, filters): which is which?"
    return f"At {name!r} your w has shape {got}. How many numbers come in, how many units are there?"


def _wrong_spread(seen):
    """The first layer whose spread is out of bounds: its name, spread, and standard deviation wanted."""
    for name, shape in SHAPES.items():
        if f"standard deviation of {name}" not in seen:
            continue
        std, right = float(decode_array(seen[f"standard deviation of {name}"])), (2 / np.prod(shape[:-1])) ** 0.5
        low, high = LAST_SPREAD if name == "dense2" else (right, right)
        if not low * (1 - TOLERANCE) < std < high * (1 + TOLERANCE):
            return name, std, std > high
    return None


def _say_spread(case, seen):
    name, std, wide = _wrong_spread(seen)
    return (
        f"The weights of {name!r} have a standard deviation of {std:.3g}: too {'large' if wide else 'small'}. How many "
        "numbers does one unit (one filter at one place) of this layer add up, and what is the root of 2 over that?"
    )


def _centred(case, seen):
    return all(abs(float(decode_array(seen[f"mean of {name}"])) - 1) < 0.15 for name in SHAPES if "finite" in seen)


def _biases(case, seen):
    return all(float(decode_array(seen[f"biases of {name}"])) == 0 for name in SHAPES)


CNN_PARAMS = Judge(
    id="5.2",
    oracle=None,
    rtol=TOLERANCE,
    atol=1e-6,
    takeaway="320 + 18,496 + 102,464 + 650 = 121,930 numbers. The convolutions do most of the work and hold a sixth of "
    "them; the first dense layer holds the rest.",
    alternatives=(params_numpy, params_jax, params_uniform),
    misconceptions=(
        Misconception(
            "as shipped",
            "Nothing is mended yet, or not enough to tell. Begin with the shapes: write down what each layer makes of "
            "28 × 28 pixels, and how many numbers the first dense layer gets. Which of the four shapes does not fit?",
            wrong.shipped,
        ),
        Misconception(
            "flatten size",
            "`dense1` has the wrong number of inputs. Follow the image: 28 × 28, and a kernel of 3 without padding "
            "leaves how much? Pooling halves and rounds down; do it all twice. How many channels has the last map?",
            (
                wrong.flatten_of_same_padding,
                wrong.flatten_of_one_pooling_missing,
                wrong.flatten_rounded_up,
                wrong.flatten_forgets_channels,
                wrong.flatten_of_the_image,
            ),
        ),
        Misconception(
            "order of the kernel's axes",
            "The axes of your kernels stand in another order than this task asks for: height, width, channels in, "
            "filters. (Other libraries have other orders.) What is `w.shape[3]` of conv2 to be?",
            (
                wrong.kernels_as_in_pytorch,
                wrong.in_and_out_exchanged,
                wrong.in_and_out_exchanged_with_biases,
                wrong.second_kernel_in_and_out_exchanged,
                wrong.filters_first,
                wrong.filters_first_with_biases,
                wrong.second_kernel_filters_first,
                wrong.second_kernel_filters_first_bias,
            ),
        ),
        Misconception(
            "the second kernel sees one channel",
            "The kernels of conv2 are made for one channel. How many maps does conv1 make, and does a filter look at "
            "all of them or at one?",
            wrong.second_kernel_of_one_channel,
        ),
        Misconception(
            "kernels of 5",
            "Your kernels are 5 × 5; 3 × 3 is asked for. What would 28 pixels become?",
            wrong.kernels_of_five,
        ),
        Misconception(
            "dense weights turned",
            "Your dense weights are turned. In x @ w with x of shape (batch, 1600): how many rows must w have?",
            (wrong.dense_turned, wrong.dense_turned_with_biases),
        ),
        Misconception(
            "fan-in of a convolution",
            "All spreads are right but those of the kernels. fan_in is what one unit adds up: how many numbers does "
            "one filter of conv2 see at one place, in all its channels?",
            (wrong.fan_in_of_one_channel, wrong.fan_in_first_axis, wrong.fan_in_of_the_channels),
        ),
        Misconception(
            "fan-in from the units",
            "The number of units (filters) enters your spread. Does the sum of one unit get larger if the layer has "
            "more of them beside it?",
            (wrong.fan_out_of_the_filters, wrong.fan_in_times_filters, wrong.glorot_everywhere),
        ),
        Misconception(
            "variance for standard deviation",
            "Your weights have the standard deviation 2 / fan_in. That is its square: what is it for conv1, where "
            "fan_in is 9?",
            wrong.variance_as_std,
        ),
        Misconception(
            "one spread for all layers",
            "All layers have the same spread. conv1 adds up 9 numbers, dense1 adds up 1,600: how large do the two sums "
            "become?",
            (wrong.one_spread_for_all, wrong.small_spread_for_all, wrong.not_scaled),
        ),
        Misconception(
            "1 instead of 2",
            "Your variance is 1 / fan_in in every layer. That keeps a signal that passes unbent; how much of its power "
            "is left behind a relu?",
            wrong.one_instead_of_two,
        ),
        Misconception(
            "not centred",
            "Your weights lean to one side: their mean is not 0. Which numbers does your distribution give?",
            wrong.uniform_from_zero,
        ),
        Misconception(
            "biases",
            "Your biases do not start at 0. What breaks the likeness of two neurons already, without them?",
            (wrong.biases_drawn, wrong.biases_of_one),
        ),
        Misconception(
            "shape of the biases",
            "Your biases have the wrong shape. One number for each unit, along one axis: what is `b.shape` of conv1 to "
            "be, and does every number of 121,930 get its place?",
            (wrong.biases_as_columns, wrong.biases_one_number, wrong.one_bias),
        ),
        Misconception(
            "nothing drawn",
            "All your weights are 0. Every unit of a layer then gets the same gradient: can they ever become "
            "different?",
            wrong.all_zeros,
        ),
        Misconception(
            "units alike",
            "All units of a layer have the same weights. They get the same gradient at every step: can they ever "
            "become different? How many numbers does one layer draw?",
            wrong.units_alike,
        ),
        Misconception(
            "one key for all layers",
            "Your layers share their numbers: the same key is used for several of them. How do you make four keys out "
            "of one?",
            wrong.same_key_for_all,
        ),
        Misconception(
            "key not used",
            "Every key gives you the same network. Where does the key enter?",
            wrong.fixed_seed,
        ),
        Misconception(
            "another network each time",
            "Called twice with one key, you draw two networks: nobody could repeat your training. Where does your "
            "randomness come from?",
            wrong.no_seed,
        ),
        Misconception(
            "weights alone",
            "Each layer is a pair (w, b). Where are the biases?",
            wrong.weights_without_biases,
        ),
        Misconception(
            "b before w",
            'Your pairs hold the biases first. What would `w, b = params["conv1"]` give?',
            wrong.biases_first,
        ),
        Misconception(
            "another container",
            "A dict with a pair (w, b) for each of the four names is wanted. What is the type of yours, and of what "
            'stands under `"conv1"`?',
            (wrong.dicts_inside, wrong.a_list),
        ),
        Misconception(
            "float16",
            "Some of your weights have 16 bits. Training adds steps of a thousandth of a weight: does float16 see "
            "them?",
            wrong.float16,
        ),
        Misconception(
            "layers missing",
            "Some layers are missing. Which four names does the task list, and is your `return` inside the loop?",
            wrong.first_name_only,
        ),
        Misconception(
            "the count",
            "You return how many numbers there are. Where are they?",
            wrong.returns_the_count,
        ),
    ),
    properties=(
        Property(
            "a dict of pairs",
            _is("form", "a network"),
            lambda case, seen: (
                "A dict with the keys conv1, conv2, dense1 and dense2, each with a pair (w, b) of real arrays, is "
                f"wanted; you return {seen['form']}."
            ),
        ),
        Property("shapes", lambda case, seen: _wrong_shape(seen) is None, _say_shape),
        Property("finite", _is("finite"), "Some of your numbers are nan or infinite. By what do you divide?"),
        Property(
            "same key, same weights",
            _is("same key, same weights"),
            "Called twice with one key, you draw two networks. Where does your randomness come from?",
        ),
        Property(
            "other key, other weights",
            _is("other key, other weights"),
            "Two keys give you the same network. Where does the key enter?",
        ),
        Property(
            "layers of their own",
            _is("layers share numbers", False),
            "Two of your layers hold the same numbers, up to a factor. Which key does each of them use?",
        ),
        Property(
            "no copies",
            _is("copies", []),
            lambda case, seen: f"All units of {seen['copies'][0]} have the same weights. How many numbers do you draw?",
        ),
        Property("biases", _biases, "Your biases do not start at 0. Which of the two arrays of a pair is drawn?"),
        Property("spread", lambda case, seen: _wrong_spread(seen) is None, _say_spread),
        Property("mean", _centred, "The mean of some of your weights is not 0. Is your distribution symmetric?"),
    ),
)
