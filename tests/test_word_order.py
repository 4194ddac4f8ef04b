"""In order or shuffled: twins score alike without positions, padding does not matter, heads share out 1."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from course_lib import word_order


@pytest.fixture(scope="module")
def params():
    return word_order.order_params(jax.random.key(0), 10, d=16, hidden=8)


IDS, LENGTHS = jnp.array([[2, 3, 4, 5, 0], [4, 2, 5, 3, 0]]), jnp.array([4, 4])


def test_every_sentence_gets_a_twin_of_the_same_words():
    rows, y = word_order.with_shuffled([["a", "b"], ["c", "d", "e"]], seed=0)
    assert rows[0] == ("a", "b") and rows[1] == ("b", "a") and sorted(rows[3]) == ["c", "d", "e"] != list(rows[3])
    assert y.tolist() == [1, 0, 1, 0]
    assert word_order.with_shuffled([["a", "b", "c"]], 3)[0] == word_order.with_shuffled([["a", "b", "c"]], 3)[0]
    with pytest.raises(ValueError, match="rows"):
        word_order.with_shuffled([["a", "a"]], 0)


def test_twins_score_alike_only_without_positions(params):
    blind, seeing = (score(params, (IDS, LENGTHS)) for score in (word_order.order_score_blind, word_order.order_score))
    assert np.isclose(*blind, atol=1e-5) and not np.isclose(*seeing, atol=1e-3)


def test_padding_and_company_do_not_matter(params):
    together = word_order.order_score(params, (IDS, LENGTHS))
    longer = word_order.order_score(params, (jnp.pad(IDS, ((0, 0), (0, 3))), LENGTHS))
    alone = word_order.order_score(params, (IDS[:1, :4], LENGTHS[:1]))
    assert np.allclose(together, longer, atol=1e-5) and np.isclose(together[0], alone[0], atol=1e-5)


def test_heads_share_out_one_and_temperature_levels_or_sharpens(params):
    matrices = {t: word_order.head_weights(params, (IDS, LENGTHS), t) for t in (0.01, 1.0, 1e4)}
    for weights in matrices.values():
        assert weights.shape == (2, word_order.HEADS, 5, 5)
        assert np.allclose(weights.sum(axis=-1), 1, atol=1e-5) and (weights[..., 4] == 0).all()
    assert np.allclose(matrices[1e4][..., :4], 0.25, atol=1e-2) and np.asarray(matrices[0.01]).max(axis=-1).mean() > 0.9


def test_losses_are_finite_and_have_gradients(params):
    for loss in (word_order.order_loss, word_order.order_loss_blind):
        grads = jax.grad(loss)(params, (IDS, LENGTHS), jnp.array([1, 0]))
        assert all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(grads))
