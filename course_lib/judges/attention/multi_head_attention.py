"""7.6 multi_head_attention: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.attention import multi_head_attention_wrong as wrong
from course_lib.judges.attention.attention import attention_products
from course_lib.judges.attention.self_attention import self_attention_samples


def heads_one_by_one(params, x, heads, mask):
    """Return the heads' results side by side, times wo, head by head."""
    wq, wk, wv, wo = (np.asarray(w, np.float64) for w in params)
    d = wq.shape[1] // heads
    results = []
    for h in range(heads):
        columns = slice(h * d, (h + 1) * d)
        results.append(self_attention_samples((wq[:, columns], wk[:, columns], wv[:, columns]), x, mask))
    return np.concatenate(results, axis=-1) @ wo


def heads_split(params, x, heads, mask):
    wq, wk, wv, wo = params
    results = [
        attention_products(x @ q, x @ k, x @ v, mask)
        for q, k, v in zip(*(jnp.split(jnp.asarray(w), heads, axis=1) for w in (wq, wk, wv)), strict=True)
    ]
    return jnp.concatenate(results, axis=-1) @ wo


def heads_on_an_axis(params, x, heads, mask):
    wq, wk, wv, wo = params
    batch, time, width = x.shape
    split = lambda a: a.reshape(batch, time, heads, width // heads).swapaxes(1, 2)  # (batch, heads, time, d_head)
    mask = jnp.broadcast_to(mask, (batch, time, time))[:, None]
    mixed = attention_products(split(x @ wq), split(x @ wk), split(x @ wv), mask)
    return mixed.swapaxes(1, 2).reshape(batch, time, width) @ wo


def heads_einsum(params, x, heads, mask):
    wq, wk, wv, wo = (np.asarray(w) for w in params)
    x = np.asarray(x)
    batch, time, width = x.shape
    q, k, v = ((x @ w).reshape(batch, time, heads, -1) for w in (wq, wk, wv))
    scores = np.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(width / heads)
    e = np.exp(scores) * np.broadcast_to(mask, (batch, time, time))[:, None]
    mixed = np.einsum("bhqk,bkhd->bqhd", e / e.sum(axis=-1, keepdims=True), v)
    return mixed.reshape(batch, time, width) @ wo


def _single_head(case, seen):
    return case.arguments["heads"] != 1 or np.allclose(
        decode_array(seen["returned"]), heads_one_by_one(*case.arguments.values()), rtol=1e-3, atol=1e-3
    )


def _alone(case, seen):
    """Where a step may see one step only, it gets that step's value times wo, whatever the scores are."""
    (_, _, wv, wo), x, _, mask = case.arguments.values()
    allowed = np.broadcast_to(mask, (*x.shape[:2], x.shape[1]))
    received, values = decode_array(seen["returned"]), x @ wv @ wo
    single = np.argwhere(allowed.sum(axis=-1) == 1)
    return all(np.allclose(received[b, t], values[b, allowed[b, t].argmax()], atol=1e-3) for b, t in single)


MULTI_HEAD_ATTENTION = Judge(
    id="7.6",
    oracle=heads_one_by_one,
    takeaway="several narrow heads cost as much as one wide one, and each may look elsewhere; wo mixes what they find. "
    "All of it is reshaping around the attention that you know.",
    alternatives=(heads_split, heads_on_an_axis, heads_einsum),
    misconceptions=(
        Misconception(
            "heads mixed into time",
            "You reshape to (B, heads, T, d) at once, or back from it without turning the axes: `reshape` only cuts "
            "the row of numbers anew, so steps and heads get mixed. Try it with `jnp.arange(12).reshape(1, 3, 4)` "
            "and two heads: whose numbers does the first head get?",
            (
                wrong.heads_mixed_into_time,
                wrong.heads_mixed_into_time_both_ways,
                wrong.merged_without_turning_back,
                wrong.merged_the_wrong_way,
            ),
        ),
        Misconception(
            "another scale",
            "Everything fits but the size of your scores. They are sums over the columns of one head: how many "
            "products is that, and which root belongs to it?",
            (wrong.full_width_scale, wrong.scaled_by_heads, wrong.not_scaled, wrong.divided_by_d),
        ),
        Misconception(
            "wo",
            "What the heads found is right, but what happens to it is not: it is multiplied with wo exactly once, as "
            "wo stands. How often do you do that?",
            (wrong.no_output_projection, wrong.output_projection_turned, wrong.output_projected_twice),
        ),
        Misconception(
            "columns dealt out",
            "Your heads take other columns than the task says, as cards are dealt: every so many columns one. Which "
            "columns belong to head 0 when there are 2 heads and 6 columns?",
            (wrong.interleaved, wrong.interleaved_both_ways, wrong.sizes_exchanged),
        ),
        Misconception(
            "one head",
            "You have one wide head whatever `heads` says. Where does it enter?",
            wrong.one_head,
        ),
        Misconception(
            "always two heads",
            "You always make two heads, as in the example. Which argument says how many there are?",
            wrong.two_heads_always,
        ),
        Misconception(
            "one head for all",
            "All your heads return, or look at, what the first one does. Which columns should head 1 use?",
            (wrong.first_head_for_all, wrong.first_weights_for_all),
        ),
        Misconception(
            "heads in reverse",
            "Your heads are put side by side in the wrong order. Whose columns come first?",
            wrong.heads_in_reverse,
        ),
        Misconception(
            "heads averaged",
            "You take the mean or the sum of the heads' results: then all heads would have to say the same. Which "
            "operation sets them side by side, so that the result is as wide as x?",
            (wrong.heads_averaged, wrong.heads_added),
        ),
        Misconception(
            "heads kept apart",
            "Your result still has an axis for the heads. How do you bring them side by side, and what does wo do "
            "then?",
            (wrong.heads_kept_apart, wrong.heads_kept_apart_turned),
        ),
        Misconception(
            "input cut up",
            "You cut x itself, so each head sees only a part of every step. The task cuts the columns of what the "
            "matrices make: how wide is the input of a head?",
            wrong.input_cut_into_heads,
        ),
        Misconception(
            "projections turned",
            "You turn wq, wk and wv. Do the columns of x @ wq come from the rows or the columns of wq?",
            wrong.rows_for_columns,
        ),
        Misconception(
            "matrices exchanged",
            "Queries, keys or values are made with another one's matrix, or two with the same. In which order do the "
            "four stand in params?",
            (
                wrong.shared_projection,
                wrong.values_with_wk,
                wrong.keys_with_wq,
                wrong.queries_and_keys_exchanged,
                wrong.keys_and_values_exchanged,
            ),
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
            "samples for heads",
            "Your mask meets scores of shape (B, heads, T, T), and broadcasting lines up axes from the end: the axis "
            "of the samples meets that of the heads. Where does the mask need an axis more?",
            wrong.mask_per_head,
        ),
        Misconception(
            "another axis",
            "You share out over the queries or over the heads. Along which axis should the weights of one step in one "
            "head sum to 1?",
            (wrong.over_queries, wrong.over_heads),
        ),
        Misconception(
            "input added",
            "You add x to the result. Many networks do so around attention, but this function is attention alone. "
            "Which line adds it?",
            wrong.input_added,
        ),
        Misconception(
            "weights too",
            "You return two things. Here the result alone is wanted.",
            wrong.weights_too,
        ),
        Misconception(
            "one sample",
            "Your result uses the first sample only. Change the second one: what should change, and what does?",
            wrong.first_sample_for_all,
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
            "a single head",
            _single_head,
            "With heads = 1 your result is wrong already: leave the cutting aside at first. What is to be done with "
            "the four matrices when there is only one head?",
        ),
        Property(
            "one step allowed",
            _alone,
            "A step that may see one step only should get exactly that step's value, times wo, whatever the scores "
            "are; yours gets something else. So something is wrong with the values, with the mask, or with how heads "
            "are put together. How would you see which?",
        ),
    ),
)
