"""3.6 count_params: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.dense import count_params_wrong as wrong


def count_recursive(params):
    if isinstance(params, dict):
        return sum(count_recursive(part) for part in params.values())
    if isinstance(params, (list, tuple)):
        return sum(count_recursive(part) for part in params)
    count = 1
    for length in np.shape(params):
        count *= length
    return count


def count_sizes(params):
    return sum(leaf.size for leaf in jax.tree.leaves(params))


def count_jnp_sizes(params):
    return jax.tree.reduce(lambda total, leaf: total + jnp.size(leaf), params, 0)


def count_flattened(params):
    return len(ravel_pytree(params)[0])


def count_mapped(params):
    return sum(jax.tree.leaves(jax.tree.map(lambda leaf: int(np.prod(leaf.shape)), params)))


def count_as_an_array(params):
    return jnp.asarray(sum(len(np.ravel(leaf)) for leaf in jax.tree.leaves(params)), jnp.int32)


def _too_many(case, seen):
    return int(decode_array(seen["returned"])) > count_recursive(case.arguments["params"])


def _right(case, seen):
    return int(decode_array(seen["returned"])) == count_recursive(case.arguments["params"])


COUNT_PARAMS = Judge(
    id="3.6",
    oracle=count_recursive,
    takeaway="`jax.tree.leaves` opens every container, so one line counts any model. Times 4 bytes it is the size of "
    "the file; times about 6 per token it is the work of training (chapter 00).",
    alternatives=(count_sizes, count_jnp_sizes, count_flattened, count_mapped, count_as_an_array),
    misconceptions=(
        Misconception(
            "counts arrays",
            "You count arrays, not the numbers in them. How many numbers does one matrix of shape (784, 128) hold?",
            (wrong.counts_leaves, wrong.counts_top_level),
        ),
        Misconception(
            "one axis only",
            "You count along one axis only: `len`, or one entry of `shape`, is a number of rows or of columns. How "
            "many numbers does a matrix of 2 rows and 3 columns hold?",
            (
                wrong.counts_rows,
                wrong.counts_first_axis,
                wrong.counts_rows_or_one,
                wrong.counts_columns,
                wrong.counts_columns_or_one,
            ),
        ),
        Misconception(
            "axes added up",
            "You add up the lengths of the axes. How many squares has a board of 8 rows and 8 columns: 16?",
            wrong.adds_the_axes,
        ),
        Misconception(
            "number of axes",
            "`ndim` is the number of axes. How many numbers does an array of shape (2, 3) hold?",
            wrong.counts_axes,
        ),
        Misconception(
            "two axes only",
            "You multiply the first two axes. A kernel of a convolution has four, a bias has one, a single number "
            "none: what do all of them have in common?",
            (wrong.first_two_axes, wrong.first_two_axes_or_fewer),
        ),
        Misconception(
            "biases left out",
            "You count matrices only. Does training change the biases too?",
            wrong.weights_only,
        ),
        Misconception(
            "single numbers left out",
            "A leaf of shape () counts as nothing with you. It holds one number, and training changes it: how many "
            "numbers does a product over no axes stand for?",
            (wrong.arrays_only, wrong.scalars_count_nothing),
        ),
        Misconception(
            "one kind of tree only",
            "Your code opens one kind of container only. Parameters may also be a single array, or lists, tuples and "
            "dicts inside one another: which function of JAX lists the leaves of any tree?",
            (wrong.pairs_only, wrong.dicts_only, wrong.lists_only, wrong.dicts_in_the_end),
        ),
        Misconception(
            "adds values",
            "You add up the numbers themselves. Does a model become larger when its weights grow?",
            wrong.adds_values,
        ),
        Misconception(
            "bytes",
            "That is the size in bytes: float32 takes four for each number. How many numbers are there?",
            (wrong.counts_bytes, wrong.counts_real_bytes),
        ),
        Misconception(
            "bytes divided by four",
            "You divide the bytes by 4, as if every number took four. float32 does; a number of type int8 takes one, "
            "of type float16 two. Which attribute of an array counts its numbers, whatever they are?",
            (wrong.bytes_divided, wrong.bytes_divided_at_the_end),
        ),
        Misconception(
            "some numbers are not counted",
            "You leave out numbers that are 0, or that occur twice. Each place in an array is a parameter: can "
            "training change a weight that is 0 now?",
            (wrong.counts_nonzero, wrong.counts_different),
        ),
        Misconception(
            "not added up",
            "You return one count for each leaf. Which one number is the answer for the whole model?",
            (wrong.one_number_per_leaf, wrong.list_of_counts),
        ),
        Misconception(
            "leaves multiplied",
            "You multiply the leaves with each other. Add a bias of 3 numbers to a model of 6: how many are there "
            "then?",
            wrong.multiplies_leaves,
        ),
        Misconception(
            "an empty array counts",
            "An array of shape (0, 3) holds no number, but counts as one with you. What is 0 × 3?",
            wrong.empty_counts_one,
        ),
        Misconception(
            "one leaf only",
            "You report one leaf only: the first, the last or the largest. Where do the others go?",
            (wrong.largest_leaf, wrong.last_leaf, wrong.first_leaf),
        ),
        Misconception(
            "not a whole number",
            "Your count is right, but it comes as a real number, if only for some trees. A count is a whole number. "
            "Print `type(…)` or `.dtype` of your result for the example, for a tree with a single number, for an empty "
            "tree: where is it not an int?",
            (wrong.product_as_float, wrong.product_sometimes_float, wrong.sum_of_an_array_of_sizes),
        ),
        Misconception(
            "in thousands",
            "You divide the count. How many parameters has a model of two numbers?",
            wrong.in_thousands,
        ),
    ),
    properties=(
        Property(
            "not too many",
            lambda case, seen: _right(case, seen) or not _too_many(case, seen),
            lambda case, seen: (
                f"For {case} you count too many. Print the shape of each leaf beside what you count for it: where do "
                "the two not fit?"
            ),
        ),
        Property(
            "not too few",
            lambda case, seen: _right(case, seen) or _too_many(case, seen),
            lambda case, seen: (
                f"For {case} you count too few. Print the shape of each leaf beside what you count for it: where do "
                "the two not fit?"
            ),
        ),
    ),
)
