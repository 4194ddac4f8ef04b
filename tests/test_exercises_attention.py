"""What is special about the exercises of chapter 07: other clothes, other mistakes, and a model that is trained."""

import inspect

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from course_checks import verdict_on

from course_lib import attention as library
from course_lib.checking import registry
from course_lib.judges.attention import JUDGES
from course_lib.judges.attention import lstm_attention_classifier as classifier_judge
from course_lib.judges.attention import lstm_attention_classifier_wrong as classifier_wrong
from course_lib.probes.attention import classifier, messages


def heads_share_a_mask(params, x, heads, mask):
    """The library's mask has an axis for the heads, the task's has none."""
    return library.multi_head_attention(params, x, heads, mask[:, None] if mask.ndim == 3 else mask)


ORACLE = {judge.id: judge.oracle for judge in JUDGES}
LIBRARY = {
    "7.1": library.attention_scores,
    "7.2": library.masked_softmax,
    "7.3": library.attention,
    "7.4": library.causal_mask,
    "7.5": library.self_attention,
    "7.6": heads_share_a_mask,
    "7.7": library.sinusoidal_positions,
}
LN3 = float(np.log(3))


def verdict(id, answer, seed=0):
    return verdict_on(registry.exercise(id), registry.judge(id), answer, seed)


@pytest.mark.parametrize("id", LIBRARY)
def test_the_library_passes_its_own_exercises(id):
    result = verdict(id, LIBRARY[id], 11)
    assert result.state == "right", result.text()


TASK_EXAMPLES = {
    "7.1": [[2, 1.5, 0], [-0.5, 1, 0.5]],
    "7.2": [[0.5, 0.5, 0], [0.75, 0.25, 0], [0, 0, 0]],
    "7.3": [[3, 2], [0, 8]],
    "7.4": [[True, False, False], [True, True, False], [True, True, True]],
    "7.5": [[[7], [8]]],
    "7.6": [[[11, -3], [12, -3]]],
    "7.7": [[0, 1, 0, 1], [0.8415, 0.5403, 0.01, 0.99995]],
}


@pytest.mark.parametrize("id", TASK_EXAMPLES)
def test_the_public_case_is_the_example_worked_in_the_task(id):
    case = registry.exercise(id).inputs(7)[0]
    assert case.public
    received = np.asarray(ORACLE[id](*case.arguments.values()))
    assert received.shape == np.shape(TASK_EXAMPLES[id])
    assert np.allclose(received, TASK_EXAMPLES[id], atol=5e-5)


# --- wrong in another way than thought: the message must name what is seen, and no misconception ---------------------

CLOTHES = [
    ("7.1", lambda right: right.tolist(), "make one array of it"),
    ("7.2", lambda right: right.astype(np.float16), "float16 keeps too few digits"),
    ("7.3", lambda right: right[..., None], "shape (2, 2) is wanted"),
    ("7.5", lambda right: right[..., 0], "shape (1, 2, 1) is wanted"),
    ("7.6", lambda right: right * np.nan, "nan"),
    ("7.7", lambda right: None, "is a return missing?"),
]


@pytest.mark.parametrize(("id", "dress", "told"), CLOTHES)
def test_right_values_in_wrong_clothes_are_told_so(id, dress, told):
    result = verdict(id, lambda *arguments: dress(ORACLE[id](*arguments)))
    assert result.state == "wrong" and result.misconception is None, result.text()
    assert told in result.message, result.text()


