"""6.7 gradient_norm_by_distance: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.rnn import gradient_norm_by_distance_wrong as wrong


def norms_by_jacobians(params, x):
    """Multiply the Jacobians of the steps, sample by sample, in float64: no recursion on gradients."""
    w, u, b = (np.asarray(part, np.float64) for part in params)
    x, hidden = np.asarray(x, np.float64), len(np.asarray(b))
    norms = np.zeros((len(x), x.shape[1]))
    for s in range(len(x)):
        h, jacobians = np.zeros(hidden), []
        for row in x[s]:
            h = np.tanh(w.T @ row + u.T @ h + b)
            jacobians.append((1 - h * h)[:, None] * u.T)  # ∂h_t / ∂h_{t−1}
        product = np.eye(hidden)  # ∂h_T / ∂h_{T−k}
        for k in range(x.shape[1]):
            norms[s, k] = np.linalg.norm(product.sum(axis=0))
            product = product @ jacobians[-1 - k]
    return norms.mean(axis=0)


def norms_by_backpropagation(params, x):
    w, u, b = (np.asarray(part) for part in params)
    h, states = np.zeros((len(x), len(u))), []
    for t in range(x.shape[1]):
        h = np.tanh(np.asarray(x)[:, t] @ w + h @ u + b)
        states.append(h)
    grads, norms = np.ones_like(h), []
    for h in reversed(states):
        norms.append(np.linalg.norm(grads, axis=1).mean())
        grads = (grads * (1 - h**2)) @ u.T
    return np.array(norms)


def norms_by_nudges(params, x):
    w, u, b = params

    def loss(nudges):
        def step(h, at):
            return jnp.tanh(at[0] @ w + h @ u + b) + at[1], None

        return lax.scan(step, jnp.zeros_like(nudges[0]), (jnp.swapaxes(x, 0, 1), nudges))[0].sum()

    grads = jax.grad(loss)(jnp.zeros((x.shape[1], x.shape[0], u.shape[0])))
    return jnp.linalg.norm(grads, axis=2).mean(axis=1)[::-1]


def _entry_right(case, seen, k):
    received, wanted = decode_array(seen["returned"]), norms_by_jacobians(*case.arguments.values())
    return received.shape != wanted.shape or np.allclose(received[k : k + 1], wanted[k : k + 1], rtol=1e-3, atol=1e-5)


GRADIENT_NORM = Judge(
    id="6.7",
    oracle=norms_by_jacobians,
    rtol=1e-4,
    atol=1e-5,
    takeaway="each step back multiplies by u and by a slope of at most 1. Over many steps that vanishes or explodes, "
    "unless something holds the balance: that is what clipping, orthogonal starts and gates are for.",
    alternatives=(norms_by_backpropagation, norms_by_nudges),
    misconceptions=(
        Misconception(
            "norm of the mean",
            "You average the gradients of the samples first and take the norm then. Two gradients that point in "
            "opposite directions: how long is their mean, and how long are they on average?",
            wrong.norm_of_the_mean,
        ),
        Misconception(
            "added up over the batch",
            "You add up over the batch, or take one norm of the whole batch. Would twice as many copies of the same "
            "samples give the same figures?",
            (wrong.summed_over_the_batch, wrong.one_norm_for_the_batch),
        ),
        Misconception(
            "another average",
            "You do not take the mean of the samples' norms, but the root of the mean of their squares, the largest, "
            "or the norm of one of them. Two samples with norms 1 and 3: what does yours give?",
            (wrong.root_mean_square, wrong.first_sample, wrong.largest_sample),
        ),
        Misconception(
            "divided once more",
            "Your figures are too small by the size of the batch, or by the number of units. L is a sum over the "
            "entries of one sample's state, and the mean over the batch comes at the very end, once. Where do you "
            "divide?",
            (wrong.mean_loss_over_the_batch, wrong.mean_over_units, wrong.loss_is_a_mean),
        ),
        Misconception(
            "another norm",
            "You measure the length of a gradient in another way than by the root of the sum of its squares: what does "
            "your measure say for (3, −4)?",
            (
                wrong.squared,
                wrong.sum_of_sizes,
                wrong.largest_entry,
                wrong.mean_size,
                wrong.entries_added,
                wrong.logarithm,
            ),
        ),
        Misconception(
            "by time, not by distance",
            "Your figures are right, but stand in the order of time. Entry 0 belongs to distance 0: which state is "
            "that?",
            wrong.by_time,
        ),
        Misconception(
            "off by one",
            "Your figures begin one step too far back, or go one step too far. Entry 0 is the norm of ∂L/∂h_T, without "
            "any step, and the last entry belongs to h_1. What is ∂L/∂h_T for a sum of entries?",
            (wrong.distance_one_first, wrong.initial_state_too),
        ),
        Misconception(
            "relative figures",
            "You divide by the first figure, or add figures up along the distance. What should entry 0 be for a state "
            "of H entries?",
            (wrong.relative_to_the_last, wrong.added_up_backwards),
        ),
        Misconception(
            "another shape",
            "Wanted is one array of shape (T,): one number for each distance. Which axis do you still have, which one "
            "is missing, or is it a list?",
            (
                wrong.a_list,
                wrong.earliest_only,
                wrong.per_sample,
                wrong.a_column,
                wrong.gradients_themselves,
            ),
        ),
        Misconception(
            "u not turned",
            "Backwards you use u as it stands. Forwards unit k speaks to unit j through u_kj; backwards the slope of j "
            "must reach k: over which index do you sum now?",
            wrong.u_not_turned,
        ),
        Misconception(
            "slope of tanh missing",
            "You pass the gradient through u, but not through the tanh. Where a unit is at 0.99, how much does a small "
            "change of its sum still move it?",
            (wrong.slope_missing, wrong.slope_at_the_last_step_missing),
        ),
        Misconception(
            "another slope",
            "The slope that you multiply by is not that of tanh: expressed by the state itself, it is 1 at h = 0, and "
            "goes to 0 at h = 1 and at h = −1 alike. What does yours give at these three?",
            (wrong.slope_not_squared, wrong.slope_of_sigmoid, wrong.slope_of_tanh_of_the_state),
        ),
        Misconception(
            "slope at the wrong place",
            "You multiply by the slope of tanh behind u, or by that of another step's state. Going back from h_t, "
            "which comes first, the tanh that made h_t or the matrix before it?",
            (wrong.slope_after_u, wrong.slope_of_the_state_before, wrong.slope_of_the_last_state),
        ),
        Misconception(
            "u forgotten",
            "Backwards you pass through the tanh only. What stands between h_{t−1} and the tanh of step t?",
            wrong.transition_forgotten,
        ),
        Misconception(
            "another loss",
            "Your gradient at distance 0, or what is added on the way, belongs to another loss. L is the sum of the "
            "entries of the last state alone: what is its slope for each entry?",
            (
                wrong.loss_of_all_states,
                wrong.loss_of_the_first_unit,
                wrong.loss_of_squares,
                wrong.loss_of_half_squares,
            ),
        ),
        Misconception(
            "another way forwards",
            "Backwards you are right, but forwards your states lack the bias or the tanh. Which states would the "
            "slopes of the example be at?",
            (wrong.no_bias, wrong.no_activation),
        ),
        Misconception(
            "with respect to something else",
            "You differentiate with respect to the input or to the sum before the tanh, not to the state; or you "
            "measure the states themselves. What does entry 0 ask for: ∂L by ∂ what?",
            (wrong.with_respect_to_the_input, wrong.with_respect_to_the_sums, wrong.norms_of_the_states),
        ),
        Misconception(
            "grad of an array",
            "`jax.grad` wants a function that returns one number, and yours returns an array. The samples do not touch "
            "each other: what can you do with their losses so that one number is left, and each keeps its own "
            "gradient?",
            wrong.loss_not_one_number,
        ),
        Misconception(
            "digits lost",
            "Your figures are nearly right: digits get lost on the way. Do you round, or compute in float16?",
            (wrong.half_precision, wrong.rounded),
        ),
    ),
    properties=(
        Property(
            "distance 0",
            lambda case, seen: _entry_right(case, seen, 0),
            "Entry 0 is not right, and no step back is needed for it: L is the sum of the entries of the last state. "
            "What is ∂L/∂h_T, and how long is it for H entries?",
        ),
        Property(
            "distance 1",
            lambda case, seen: _entry_right(case, seen, 1),
            "Entry 0 is right, entry 1 is not: one step back is wrong. Through which two things does h_{T−1} reach "
            "h_T?",
        ),
    ),
)
