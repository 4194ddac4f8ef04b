"""1.5 minibatches: what is right, what goes wrong, and what to say then.

There is no expected order, so properties decide. How often would they refuse a right answer?
- "other key, other order" looks at 3 epochs: all alike with chance 1/7!² = 4e-8 for n = 7 (two cases), less elsewhere.
- "not rolled": 3 epochs that are all rotations of 0 … 6: (7/7!)³ = 3e-9. "not sorted": less.
- what 60 and 300 epochs show: course_lib/probes/gradient_descent/orders.py gives the bounds, 7e-8 together.
All in all 2e-7.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.judge import Judge, Property
from course_lib.judges.gradient_descent.minibatches_misconceptions import MISCONCEPTIONS


def shuffle_slices(key, n, batch_size):
    order = jax.random.permutation(key, n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def shuffle_numpy(key, n, batch_size):
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    order = np.arange(n)
    random.shuffle(order)
    return tuple(np.split(order, range(batch_size, n, batch_size)))


def shuffle_generator(key, n, batch_size):
    order = np.asarray(jnp.argsort(jax.random.uniform(key, (n,))))
    while order.size:
        yield order[:batch_size]
        order = order[batch_size:]


def shuffle_rows_when_even(key, n, batch_size):
    order = np.asarray(jax.random.permutation(key, jnp.arange(n)))
    if n % batch_size == 0:
        return jnp.asarray(order.reshape(-1, batch_size))
    return np.array_split(order, np.arange(batch_size, n, batch_size))


def sizes_that_fit(case):
    """The sizes that the task wants: all batch_size, the last one perhaps smaller."""
    _, n, size = case.arguments.values()
    return [size] * (n // size) + ([n % size] if n % size else [])


def _holds(name, value=True):
    return lambda case, seen: seen.get(name, value) == value


def _sizes_message(case, seen):
    _, n, size = case.arguments.values()
    given = "sizes that change from key to key" if seen["sizes"] == "vary" else f"batches of sizes {seen['sizes']}"
    asked = "Every batch but the last is full: how many samples are left for the last?"
    if seen["sizes"] != "vary" and sum(seen["sizes"]) != n:
        asked = f"These hold {sum(seen['sizes'])} samples together: how many does one epoch deal out?"
    return f"For n = {n} and batch_size = {size} you return {given}. {asked}"


MINIBATCHES = Judge(
    id="1.5",
    oracle=None,
    takeaway="shuffle once, deal everything out, then shuffle anew with a fresh key: no sample is seen twice before "
    "all are seen once. The networks of this course, from chapter 03 on, are trained on such batches.",
    alternatives=(shuffle_slices, shuffle_numpy, shuffle_generator, shuffle_rows_when_even),
    misconceptions=MISCONCEPTIONS,
    properties=(
        Property(
            "a list of index arrays",
            _holds("form", "batches"),
            lambda case, seen: f"A list of one-dimensional arrays is wanted; {seen['form']}.",
        ),
        Property(
            "whole numbers",
            _holds("whole numbers"),
            "Your indices are not whole numbers, so no array can be indexed with them. Which dtype do they have?",
        ),
        Property("indices within the data", _holds("inside"), "Some of your indices lie outside 0 … n − 1."),
        Property("sizes", lambda case, seen: seen["sizes"] == sizes_that_fit(case), _sizes_message),
        Property(
            "every sample",
            _holds("covers"),
            "Some samples never appear in an epoch. Sort all indices of one epoch: which are missing?",
        ),
        Property(
            "each once",
            _holds("once"),
            "Some samples appear more than once in an epoch. Sort all indices of one epoch and look.",
        ),
        Property(
            "same key, same order",
            _holds("same key, same order"),
            "Called twice with one key, your function gives two orders. Where else does your randomness come from?",
        ),
        Property(
            "company changes",
            lambda case, seen: not (seen.get("always together", False) and seen["other key, other order"]),
            lambda case, seen: (
                "Whole batches change places, but the samples in one stay together. What must be shuffled before it is "
                "cut?"
                if seen["whole"]
                else "Some samples share a batch in every epoch. Is everything shuffled before it is cut?"
            ),
        ),
        Property(
            "no equal steps",
            _holds("equal steps", False),
            "Your order goes on in equal steps, like 0, 7, 14, …: whoever knows two indices knows all. In how many "
            "ways can 60 cards lie, and how many of them can yours reach?",
        ),
        Property(
            "many orders",
            lambda case, seen: seen.get("distinct", True) or not seen["other key, other order"],
            "Your orders repeat: with 60 samples, two different keys gave the same one. There are more than 10⁸¹ "
            "orders of 60 samples: from how many does your code choose?",
        ),
        Property(
            "not sorted",
            lambda case, seen: case.arguments["n"] == 1 or not seen["sorted"],
            lambda case, seen: (
                f"For {case} your indices come in rising order, whatever the key. Which line shuffles them there?"
            ),
        ),
        Property(
            "other key, other order",
            lambda case, seen: case.arguments["n"] == 1 or seen["other key, other order"],
            lambda case, seen: f"For {case} different keys give you the same order. Where does the key enter there?",
        ),
        Property(
            "neighbours part",
            lambda case, seen: not (case.arguments["n"] > 1 and seen["rolled"] or seen.get("neighbours stay", False)),
            "Neighbours stay neighbours in your orders: where one index comes, the same other one follows, in far more "
            "epochs than chance would have it. Does anything break up the sequence that you start with?",
        ),
        Property(
            "old places",
            _holds("old places avoided", False),
            "In your orders an index hardly ever stays at its old place. After a fair shuffle of 60 cards, how many "
            "lie where they lay before, on average?",
        ),
        Property(
            "no preferred place",
            _holds("prefers a place", False),
            "Over many epochs some indices come too early or too late on average. Do all orders have the same chance?",
        ),
    ),
)
