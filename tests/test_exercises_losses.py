"""What gate 2 does not prove of the exercises of chapter 04: properties, other ways in JAX, borders and rounding."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from course_checks import verdict_on

from course_lib import activations, losses, metrics
from course_lib.checking import registry
from course_lib.judges.losses import JUDGES

# Right and wrong answers alike may meet log 0 on the NumPy copies on which it is tried whether inputs stay unchanged.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

ORACLE = {judge.id: judge.oracle for judge in JUDGES}
LIBRARY = {
    "4.1": losses.half_mse,
    "4.2": losses.half_mse_grad,
    "4.3": {"logsumexp": activations.logsumexp, "softmax": activations.softmax},
    "4.4": {"entropy": losses.entropy, "kl_divergence": losses.kl_divergence},
    "4.5": losses.cross_entropy,
    "4.6": losses.cross_entropy_grad,
    "4.7": losses.huber,
    "4.8": metrics.expected_calibration_error,
}


def verdict(id, answer, seed=0):
    return verdict_on(registry.exercise(id), registry.judge(id), answer, seed)


@pytest.mark.parametrize("id", LIBRARY)
def test_the_library_passes_its_own_exercises(id):
    result = verdict(id, LIBRARY[id], seed=3)
    assert result.state == "right", result.text()


TASK_EXAMPLES = {
    "4.1": [1.125],
    "4.2": [[-0.25, 0, 0.5, 0.5]],
    "4.3": [[1000.6931, 1.3863], [[0.5, 0.5], [0.25, 0.75]]],
    "4.4": [1.0397, 0.6931],
    "4.5": [1.0397],
    "4.6": [[[0.125, 0.125, -0.25], [0.25, -0.375, 0.125]]],
    "4.7": [[0.5, 2, 6, 10]],
    "4.8": [0.28125],
}


@pytest.mark.parametrize("id", TASK_EXAMPLES)
def test_the_public_cases_are_the_examples_worked_in_the_task(id):
    cases = [case for case in registry.exercise(id).inputs(7) if case.public]
    assert len(cases) == len(TASK_EXAMPLES[id]) == len(registry.exercise(id).names)
    for case, wanted in zip(cases, TASK_EXAMPLES[id], strict=True):
        right = ORACLE[id] if case.function is None else ORACLE[id][case.function]
        assert np.allclose(right(*case.arguments.values()), wanted, rtol=1e-7, atol=6e-5)


# --- wrong in another way than thought: the message must name what is seen, and no misconception ---------------------


def dressed(id, dress):
    """The right answer in wrong clothes; of two functions, both."""
    right = ORACLE[id] if isinstance(ORACLE[id], dict) else {registry.exercise(id).name: ORACLE[id]}

    def put_on(function):
        return lambda *arguments: dress(function(*arguments))

    return {name: put_on(function) for name, function in right.items()}


CLOTHES = [
    ("4.1", lambda right: np.array([right]), "of shape (1,)"),
    ("4.2", lambda right: right.tolist(), "you return a list of 4"),
    ("4.4", lambda right: np.asarray(right)[None], "one number is wanted"),
    ("4.5", lambda right: (right, 0.0), "you return a tuple of 2"),
    ("4.6", lambda right: right.T, "shape (2, 3) is wanted"),
]


@pytest.mark.parametrize(("id", "dress", "told"), CLOTHES)
def test_right_values_in_wrong_clothes_are_told_so(id, dress, told):
    result = verdict(id, dressed(id, dress))
    assert result.state == "wrong"
    assert result.misconception is None, result.text()
    assert told in result.message, result.text()


def capped_elsewhere(logits, labels):
    q = jax.nn.softmax(logits, axis=1)[jnp.arange(len(labels)), labels]
    return -jnp.mean(jnp.log(jnp.clip(q, 1e-6, 1.0)))


def smoothed_labels(logits, labels):
    truth = 0.9 * jax.nn.one_hot(labels, logits.shape[1]) + 0.1 / logits.shape[1]
    return -jnp.mean(jnp.sum(truth * jax.nn.log_softmax(logits), axis=1))


def softmax_with_a_little_more_below(z):
    e = jnp.exp(z - jnp.max(z, axis=-1, keepdims=True))
    return e / (jnp.sum(e, axis=-1, keepdims=True) + 0.01)


def softmax_with_a_little_more_above(z):
    e = jnp.exp(z - jnp.max(z, axis=-1, keepdims=True)) + 1e-12
    return e / jnp.sum(e, axis=-1, keepdims=True)


def logsumexp_with_a_little_more(z, axis):
    m = finite_max(z, axis)
    return jnp.squeeze(m, axis) + jnp.log(jnp.sum(jnp.exp(z - m), axis=axis) + 1e-30)


def squares_between(residual, delta):
    size = jnp.abs(residual)
    return jnp.where(size <= delta, size**2 / 2, delta**2 / 2 + jnp.sqrt(delta) * (size - delta))


def ece_of_the_second(probs, labels, bins):
    return ORACLE["4.8"](probs, labels, bins) if len(probs) < 10 else ORACLE["4.8"](probs, labels, bins + 2)


def ece_weighted_by_squares(probs, labels, bins):
    probs = np.asarray(probs)
    confidence, right = probs.max(axis=1), probs.argmax(axis=1) == np.asarray(labels)
    place = np.ceil(confidence * bins)
    parts = [place == b for b in np.unique(place)]
    gaps = [abs(right[m].mean() - confidence[m].mean()) for m in parts]
    weights = np.array([m.sum() ** 2 for m in parts])
    return np.dot(weights, gaps) / weights.sum()


OTHER_MISTAKES = [
    ("4.1", lambda y, y_hat: ORACLE["4.1"](y, y_hat) + 0.125, "For a perfect prediction"),
    ("4.1", lambda y, y_hat: -ORACLE["4.1"](y, y_hat), "can be negative"),
    ("4.1", lambda y, y_hat: ORACLE["4.1"](y, y_hat) * (1 + np.ndim(y)) / 2, "For y (5, 1) and y_hat (5,)"),
    ("4.1", lambda y, y_hat: 3 * ORACLE["4.1"](y, y_hat), "the example"),
    ("4.2", lambda y, y_hat: ORACLE["4.2"](y, y_hat) + 0.1, "every slope should be 0"),
    ("4.2", lambda y, y_hat: ORACLE["4.2"](y, y_hat) ** 3, "the example"),
    ("4.3", {"softmax": softmax_with_a_little_more_below}, "does not add up to 1"),
    ("4.3", {"softmax": softmax_with_a_little_more_above}, "A score of −∞ has a probability above 0"),
    ("4.3", {"logsumexp": logsumexp_with_a_little_more}, "For a row of −∞ only"),
    ("4.3", {"logsumexp": lambda z, axis: ORACLE["4.3"]["logsumexp"](z, axis) - 2}, "smaller than the largest score"),
    ("4.3", {"logsumexp": lambda z, axis: ORACLE["4.3"]["logsumexp"](z, axis)[None]}, "shape (2,) is wanted"),
    ("4.4", {"entropy": lambda p: ORACLE["4.4"]["entropy"](p) + 1}, "If one outcome is certain"),
    ("4.4", {"kl_divergence": lambda p, q: ORACLE["4.4"]["kl_divergence"](p, q) + 1}, "two equal distributions"),
    ("4.4", {"kl_divergence": lambda p, q: np.minimum(ORACLE["4.4"]["kl_divergence"](p, q), 50)}, "be infinite"),
    ("4.4", {"entropy": lambda p: -3 * ORACLE["4.4"]["entropy"](p)}, "entropy can be negative"),
    ("4.5", capped_elsewhere, "Does something cap your logarithm"),
    ("4.5", smoothed_labels, "Where every row is right with certainty"),
    ("4.5", lambda z, y: ORACLE["4.5"](z, y) - 1, "should be 0; yours is not"),
    ("4.6", lambda z, y: ORACLE["4.6"](z, y) + 0.1, "each row of the gradient must add up to 0"),
    ("4.6", lambda z, y: ORACLE["4.6"](z, y) * 3, "the example"),
    ("4.7", squares_between, "grow by δ for each unit"),
    ("4.7", lambda r, d: ORACLE["4.7"](r, d) + 0.1 * np.sign(np.asarray(r)), "losses differ"),
    ("4.8", ece_weighted_by_squares, "the example"),
    ("4.8", ece_of_the_second, "It is right for the example"),
    ("4.8", lambda p, y, b: ORACLE["4.8"](p, y, b) / 2, "One sample"),
    ("4.8", lambda p, y, b: -ORACLE["4.8"](p, y, b), "between 0 and 1"),
]


@pytest.mark.parametrize(("id", "answer", "told"), OTHER_MISTAKES)
def test_a_mistake_that_nobody_foresaw_is_not_taken_for_a_known_one(id, answer, told):
    result = verdict(id, answer, seed=3)
    assert result.state == "wrong"
    assert result.misconception is None, result.text()
    assert told in result.message, result.text()


# --- a known mistake, where JAX takes another way than the NumPy of the judge: gate 2 has the others ------------------


def naive_softmax(z):
    return jnp.exp(z) / jnp.sum(jnp.exp(z), axis=-1, keepdims=True)


def naive_logsumexp(z, axis):
    return jnp.log(jnp.sum(jnp.exp(z), axis=axis))


def huber_by_if(residual, delta):
    if jnp.abs(residual) <= delta:
        return residual**2 / 2
    return delta * (jnp.abs(residual) - delta / 2)


def huber_set(residual, delta):
    out = jnp.square(residual) / 2
    return out.at[residual > delta].set((delta * (residual - delta / 2))[residual > delta])


def ece_by_digitize(probs, labels, bins):
    confidence, right = jnp.max(probs, axis=1), jnp.argmax(probs, axis=1) == labels
    place = jnp.digitize(confidence, jnp.linspace(0, 1, bins + 1)) - 1
    gaps = [jnp.abs(jnp.sum(jnp.where(place == b, right - confidence, 0))) for b in range(bins + 1)]
    return sum(gaps) / len(labels)


def ece_with_empty_bins(probs, labels, bins):
    confidence, right = jnp.max(probs, axis=1), jnp.argmax(probs, axis=1) == labels
    total = 0.0
    for b in range(bins):
        inside = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        total += inside.mean() * jnp.abs(right[inside].mean() - confidence[inside].mean())
    return total


CONFUSED = [
    ("4.1", lambda y, y_hat: jnp.sum((jnp.ravel(y) - jnp.ravel(y_hat)) ^ 2) / 2, "a caret for a power"),
    ("4.3", {"logsumexp": naive_logsumexp, "softmax": naive_softmax}, "overflow"),
    ("4.3", {"softmax": lambda z: jnp.exp(z) / jnp.exp(z).sum(axis=-1)}, "keepdims forgotten in softmax"),
    ("4.4", {"kl_divergence": lambda p, q: jnp.nansum(q * jnp.log(q / p), -1)}, "p and q swapped"),
    ("4.5", lambda z, y: -jnp.mean(jnp.log(jax.nn.softmax(z)[jnp.arange(len(y)), y])), "log of a zero"),
    ("4.5", lambda z, y: jnp.mean(jax.nn.logsumexp(z, axis=1)[:, None] - z[y]), "labels pick rows"),
    ("4.5", lambda z, y: jnp.mean(jax.nn.logsumexp(z, axis=1) - jnp.take(z, y)), "entries of the first row"),
    ("4.6", lambda z, y: jax.nn.softmax(z).at[:, y].add(-1) / len(y), "one in every column of the labels"),
    ("4.6", lambda z, y: (jax.nn.softmax(z) - jax.nn.one_hot(y - 1, z.shape[1])) / len(y), "labels from 1"),
    ("4.6", lambda z, y: jax.nn.softmax(z).at[jnp.arange(len(y)), y - 1].add(-1) / len(y), "labels from 1"),
    ("4.7", huber_by_if, "if on an array"),
    ("4.7", huber_set, "one-sided"),
    ("4.8", ece_by_digitize, "lower border included"),
    ("4.8", ece_with_empty_bins, "empty bins"),
]


@pytest.mark.parametrize(("id", "answer", "name"), CONFUSED)
def test_a_known_mistake_is_known_in_jax_too(id, answer, name):
    result = verdict(id, answer, seed=4)
    assert result.misconception == name, result.text()


def test_softmax_on_top_of_a_wrong_logsumexp_is_the_same_mistake():
    by_logarithms = lambda z: jnp.exp(z - naive_logsumexp(z, -1)[..., None])
    assert verdict("4.3", {"logsumexp": naive_logsumexp, "softmax": by_logarithms}).misconception == "overflow"


# --- once accepted, or once refused ----------------------------------------------------------------------------------


def finite_max(z, axis):
    m = jnp.max(z, axis=axis, keepdims=True)
    return jnp.where(jnp.isfinite(m), m, 0)


def cross_entropy_log_q(logits, labels):
    return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels])


def logsumexp_by(shift):
    def logsumexp(z, axis):
        m = shift(z, axis)
        return jnp.squeeze(m, axis) + jnp.log(jnp.sum(jnp.exp(z - m), axis=axis))

    return logsumexp


def logsumexp_right_up_to(factor):
    return lambda z, axis: ORACLE["4.3"]["logsumexp"](z, axis) * factor


def naive_in_long_double(z, axis):
    with np.errstate(all="ignore"):
        return np.asarray(np.log(np.sum(np.exp(np.asarray(z, np.longdouble)), axis=axis)), np.float64)


def kl_guarded_by(least):
    def kl(p, q):
        ok = p > least
        return jnp.sum(p * jnp.log(jnp.where(ok, p, 1) / jnp.where(ok, q, 1)), axis=-1)

    return kl


def entropy_of(p, axis=-1):
    return -jnp.sum(p * jnp.log(jnp.where(p > 0, p, 1)), axis=axis)


def surprise_or(replace):
    def cross_entropy(z, y):
        q = jax.nn.softmax(z)[jnp.arange(len(y)), y]
        return jnp.mean(replace(q, z, y))

    return cross_entropy


def huber_with(delta_of, border=0.0):
    def huber(r, d):
        d = delta_of(d)
        return jnp.where(jnp.abs(r) <= d + border, r**2 / 2, d * (jnp.abs(r) - d / 2))

    return huber


def ece_in(bins_of):
    return lambda p, y, b: ORACLE["4.8"](p, y, bins_of(b))


STILL_WRONG = {
    "4.1 off by 3e-5": ("4.1", lambda y, y_hat: ORACLE["4.1"](y, y_hat) * (1 + 3e-5)),
    "4.2 off by 3e-5": ("4.2", lambda y, y_hat: ORACLE["4.2"](y, y_hat) * (1 + 3e-5)),
    "4.3 max clipped": ("4.3", {"logsumexp": logsumexp_by(lambda z, axis: jnp.clip(finite_max(z, axis), -1e4, 1e4))}),
    "4.3 −∞ as −100": ("4.3", {"softmax": lambda z: jax.nn.softmax(jnp.where(jnp.isinf(z), -100, z))}),
    "4.3 −∞ as −10,000": ("4.3", {"softmax": lambda z: jax.nn.softmax(jnp.where(jnp.isinf(z), -1e4, z))}),
    "4.3 long double": ("4.3", {"logsumexp": naive_in_long_double}),
    "4.3 shifted in 2-D only": ("4.3", {"softmax": lambda z: jax.nn.softmax(z) if z.ndim == 2 else naive_softmax(z)}),
    "4.3 small terms dropped": (
        "4.3",
        {"logsumexp": lambda z, axis: jax.nn.logsumexp(jnp.where(z < finite_max(z, axis) - 5, -jnp.inf, z), axis)},
    ),
    "4.3 off by 1e-5": ("4.3", {"logsumexp": logsumexp_right_up_to(1 + 1e-5)}),
    "4.3 off by 1e-4, softmax": ("4.3", {"softmax": lambda z: jax.nn.softmax(z) * (1 + 1e-4)}),
    "4.3 off by 1e-3, plus": ("4.3", {"logsumexp": lambda z, axis: jax.nn.logsumexp(z, axis) + 1e-3}),
    "4.4 small q infinite": ("4.4", {"kl_divergence": lambda p, q: kl_guarded_by(0)(p, jnp.where(q < 1e-2, 0, q))}),
    "4.4 zeros in 2-D only": ("4.4", {"entropy": lambda p: entropy_of(p if p.ndim != 3 else p + 1e-3)}),
    "4.5 at most 10,000": ("4.5", surprise_or(lambda q, z, y: jnp.clip(-jnp.log(q), None, 1e4))),
    "4.5 largest if lost": ("4.5", surprise_or(lambda q, z, y: jnp.where(q > 0, -jnp.log(q), jnp.abs(z).max()))),
    "4.5 labels clipped": ("4.5", lambda z, y: cross_entropy_log_q(z, jnp.clip(y, 0, 3))),
    "4.5 logits clipped": ("4.5", lambda z, y: cross_entropy_log_q(jnp.clip(z, -12000, 12000), y)),
    "4.6 small q dropped": (
        "4.6",
        lambda z, y: ORACLE["4.6"](z, y) - jnp.where(jax.nn.softmax(z) < 1e-3, jax.nn.softmax(z), 0) / len(y),
    ),
    "4.7 capped": ("4.7", lambda r, d: jnp.minimum(huber_with(lambda d: d)(r, d), 1e4)),
    "4.7 flattened": ("4.7", lambda r, d: huber_with(lambda d: d)(r.ravel() if r.ndim == 3 else r, d)),
    "4.8 5 bins for 8": ("4.8", ece_in(lambda b: 5 if b == 8 else b)),
    "4.8 10 bins for more than 5": ("4.8", ece_in(lambda b: 10 if b > 5 else b)),
    "4.8 2 bins for 5": ("4.8", ece_in(lambda b: 2 if b == 5 else b)),
    "4.8 not below 0.01": ("4.8", lambda p, y, b: max(ORACLE["4.8"](p, y, b), 0.01)),
    "4.8 not above 0.7": ("4.8", lambda p, y, b: min(ORACLE["4.8"](p, y, b), 0.7)),
}


@pytest.mark.parametrize("label", STILL_WRONG)
def test_answers_that_are_nearly_right_are_refused(label):
    id, answer = STILL_WRONG[label]
    assert verdict(id, answer).state != "right", label


def own_logsumexp(z, axis):
    return logsumexp_by(finite_max)(z, axis)


def all_pairs_cancel_out(logits, labels):
    """Right by linearity: the mean of all differences (N, N) is the difference of the means."""
    picked = jnp.take_along_axis(logits, labels[:, None], axis=1)
    return jnp.mean(jax.nn.logsumexp(logits, axis=1) - picked)


def entropy_guarded_below_float32(p):
    """A step of float32 below 1 is 6e-8: a guard that is smaller changes nothing that could be seen."""
    return -jnp.sum(p * jnp.log(p + 1e-9), axis=-1)


def entropy_from_kl(p):
    return jnp.log(p.shape[-1]) - kl_guarded_by(0)(p, jnp.full(p.shape, 1 / p.shape[-1]))


NATURAL = [
    ("4.3", {"logsumexp": logsumexp_by(lambda z, axis: jnp.max(z, axis, keepdims=True).clip(-1e30))}),
    ("4.4", {"entropy": entropy_guarded_below_float32}),
    ("4.4", {"entropy": entropy_from_kl}),
    ("4.4", {"kl_divergence": lambda p, q: jnp.sum(jnp.where(p > 0, p * jnp.log(p / q), 0), -1)}),
    ("4.3", {"logsumexp": own_logsumexp, "softmax": lambda z: jnp.exp(z - own_logsumexp(z, -1)[..., None])}),
    ("4.3", {"softmax": lambda z: np.exp(np.asarray(z) - np.asarray(jax.nn.logsumexp(z, -1, keepdims=True)))}),
    ("4.4", {"kl_divergence": lambda p, q: jnp.nansum(p * (jnp.log(p) - jnp.log(q)), axis=-1)}),
    ("4.5", all_pairs_cancel_out),
    ("4.6", lambda z, y: (jnp.exp(z - own_logsumexp(z, 1)[:, None]) - jax.nn.one_hot(y, z.shape[1])) / len(y)),
    ("4.7", lambda r, d: 0.5 * r**2 - 0.5 * jax.nn.relu(jnp.abs(r) - d) ** 2),
]


@pytest.mark.parametrize("seed", [0, 3])
@pytest.mark.parametrize(("id", "answer"), NATURAL)
def test_what_is_right_on_paper_passes_in_float32(id, answer, seed):
    result = verdict(id, answer, seed)
    assert result.state == "right", result.text()


# --- borders and rounding --------------------------------------------------------------------------------------------


CALIBRATION_CASES = [case for seed in range(20) for case in registry.exercise("4.8").inputs(seed)]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rounding_moves_no_confidence_into_another_bin(dtype):
    """In float32 and float64, by comparison, by product and by linspace the bins are the same."""
    linspace = {bins: np.asarray(jnp.linspace(0, 1, bins + 1)) for bins in range(1, 16)}
    for case in CALIBRATION_CASES:
        bins = case.arguments["bins"]
        confidence = case.arguments["probs"].astype(dtype).max(axis=1)
        by_product = np.ceil(confidence * dtype(bins)).astype(int) - 1
        by_quotient = np.searchsorted((np.arange(bins + 1) / bins).astype(dtype), confidence, side="left") - 1
        by_linspace = np.searchsorted(linspace[bins], confidence, side="left") - 1
        by_steps = np.searchsorted(np.arange(bins + 1) * dtype(1 / bins), confidence, side="left") - 1
        assert np.array_equal(by_product, by_quotient)
        assert np.array_equal(by_product, by_linspace)
        assert np.array_equal(by_product, by_steps)


def test_probabilities_add_up_to_one_and_the_top_is_what_was_meant():
    for case in CALIBRATION_CASES:
        probs = case.arguments["probs"]
        assert np.allclose(probs.sum(axis=1), 1)
        assert (probs >= 0).all()
        gap = np.sort(probs, axis=1)[:, -1] - np.sort(probs, axis=1)[:, -2]
        assert "two classes at the top" in case.name or (gap > 1e-3).all(), case.name


def test_the_oracles_agree_with_libraries_that_are_not_ours():
    seed = 3
    optax = pytest.importorskip("optax")
    special = pytest.importorskip("scipy.special")
    for case in registry.exercise("4.5").inputs(seed):
        logits, labels = case.arguments.values()
        wanted = optax.softmax_cross_entropy_with_integer_labels(jnp.asarray(logits), jnp.asarray(labels)).mean()
        assert np.allclose(ORACLE["4.5"](logits, labels), wanted, rtol=1e-5, atol=1e-6), case.name
    for case in registry.exercise("4.7").inputs(seed):
        residual, delta = case.arguments.values()
        assert np.allclose(ORACLE["4.7"](residual, delta), special.huber(delta, residual)), case.name
    for case in registry.exercise("4.3").inputs(seed):
        right = special.logsumexp if case.function == "logsumexp" else lambda z: special.softmax(z, axis=-1)
        assert np.allclose(ORACLE["4.3"][case.function](*case.arguments.values()), right(*case.arguments.values()))
    for case in registry.exercise("4.4").inputs(seed):
        right = special.entr if case.function == "entropy" else special.rel_entr
        wanted = right(*case.arguments.values()).sum(axis=-1)
        assert np.allclose(ORACLE["4.4"][case.function](*case.arguments.values()), wanted), case.name
