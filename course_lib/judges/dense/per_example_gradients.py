"""3.7 per_example_gradients: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import encode
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.dense import per_example_gradients_wrong as wrong


def per_example_by_differences(loss, params, x, y):
    """Take central differences in float64, one parameter and one sample at a time; what rounding leaves is cut off."""
    leaves, structure = jax.tree.flatten(params)
    leaves = [np.array(leaf, np.float64) for leaf in leaves]
    x, y, eps = np.asarray(x, np.float64), np.asarray(y, np.float64), 1e-5
    grads = [np.zeros((len(x), *leaf.shape)) for leaf in leaves]
    for leaf, grad in zip(leaves, grads, strict=True):
        for at in np.ndindex(leaf.shape):
            kept = leaf[at]
            for sample in range(len(x)):
                sides = []
                for leaf[at] in (kept + eps, kept - eps):
                    sides.append(loss(jax.tree.unflatten(structure, leaves), x[sample], y[sample]))
                grad[(sample, *at)] = (sides[0] - sides[1]) / (2 * eps)
            leaf[at] = kept
    return jax.tree.unflatten(structure, [np.round(grad, 7) + 0.0 for grad in grads])


def per_example_vmap(loss, params, x, y):
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y)


def per_example_loop(loss, params, x, y):
    grads = [jax.grad(loss)(params, x_i, y_i) for x_i, y_i in zip(x, y, strict=True)]
    return jax.tree.map(lambda *leaves: jnp.stack(leaves), *grads)


def per_example_jacobian(loss, params, x, y):
    return jax.jacrev(lambda p: jax.vmap(lambda x_i, y_i: loss(p, x_i, y_i))(x, y))(params)


def per_example_scan(loss, params, x, y):
    return jax.lax.map(lambda sample: jax.grad(loss)(params, *sample), (jnp.asarray(x), jnp.asarray(y)))


def _as_params(case, seen):
    """Whether the tree has the containers of params."""
    return _containers(encode(case.arguments["params"])) == _containers(seen["returned"])


def _containers(tree):
    if "sequence" in tree:
        return [_containers(part) for part in tree["sequence"]]
    if "mapping" in tree:
        return {name: _containers(part) for name, part in tree["mapping"]}
    return "array" in tree


PER_EXAMPLE_GRADIENTS = Judge(
    id="3.7",
    oracle=per_example_by_differences,
    rtol=1e-5,
    atol=4e-6,
    takeaway="`vmap` turns a function of one sample into one of a batch, gradients included. The mean hides who pulls "
    "where; chapters on noise and on privacy need each sample's own pull.",
    alternatives=(per_example_vmap, per_example_loop, per_example_jacobian, per_example_scan),
    misconceptions=(
        Misconception(
            "averaged",
            "You return one gradient: the mean over the samples. In the example the first sample alone pulls w₀ by 2: "
            "where is that number in your result?",
            (wrong.averaged, wrong.averaged_afterwards),
        ),
        Misconception(
            "added up",
            "You add up the gradients of all samples. Which axis should tell them apart?",
            wrong.added_up,
        ),
        Misconception(
            "one gradient repeated",
            "Every sample gets the same gradient with you: the mean, or the sum, repeated. Do all samples of the "
            "example pull in one direction?",
            (wrong.mean_repeated, wrong.sum_repeated),
        ),
        Misconception(
            "divided by n",
            "You divide each gradient by the number of samples. That belongs to a mean over the batch; here each "
            "sample stands for itself. What is the gradient of the first sample if it is alone?",
            (wrong.divided_by_n, wrong.divided_by_n_each),
        ),
        Misconception(
            "the whole batch at once",
            "You give `loss` all rows of x at once, but it is made for a single one: x of shape (d,), y of shape (). "
            "Which function of JAX calls it for each sample?",
            (wrong.whole_batch, wrong.whole_batch_mean, wrong.only_targets_split),
        ),
        Misconception(
            "a sample with an axis too many",
            "Your `loss` gets x of shape (1, d): one sample, but still with an axis for samples. Compare the shapes of "
            "`x[0]` and `x[0:1]`: what makes the difference, and what does `x[:, None]` add?",
            (
                wrong.slices_of_both,
                wrong.slices_of_x,
                wrong.slices_under_vmap,
                wrong.both_slices_under_vmap,
            ),
        ),
        Misconception(
            "a target with an axis too many",
            "Your `loss` gets one row of x, but y of shape (1,): one target, still in an array of its own. It wants y "
            "of shape (). Compare the shapes of `y[0]` and `y[0:1]`: what makes the difference?",
            (wrong.slices_of_y, wrong.column_of_targets),
        ),
        Misconception(
            "targets not split",
            "Each call of `loss` gets one row of x but all of y. What does `in_axes` say about the third argument?",
            wrong.targets_not_split,
        ),
        Misconception(
            "parameters split too",
            "You also cut up params along its first axis, as if each sample had parameters of its own. All samples "
            "share them: what does `in_axes` take for an argument that every call gets whole?",
            (wrong.parameters_split_too, wrong.parameters_split_too_spelt_out),
        ),
        Misconception(
            "cut along the features",
            "You cut x into columns, and a column holds one feature of all samples. Along which axis do the samples "
            "lie?",
            wrong.split_along_features,
        ),
        Misconception(
            "with respect to the data",
            "That is the slope with respect to x or y: how the loss changes when the data changes. With respect to "
            "which argument of `loss` does training need it?",
            (wrong.with_respect_to_x, wrong.with_respect_to_y),
        ),
        Misconception(
            "values, not gradients",
            "You return the loss of each sample, not how it changes with the parameters. Which transformation makes a "
            "gradient out of a loss?",
            wrong.values_only,
        ),
        Misconception(
            "values too",
            "You return the losses beside the gradients. Only the tree of gradients is asked for: which transformation "
            "leaves the values out?",
            wrong.values_too,
        ),
        Misconception(
            "a list of trees",
            "The gradients are right, but you return one tree for each sample. Wanted is one tree like params, in "
            "which each leaf has the samples along its first axis. Which function takes leaves of the same place from "
            "several trees?",
            wrong.list_of_trees,
        ),
        Misconception(
            "one sample only",
            "You return the gradient of one sample. Where are the others?",
            (wrong.first_sample, wrong.last_sample),
        ),
        Misconception(
            "samples on the last axis",
            "The gradients are right, but the samples lie along the last axis. Everywhere in this course batches come "
            "first: which argument of `stack` or `vmap` decides it?",
            wrong.samples_last,
        ),
        Misconception(
            "the tree is lost",
            "The numbers are right, but the tree of params is gone: leaves joined, or a plain list of them. "
            "`gradient_step` needs for each leaf of params the leaf at the same place. Which function keeps the "
            "containers?",
            (wrong.one_row_each, wrong.leaves_without_tree),
        ),
        Misconception(
            "samples end to end",
            "The numbers are right, but the samples of a leaf stand end to end along an axis that was there before. "
            "Print the shapes of your leaves for the example: which axis tells the samples apart, and which function "
            "of jnp makes a new axis where `concatenate` makes none?",
            wrong.joined_not_stacked,
        ),
        Misconception(
            "digits lost",
            "Your gradients are nearly right: digits get lost on the way. Do you round somewhere, and which dtype do "
            "your arrays have in between?",
            (wrong.half_precision, wrong.rounded_four_digits),
        ),
        Misconception(
            "downhill already",
            "Your gradients have the opposite sign. A gradient points uphill; who turns it round, and when?",
            wrong.downhill,
        ),
        Misconception(
            "lengths only",
            "You return how long each gradient is. That is useful, but it has lost the direction: which shape should "
            "the leaf for w have?",
            wrong.norms,
        ),
        Misconception(
            "never called",
            "You return a function. `jax.vmap(…)` makes one: what must follow it to get numbers?",
            wrong.function_not_called,
        ),
        Misconception(
            "targets mixed up",
            "Samples meet the targets of others in your code. Which y belongs to row i of x?",
            (wrong.not_mapped_over_y_order, wrong.one_target_for_all),
        ),
        Misconception(
            "an axis too many",
            "Your leaves have an axis of length 1 behind the samples. Which shape has the leaf for w, if params holds "
            "w of shape (2,) and there are 3 samples?",
            wrong.with_kept_axes,
        ),
    ),
    properties=(
        Property(
            "a tree like params",
            _as_params,
            "Your result is not a tree like params. Compare `jax.tree.structure` of both: where do they part?",
        ),
    ),
)
