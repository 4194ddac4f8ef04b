"""How cells start: sizes of weights, rotations, the forget bias."""

from functools import partial

import jax
import numpy as np
import pytest

from course_lib.cells import gru_init, lstm_init, rnn_init

close = partial(np.testing.assert_allclose, rtol=2e-5, atol=2e-5)


def test_cells_start_as_they_say():
    key = jax.random.key(0)
    for kind, radius in (("orthogonal", 1.0), ("orthogonal", 0.5), ("identity", 0.9)):
        w, u, b = rnn_init(key, 3, 8, kind, radius)
        close(u @ u.T, radius**2 * np.eye(8))
        assert w.shape == (3, 8) and not np.any(b)
    u = rnn_init(key, 3, 300, "normal", 0.7).u
    assert 0.6 < np.abs(np.linalg.eigvals(np.asarray(u))).max() < 0.8
    memory = lstm_init(key, 3, 4)
    np.testing.assert_array_equal(memory.b, [0] * 4 + [1] * 4 + [0] * 8)
    for gates, params in ((4, memory), (3, gru_init(key, 3, 4))):
        blocks = np.split(np.asarray(params.u), gates, axis=1)
        assert len({block.tobytes() for block in blocks}) == gates
        for block in blocks:
            close(block @ block.T, np.eye(4))


def test_bad_input_is_named():
    key = jax.random.key(0)
    for call, message in [
        (lambda: rnn_init(key, 0, 3), "d_in: at least 1 expected, got 0"),
        (lambda: lstm_init(key, 2, 0), "hidden: at least 1 expected, got 0"),
        (lambda: rnn_init(key, 2, 3, "ones"), "recurrent: .*got 'ones'"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