OTHER_MISTAKES = [
    ("7.1", lambda q, k: 1.5 * ORACLE["7.1"](q, k), "off by one common factor"),
    ("7.1", lambda q, k: ORACLE["7.1"](q, k) * (1 + (q.ndim > 2)), "off by one common factor"),
    ("7.1", lambda q, k: ORACLE["7.1"](q, k).clip(-50, 50), "large numbers"),
    ("7.2", lambda s, m: ORACLE["7.2"](s, m) * 0.9, "the weights must sum to 1"),
    ("7.2", lambda s, m: ORACLE["7.2"](s, m) + 0.1 * ~np.broadcast_to(m, s.shape), "An entry that the mask hides"),
    ("7.3", lambda q, k, v, m: 2 * ORACLE["7.3"](q, k, v, m), "one of your numbers lies outside"),
    ("7.3", lambda q, k, v, m: ORACLE["7.3"](1.1 * q, k, v, m), "should be 3"),
    ("7.4", lambda t: np.tril(np.ones((t, t), bool)) & (np.arange(t) < 6), "7 positions"),
    ("7.5", lambda p, x, m: ORACLE["7.5"](p, x, m) + 1, "may see nothing should get zeros"),
    ("7.5", lambda p, x, m: ORACLE["7.5"](p, 1.1 * x, m) / 1.1, "should be 7"),
    ("7.6", lambda p, x, h, m: 2 * ORACLE["7.6"](p, x, h, m), "With heads = 1"),
    ("7.6", lambda p, x, h, m: ORACLE["7.6"](p, x, h, m) * (1 + (h == 1)), "With heads = 1"),
    ("7.7", lambda t, d: ORACLE["7.7"](t, d) + 0.5 * (np.arange(t) == 3)[:, None], "The squares of a sine"),
    ("7.7", lambda t, d: np.roll(ORACLE["7.7"](t, d), 2, axis=1), "Your first pair"),
]


@pytest.mark.parametrize(("id", "answer", "told"), OTHER_MISTAKES)
def test_a_mistake_that_nobody_foresaw_is_not_taken_for_a_known_one(id, answer, told):
    result = verdict(id, answer, seed=3)
    assert result.state == "wrong", result.text()
    assert result.misconception is None, result.text()
    assert told in result.text(), result.text()


def keras_like(params, x, mask):
    """Attention along the first axis, as a layer sees it that takes samples for steps."""
    q, k, v = (jnp.swapaxes(x @ w, 0, 1) for w in params)
    scores = q @ jnp.swapaxes(k, 1, 2) / jnp.sqrt(q.shape[-1])
    return jnp.swapaxes(jax.nn.softmax(scores, axis=-1) @ v, 0, 1)


CONFUSED = [
    ("7.1", lambda q, k: jnp.einsum("...ic,...jc->...ij", q, k), "not scaled"),
    ("7.1", lambda q, k: q @ k.T / q.shape[-1] ** 0.5, "all axes turned"),
    ("7.2", lambda s, m: jax.nn.softmax(s, axis=-1) * m, "mask after the softmax"),
    ("7.2", lambda s, m: jax.nn.softmax(jnp.where(m, s, -1e9), axis=-1) * m, "a large number is not −∞"),
    ("7.2", lambda s, m: jax.nn.softmax(s + jnp.log(m), axis=-1), "nan rows"),
    ("7.2", lambda s, m: jax.nn.softmax(jnp.where(m, s, jnp.finfo(s.dtype).min)), "nothing allowed, equal shares"),
    ("7.3", lambda q, k, v, m: library.masked_softmax(q @ jnp.swapaxes(k, -1, -2), m) @ v, "another scale"),
    ("7.4", lambda t: jnp.tril(jnp.ones((t, t))), "numbers"),
    ("7.4", lambda t: jnp.arange(t)[None, :] < jnp.arange(t)[:, None], "own position hidden"),
    ("7.5", keras_like, "samples see each other"),
    (
        "7.7",
        lambda t, d: jnp.concatenate([library.sinusoidal_positions(t, d)[:, i::2] for i in (0, 1)], axis=1),
        "halves side by side",
    ),
]


@pytest.mark.parametrize(("id", "answer", "name"), CONFUSED)
def test_a_known_mistake_is_known_in_other_words(id, answer, name):
    assert verdict(id, answer, seed=4).misconception == name


# --- 7.8 -----------------------------------------------------------------------------------------------------------


def judged(model, make=classifier_judge.query_params, seed=0):
    return verdict("7.8", {"classifier_params": make, "lstm_attention_classifier": model}, seed)


