"""5.8 train_cnn: what is right, what goes wrong, and what to say then.

The threshold. The reference (the solution: two kernels with 8 and 16 filters, one dense layer, 5,258 numbers; Adam in
batches of 20, a step size falling from 0.01 to 0) reaches on the 3,000 held-out images, for seeds 0 to 4: 0.851, 0.849,
0.856, 0.871, 0.841; mean 0.8537, standard deviation 0.0110. Three of these below the mean are 0.8207. Momentum in NumPy
reaches 0.846, 0.840, 0.856, 0.856, 0.849. The dense network that fits into 6,000 numbers (784 → 7 → 10) reaches 0.801
with the same samples and Adam from 0.003 (seed 0), 0.77 or less from other starts. WANTED lies between.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.cnn import train_cnn_wrong as wrong
from course_lib.judges.dense.train_mlp import facts, held_out_accuracy

WANTED = 0.82
SAMPLES, PARAMETERS = 24_000, 6_000
FEW_STEPS = 400  # the reference takes 1,200


def train_adam(key, n, gradient, accuracy):
    """Two kernels and one dense layer; Adam in JAX with a falling step size."""
    from course_lib.optimizers import adam_init, adam_step

    init_key, split_key, order_key = jax.random.split(key, 3)
    shapes = ((3, 3, 1, 8), (3, 3, 8, 16), (400, 10))
    params = [
        (jnp.sqrt(2 / np.prod(s[:-1])) * jax.random.normal(k, s), jnp.zeros(s[-1]))
        for k, s in zip(jax.random.split(init_key, 3), shapes, strict=True)
    ]
    rows = np.asarray(jax.random.permutation(split_key, n))
    held_out, train = rows[:1000], rows[1000:]
    epochs = [np.asarray(jax.random.permutation(k, train)) for k in jax.random.split(order_key, 4)]
    batches = np.concatenate(epochs)[:SAMPLES].reshape(-1, 20)
    state, step = adam_init(params), jax.jit(adam_step)
    for i, batch in enumerate(batches):
        params, state = step(params, state, gradient(params, batch), 0.01 * (1 - i / len(batches)))
    return params, accuracy(params, held_out)


def train_momentum(key, n, gradient, accuracy):
    """A larger first kernel; momentum in NumPy, the step size falling in two stairs."""
    random = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    shapes = ((5, 5, 1, 6), (3, 3, 6, 16), (400, 10))
    params = [
        part
        for s in shapes
        for part in (random.normal(scale=np.sqrt(2 / np.prod(s[:-1])), size=s).astype(np.float32), np.zeros(s[-1]))
    ]
    velocity = [np.zeros(p.shape, np.float32) for p in params]
    rows = random.permutation(n)
    batches = np.concatenate([random.permutation(rows[800:]) for _ in range(4)])[:SAMPLES].reshape(-1, 20)
    for i, batch in enumerate(batches):
        rate = np.float32(0.02 if i < 700 else 0.008 if i < 1000 else 0.002)
        grads = jax.tree.leaves(gradient(list(zip(params[::2], params[1::2], strict=True)), batch))
        velocity = [np.float32(0.9) * v + np.asarray(g) for v, g in zip(velocity, grads, strict=True)]
        params = [np.asarray(p - rate * v, np.float32) for p, v in zip(params, velocity, strict=True)]
    params = list(zip(params[::2], params[1::2], strict=True))
    return params, accuracy(params, rows[:800])


def _accuracy_message(case, seen):
    run, reached = facts(seen), held_out_accuracy(seen)
    text = f"{reached:.3f} of the held-out images are classified right, at least {WANTED} is wanted."
    if run["accuracy on trained rows"] is None:
        return f"{text} Your network was never trained: which line asks for a gradient?"
    text = f"{text} Of the rows that you trained on: {run['accuracy on trained rows']:.3f}."
    if run["samples"] < 0.8 * SAMPLES:
        return f"{text} You spent {run['samples']:,} of {SAMPLES:,} samples. What do the others do?"
    if run["steps"] < FEW_STEPS:
        size = run["samples"] // run["steps"]
        return f"{text} You took {run['steps']:,} steps, with {size:,} rows for each. What would smaller batches do?"
    if run["numbers"] < PARAMETERS // 2 or len(run["kernels"]) < 2:
        return (
            f"{text} Your network has {run['numbers']:,} numbers in {len(run['kernels'])} kernels and the dense "
            f"layers; {PARAMETERS:,} are allowed. What would another kernel or more filters do?"
        )
    if reached < 0.5:
        return (
            f"{text} That is far below what this network can do. Steps that are too large can ruin it in one go, tiny "
            "ones leave it near its start. Print `accuracy` every hundred steps: which of the two is it?"
        )
    early, late = (float(np.median(part)) for part in (run["paces"][:5], run["paces"][-5:]))
    if late > 0.6 * early:
        return (
            f"{text} Beside the gradient, your steps are as large at the end as at the start. What if they start "
            "large, and fall while you train?"
        )
    return (
        f"{text} Your steps get smaller while you train, as they should. Do they start too small, or fall too early? "
        "And does Adam (1.7) get further than plain steps?"
    )


TRAIN_CNN = Judge(
    id="5.8",
    oracle=None,
    takeaway="fewer numbers than one dense layer from pixels to classes would need, and more right: a kernel is used "
    "at every place, so each of its weights learns from every place.",
    alternatives=(train_adam, train_momentum),
    misconceptions=(
        Misconception(
            "measured on training rows",
            "Your estimate is measured on rows that you also asked gradients for. A network knows those better than "
            "new ones, so the figure flatters it. Which rows must be put aside before the first step?",
            wrong.measured_on_training_rows,
        ),
        Misconception(
            "no kernel",
            "Your network begins with a dense layer. With 6,000 numbers it has room for seven neurons on 784 pixels. "
            "How many numbers has a kernel of 3 × 3 with 8 filters?",
            wrong.no_kernel,
        ),
        Misconception(
            "not a network within the budget",
            "The service refuses your `params`: not a list of kernels and dense layers whose shapes fit, or more than "
            "6,000 numbers. It says what it wants. Which layer of yours holds the most numbers, and what makes its "
            "input smaller?",
            wrong.too_many_numbers,
        ),
        Misconception(
            "untrained",
            "You never ask for a gradient: what you return is as random as at the start. Which line should change "
            "params?",
            wrong.untrained,
        ),
        Misconception(
            "nothing kept",
            "You ask for gradients, but what you return are the parameters of the very first request. A step makes a "
            "new tree and leaves the old one as it is: under which name do you keep it?",
            wrong.result_thrown_away,
        ),
        Misconception(
            "uphill",
            "Your first step goes along the gradient, to where the loss is larger. Which sign belongs in front of it?",
            wrong.uphill,
        ),
        Misconception(
            "nan",
            "Your parameters have become nan or infinite: the steps overshoot, each one further than the last. What "
            "happens with a tenth of the learning rate?",
            wrong.diverges,
        ),
        Misconception(
            "filters alike",
            "All filters of your first kernel have the same weights. They started alike, got the same gradient at "
            "every step, and will stay copies for ever. How should the weights start?",
            wrong.starts_alike,
        ),
        Misconception(
            "few rows",
            "You ask gradients for fewer than a quarter of the rows, again and again perhaps for the same batch. Is "
            "the step inside the loop over the batches? Count the different rows of one epoch.",
            wrong.last_batch_only,
        ),
        Misconception(
            "a class is never seen",
            "Among the rows that you train on at least one class is missing. The rows are sorted by class: what do you "
            "cut off when you put the first or the last ones aside?",
            wrong.tail_held_out,
        ),
        Misconception(
            "not shuffled",
            "Images that follow each other in your training belong to one class, or to a few: the rows are sorted. "
            "What must happen to them before they are cut into batches?",
            wrong.not_shuffled,
        ),
        Misconception(
            "one class for everything",
            "Your network gives every image the same class. One step that is far too long can do that. Does it still "
            "happen with a hundredth of the learning rate?",
            wrong.one_class,
        ),
        Misconception(
            "estimate from nowhere",
            "Your estimate is no value that `accuracy` gave you (as a share between 0 and 1, not in percent). Where "
            "does it come from?",
            wrong.says_nothing_measured,
        ),
        Misconception(
            "measured too early",
            "Your estimate belongs to other parameters than the ones you return. How good are those that you hand in?",
            wrong.measured_too_early,
        ),
        Misconception(
            "the best draw of rows",
            "You measure the same network on many draws of rows and give a good one of the figures. What would you "
            "think of a die that may be thrown again until it shows a six?",
            wrong.best_of_many_draws,
        ),
        Misconception(
            "measured on few rows",
            "You measure on fewer than 500 different rows: one image more or less right changes the figure a lot. How "
            "far apart are two such figures, for two draws of rows?",
            wrong.measured_on_few_rows,
        ),
        Misconception(
            "key not used",
            "Another key begins with the same parameters, or with the same rows in the same order: part of your "
            "randomness has a seed of its own. How do you make several keys, or a seed, out of `key`?",
            wrong.fixed_seed,
        ),
        Misconception(
            "another run each time",
            "Called twice with one key, your run begins differently: nobody could repeat it. Where does its randomness "
            "come from?",
            wrong.without_a_seed,
        ),
        Misconception(
            "budget spent",
            "You ask for more than the 24,000 samples that the task allows (or measure more than 200 times). Epochs × "
            "rows that you train on: what does your loop come to?",
            wrong.spends_too_much,
        ),
    ),
    properties=(
        Property(
            "form",
            lambda case, seen: "form" not in seen,
            lambda case, seen: f"(params, estimate) is wanted, a list of (w, b) and one number; {seen['form']}.",
        ),
        Property(
            "an honest estimate",
            lambda case, seen: facts(seen)["measuring"] == "none",
            "Your estimate is not a fair one. It must be what `accuracy` gives for the parameters that you return, on "
            "at least 500 rows of all ten classes that you never ask a gradient for. Which of these does yours miss?",
        ),
        Property(
            "chance from the key",
            lambda case, seen: facts(seen)["symptom"] not in ("key not used", "another run each time"),
            "The same key must give the same run, another key another one. Where does your randomness come from?",
        ),
        Property(
            "accuracy on held-out images",
            lambda case, seen: held_out_accuracy(seen) >= WANTED,
            _accuracy_message,
        ),
        Property(
            "trained here",
            lambda case, seen: facts(seen)["samples"] >= 4_000,
            lambda case, seen: (
                f"Your network is good, but you asked for the gradients of {facts(seen)['samples']:,} rows only: it "
                "was not trained in this run. What does `train_cnn` do with another key and other rows?"
            ),
        ),
    ),
)
