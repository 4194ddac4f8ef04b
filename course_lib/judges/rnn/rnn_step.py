"""6.1 rnn_step: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.rnn import rnn_step_wrong as wrong


def rnn_step_sums(params, h, x):
    """Return h'_sj = tanh(Σ_i x_si w_ij + Σ_k h_sk u_kj + b_j), sum by sum."""
    w, u, b = (np.asarray(part, np.float64) for part in params)
    h, x = np.asarray(h, np.float64), np.asarray(x, np.float64)
    new = np.zeros((x.shape[0], u.shape[0]))
    for s in range(x.shape[0]):
        for j in range(u.shape[0]):
            z = b[j] + sum(x[s, i] * w[i, j] for i in range(w.shape[0]))
            new[s, j] = math.tanh(z + sum(h[s, k] * u[k, j] for k in range(u.shape[0])))
    return new


def rnn_step_products(params, h, x):
    w, u, b = params
    return jnp.tanh(x @ w + h @ u + b)


def rnn_step_joined(params, h, x):
    w, u, b = params
    return np.tanh(np.concatenate([x, h], axis=1) @ np.concatenate([w, u], axis=0) + np.asarray(b))


def rnn_step_exponentials(params, h, x):
    z = jnp.einsum("si,ij->sj", x, params[0]) + jnp.einsum("sk,kj->sj", h, params[1]) + params[2]
    return 2 * jax.nn.sigmoid(2 * z) - 1


def rnn_step_vmap(params, h, x):
    w, u, b = params
    return jax.vmap(lambda state, row: jnp.tanh(w.T @ row + u.T @ state + b))(h, x)


RNN_STEP = Judge(
    id="6.1",
    oracle=rnn_step_sums,
    takeaway="a recurrent cell is a dense layer with two inputs: what comes in now, and what it remembers. Its "
    "parameters do not know which step it is, so they serve a sequence of any length.",
    alternatives=(rnn_step_products, rnn_step_joined, rnn_step_exponentials, rnn_step_vmap),
    misconceptions=(
        Misconception(
            "w and u exchanged",
            "You weigh the input with u and the state with w. u has as many rows as columns, w has one row for each "
            "number of the input: which of the two fits x, which fits h?",
            (wrong.exchanged, wrong.exchanged_numpy),
        ),
        Misconception(
            "u turned",
            "You use u transposed. Column j of u holds what unit j hears from all units. Over which index of u does "
            "the formula sum, the first or the second?",
            wrong.u_transposed,
        ),
        Misconception(
            "w turned",
            "You use w transposed. What shape has x @ w for x (batch, D) and w (D, H), and is that the shape of a "
            "state?",
            wrong.w_transposed,
        ),
        Misconception(
            "factors exchanged",
            "You put the weights in front: w @ x. A product of matrices sums over the columns of the left one and the "
            "rows of the right one. Write (batch, D) and (D, H) side by side: which sizes must meet in the middle?",
            wrong.factors_exchanged,
        ),
        Misconception(
            "no bias",
            "Your sums lack the bias. For an input and a state that are all 0 you give 0: what should come out?",
            wrong.no_bias,
        ),
        Misconception(
            "bias subtracted",
            "You subtract the bias. In the formula, does a larger bias make the sum larger or smaller?",
            wrong.bias_subtracted,
        ),
        Misconception(
            "bias outside",
            "You add the bias behind the tanh, so your state can leave the range from −1 to 1. Where do the brackets "
            "of the tanh end in the formula?",
            wrong.bias_outside,
        ),
        Misconception(
            "no activation",
            "Your new state is the sum itself: the tanh is missing. Apply such a step a hundred times with u = 2: how "
            "large does the state become?",
            wrong.no_activation,
        ),
        Misconception(
            "another activation",
            "You bend the sum, but not with tanh. What should become of the sum 0, and of the sum −0.5 in the example?",
            (wrong.sigmoid, wrong.relu, wrong.slope_of_tanh, wrong.tangent),
        ),
        Misconception(
            "tanh too early",
            "You apply tanh to a part of the sum, and add the rest afterwards. How large can a state become that way, "
            "and how large can tanh?",
            (
                wrong.tanh_of_each,
                wrong.tanh_of_each_with_bias,
                wrong.tanh_of_the_input,
                wrong.tanh_of_the_state,
                wrong.tanh_of_the_input_no_bias,
            ),
        ),
        Misconception(
            "no memory",
            "Your new state does not depend on the old one: the cell has no memory. Which part of the formula carries "
            "h over?",
            wrong.state_ignored,
        ),
        Misconception(
            "deaf",
            "Your new state does not depend on the input. Change x and run it again: what should happen?",
            wrong.input_ignored,
        ),
        Misconception(
            "u is not used",
            "You add the old state as it is, entry by entry. Which units should unit 0 hear from, according to u?",
            wrong.state_without_u,
        ),
        Misconception(
            "state subtracted",
            "You subtract what the old state says. Which sign stands between the two sums?",
            wrong.state_subtracted,
        ),
        Misconception(
            "multiplied, not added",
            "You multiply what the input says by what the state says. At the first step the state is 0: what would the "
            "cell then notice of the input?",
            wrong.products_multiplied,
        ),
        Misconception(
            "old state kept",
            "You mix the old state into the new one once more, outside the tanh. Other cells do that; in this formula, "
            "how does h reach the new state?",
            (wrong.old_state_added, wrong.averaged),
        ),
        Misconception(
            "one sample only",
            "You use the first row of x, or of h, for all. Whose input and whose state do the other rows hold?",
            (wrong.state_of_the_first_sample, wrong.input_of_the_first_sample, wrong.one_sample_only),
        ),
        Misconception(
            "entry by entry",
            "`*` multiplies entry by entry and adds nothing up. Which operator multiplies and then sums?",
            (wrong.entry_by_entry, wrong.state_entry_by_entry),
        ),
        Misconception(
            "in place",
            "You write into h itself: the caller's NumPy array is overwritten, and a JAX array does not allow it. Who "
            "else may still need the old state?",
            (wrong.in_place, wrong.in_place_operator),
        ),
        Misconception(
            "two values",
            "You return the new state twice. `lax.scan` will want a pair from its step (6.2), but this function is the "
            "cell alone: what does the table say it returns?",
            wrong.twice,
        ),
        Misconception(
            "digits lost",
            "Your states are nearly right: digits get lost on the way. Do you round, or compute in float16?",
            (wrong.half_precision, wrong.rounded, wrong.rounded_two_digits),
        ),
    ),
    properties=(
        Property(
            "within −1 and 1",
            lambda case, seen: np.abs(decode_array(seen["returned"])).max() <= 1 + 1e-6,
            "Some entries of your new state lie outside −1 … 1, which tanh never leaves. What happens after the tanh?",
        ),
    ),
)
