"""What is special about the exercises of chapter 06: answers in other clothes, other mistakes, a trained network."""

import inspect

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from course_checks import verdict_on
from jax import lax

from course_lib import clipping, recurrent, sequences
from course_lib.checking import registry
from course_lib.judges.rnn import JUDGES
from course_lib.judges.rnn import digits as judging
from course_lib.probes.rnn import digits, digits_trainer

ORACLE = {judge.id: judge.oracle for judge in JUDGES}
LIBRARY = {
    "6.1": lambda *given: recurrent.rnn_step(*given),
    "6.2": lambda *given: recurrent.rnn(*given),
    "6.3": lambda *given: sequences.last_state(*given),
    "6.4": lambda *given: sequences.masked_mean(*given),
    "6.5": lambda *given: clipping.clip_by_global_norm(*given),
    "6.6": lambda *given: recurrent.lstm_step(*given),
    "6.7": lambda *given: sequences.gradient_norm_by_distance(*given),
}


def verdict(id, answer, seed=0):
    return verdict_on(registry.exercise(id), registry.judge(id), answer, seed)


@pytest.mark.parametrize("id", LIBRARY)
def test_the_library_passes_its_own_exercises(id):
    result = verdict(id, LIBRARY[id], seed=11)
    assert result.state == "right", result.text()


TASK_EXAMPLES = {
    "6.1": [[0, -0.4621], [0.4621, 0.4621]],
    "6.2": [[[0.7616], [0.9093], [0.9487]], [[0], [0.7616], [0.9093]]],
    "6.3": [[3, 4], [1, 4]],
    "6.4": [[2, 3], [2, 2]],
    "6.5": {"w": [[1.5, 0], [0, -2]], "b": [6]},
    "6.6": ([[0.4773]], [[1.8808]]),
    "6.7": [1, 1.42, 2.84],
}


@pytest.mark.parametrize("id", TASK_EXAMPLES)
def test_the_public_case_is_the_example_worked_in_the_task(id):
    case = registry.exercise(id).inputs(7)[0]
    assert case.public
    received, wanted = jax.tree.leaves(ORACLE[id](*case.arguments.values())), jax.tree.leaves(TASK_EXAMPLES[id])
    assert np.allclose(np.concatenate([np.ravel(part) for part in received]), wanted, atol=6e-5)


# --- wrong in another way than thought: the message must name what is seen, and no misconception ---------------------

CLOTHES = [
    ("6.1", lambda right: right.tolist(), "make one array of it"),
    ("6.1", lambda right: right.astype(np.float16), "float16 keeps too few digits"),
    ("6.1", lambda right: right[:, :, None], "shape (2, 2) is wanted"),
    ("6.2", lambda right: right[:, :, 0], "shape (2, 3, 1) is wanted"),
    ("6.3", lambda right: right.ravel(), "shape (2, 2) is wanted"),
    ("6.4", lambda right: None, "is a return missing?"),
    ("6.5", lambda right: str(right), "the text"),
    ("6.6", lambda right: right[0][:, 0], "you return an array"),
    ("6.6", lambda right: (*right, 0.0), "3"),
    ("6.7", lambda right: right * np.nan, "nan"),
]


@pytest.mark.parametrize(("id", "dress", "told"), CLOTHES)
def test_right_values_in_wrong_clothes_are_told_so(id, dress, told):
    result = verdict(id, lambda *arguments: dress(ORACLE[id](*arguments)))
    assert result.state == "wrong"
    assert result.misconception is None, result.text()
    assert told in result.message, result.text()


