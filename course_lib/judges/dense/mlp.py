"""3.4 mlp: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import functools

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.dense import mlp_wrong as wrong
from course_lib.judges.dense.lost_digits import is_near, lost_digits

# Of 30 seeds and every style, six layers in float32 miss by 1e-5 of a number and 5e-7 at most; four times that is
# allowed. Rounding to five digits misses the small numbers of a single layer by up to 5e-6.
RTOL, ATOL = 1e-5, 2e-6


def mlp_numpy(params, x):
    x = np.asarray(x, np.float64)
    for layer, (w, b) in enumerate(params):
        x = np.asarray([[np.dot(row, column) for column in np.asarray(w, np.float64).T] for row in x]) + np.asarray(b)
        if layer < len(params) - 1:
            x = np.where(x > 0, x, 0)
    return x


def mlp_starred(params, x):
    *hidden, (w_last, b_last) = params
    for w, b in hidden:
        x = jnp.maximum(x @ w + b, 0)
    return x @ w_last + b_last


def mlp_relu_first(params, x):
    (w, b), *others = params
    x = x @ w + b
    for w, b in others:
        x = jax.nn.relu(x) @ w + b
    return x


def mlp_recursive(params, x):
    w, b = params[0]
    z = x @ w + b
    return z if len(params) == 1 else mlp_recursive(params[1:], np.maximum(z, 0))


def mlp_reduce(params, x):
    layers = [functools.partial(lambda w, b, h: jnp.einsum("si,ij->sj", h, w) + b, w, b) for w, b in params]
    return functools.reduce(lambda h, layer: layer(jnp.where(h > 0, h, 0)), layers[1:], layers[0](x))


def _of_one_layer(case):
    return len(case.arguments["params"]) == 1


def _matches(case, seen):
    received, wanted = decode_array(seen["returned"]), mlp_numpy(*case.arguments.values())
    return received.shape == wanted.shape and np.allclose(received, wanted, rtol=RTOL, atol=ATOL)


def _is_near(case, seen):
    return is_near(decode_array(seen["returned"]), mlp_numpy(*case.arguments.values()))


MLP = Judge(
    id="3.4",
    oracle=mlp_numpy,
    rtol=RTOL,
    atol=ATOL,
    takeaway="a network is a loop over layers with a bend between them. No bend after the last layer: its scores may "
    "be negative, and the loss (chapter 04) wants them as they are.",
    alternatives=(mlp_starred, mlp_relu_first, mlp_recursive, mlp_reduce),
    misconceptions=(
        Misconception(
            "activation after the last layer",
            "You bend the output of the last layer too. Its numbers are scores, and a score may be negative: which "
            "outputs can your network never give?",
            wrong.relu_after_every_layer,
        ),
        Misconception(
            "no activation",
            "Your layers follow each other without a bend. (x @ w1) @ w2 is x @ (w1 @ w2): how many layers does your "
            "network really have?",
            wrong.no_activation,
        ),
        Misconception(
            "activation at the end only",
            "You bend once, at the very end, where no bend is wanted, and nowhere between the layers. What do two "
            "layers without a bend between them amount to?",
            wrong.relu_after_the_last_only,
        ),
        Misconception(
            "activation before the first layer",
            "You cut off the negative part of the input itself. What should a network of one layer do with the input "
            "−3?",
            wrong.relu_before_every_layer,
        ),
        Misconception(
            "activation in the wrong place",
            "Your relu acts before the sum of a neuron is complete. What belongs to the sum besides x @ w?",
            (wrong.relu_before_the_bias, wrong.relu_of_the_weights),
        ),
        Misconception(
            "not between all layers",
            "Some of your hidden layers have no bend behind them. In a network of four layers, how many bends are "
            "there?",
            (wrong.relu_after_the_first_only, wrong.last_two_without_relu),
        ),
        Misconception(
            "a single layer is the last one",
            "For a network of one layer you bend its output. Is there a layer behind it?",
            wrong.single_layer_with_relu,
        ),
        Misconception(
            "every layer sees the input",
            "You give the input x to every layer, or to the last one, instead of what the layer before it has made. "
            "Which name holds the output of a layer, and which one does the next layer read?",
            (
                wrong.every_layer_sees_the_input,
                wrong.every_layer_sees_the_input_and_no_relu,
                wrong.last_layer_sees_the_input,
            ),
        ),
        Misconception(
            "last layer missing",
            "Your last layer is never used. How many pairs (w, b) does params hold, and how many products do you "
            "compute?",
            wrong.last_layer_missing,
        ),
        Misconception(
            "last layer twice",
            "You pass through the last layer twice: once in the loop, once behind it. Which layers should the loop "
            "cover?",
            wrong.last_layer_twice,
        ),
        Misconception(
            "first layer only",
            "You return what the first layer gives. Is your `return` inside the loop, or the loop missing?",
            (wrong.first_layer_only, wrong.returns_inside_the_loop),
        ),
        Misconception(
            "return inside the loop",
            "Your `return` is reached in the first round of the loop. That goes well, if at all, with one hidden "
            "layer. How far is `return` indented, and what comes back for a network of one layer, where there is no "
            "round?",
            (wrong.last_layer_in_the_loop, wrong.hidden_layer_returned_in_the_loop),
        ),
        Misconception(
            "the last layer in every round",
            "You pass through the last layer in every round of the loop. How far are its lines indented, and how often "
            "should the last layer have its turn?",
            wrong.last_layer_in_every_round,
        ),
        Misconception(
            "max or if on a whole array",
            "`max(z, 0)` and `if z > 0` of Python ask one question, but an array holds many numbers with different "
            "answers. Which function of jnp decides for each entry?",
            (wrong.python_max, wrong.python_if),
        ),
        Misconception(
            "a fixed number of layers",
            "Your network reads two layers, as in the example, however many params holds. What tells you how many "
            "there are?",
            (wrong.two_layers_only, wrong.two_layers_by_index, wrong.first_and_last_layer),
        ),
        Misconception(
            "backwards",
            "You go through the layers from the last to the first. Which layer has as many rows in w as x has columns?",
            wrong.from_the_last_layer,
        ),
        Misconception(
            "a bias is missing",
            "A bias is left out. For an input of zeros, should all outputs be 0?",
            (wrong.no_bias, wrong.no_bias_at_the_end),
        ),
        Misconception(
            "transposed",
            "You use w turned. Column j of w holds the weights of neuron j, so that x @ w fits as it is. What shape "
            "has x @ w for x (batch, d_in) and w (d_in, d_out)?",
            wrong.transposed,
        ),
        Misconception(
            "w and b exchanged",
            "Each pair in params is (w, b), in this order. Which one of your two names has two axes?",
            wrong.order_in_the_tuple,
        ),
        Misconception(
            "another activation",
            "Your hidden layers bend in another way than relu: a negative sum should become exactly 0, a positive one "
            "should stay. Which function is between your layers?",
            (wrong.tanh_inside, wrong.sigmoid_inside, wrong.absolute_inside),
        ),
        Misconception(
            "more than scores",
            "You turn the scores of the last layer into probabilities, or into a class. Here the scores themselves are "
            "wanted. What would a loss lose that gets a class only?",
            (wrong.softmax_at_the_end, wrong.class_at_the_end),
        ),
        Misconception(
            "params used up",
            "Your code changes params: the caller's own list, or an array in it. A second call finds another network. "
            "Print params before and after a call: which line of yours writes (`pop`, `append`, `+=`) where reading "
            "would do?",
            (wrong.pops_the_last_layer, wrong.pops_the_first_layers),
        ),
        Misconception(
            "all layers returned",
            "You return the outputs of all layers in a list. Which one of them is the output of the network?",
            wrong.all_layers_returned,
        ),
        Misconception(
            "one sample only",
            "You use the first row of x only. Which samples do the other rows hold?",
            wrong.first_sample_only,
        ),
        Misconception(
            "digits lost",
            "Your outputs are nearly right: digits get lost on the way. Do you round somewhere, and which dtype do "
            "your arrays have in between?",
            (wrong.half_precision, wrong.rounded_five_digits, wrong.rounded_three_digits),
        ),
    ),
    properties=(
        Property(
            "the example",
            lambda case, seen: not case.public or _matches(case, seen),
            "Your result for the example of the task is not right. Print what you have after the first layer, after "
            "relu and after the second layer, and compare with the numbers in the task: which is the first to differ?",
        ),
        Property(
            "one layer",
            lambda case, seen: not _of_one_layer(case) or _matches(case, seen) or _is_near(case, seen),
            "A network of one layer is that layer alone, x @ w + b; yours gives something else. What happens before "
            "or behind it in your code?",
        ),
        lost_digits(lambda case: [mlp_numpy(*case.arguments.values())], rtol=RTOL, atol=ATOL),
    ),
)
