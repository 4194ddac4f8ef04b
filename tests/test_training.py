"""The training loop against a plain Python loop with optax over the same batches."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from course_lib.losses import half_mse
from course_lib.optimizers import adam, momentum, sgd
from course_lib.training import evaluate, fit, predict

KEY = jax.random.key(7)
RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(11, 3)).astype(np.float32), RNG.normal(size=11).astype(np.float32)
PARAMS = {"w": jnp.array([0.5, -1.0, 0.2]), "b": jnp.array(0.1, jnp.float32)}


def loss(params, x, y):
    return half_mse(y, x @ params["w"] + params["b"])


def measure(params, x, y):
    residuals = x @ params["w"] + params["b"] - y
    return {"mae": jnp.mean(jnp.abs(residuals)), "bias": jnp.mean(residuals)}


def train(**settings):
    settings = {"key": KEY, "epochs": 3, "batch_size": 4, "optimizer": sgd(0.1), "progress": False, **settings}
    return fit(PARAMS, loss, (X, Y), **settings)


def by_hand(optimizer, epochs=3, batch_size=4, key=KEY):
    """Yield parameters and mean loss after every epoch."""
    params, state = PARAMS, optimizer.init(PARAMS)
    value_and_grad = jax.jit(jax.value_and_grad(loss))
    for key_epoch in jax.random.split(key, epochs):
        order, total = np.asarray(jax.random.permutation(key_epoch, len(X))), 0.0
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            value, grads = value_and_grad(params, X[batch], Y[batch])
            updates, state = optimizer.update(grads, state, params)
            params, total = optax.apply_updates(params, updates), total + float(value) * len(batch)
        yield params, total / len(X)


def assert_close(ours, theirs):
    assert jax.tree.structure(ours) == jax.tree.structure(theirs)
    jax.tree.map(lambda a, b: np.testing.assert_allclose(a, b, rtol=2e-5, atol=1e-6), ours, theirs)


@pytest.mark.parametrize("batch_size", [1, 4, 11, 50])
def test_fit_is_the_plain_loop_also_where_the_last_batch_is_smaller(batch_size):
    params, history = train(batch_size=batch_size)
    epochs = list(by_hand(optax.sgd(0.1), batch_size=batch_size))
    assert_close(params, epochs[-1][0])
    np.testing.assert_allclose(history.loss, [mean for _, mean in epochs], rtol=1e-5)
    assert isinstance(history.loss, np.ndarray) and history.validation == {}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(momentum(0.05), optax.sgd(0.05, 0.9)), (adam(0.02), optax.adam(0.02)), (None, optax.adam(1e-3))],
    ids=["momentum", "adam", "default"],
)
def test_the_optimizers_state_lives_from_epoch_to_epoch(ours, theirs):
    assert_close(train(optimizer=ours)[0], list(by_hand(theirs))[-1][0])


def test_batches_of_32_by_default():
    x, y = RNG.normal(size=(40, 3)).astype(np.float32), np.zeros(40, np.float32)
    first = fit(PARAMS, loss, (x, y), key=KEY, epochs=1, progress=False, optimizer=sgd(0.1))
    assert_close(first, fit(PARAMS, loss, (x, y), key=KEY, epochs=1, batch_size=32, progress=False, optimizer=sgd(0.1)))


def test_keys_decide_the_order_and_inputs_stay_as_they_are():
    kept = jax.tree.map(np.array, (PARAMS, X, Y))
    first, again, other = (train(key=key)[1].loss for key in (KEY, KEY, jax.random.key(8)))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)
    assert_close((PARAMS, X, Y), kept)


def test_validation_is_measured_after_each_epoch_and_on_held_out_data_alone():
    held_out = X[:5] + 1, Y[:5]
    params, history = train(validation=held_out, measure=measure)
    expected = [measure(params, *held_out) for params, _ in by_hand(optax.sgd(0.1))]
    assert set(history.validation) == {"mae", "bias"}
    for name, seen in history.validation.items():
        assert isinstance(seen, np.ndarray)
        np.testing.assert_allclose(seen, [row[name] for row in expected], rtol=1e-5)
    assert_close(params, train()[0])  # watching changes nothing


@pytest.mark.parametrize("batch_size", [1, 4, 11, 500])
def test_evaluate_weighs_unequal_batches_by_their_samples(batch_size):
    ours = evaluate(measure, PARAMS, X, Y, batch_size)
    residuals = X @ np.asarray(PARAMS["w"]) + 0.1 - Y
    assert ours == pytest.approx({"mae": np.abs(residuals).mean(), "bias": residuals.mean()}, rel=1e-5)
    assert all(type(value) is float for value in ours.values())
    assert ours == pytest.approx(evaluate(measure, PARAMS, X, Y), rel=1e-5)


def test_evaluate_of_images_and_whole_numbers():
    images, labels = RNG.normal(size=(7, 4, 4, 1)), RNG.integers(0, 3, 7)
    share = lambda params, x, y: {"hits": jnp.mean(y == 2), "level": jnp.mean(x) + params}
    ours = evaluate(share, jnp.array(0.0), images, labels, 3)
    assert ours == pytest.approx({"hits": np.mean(labels == 2), "level": images.mean()}, rel=1e-5)


def test_the_bar_stands_on_stdout_tells_loss_and_measures_and_changes_nothing(capsys):
    settings = {"validation": (X, Y), "measure": measure}
    quiet = train(**settings)
    assert capsys.readouterr() == ("", "")
    told = train(progress=True, **settings)
    out, err = capsys.readouterr()
    assert err == ""
    last = out.replace("\r", "\n").strip().splitlines()[-1]
    assert "training: 100%" in last and "3/3" in last
    history = told[1]
    assert f"loss {history.loss[-1]:.3f}" in last
    for name, seen in history.validation.items():
        assert f"{name} {seen[-1]:.3f}" in last
    assert_close(told, quiet)
    fit(PARAMS, loss, (X, Y), key=KEY, epochs=1)
    assert "training: 100%" in capsys.readouterr().out  # on by default


@pytest.mark.parametrize("b", [0.3, jnp.zeros((), jnp.float32)], ids=["plain number", "array"])
def test_one_compilation_serves_all_epochs_and_every_later_call(b):
    params = {"w": jnp.zeros(3), "b": b}
    seen = []

    def counted(params, x, y):
        seen.append(x.shape)
        return loss(params, x, y)

    def run(key, epochs):
        fit(params, counted, (X, Y), key=key, epochs=epochs, batch_size=5, optimizer=adam(0.3), progress=False)

    run(KEY, 1)
    assert set(seen) == {(5, 3), (1, 3)}
    seen.clear()
    run(KEY, 3)
    run(jax.random.key(1), 2)
    assert seen == []


def test_a_measure_is_compiled_once():
    seen = []

    def counted(params, x, y):
        seen.append(x.shape)
        return measure(params, x, y)

    train(epochs=1, validation=(X, Y), measure=counted)
    assert seen == [(11, 3)]  # fewer samples than a batch are one batch
    seen.clear()
    train(epochs=2, validation=(X, Y), measure=counted)
    evaluate(counted, PARAMS, X, Y)
    assert seen == []


def test_any_tree_of_parameters_and_any_shape_of_samples():
    x, y = RNG.normal(size=(6, 2, 2)).astype(np.float32), RNG.normal(size=(6, 1)).astype(np.float32)
    params = [(jnp.zeros((4, 1)), jnp.zeros(1))]
    linear = lambda params, x, y: half_mse(y, x.reshape(len(x), 4) @ params[0][0] + params[0][1])
    fitted, history = fit(params, linear, (x, y), key=KEY, epochs=2, batch_size=4, progress=False)
    assert jax.tree.structure(fitted) == jax.tree.structure(params) and history.loss[1] < history.loss[0]


def test_bad_input_is_named():
    cases = [
        (lambda: fit(PARAMS, loss, (X, Y[:5]), key=KEY, epochs=1), "train: number of targets: 11 .*got 5"),
        (lambda: fit(PARAMS, loss, (X[:0], Y[:0]), key=KEY, epochs=1), "train: number of samples: .*got 0"),
        (lambda: train(epochs=0), "epochs: at least 1 expected, got 0"),
        (lambda: train(batch_size=0), "batch_size: .*got 0"),
        (lambda: train(measure=measure), "measure: .*together with validation"),
        (lambda: train(validation=(X, Y)), "measure: .*together with validation"),
        (lambda: train(validation=(X, Y[:3]), measure=measure), "validation: number of targets: 11 .*got 3"),
        (lambda: evaluate(measure, PARAMS, X, Y[:2]), "number of targets: 11 .*got 2"),
        (lambda: evaluate(measure, PARAMS, X[:0], Y[:0]), "number of samples: .*got 0"),
        (lambda: evaluate(measure, PARAMS, X, Y, 0), "batch_size: .*got 0"),
    ]
    for call, message in cases:
        with pytest.raises(ValueError, match=message):
            call()


def test_inputs_may_be_a_tree_and_outputs_come_back_row_by_row():
    lengths = np.arange(1, 12, dtype=np.float32)
    model = lambda params, x: x[0] @ params["w"] + params["b"] * x[1]
    tree_loss = lambda params, x, y: half_mse(y, model(params, x))
    flat_loss = lambda params, x, y: half_mse(y, x[:, :3] @ params["w"] + params["b"] * x[:, 3])
    settings = {"key": KEY, "epochs": 2, "batch_size": 4, "optimizer": sgd(0.01), "progress": False}
    ours = fit(PARAMS, tree_loss, ((X, lengths), Y), **settings)
    theirs = fit(PARAMS, flat_loss, (np.column_stack([X, lengths]), Y), **settings)
    assert_close(ours, theirs)
    for batch_size in (1, 4, 11, 500):  # with a rest, without, in one go
        outputs = predict(model, ours[0], (X, lengths), batch_size)
        np.testing.assert_allclose(outputs, X @ ours[0]["w"] + ours[0]["b"] * lengths, rtol=1e-5, atol=1e-6)
    with pytest.raises(ValueError, match="n: at least 1 expected, got 0"):
        predict(model, PARAMS, (X[:0], lengths[:0]))
    with pytest.raises(ValueError, match="train: number of targets: 10 expected .* got 11"):
        fit(PARAMS, tree_loss, ((X, lengths[:10]), Y), **settings)