def test_no_wrong_model_looks_like_a_right_one():
    """Models are told apart by their symptom alone: a wrong one with none would pass for any that stays below."""
    for misconception in registry.judge("7.8").misconceptions:
        for wrong in misconception.wrong:
            seen = classifier.observe_classifier(wrong, classifier.classifier_cases(5)[0])
            assert seen["returned"]["facts"]["symptom"] != "none", misconception.name


@pytest.mark.parametrize("seed", range(100, 120))
def test_a_sound_model_shows_no_symptom(seed):
    """Before training, for many keys: chance must not refuse a right answer."""
    params = classifier_wrong.small_params(jax.random.key(seed))
    ask = classifier._asker(classifier_wrong.sound_model)
    assert classifier._model_symptom(ask, params, seed) == ""


def bag_of_words(params, x, lengths):
    weights = jnp.where(jnp.arange(x.shape[1]) < lengths[:, None], 1 / lengths[:, None], 0)
    return jnp.einsum("bt,bth,h->b", weights, params["words"][x], params["out"]) + params["bias"], weights


def always_ham(params, x, lengths):
    return jnp.full(len(x), -1.0), classifier_judge.query_classifier(params, x, lengths)[1]


def leaking(params, x, lengths):
    states = classifier_judge.lstm_states(params, x)
    return states[:, -1] @ params["out"], classifier_judge.query_classifier(params, x, lengths)[1]


def sigmoid_inside(params, x, lengths):
    scores, weights = classifier_judge.query_classifier(params, x, lengths)
    return jax.nn.sigmoid(scores), weights


def batch_normalised(params, x, lengths):
    scores, weights = classifier_judge.query_classifier(params, x, lengths)
    return scores - scores.mean(), weights


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (bag_of_words, "equal weights"),
        (always_ham, "a word left out"),
        (leaking, "padding read"),
        (sigmoid_inside, "probabilities"),
        (batch_normalised, "samples see each other"),
    ],
)
def test_baselines_and_leaks_are_refused_by_name(model, name):
    assert judged(model).misconception == name


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (lambda p, x, n: jnp.zeros(len(x)), "(scores, weights) is wanted"),
        (lambda p, x, n: (jnp.zeros((len(x), 1)), jnp.ones(x.shape)), "Scores (6,) are wanted for x (6, 12)"),
        (lambda p, x, n: (jnp.zeros(len(x)), jnp.ones(len(x))), "Weights (6, 12) are wanted"),
    ],
)
def test_another_form_is_told_so(model, told):
    assert told in judged(model).message


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"words": np.zeros((1000, 13), np.float32)}, "at most 12,000 numbers"),
        ({"words": 3}, "one of yours is int"),
        ({"words": np.zeros(3, int)}, "array of int64"),
        ({}, "holds none"),
    ],
)
def test_parameters_that_cannot_be_trained_are_told_so(params, told):
    result = judged(classifier_judge.query_classifier, lambda key: params)
    assert told in result.message and result.misconception is None


def test_a_model_that_learns_nothing_is_told_what_it_reached():
    make = lambda key: jax.tree.map(lambda leaf: 200 * leaf, classifier_judge.query_params(key))  # noqa: E731
    result = judged(classifier_judge.query_classifier, make)
    assert result.state == "wrong" and result.misconception is None
    assert "Balanced accuracy on the held-out messages: 0." in result.message


def test_the_trainer_shows_what_the_task_says():
    assert messages.SAMPLES == 10_800
    x, lengths, spam = messages.training_messages(0)
    assert x.shape == (3_600, 24) and x.max() < 800 and set(spam.tolist()) == {0, 1}
    assert all((row[:n] > 0).all() and (row[n:] == 0).all() for row, n in zip(x, lengths, strict=True))
    held_out, more_lengths = messages.held_out_messages()
    assert held_out.shape == (1_500, 40) and more_lengths.max() == 24 and not held_out[:, 24:].any()


def test_held_out_messages_are_never_trained_on():
    texts, _ = messages._stored()
    assert len(set(texts)) == len(texts)
    assert "labels" not in inspect.getsource(classifier)
