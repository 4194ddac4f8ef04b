"""5.4 train_step: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array, encode
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.cnn import train_step_wrong as wrong
from course_lib.judges.cnn.small_network import loss


@jax.jit
def step_by_formula(params, opt_state, batch):
    """Adam written out for each array."""
    images, labels = batch
    value, grads = jax.value_and_grad(loss)(params, images, labels)
    leaves, structure = jax.tree.flatten(params)
    slopes, (m, v) = jax.tree.leaves(grads), map(jax.tree.leaves, opt_state[:2])
    t = jnp.asarray(opt_state[2], jnp.int32) + 1
    m = [0.9 * a + 0.1 * g for a, g in zip(m, slopes, strict=True)]
    v = [0.999 * a + 0.001 * g**2 for a, g in zip(v, slopes, strict=True)]
    scale = 1e-3 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    small = 1e-8 * jnp.sqrt(1 - 0.999**t)
    moved = [p - scale * a / (jnp.sqrt(c) + small) for p, a, c in zip(leaves, m, v, strict=True)]
    build = structure.unflatten
    return build(moved), (build(m), build(v), t), value


@jax.jit
def step_with_library(params, opt_state, batch):
    from course_lib.optimizers import adam_step

    value, grads = jax.value_and_grad(loss)(params, *batch)
    return *adam_step(params, opt_state, grads), value


@jax.jit
def step_by_vjp(params, opt_state, batch):
    m, v, t = opt_state
    value, pull = jax.vjp(lambda p: loss(p, *batch), params)
    (grads,) = pull(jnp.ones_like(value))
    m = jax.tree.map(lambda a, g: a + 0.1 * (g - a), m, grads)
    v = jax.tree.map(lambda a, g: a + 0.001 * (g * g - a), v, grads)
    direction = jax.tree.map(
        lambda a, c: a / (1 - 0.9 ** (t + 1)) / (jnp.sqrt(c / (1 - 0.999 ** (t + 1))) + 1e-8), m, v
    )
    return [jax.tree.map(lambda p, d: p - 1e-3 * d, params, direction), [m, v, t + 1], value]


def _part(tree, index):
    """The numbers in one part of an encoded result, in one row."""

    def leaves(node):
        if "array" in node:
            return [np.ravel(decode_array(node))]
        inner = node["sequence"] if "sequence" in node else [item for _, item in node["mapping"]]
        return [leaf for item in inner for leaf in leaves(item)]

    return np.concatenate(leaves(tree["sequence"][index]))


def _same(index):
    """The property that one part of the result is right."""

    def holds(case, seen):
        arguments = jax.tree.map(jnp.asarray, tuple(case.arguments.values()))
        wanted, got = (_part(tree, index) for tree in (encode(step_by_formula(*arguments)), seen["returned"]))
        return wanted.shape == got.shape and np.allclose(got, wanted, rtol=1e-4, atol=1e-5)

    return holds


TRAIN_STEP = Judge(
    id="5.4",
    oracle=step_by_formula,
    takeaway="a step is a pure function: parameters, state and batch in, new ones and the loss out. That is why it can "
    "be compiled, and why a whole epoch of such steps can be one `lax.scan`.",
    alternatives=(step_with_library, step_by_vjp),
    misconceptions=(
        Misconception(
            "gradient of the accuracy",
            "Your step sees a gradient of 0 everywhere. The accuracy has one: a small change of a weight changes no "
            "class. Which function do you differentiate?",
            wrong.gradient_of_the_accuracy,
        ),
        Misconception(
            "state not returned",
            "The new state of the optimiser is missing, or the old one is returned. In the next step Adam would know "
            "nothing of this one. What does `adam_step` return, and what do you keep of it?",
            (wrong.state_not_returned, wrong.old_state_returned),
        ),
        Misconception(
            "old parameters",
            "The parameters that you return are the ones you were given. `adam_step` changes nothing in place: under "
            "which name do you keep the new ones?",
            (wrong.old_parameters_returned, wrong.nothing_kept),
        ),
        Misconception(
            "uphill",
            "Your step goes to where the loss is larger. `adam_step` subtracts already: which sign does it expect?",
            (wrong.uphill, wrong.step_turned_round),
        ),
        Misconception(
            "a plain gradient step",
            "Your parameters move by the learning rate times the gradient. What does Adam take from `opt_state` "
            "instead?",
            (wrong.plain_gradient_step, wrong.not_by_the_optimiser),
        ),
        Misconception(
            "loss after the step",
            "Your loss belongs to the parameters after the step, and costs a second pass. Which loss does the gradient "
            "belong to, and what gives both at once?",
            wrong.loss_after_the_step,
        ),
        Misconception(
            "two steps",
            "You take two steps with one batch. How often does `adam_step` run in yours?",
            (wrong.two_steps, wrong.same_gradient_twice),
        ),
        Misconception(
            "a fresh state",
            "You start Adam anew in every step. What does it lose that it has learned from the gradients before?",
            wrong.fresh_state,
        ),
        Misconception(
            "time",
            "Your count of steps is not right: it stands still, or you count besides `adam_step`. Who counts?",
            (wrong.time_not_counted, wrong.time_counted_twice, wrong.time_counted_before),
        ),
        Misconception(
            "order of what is returned",
            "You return the right things in another order, or as a pair inside a pair. Which three does the table "
            "list, in which order?",
            (wrong.state_first, wrong.loss_first, wrong.pair_inside),
        ),
        Misconception(
            "loss not returned",
            "The loss is missing. Who draws the learning curve wants to see it: which function gives it together with "
            "the gradient?",
            wrong.loss_not_returned,
        ),
        Misconception(
            "parameters only",
            "You return the parameters only. What does the next step need besides, and what the learning curve?",
            wrong.parameters_only,
        ),
        Misconception(
            "something else than the loss",
            "Your third result is not the loss: gradients, or an accuracy. What does `jax.value_and_grad` give, in "
            "which order?",
            (wrong.gradients_returned, wrong.accuracy_returned),
        ),
        Misconception(
            "summed over the batch",
            "Your loss and gradient are as many times too large as the batch has samples. The given `loss` is a mean "
            "already: what do you do to it?",
            wrong.summed_over_the_batch,
        ),
        Misconception(
            "one sample only",
            "Your step sees the first sample of the batch only. What do the others say?",
            wrong.first_sample_only,
        ),
        Misconception(
            "in place",
            "You change the caller's `params`. Under `jit` that reaches nobody, elsewhere it spoils what others hold. "
            "Under which name does the new tree stand?",
            wrong.in_place,
        ),
    ),
    properties=(
        Property(
            "loss",
            _same(2),
            "Your loss is not right. It is that of the whole batch, at the parameters before the step: of which is "
            "yours?",
        ),
        Property(
            "state",
            _same(1),
            "Your state is not right: m, v and t are what `adam_step` gives for this gradient. What reaches it?",
        ),
        Property(
            "parameters",
            _same(0),
            "Your loss and state are right, your parameters are not. Which parameters, state and gradient does "
            "`adam_step` get, and which do you return?",
        ),
        Property(
            "compiled",
            lambda case, seen: seen["returned"].get("compiled", False),
            "Your step is right, but not compiled: every operation is called one by one. Which line above `def` turns "
            "a function into a compiled one?",
        ),
    ),
)