OTHER_MISTAKES = [
    ("6.1", lambda p, h, x: 0.99 * ORACLE["6.1"](p, h, x), "should be"),
    ("6.1", lambda p, h, x: ORACLE["6.1"](p, h, x) + 1.5, "which tanh never leaves"),
    ("6.2", lambda p, x: ORACLE["6.2"](p, x) * 0.5, "Already the state after the first step"),
    ("6.2", lambda p, x: ORACLE["6.2"](p, x) * np.array([1.0, *[0.5] * 6])[: x.shape[1], None], "the second is not"),
    ("6.3", lambda s, n: 2 * ORACLE["6.3"](s, n), "What does your code compute for lengths = T?"),
    ("6.4", lambda v, n: ORACLE["6.4"](v, n) + 1, "there is no padding"),
    ("6.5", lambda g, c: jax.tree.map(lambda leaf: 2 * leaf, ORACLE["6.5"](g, c)), "longer than max_norm"),
    ("6.5", lambda g, c: jax.tree.map(lambda leaf: 0.9 * leaf, ORACLE["6.5"](g, c)), "should come back as it is"),
    ("6.6", lambda p, s, x: (ORACLE["6.6"](p, s, x)[0], 2 * ORACLE["6.6"](p, s, x)[1]), "your new memory c is wrong"),
    ("6.7", lambda p, x: 3 * ORACLE["6.7"](p, x), "Entry 0 is not right"),
    ("6.7", lambda p, x: ORACLE["6.7"](p, x) * 0.9 ** np.arange(x.shape[1]), "entry 1 is not"),
]


@pytest.mark.parametrize(("id", "answer", "told"), OTHER_MISTAKES)
def test_a_mistake_that_nobody_foresaw_is_not_taken_for_a_known_one(id, answer, told):
    result = verdict(id, answer, seed=3)
    assert result.state == "wrong", result.text()
    assert result.misconception is None, result.text()
    assert told in result.message, result.text()


def scanned_over_the_batch(params, x):
    w, u, b = params

    def step(h, row):
        h = jnp.tanh(row @ w + h @ u + b)
        return h, h

    return lax.scan(step, jnp.zeros((x.shape[1], u.shape[0])), x)[1]


def last_by_negative_length(states, lengths):
    return jnp.stack([row[-n] for row, n in zip(states, lengths, strict=True)])


def optax_like(grads, max_norm):
    return jax.tree.map(lambda leaf: jnp.clip(leaf, -max_norm, max_norm), grads)


CONFUSED = [
    ("6.1", lambda p, h, x: jnp.tanh(jnp.matmul(x, p[1]) + jnp.matmul(h, p[0]) + p[2]), "w and u exchanged"),
    ("6.2", scanned_over_the_batch, "over the batch"),
    ("6.3", lambda s, n: jnp.take(s, s.shape[1] - 1, axis=1), "last padded step"),
    ("6.3", last_by_negative_length, "counted from the end"),
    (
        "6.4",
        lambda v, n: jnp.mean(jnp.where((jnp.arange(v.shape[1]) < n[:, None])[..., None], v, 0), 1),
        "divides by T",
    ),
    ("6.5", optax_like, "each entry"),
]


@pytest.mark.parametrize(("id", "answer", "name"), CONFUSED)
def test_a_known_mistake_is_known_in_other_words(id, answer, name):
    result = verdict(id, answer, seed=4)
    assert result.misconception == name, result.text()


def test_an_error_of_the_learners_own_is_no_misconception():
    result = verdict("6.2", lambda params, x: x.no_such_thing)
    assert result.state == "error" and "AttributeError" in result.message


# --- 6.8: one trainer for all; the obvious networks stay below --------------------------------------------------------


def plain_init(key):
    w, u, v = jax.random.split(key, 3)
    draw = lambda k, a, b: jax.random.normal(k, (a, b)) / jnp.sqrt(a)
    return draw(w, 24, 32), jnp.linalg.qr(draw(u, 32, 32))[0], jnp.zeros(32), draw(v, 32, 10), jnp.zeros(10)


def plain_model(params, x, lengths):
    w, u, b, v, c = params

    def step(h, z):
        h = jnp.tanh(z + h @ u)
        return h, h

    states = lax.scan(step, jnp.zeros((x.shape[0], 32)), jnp.swapaxes(x @ w + b, 0, 1))[1]
    return states[lengths - 1, jnp.arange(x.shape[0])] @ v + c


