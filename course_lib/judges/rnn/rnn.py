"""6.2 rnn: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.rnn import rnn_wrong as wrong


def rnn_loops(params, x):
    """Return all states, sample by sample and step by step, in float64."""
    w, u, b = (np.asarray(part, np.float64) for part in params)
    x = np.asarray(x, np.float64)
    states = np.zeros((*x.shape[:2], len(u)))
    for s in range(x.shape[0]):
        h = np.zeros(len(u))
        for t in range(x.shape[1]):
            h = np.tanh(w.T @ x[s, t] + u.T @ h + b)
            states[s, t] = h
    return states


def rnn_scan(params, x):
    w, u, b = params

    def step(h, x_t):
        h = jnp.tanh(x_t @ w + h @ u + b)
        return h, h

    _, states = lax.scan(step, jnp.zeros((x.shape[0], u.shape[0])), jnp.swapaxes(x, 0, 1))
    return jnp.swapaxes(states, 0, 1)


def rnn_vmap(params, x):
    w, u, b = params

    def step(h, z):
        h = jnp.tanh(z + h @ u)
        return h, h

    return jax.vmap(lambda z: lax.scan(step, jnp.zeros_like(b), z)[1])(x @ w + b)


def rnn_list(params, x):
    w, u, b = params
    h, states = 0.0 * (x[:, 0] @ w), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ w + h @ u + b)
        states.append(h)
    return np.stack(states, axis=1)


def _right(case, seen, index):
    received, wanted = decode_array(seen["returned"]), rnn_loops(*case.arguments.values())
    return received.shape != wanted.shape or np.allclose(received[index], wanted[index], rtol=1e-4, atol=1e-5)


RNN = Judge(
    id="6.2",
    oracle=rnn_loops,
    takeaway="one cell, applied at every step, with the state as the only thing handed on. `lax.scan` compiles the "
    "step once, however long the sequence, and takes derivatives through all of it.",
    alternatives=(rnn_scan, rnn_vmap, rnn_list),
    misconceptions=(
        Misconception(
            "over the batch",
            "You walk along the batch: the state of one sample is handed to the next sample. `lax.scan` takes its "
            "steps along axis 0. Which axis of x is the time, and how does it come to the front?",
            (wrong.over_the_batch, wrong.over_the_batch_in_scan, wrong.over_the_batch_swapped),
        ),
        Misconception(
            "initial state included",
            "You return one state too many: the zeros before the first step are among them. How many steps has a "
            "sequence of length T?",
            wrong.initial_state_included,
        ),
        Misconception(
            "state before each step",
            "Your states lag behind: entry t is the state before step t, not after it. Your first one is all 0: does "
            "it know anything of the first input?",
            wrong.state_before_each_step,
        ),
        Misconception(
            "time first",
            "Your states are right, but time and batch have changed places. `lax.scan` stacks along axis 0; the result "
            "is wanted as (batch, T, H). Which line is missing behind the scan?",
            (wrong.time_first, wrong.pair_with_time_first),
        ),
        Misconception(
            "time last",
            "Your states are right, but the time lies along the last axis. Which axis is the time in (batch, T, H)?",
            wrong.time_last,
        ),
        Misconception(
            "last state only",
            "You return the last state only. Which of the two results of `lax.scan` holds all of them?",
            wrong.last_only,
        ),
        Misconception(
            "nothing carried",
            "Each of your states depends on the input of its own step alone: nothing is handed on. What does the step "
            "give back as its carry?",
            wrong.nothing_carried,
        ),
        Misconception(
            "carry does not move on",
            "Every later step of yours starts from the first state. What should step t start from?",
            wrong.first_state_for_all,
        ),
        Misconception(
            "another start",
            "Your sequences do not start from a state of zeros. What does the formula say about h before the first "
            "step?",
            (wrong.starts_from_one, wrong.starts_from_the_bias),
        ),
        Misconception(
            "state handed to the next sample",
            "Within a sample you are right, but the next sample starts from the last state of the one before. Where "
            "must the state be set back to 0?",
            wrong.state_handed_to_the_next_sample,
        ),
        Misconception(
            "backwards",
            "You read the sequence from its end. Which input does the first state know?",
            (wrong.backwards, wrong.backwards_in_order_of_work),
        ),
        Misconception(
            "states in reverse",
            "You read the sequence from the beginning, but line up the states from the last to the first. Which one "
            "belongs at entry 0?",
            wrong.states_reversed,
        ),
        Misconception(
            "last step missing",
            "You stop one step early, or after as many steps as the example has. Which shape tells you how many there "
            "are?",
            (wrong.last_step_missing, wrong.three_steps),
        ),
        Misconception(
            "sums, not states",
            "You hand on the right states, but return the sums before the tanh. Which of the two is the state?",
            wrong.sums_returned,
        ),
        Misconception(
            "no activation",
            "There is no tanh in your step: the states are sums of sums. What keeps them between −1 and 1?",
            wrong.no_activation,
        ),
        Misconception(
            "no bias",
            "Your step lacks the bias. For an input of zeros all your states are 0: what should the first one be?",
            wrong.no_bias,
        ),
        Misconception(
            "u turned",
            "You use u transposed in your step. Column j of u holds what unit j hears from all units: over which index "
            "do you sum?",
            wrong.u_transposed,
        ),
        Misconception(
            "old state kept",
            "You add the old state to the new one outside the tanh. In the formula, how does h reach the new state?",
            wrong.old_state_added,
        ),
        Misconception(
            "the pair returned",
            "You return a pair, the last state and all states. Only all states are wanted: how do you take the second "
            "of two results?",
            wrong.pair_returned,
        ),
        Misconception(
            "no pair from the step",
            "Your step returns one thing, but `lax.scan` wants two from it: what to carry on, and what to write down. "
            "Here both are the same state: how do you return it for both?",
            wrong.step_without_a_pair,
        ),
        Misconception(
            "the carry changes its shape",
            "The state that your scan starts from has another shape or dtype than the state that its step gives back. "
            "`lax.scan` compiles one step for all, so both must agree. Print the shapes of x_t @ w and of your start: "
            "where do they part?",
            wrong.start_without_a_batch,
        ),
        Misconception(
            "samples mixed",
            "Your samples hear from each other: one state stands for the whole batch. How many rows must h have?",
            wrong.mean_over_the_batch,
        ),
        Misconception(
            "one sample only",
            "You run through the first sample only. Where are the states of the others?",
            wrong.first_sample_only,
        ),
        Misconception(
            "digits lost",
            "Your states are nearly right: digits get lost on the way. Do you round, or compute in float16?",
            (wrong.half_precision, wrong.rounded),
        ),
    ),
    properties=(
        Property(
            "first state",
            lambda case, seen: _right(case, seen, (slice(None), slice(0, 1))),
            "Already the state after the first step is wrong. With h = 0 before it, what is left of the formula?",
        ),
        Property(
            "second state",
            lambda case, seen: _right(case, seen, (slice(None), slice(1, 2))),
            "The state after the first step is right, the second is not. What does the second step get from the first?",
        ),
    ),
)
