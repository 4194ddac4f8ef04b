"""6.6 lstm_step: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.rnn import lstm_step_wrong as wrong


def lstm_step_numbers(params, state, x):
    """Return h and c, unit by unit, in float64; block q of unit j is column q · H + j."""
    w, u, b = (np.asarray(part, np.float64) for part in params)
    h, c, x = (np.asarray(part, np.float64) for part in (*state, x))
    hidden = len(u)
    new_h, new_c = np.zeros_like(c), np.zeros_like(c)
    for s in range(len(x)):
        for j in range(hidden):
            sums = [b[k] + x[s] @ w[:, k] + h[s] @ u[:, k] for k in range(j, 4 * hidden, hidden)]
            i, f, o = (1 / (1 + math.exp(-sums[block])) for block in (0, 1, 3))
            new_c[s, j] = f * c[s, j] + i * math.tanh(sums[2])
            new_h[s, j] = o * math.tanh(new_c[s, j])
    return new_h, new_c


def lstm_step_split(params, state, x):
    (w, u, b), (h, c) = params, state
    i, f, g, o = jnp.split(x @ w + h @ u + b, 4, axis=-1)
    c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
    return jax.nn.sigmoid(o) * jnp.tanh(c), c


def lstm_step_reshaped(params, state, x):
    (w, u, b), (h, c) = params, state
    z = (np.asarray(x) @ w + np.asarray(h) @ u + b).reshape(len(x), 4, -1)
    gates = (1 + np.tanh(z / 2)) / 2
    c = gates[:, 1] * c + gates[:, 0] * np.tanh(z[:, 2])
    return [gates[:, 3] * np.tanh(c), c]


def lstm_step_slices(params, state, x):
    w, u, b = params
    n = u.shape[0]
    gate = lambda k: x @ w[:, k * n : (k + 1) * n] + state[0] @ u[:, k * n : (k + 1) * n] + b[k * n : (k + 1) * n]
    memory = jax.nn.sigmoid(gate(1)) * state[1] + jax.nn.sigmoid(gate(0)) * jnp.tanh(gate(2))
    return jnp.tanh(memory) * jax.nn.sigmoid(gate(3)), memory


def _memory_right(case, seen):
    received = decode_array(seen["returned"]["sequence"][1])
    wanted = lstm_step_numbers(*case.arguments.values())[1]
    return received.shape != wanted.shape or np.allclose(received, wanted, rtol=1e-4, atol=1e-5)


LSTM_STEP = Judge(
    id="6.6",
    oracle=lstm_step_numbers,
    takeaway="the memory c is changed by adding, not by a matrix product and a bend. Where the forget gate is near 1, "
    "its gradient passes from step to step almost unchanged: that is why an LSTM remembers longer.",
    alternatives=(lstm_step_split, lstm_step_reshaped, lstm_step_slices),
    misconceptions=(
        Misconception(
            "tanh missing",
            "A tanh is missing in your step, at the new content g or around the memory on its way out. How large can h "
            "become in the formula, and how large in your code?",
            (wrong.tanh_of_memory_missing, wrong.tanh_of_candidate_missing, wrong.both_tanh_missing),
        ),
        Misconception(
            "σ in place of tanh",
            "You use σ where the formula has tanh. σ is never negative: how could the memory ever be made smaller than "
            "0?",
            (wrong.sigmoid_for_candidate, wrong.sigmoid_of_memory),
        ),
        Misconception(
            "gates without σ",
            "Your gates are no shares between 0 and 1: they take other values, below 0 or above 1. Which function "
            "makes a share out of any number?",
            (wrong.tanh_for_gates, wrong.gates_bare, wrong.output_gate_bare),
        ),
        Misconception(
            "σ upside down",
            "Your σ falls where it should rise. What should σ(10) be, nearly 0 or nearly 1? Mind the sign in exp.",
            wrong.sigmoid_sign,
        ),
        Misconception(
            "gates in another order",
            "You read the blocks of columns in another order, or use a gate in the place of another. Libraries differ "
            "here; this task has fixed one order. Which block belongs to which gate, and what does each gate multiply?",
            (
                wrong.order_f_i,
                wrong.order_i_f_o_g,
                wrong.order_i_g_f_o,
                wrong.order_o_f_g_i,
                wrong.order_f_i_o_g,
                wrong.order_i_o_f_g,
                wrong.forget_and_input_used_crosswise,
            ),
        ),
        Misconception(
            "forget bias added",
            "You add 1 to the sum of the forget gate, or put 1 in the place of its bias. Starting that bias at 1 is a "
            "good habit, but it happens once, when b is made. What does the formula of the step add?",
            (wrong.forget_bias_added, wrong.forget_bias_instead),
        ),
        Misconception(
            "a gate has no effect",
            "One of the gates has no effect in your step: you could delete it and get the same. Go through i, f and o: "
            "what does each one multiply?",
            (wrong.no_output_gate, wrong.no_forget_gate, wrong.no_input_gate),
        ),
        Misconception(
            "memory dropped",
            "Your new memory does not depend on the old one. What does the forget gate multiply?",
            wrong.memory_dropped,
        ),
        Misconception(
            "another cell's memory",
            "You let 1 − f take a part that the formula gives to another factor, as other cells do. Which two products "
            "are added in this one?",
            (wrong.coupled_gates, wrong.remembers_the_rest),
        ),
        Misconception(
            "new content dropped",
            "Your g has no effect on the memory: the input gate alone is added. What does the input gate let in?",
            wrong.candidate_dropped,
        ),
        Misconception(
            "the old memory goes out",
            "You compute h from the memory before the step. Which c stands in the second formula?",
            wrong.old_memory_out,
        ),
        Misconception(
            "the memory itself is changed",
            "What you keep as memory is already squashed or gated. The tanh is only for what goes out: which value is "
            "handed on as c?",
            (wrong.squashed_memory_kept, wrong.output_kept_as_memory),
        ),
        Misconception(
            "h and c exchanged",
            "You return (c, h), or take the state apart in that order. In which order do they stand in the table?",
            (wrong.memory_for_state, wrong.state_taken_apart_crosswise),
        ),
        Misconception(
            "another container",
            "Wanted is a pair of two arrays, (h, c), of shape (batch, H) each. What does your `return` hand over?",
            (wrong.state_only, wrong.memory_only, wrong.one_array, wrong.pair_for_scan, wrong.side_by_side),
        ),
        Misconception(
            "memory into the gates",
            "Your gates look at the memory c. In the formula, which part of the state does u weigh?",
            wrong.memory_into_the_gates,
        ),
        Misconception(
            "a part of the sum is missing",
            "One of the three parts of the sum has no effect: the input, the state or the bias. Which of them does "
            "your z contain?",
            (wrong.no_bias, wrong.state_ignored, wrong.input_ignored),
        ),
        Misconception(
            "w and u exchanged",
            "You weigh the input with u and the state with w. Which of the two has as many rows as x has columns?",
            wrong.exchanged,
        ),
        Misconception(
            "every fourth column",
            "You take every fourth column for a gate. In this task each gate has H columns side by side: at which "
            "column does the second gate begin?",
            wrong.cut_every_fourth,
        ),
        Misconception(
            "cut along the batch",
            "You cut the rows apart, and a row is a sample. Which argument of `split` says along which axis to cut?",
            (wrong.cut_along_the_batch, wrong.cut_along_the_batch_jax),
        ),
        Misconception(
            "multiplied, not added",
            "You put a product where the formula has a sum, or a sum where it has a product. Which sign stands between "
            "the old and the new content of the memory, and which one between o and tanh?",
            (wrong.multiplied, wrong.output_added),
        ),
        Misconception(
            "gate inside the tanh",
            "You apply tanh to the gated memory. Where do the brackets of the tanh end in the formula?",
            wrong.new_state_tanh,
        ),
        Misconception(
            "one sample only",
            "You use the first row of x and h for all gates. Whose input do the other rows hold?",
            wrong.first_sample,
        ),
        Misconception(
            "in place",
            "You write into the caller's own state: NumPy arrays are overwritten, and JAX arrays do not allow an index "
            "on the left side. (`c *= f` writes too.) How do you make a new array?",
            (wrong.in_place, wrong.in_place_by_index),
        ),
        Misconception(
            "digits lost",
            "Your numbers are nearly right: digits get lost on the way. Do you round, or compute in float16?",
            (wrong.half_precision, wrong.rounded),
        ),
    ),
    properties=(
        Property(
            "the memory",
            _memory_right,
            "Already your new memory c is wrong, so look at the first formula alone. With i = 0 and f = 1, what should "
            "become of c?",
        ),
    ),
)
