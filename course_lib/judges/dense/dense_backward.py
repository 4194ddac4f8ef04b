"""3.5 dense_backward: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.dense import dense_backward_wrong as wrong
from course_lib.judges.dense.lost_digits import lost_digits


def backward_sums(x, w, dz):
    """Follow the chain rule path by path: z_sj depends on x_si with slope w_ij, on w_ij with x_si, on b_j with 1."""
    x, w, dz = (np.asarray(a, np.float64) for a in (x, w, dz))
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1])
    for s in range(x.shape[0]):
        for j in range(w.shape[1]):
            db[j] += dz[s, j]
            for i in range(w.shape[0]):
                dx[s, i] += dz[s, j] * w[i, j]
                dw[i, j] += dz[s, j] * x[s, i]
    return dx, dw, db


def backward_products(x, w, dz):
    return dz @ w.T, x.T @ dz, dz.sum(axis=0)


def backward_einsum(x, w, dz):
    return jnp.einsum("sj,ij->si", dz, w), jnp.einsum("si,sj->ij", x, dz), jnp.einsum("sj->j", dz)


def backward_vjp(x, w, dz):
    return list(jax.vjp(lambda x, w, b: x @ w + b, *map(jnp.float32, (x, w, np.zeros(w.shape[1]))))[1](jnp.float32(dz)))


def backward_outer_products(x, w, dz):
    dw = sum(np.outer(row, slope) for row, slope in zip(np.asarray(x), np.asarray(dz), strict=True))
    return np.stack([np.asarray(w) @ slope for slope in np.asarray(dz)]), dw, sum(np.asarray(dz))


TOLERANCE = 1e-6  # float32 answers of any style need a tenth of it; round(…, 5) misses by up to 5e-6
PARTS = ("dx", "dw", "db")
ASKED = {
    "dx": "By which weights does a change of x_si reach the sums z_s0, z_s1, … of its sample?",
    "dw": "Which sums does w_ij enter, and what is it multiplied by there? Every sample has one.",
    "db": "Which sums does b_j enter? Every sample has one.",
}


def _wrong_parts(case, seen):
    received = [decode_array(part) for part in seen["returned"]["sequence"]]
    pairs = zip(PARTS, received, backward_sums(*case.arguments.values()), strict=True)
    return [
        name
        for name, got, wanted in pairs
        if got.shape != wanted.shape or not np.allclose(got, wanted, rtol=TOLERANCE, atol=TOLERANCE)
    ]


def _name_the_parts(case, seen):
    parts = _wrong_parts(case, seen)
    right = " and ".join(name for name in PARTS if name not in parts)
    also = f" {right} {'is' if len(parts) == 2 else 'are'} right there." if right else ""
    return f"For {case}: your {' and '.join(parts)} {'is' if len(parts) == 1 else 'are'} wrong.{also} {ASKED[parts[0]]}"


DENSE_BACKWARD = Judge(
    id="3.5",
    oracle=backward_sums,
    rtol=TOLERANCE,
    atol=TOLERANCE,
    takeaway="forwards x meets w; backwards dz meets what the other one was: w for dx, x for dw. Three lines per "
    "layer, from the last to the first: that is backpropagation, and `jax.grad` does it for any program.",
    alternatives=(backward_products, backward_einsum, backward_vjp, backward_outer_products),
    misconceptions=(
        Misconception(
            "db not summed over the batch",
            "Your db has one row for each sample, or is a matrix of one row. All samples share one bias vector b: what "
            "shape has b, and how do their wishes for it come together?",
            (wrong.db_not_summed, wrong.db_as_a_row),
        ),
        Misconception(
            "db summed over the wrong axis",
            "You add up db over the neurons. Each neuron has its own bias, used by every sample: over which index must "
            "the sum run?",
            (wrong.db_over_neurons, wrong.db_one_number),
        ),
        Misconception(
            "db without dz",
            "Your db does not depend on dz. The slope of z_j with respect to b_j is 1, but how much the loss cares "
            "about z_j still stands in front of it. What is db if dz is all 0?",
            (wrong.db_ones, wrong.db_batch_size),
        ),
        Misconception(
            "mean instead of sum",
            "You divide by the batch size here. dz already is the slope of the loss with respect to each z, whatever "
            "the loss does with its samples. If b_j grows by ε, by how much does each z_sj grow, and so the loss?",
            (wrong.db_mean, wrong.dw_mean, wrong.dw_and_db_mean, wrong.all_mean),
        ),
        Misconception(
            "one sample only",
            "You use the first sample, or the first two, where all samples of the batch have a say. Over which index "
            "do dw and db sum?",
            (wrong.db_first_sample, wrong.dw_first_sample, wrong.two_samples_only),
        ),
        Misconception(
            "dx: w the wrong way round",
            "For dx you use w as it stands, or turn the result. dz has the shape (batch, d_out), and dx must have the "
            "shape (batch, d_in): which of the two axes of w must meet d_out?",
            (wrong.dx_untransposed, wrong.dx_factors_exchanged, wrong.dx_turned),
        ),
        Misconception(
            "dx does not pass the weights",
            "Your dx is dz itself. On its way back through the layer the gradient is weighed like the signal on its "
            "way forward: by what?",
            wrong.dx_not_passed,
        ),
        Misconception(
            "dx without dz",
            "Your dx does not depend on dz: it holds the slopes of z with respect to x only. The chain rule asks for "
            "one more factor. What is dx if dz is all 0?",
            (wrong.dx_weights_only, wrong.dx_weights_for_each_sample),
        ),
        Misconception(
            "dx summed over the batch",
            "You add up dx over the samples. Each sample has its own x: which shape must dx have, so that x − α dx "
            "would make sense?",
            wrong.dx_summed,
        ),
        Misconception(
            "a relu sneaks in",
            "You switch off the gradient where something is negative. That is the slope of relu, but this layer has no "
            "activation. What is the slope of z with respect to x where x is negative?",
            (wrong.dx_switched_off, wrong.dz_switched_off),
        ),
        Misconception(
            "dw turned",
            "Your dw is turned, or its factors do not meet over the batch. dw has the shape of w, (d_in, d_out), and "
            "its sum runs over the samples: which axes of x and dz must disappear?",
            (wrong.dw_turned, wrong.dw_untransposed, wrong.dw_other_transpose),
        ),
        Misconception(
            "dw not summed over the batch",
            "You have one dw for each sample. All samples share one w: how do their gradients come together?",
            (wrong.dw_not_summed, wrong.dw_not_summed_nor_db),
        ),
        Misconception(
            "dw from sums",
            "You add up over the samples first and multiply then. Try it with x = 1 and −1, dz = 1 and −1: what is the "
            "sum of the products, and the product of the sums?",
            wrong.dw_from_sums,
        ),
        Misconception(
            "dw without dz",
            "Your dw holds the inputs only. x_si is the slope of z_sj with respect to w_ij; which factor does the "
            "chain rule ask for besides?",
            wrong.dw_inputs_only,
        ),
        Misconception(
            "entry by entry",
            "`*` pairs up entry with entry. dw_ij needs every input i with every neuron j, added up over the samples. "
            "Which operator does that?",
            wrong.dw_entry_by_entry,
        ),
        Misconception(
            "another order",
            "The three gradients come in another order than asked for. Which one is the first in the table?",
            (wrong.order_as_params, wrong.order_w_first),
        ),
        Misconception(
            "something is missing",
            "dx is missing. The layer itself has no use for it: but what would the layer before it start from?",
            wrong.without_dx,
        ),
        Misconception(
            "a dict",
            "The three gradients are right, but in a dict. What does `dx, dw, db = …` give for a dict?",
            wrong.as_a_dict,
        ),
        Misconception(
            "downhill already",
            "All three have the opposite sign. A gradient points uphill; who turns it round, and when?",
            wrong.downhill,
        ),
        Misconception(
            "dz left out",
            "Your gradients do not depend on dz at all. Which loss has the slope 1 with respect to every z? And what "
            "should come out if dz is all 0?",
            wrong.as_if_dz_were_one,
        ),
        Misconception(
            "digits lost",
            "Your gradients are nearly right: digits get lost on the way. Do you round somewhere, and which dtype do "
            "your arrays have in between?",
            (wrong.half_precision, wrong.rounded_five_digits, wrong.rounded_three_digits),
        ),
        Misconception(
            "dz overwritten",
            "You write into dz itself (`+=`, `/=`, `dz[…] =`), and dz is the caller's own array: print it before and "
            "after a call. Which operation makes a new array instead?",
            wrong.in_place,
        ),
    ),
    properties=(
        lost_digits(lambda case: backward_sums(*case.arguments.values()), rtol=TOLERANCE, atol=TOLERANCE),
        Property(
            "every part right",
            lambda case, seen: "sequence" not in seen["returned"] or not _wrong_parts(case, seen),
            _name_the_parts,
        ),
    ),
)
