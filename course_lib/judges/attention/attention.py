"""7.3 attention: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.attention import attention_wrong as wrong
from course_lib.judges.attention.attention_scores import scores_product, scores_sums
from course_lib.judges.attention.masked_softmax import softmax_cut, softmax_of_allowed, softmax_where


def attention_sums(q, k, v, mask):
    """Return o_i = Σ_j a_ij v_j, sum by sum."""
    weights = softmax_of_allowed(scores_sums(q, k), mask)
    v = np.asarray(v, np.float64)
    out = np.zeros((*weights.shape[:-1], v.shape[-1]))
    for *front, i in np.ndindex(weights.shape[:-1]):
        for j in range(v.shape[-2]):
            out[(*front, i)] += weights[(*front, i, j)] * v[(*front, j)]
    return out


def attention_products(q, k, v, mask):
    return softmax_where(scores_product(q, k), mask) @ v


def attention_einsum(q, k, v, mask):
    scores = np.einsum("...ic,...jc->...ij", q, k) / np.sqrt(q.shape[-1])
    return np.einsum("...ij,...jc->...ic", softmax_cut(scores, mask), v)


def attention_vmap(q, k, v, mask):
    def one(query, keys, values, allowed):
        e = jnp.exp(keys @ query / jnp.sqrt(len(query))) * allowed
        return e @ values / jnp.maximum(e.sum(), 1e-20)

    mask = jnp.broadcast_to(mask, (*q.shape[:-1], k.shape[-2]))
    for_all = jax.vmap(one, in_axes=(0, None, None, 0))
    return (jax.vmap(for_all) if q.ndim == 3 else for_all)(q, k, v, mask)


def _within_the_values(case, seen):
    """Whether every number lies between the least and the greatest of its column of values, or is 0."""
    received, v = decode_array(seen["returned"]), np.asarray(case.arguments["v"])
    low, high = (np.minimum(v.min(axis=-2, keepdims=True), 0), np.maximum(v.max(axis=-2, keepdims=True), 0))
    return bool(np.all((received >= low - 1e-3) & (received <= high + 1e-3)))


def _nothing_gives_zero(case, seen):
    q, k, _, mask = case.arguments.values()
    nothing = ~np.broadcast_to(mask, (*q.shape[:-1], k.shape[-2])).any(axis=-1)
    return bool(np.allclose(decode_array(seen["returned"])[nothing], 0, atol=1e-5))


ATTENTION = Judge(
    id="7.3",
    oracle=attention_sums,
    takeaway="attention is a dictionary that is looked up softly: the query is compared with every key, and what comes "
    "back is a mean of the values, weighed by the fit. All of it can be differentiated.",
    alternatives=(attention_products, attention_einsum, attention_vmap),
    misconceptions=(
        Misconception(
            "softmax over queries",
            "You share out over the queries, as if they competed for a key. Each query spreads its own weight over the "
            "keys: along which axis should the weights sum to 1?",
            wrong.over_queries,
        ),
        Misconception(
            "another scale",
            "Everything fits but the size of your scores: they are not divided by √d, d being the length of a query. "
            "Which number do you divide by, if any?",
            (wrong.not_scaled, wrong.divided_by_d, wrong.scaled_by_values),
        ),
        Misconception(
            "mask unused",
            "Your result is the same whatever the mask says. Into which of the two library functions does it go?",
            wrong.mask_unused,
        ),
        Misconception(
            "mask turned round",
            "You look at what is forbidden and hide what is allowed. What does True mean in this task?",
            wrong.mask_turned_round,
        ),
        Misconception(
            "mask too late or too weak",
            "Hidden keys still take a share of the weight in your result: the mask acts after the softmax, or sets a "
            "score to 0. What do the weights of the allowed keys sum to?",
            (wrong.mask_afterwards, wrong.mask_on_values),
        ),
        Misconception(
            "a mean of keys",
            "You give back a mean of the keys. A key is only what a query is compared with; which of the arguments "
            "holds what is to be returned?",
            wrong.keys_returned,
        ),
        Misconception(
            "keys and values exchanged",
            "You compare the queries with the values and return the keys. In which order do the arguments come?",
            wrong.keys_and_values_exchanged,
        ),
        Misconception(
            "weights turned",
            "You turn the weights before you multiply: rows and columns are exchanged, so each value is handed to the "
            "wrong query. What do the rows of the weights belong to, and what the rows of v?",
            wrong.weights_turned,
        ),
        Misconception(
            "no softmax",
            "Your weights do not sum to 1, so what you return is no mean of the values. Which step makes weights of "
            "scores?",
            (wrong.no_softmax, wrong.not_shared_out, wrong.sigmoids),
        ),
        Misconception(
            "a plain mean",
            "You return the plain mean of the allowed values: the query changes nothing. Where do q and k enter?",
            wrong.plain_mean,
        ),
        Misconception(
            "the best value only",
            "You return the one value that fits best. That cannot be differentiated, and the other keys get no say. "
            "What does a softmax do instead of choosing?",
            wrong.best_only,
        ),
        Misconception(
            "weights returned",
            "You return the weights, one for each key. What should be done with them and v?",
            wrong.weights_returned,
        ),
        Misconception(
            "weights too",
            "You return two things. Here the result alone is wanted: one vector for each query.",
            wrong.both_returned,
        ),
        Misconception(
            "query added",
            "You add the query to the result. Some networks do so around attention, but this function is the weighted "
            "mean alone: may its values lie outside those of v?",
            wrong.query_added,
        ),
        Misconception(
            "divided once more",
            "You divide by the number of keys, but the weights sum to 1 already. What is the mean of 4 and 4, weighed "
            "with ½ and ½?",
            wrong.divided_by_keys,
        ),
        Misconception(
            "something out of nothing",
            "Right, except for a query that may see nothing: you give it a mean of values all the same, the hidden "
            "ones. What should it get?",
            wrong.large_negative,
        ),
        Misconception(
            "nan rows",
            "Right, except for a query that may see nothing: it gets nan. What should it get, and which function of "
            "the library sees to that?",
            wrong.nan_rows,
        ),
        Misconception(
            "all axes turned",
            "Right for matrices, but `.T` reverses all axes of an array, that of the batch too. Which two axes should "
            "change places?",
            (wrong.all_axes_turned, wrong.all_axes_turned_jax),
        ),
        Misconception(
            "in place",
            "You write into q itself, so the caller's array is changed. Which line makes no new array?",
            wrong.query_scaled_in_place,
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
            "A query that may see nothing should get zeros; yours gets something. Which keys does it come from?",
        ),
        Property(
            "between the values",
            _within_the_values,
            "A weighted mean lies between the least and the greatest of what it averages; one of your numbers lies "
            "outside. Are your weights positive, and do they sum to 1 in each row?",
        ),
    ),
)
