"""1.5 minibatches: what is right, what goes wrong, and what to say then.

There is no expected order, so properties decide. How often would they refuse a right answer?
- "other key, other order" looks at 3 epochs: all alike with chance 1/7!² = 4e-8 for n = 7 (two cases), less elsewhere.
- "not rolled": 3 epochs that are all rotations of 0 … 6: (7/7!)³ = 3e-9. "not sorted": less.
- "not always together", 60 epochs of n = 12 in batches of 4: 66 pairs · (3/11)⁶⁰ = 1e-32.
- "no index prefers a place": the mean of 60 uniform places lies 6.5 standard deviations off for one of 12 indices:
  a uniform place is strictly sub-Gaussian, so 12 · 2 · exp(−6.5²/2) = 2e-8.
Together 1e-7.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.gradient_descent import minibatches_mistakes as mistakes


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
    return f"For n = {n} and batch_size = {size} you return {given}. {asked}"


MINIBATCHES = Judge(
    id="1.5",
    oracle=None,
    takeaway="shuffle once, deal everything out, then shuffle anew with a fresh key: no sample is seen twice before "
    "all are seen once. The networks of this course, from chapter 03 on, are trained on such batches.",
    alternatives=(shuffle_slices, shuffle_numpy, shuffle_generator, shuffle_rows_when_even),
    misconceptions=(
        Misconception(
            "with replacement",
            "You draw with replacement: within one epoch some samples come twice and others never. Sort all indices "
            "of one epoch for n = 10: do you find each of 0 … 9 once?",
            (mistakes.with_replacement, mistakes.with_replacement_full_batches, mistakes.with_replacement_rounded_down),
        ),
        Misconception(
            "each batch from a full pack",
            "Every batch is dealt from a full pack again: within one epoch a sample may come in several batches, and "
            "another in none. How often must you shuffle in one epoch, and from where does the second batch go on?",
            (mistakes.each_batch_drawn_anew, mistakes.each_batch_drawn_anew_and_full, mistakes.same_first_batch_again),
        ),
        Misconception(
            "drops the tail",
            "The samples that do not fill a whole batch are lost. With n = 10 and batch_size = 4, how many of the ten "
            "stand in your batches?",
            mistakes.drops_the_tail,
        ),
        Misconception(
            "range ends too early",
            "Your last batch is missing, even where it would be full. With n = 8 and batch_size = 4, at which indices "
            "do your batches begin?",
            mistakes.drops_the_last_batch,
        ),
        Misconception(
            "last batch filled up",
            "You fill the last batch with samples that this epoch has already seen; they count double. May the last "
            "batch be smaller instead?",
            mistakes.fills_the_last_batch,
        ),
        Misconception(
            "same order for every key",
            "Every key gives you the same order, so all epochs are alike. Call your function with `jax.random.key(0)` "
            "and with `jax.random.key(1)`: where in your code does the key make a difference?",
            mistakes.same_order_each_epoch,
        ),
        Misconception(
            "not shuffled",
            "Your batches are not shuffled: they come as 0, 1, 2, … If the data are sorted by target, what does the "
            "first batch look like?",
            mistakes.not_shuffled,
        ),
        Misconception(
            "key not used",
            "The same key gives you two different orders, so your randomness comes from somewhere else. With hidden "
            "randomness no run can be repeated: what is the key for?",
            mistakes.key_not_used,
        ),
        Misconception(
            "only the batches change places",
            "You shuffle whole batches, but the same samples always share one: 0 meets 1 in every epoch. What must be "
            "shuffled before it is cut?",
            mistakes.only_batches_change_places,
        ),
        Misconception(
            "shuffled within batches only",
            "Each batch keeps its samples in every epoch; only their order inside it changes, and a mean does not see "
            "that. What must be shuffled before it is cut?",
            mistakes.only_within_batches,
        ),
        Misconception(
            "rotated",
            "Your order starts at a random place, but goes on in sequence: neighbours stay neighbours. Is that enough "
            "if the data are sorted by target?",
            mistakes.rotated,
        ),
        Misconception(
            "not cut",
            "That is one shuffled row of all indices, and it is not cut into batches yet. Where does `batch_size` "
            "enter?",
            mistakes.not_cut,
        ),
        Misconception(
            "sizes evened out",
            "You spread the samples evenly over the batches. A fair way to cut, but here every batch but the last has "
            "exactly batch_size samples, so that most steps have one shape (JAX compiles once for each shape). Where "
            "are the cuts then?",
            mistakes.evened_sizes,
        ),
        Misconception(
            "number of batches",
            "You make batch_size batches instead of batches of batch_size. With n = 10 and batch_size = 4, how many "
            "samples should the first batch hold?",
            mistakes.number_instead_of_size,
        ),
        Misconception(
            "counts from one",
            "Your indices run from 1 to n. Which index does the first row of an array have?",
            mistakes.counts_from_one,
        ),
    ),
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
            "other key, other order",
            lambda case, seen: case.arguments["n"] == 1 or seen["other key, other order"],
            "Different keys give you the same order. Where does the key enter?",
        ),
        Property(
            "not sorted",
            lambda case, seen: case.arguments["n"] == 1 or not seen["sorted"],
            "Your indices come in rising order.",
        ),
        Property(
            "neighbours part",
            lambda case, seen: case.arguments["n"] == 1 or not seen["rolled"],
            "Neighbours stay neighbours in your order.",
        ),
        Property(
            "company changes",
            _holds("always together", False),
            "Some samples share a batch in every epoch. Is everything shuffled before it is cut?",
        ),
        Property(
            "no preferred place",
            _holds("prefers a place", False),
            "Over many epochs some index comes too early or too late on average. Do all orders have the same chance?",
        ),
    ),
)
