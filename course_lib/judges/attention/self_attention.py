"""7.5 self_attention: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.attention import self_attention_wrong as wrong
from course_lib.judges.attention.attention import attention_products, attention_sums


def self_attention_samples(params, x, mask):
    """Return attention of x wq, x wk and x wv, sample by sample."""
    x = np.asarray(x, np.float64)
    masks = np.broadcast_to(np.asarray(mask), (len(x), x.shape[1], x.shape[1]))
    rows = []
    for sample, allowed in zip(x, masks, strict=True):
        q, k, v = (np.einsum("tc,cd->td", sample, np.asarray(w, np.float64)) for w in params)
        rows.append(attention_sums(q, k, v, allowed))
    return np.stack(rows)


def self_attention_products(params, x, mask):
    wq, wk, wv = params
    return attention_products(x @ wq, x @ wk, x @ wv, mask)


def self_attention_vmap(params, x, mask):
    mask = jnp.broadcast_to(mask, (x.shape[0], x.shape[1], x.shape[1]))
    one = lambda sample, allowed: attention_products(*(sample @ w for w in params), allowed)
    return jax.vmap(one)(x, mask)


def self_attention_one_product(params, x, mask):
    d = params[0].shape[1]
    together = np.asarray(x) @ np.concatenate([np.asarray(w) for w in params], axis=1)
    return attention_sums(together[..., :d], together[..., d : 2 * d], together[..., 2 * d :], mask)


def _nothing_gives_zero(case, seen):
    _, x, mask = case.arguments.values()
    nothing = ~np.broadcast_to(mask, (*x.shape[:2], x.shape[1])).any(axis=-1)
    return bool(np.allclose(decode_array(seen["returned"])[nothing], 0, atol=1e-5))


def _alone(case, seen):
    """Where a step may see one step only, it gets that step's value, whatever the scores are."""
    params, x, mask = case.arguments.values()
    allowed = np.broadcast_to(mask, (*x.shape[:2], x.shape[1]))
    received, values = decode_array(seen["returned"]), x @ params[2]
    single = np.argwhere(allowed.sum(axis=-1) == 1)
    return all(np.allclose(received[b, t], values[b, allowed[b, t].argmax()], atol=1e-3) for b, t in single)


SELF_ATTENTION = Judge(
    id="7.5",
    oracle=self_attention_samples,
    takeaway="query, key and value are three views of one sequence. No step is nearer to another than any third one: "
    "without positions, a sequence in another order gives the same vectors in another order.",
    alternatives=(self_attention_products, self_attention_vmap, self_attention_one_product),
    misconceptions=(
        Misconception(
            "one projection for two or three",
            "You project twice or three times with one matrix. A step may ask for something else than it offers: how "
            "many matrices are in params, and which result does each one make?",
            (
                wrong.shared_query_projection,
                wrong.shared_key_projection,
                wrong.shared_value_projection,
                wrong.keys_with_wq,
                wrong.queries_with_wk,
                wrong.values_with_wk,
                wrong.values_with_wq,
            ),
        ),
        Misconception(
            "matrices exchanged",
            "Your three matrices have changed places: queries, keys or values are made with another one's. In which "
            "order do they stand in params, and in which order does attention take what they make?",
            (
                wrong.queries_and_keys_exchanged,
                wrong.keys_and_values_exchanged,
                wrong.order_reversed,
                wrong.order_turned,
                wrong.order_turned_twice,
            ),
        ),
        Misconception(
            "not projected",
            "You use x itself in one of the three places, or in all. Each of the three is a product of x with a matrix "
            "of its own: which one lacks it? The table tells how wide the result should be.",
            (
                wrong.values_not_projected,
                wrong.queries_not_projected,
                wrong.keys_not_projected,
                wrong.nothing_projected,
            ),
        ),
        Misconception(
            "projections turned",
            "You turn the matrices. A row of x has D numbers: which axis of wq, of shape (D, d), has as many?",
            wrong.projections_turned,
        ),
        Misconception(
            "another scale",
            "Everything fits but the size of your scores: they must be divided by the root of the length of a query. "
            "Is that D or d, and do you take the root, once?",
            (wrong.scaled_by_width, wrong.scaled_by_time, wrong.not_scaled, wrong.divided_by_d),
        ),
        Misconception(
            "softmax over queries",
            "You share out over the queries. Each step spreads its own weight over the steps it may see: along which "
            "axis should the weights sum to 1?",
            wrong.over_queries,
        ),
        Misconception(
            "mask unused",
            "Your result is the same whatever the mask says. Where does it enter?",
            wrong.mask_unused,
        ),
        Misconception(
            "mask turned round",
            "You look at what is forbidden and hide what is allowed. What does True mean in this task?",
            wrong.mask_turned_round,
        ),
        Misconception(
            "one sample",
            "Your result uses the first sample only. Change the second one: what should change, and what does?",
            (wrong.first_sample_for_all, wrong.first_sample_only),
        ),
        Misconception(
            "samples see each other",
            "A step of one sample looks at steps of another sample: axis 0 is taken for time, or samples are laid end "
            "to end. Should the answer for one message depend on which others are in its batch?",
            (wrong.samples_for_steps, wrong.samples_mixed),
        ),
        Misconception(
            "input added",
            "You add x to the result. Many networks do so around attention, but this function is attention alone. "
            "Which line adds it?",
            wrong.input_added,
        ),
        Misconception(
            "weights returned",
            "You return weights, instead of the mixed values or beside them. What does the table ask for?",
            (wrong.weights_returned, wrong.both_returned),
        ),
        Misconception(
            "time is gone",
            "You return one vector for each sample. Self-attention gives one for each step: which line takes a mean or "
            "picks one out?",
            (wrong.mean_over_time, wrong.last_step_only),
        ),
        Misconception(
            "input changed",
            "You write into x itself, so the caller's array is changed. Which line makes no new array?",
            wrong.input_changed,
        ),
        Misconception(
            "something out of nothing",
            "Right, except for a step that may see nothing: it should get zeros, and gets nan or a mean of what is "
            "hidden. Which function of the library sees to that?",
            (wrong.something_out_of_nothing, wrong.nan_rows),
        ),
        Misconception(
            "digits lost",
            "Your result is nearly right: digits get lost on the way. Do you round, or compute in float16? Compare "
            "`jnp.float16(0.1)` with 0.1.",
            (wrong.rounded, wrong.half_precision),
        ),
    ),
    properties=(
        Property(
            "nothing allowed",
            _nothing_gives_zero,
            "A step that may see nothing should get zeros; yours gets something. Where does it come from?",
        ),
        Property(
            "one step allowed",
            _alone,
            "A step that may see one step only should get exactly that step's value, whatever the scores are; yours "
            "gets something else. So something is wrong with the values or with the mask, not with the scores. How is "
            "a value made?",
        ),
    ),
)
