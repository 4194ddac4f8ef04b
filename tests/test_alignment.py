"""Alignment by attention: what is encoded, that padding does not matter, that links are learned from pairs alone."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib import alignment, text, training
from course_lib.optimizers import adam


def toy(n=240, seed=0):
    """Pairs in a made-up language: each word has one character, in reversed order."""
    random = np.random.default_rng(seed)
    english = [" ".join(random.choice(list("abcdefgh"), 4, replace=False)) for _ in range(n)]
    chinese = [
        "".join("甲乙丙丁戊己庚辛"["abcdefgh".index(w)] for w in reversed(row.split())) + "。" for row in english
    ]
    return text.Translations(tuple(english), tuple(chinese), ("x",) * n, ("x",) * n)


def test_links_are_learned_without_a_marked_one():
    train, test, of_words, of_characters = alignment.split_pairs(jax.random.key(0), toy(), 40, 20, 20)
    params = alignment.aligner_params(jax.random.key(1), len(of_words), len(of_characters), 8)
    params, history = training.fit(
        params, alignment.aligner_loss, (train.inputs, train.characters),
        key=jax.random.key(2), epochs=30, optimizer=adam(0.05), progress=False,
    )  # fmt: skip
    weights = np.asarray(alignment.alignment_weights(params, test.inputs, test.characters))
    assert history.loss[-1] < 0.3 and (weights[:, :4, :4].argmax(axis=2) == [3, 2, 1, 0]).mean() > 0.95


def test_splitting_keeps_the_test_apart_and_drops_marks():
    train, test, of_words, of_characters = alignment.split_pairs(jax.random.key(0), toy(), 40, 20, 20)
    assert len(test.english) == 40 and len(train.english) == 200
    assert test.inputs[0].shape == (40, 9) and test.characters.shape == (40, 12)
    assert "。" not in of_characters.tokens and len(of_words) == 10


def test_weights_do_not_depend_on_padding_and_the_loss_counts_known_characters_only():
    params = alignment.aligner_params(jax.random.key(0), 6, 7, 4)
    words, lengths, characters = jnp.array([[2, 3, 0]]), jnp.array([2]), jnp.array([[2, 1, 0]])
    weights = alignment.alignment_weights(params, (words, lengths), characters)
    assert np.allclose(weights.sum(axis=-1), 1, atol=1e-6) and (weights[..., 2] == 0).all()
    short = alignment.aligner_loss(params, (words[:, :2], lengths), characters[:, :1])
    assert np.isclose(alignment.aligner_loss(params, (words, lengths), characters), short, atol=1e-6)


def test_dictionary_links_need_one_of_each():
    pairs = alignment.Pairs(None, None, [["i", "see", "tom"], ["i", "i"]], [list("我见汤姆"), ["我"]])
    assert alignment.dictionary_links(pairs).tolist() == [[0, 0, 0], [0, 2, 2], [0, 3, 2]]


def test_bad_sizes():
    with pytest.raises(ValueError, match="num_test"):
        alignment.split_pairs(jax.random.key(0), toy(), 0)
    with pytest.raises(ValueError, match="d:"):
        alignment.aligner_params(jax.random.key(0), 5, 5, 0)