def linear_init(key):
    return 0.1 * jax.random.normal(key, (24, 10)), jnp.zeros(10)


def linear_model(params, x, lengths):
    real = (jnp.arange(x.shape[1]) < lengths[:, None])[:, :, None]
    return (x * real).sum(axis=1) / lengths[:, None] @ params[0] + params[1]


def barely_ordered_model(params, x, lengths):
    return linear_model(params, x, lengths) + 0.01 * (x[:, 3] - x[:, 7]) @ params[0]


def test_a_plain_rnn_stays_below_and_is_told_what_it_reached():
    result = verdict("6.8", {"digits_init": plain_init, "digits_model": plain_model})
    assert result.state == "wrong" and result.misconception is None, result.text()
    assert "It has not learned even those well" in result.message, result.text()


def test_logistic_regression_on_the_mean_is_refused_with_and_without_a_pinch_of_order():
    plain = verdict("6.8", {"digits_init": linear_init, "digits_model": linear_model})
    assert plain.misconception == "order ignored", plain.text()
    ordered = verdict("6.8", {"digits_init": linear_init, "digits_model": barely_ordered_model})
    assert ordered.state == "wrong" and "of the held-out clips are classified right" in ordered.message, ordered.text()


@pytest.mark.parametrize(
    ("init", "model", "told"),
    [
        (lambda key: {}, linear_model, "yours holds none"),
        (lambda key: (jnp.zeros((24, 10), int), 1), linear_model, "floating-point numbers"),
        (lambda key: (jnp.zeros((900, 10)),), linear_model, "at most 8,000 numbers are allowed, you use 9,000"),
        (linear_init, lambda p, x, n: x @ p[0], "for 6 clips you return (6, 48, 10)"),
        (linear_init, lambda p, x, n: (linear_model(p, x, n),) * 2, "you return tuple"),
        (
            linear_init,
            lambda p, x, n: jnp.argmax(x @ p[0], axis=1),
            "scores of shape (batch, 10) are wanted in float32",
        ),
    ],
)
def test_what_is_no_network_is_told_so(init, model, told):
    result = verdict("6.8", {"digits_init": init, "digits_model": model})
    assert result.state == "wrong" and told in result.message, result.text()


def test_numpy_in_the_model_is_an_error_of_ones_own():
    model = lambda p, x, n: np.asarray(x).mean(axis=1) @ p[0]
    assert verdict("6.8", {"digits_init": linear_init, "digits_model": model}).state == "error"


def test_the_trainer_shows_as_many_clips_as_the_task_says(monkeypatch):
    seen = []
    monkeypatch.setattr(digits_trainer, "_train", lambda model, params, clips, y, order, rates: seen.append(order))
    digits_trainer.train(None, None, *digits_trainer.training_clips(3), seed=3)
    assert seen[0].shape == (400, 48)
    assert np.array_equal(np.bincount(seen[0].ravel()), np.full(1_200, 16))


def test_no_clip_stands_in_two_parts_and_labels_of_held_out_clips_are_with_the_judge():
    clips, held_out = digits_trainer.training_clips(0)[0], digits_trainer.held_out_clips()
    assert clips.x.shape == (1_200, 48, 24) and held_out.x.shape == (600, 48, 24)
    known = {row.tobytes() for row in np.asarray(clips.x)}
    assert not any(row.tobytes() in known for row in np.asarray(held_out.x))
    assert np.array_equal(np.bincount(judging.held_out_digits()), np.full(10, 60))
    assert "held_out_digits" not in inspect.getsource(digits) + inspect.getsource(digits_trainer)


def test_practice_says_how_a_network_does_on_new_clips():
    said = digits_trainer.practice(linear_init, linear_model)
    assert said["numbers"] == 250 and 0.5 < said["right of other clips"] < 0.9
