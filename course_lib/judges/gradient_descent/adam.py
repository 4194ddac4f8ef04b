"""1.7 adam_step: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.gradient_descent import adam_mistakes as mistakes


def adam_oracle(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    theta, m, v, g = (np.asarray(a, np.float64) for a in (theta, m, v, grad))
    m, v, t = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2, t + 1
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
    return theta - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)


def adam_rearranged(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = state
    t = t + 1
    m = m + (1 - b1) * (grad - m)
    v = v + (1 - b2) * (grad * grad - v)
    root = jnp.sqrt(1 - b2**t)
    step = learning_rate * root / (1 - b1**t)
    return theta - step * m / (jnp.sqrt(v) + eps * root), (m, v, t)


def adam_jitted(theta, state, grad, learning_rate, b1, b2, eps):
    @jax.jit
    def step(theta, m, v, t, grad):
        t = t + 1
        m, v = b1 * m + (1 - b1) * grad, b2 * v + (1 - b2) * jnp.square(grad)
        return theta - learning_rate * (m / (1 - b1**t)) / (jnp.sqrt(v / (1 - b2**t)) + eps), (m, v, t)

    return step(theta, *state, grad)


def adam_entry_by_entry(theta, state, grad, learning_rate, b1, b2, eps):
    m, v, t = np.array(state[0]), np.array(state[1]), state[2] + 1
    new = np.array(theta)
    for i in np.ndindex(new.shape):
        m[i] = b1 * m[i] + (1 - b1) * grad[i]
        v[i] = b2 * v[i] + (1 - b2) * grad[i] ** 2
        new[i] -= learning_rate * (m[i] / (1 - b1**t)) / ((v[i] / (1 - b2**t)) ** 0.5 + eps)
    return [new, [m, v, t]]


def _parts(case, seen):
    """Received and wanted: theta, m, v, t."""
    theta, state = seen["returned"]["sequence"]
    wanted_theta, wanted_state = adam_oracle(**case.arguments)
    received = [decode_array(part) for part in (theta, *state["sequence"])]
    return list(zip(received, (wanted_theta, *wanted_state), strict=True))


def _right(part):
    return lambda case, seen: np.allclose(*_parts(case, seen)[part], rtol=1e-4, atol=1e-6)


def _first_step(case, seen):
    theta, state, g = case.arguments["theta"], case.arguments["state"], case.arguments["grad"]
    if state[2] > 0 or case.arguments["eps"] > 1e-6 or not np.any(g):
        return True
    moved = np.abs(_parts(case, seen)[0][0] - theta)
    return np.allclose(moved, case.arguments["learning_rate"], rtol=1e-3)


def _theta_message(case, seen):
    if case.arguments["state"][2] == 0:
        return "Your m, v and t are right, but not the new θ. Compute m̂, v̂ and the step for the example by hand."
    return (
        "Your m, v and t are right, and so is the θ of a first step, but not that of a later one. Compute m̂ and v̂ "
        "by hand for t = 2, m = 1, v = 1: how do they depend on t?"
    )


ADAM = Judge(
    id="1.7",
    oracle=adam_oracle,
    rtol=1e-4,
    atol=1e-6,
    takeaway="every parameter gets a step of about α, however steep its own slope. This is the optimiser that will "
    "train your networks from chapter 05 on.",
    alternatives=(adam_rearranged, adam_jitted, adam_entry_by_entry),
    misconceptions=(
        Misconception(
            "no bias correction",
            "Your running means start at 0 and nothing makes up for it. With b1 = 0.9 and a first gradient of 1, what "
            "is m? Is that a good estimate of the gradients seen so far?",
            mistakes.no_bias_correction,
        ),
        Misconception(
            "only one mean corrected",
            "You correct one of the two running means and not the other. Both start at 0: after the first step, "
            "compare m with g and v with g².",
            (mistakes.corrects_m_only, mistakes.corrects_v_only),
        ),
        Misconception(
            "t starts at 0",
            "You correct with the t of before this step. At the first step that is 0: what is 1 − b1⁰, and what do "
            "you divide by?",
            (mistakes.t_too_small, mistakes.t_too_small_kept),
        ),
        Misconception(
            "t not carried on",
            "Your θ is right, but the t that you return has not moved: every later step will be corrected like this "
            "one. Which t does the next step need?",
            mistakes.t_not_returned,
        ),
        Misconception(
            "correction without t",
            "Your correction is the same at every step. It should fade: after a thousand steps, how much of the zero "
            "start is left in m?",
            (mistakes.correction_without_t, mistakes.correction_times_t),
        ),
        Misconception(
            "eps inside the root",
            "Your eps stands under the root. For v̂ = 0 and eps = 10⁻⁸ the denominator is then 10⁻⁴: how far is that "
            "from the eps you asked for?",
            mistakes.eps_in_root,
        ),
        Misconception(
            "eps before the correction",
            "You add eps to √v and correct afterwards. Some libraries do that, and there eps means something else in "
            "early steps. In the formula here, is v corrected before or after eps is added?",
            mistakes.eps_before_correction,
        ),
        Misconception(
            "eps missing",
            "Where all gradients so far were 0 you divide by 0. Which small number stands in the denominator for "
            "that, and where?",
            mistakes.eps_missing,
        ),
        Misconception(
            "v from |g|",
            "Your v follows the size of the gradient, not its square. For gradients 1 and 7: which is larger, the "
            "mean of the sizes or the root of the mean square?",
            (mistakes.v_from_size, mistakes.v_from_size_without_root),
        ),
        Misconception(
            "v from g",
            "Your v is a running mean of g itself: where slopes are negative it goes below 0 and its root is nan. "
            "What must happen to g before v takes it up?",
            mistakes.v_from_gradient,
        ),
        Misconception(
            "v from m",
            "Your v collects the squares of m. A slope that changes its sign at every step has m near 0: is it small "
            "in size, too?",
            mistakes.v_from_mean,
        ),
        Misconception(
            "root missing",
            "You divide by v̂ without its root. If all gradients become ten times larger, the step should stay the "
            "same: what does yours do?",
            mistakes.no_root,
        ),
        Misconception(
            "decay rates exchanged",
            "b1 and b2 have changed places. Which of them belongs to m, the mean of the gradients?",
            mistakes.rates_exchanged,
        ),
        Misconception(
            "sum instead of mean",
            "You add the whole new gradient to the old mean. With b1 = 0.9 and gradients of 1 for ever, where does "
            "your m end up? Where should a mean of ones be?",
            mistakes.factor_forgotten,
        ),
        Misconception(
            "weights exchanged",
            "In your running means the new gradient gets the weight that belongs to the past. With b1 = 0.9, how much "
            "of the new m should come from this one gradient?",
            mistakes.weights_exchanged,
        ),
        Misconception(
            "corrected means carried on",
            "Your θ is right, but you return m̂ and v̂ as the state, so the next step corrects them a second time. "
            "Which two of your variables are the running means?",
            mistakes.keeps_corrected,
        ),
        Misconception(
            "old state returned",
            "Your θ is right, but you return the state you were given: the next step will know nothing of this "
            "gradient.",
            mistakes.keeps_old_state,
        ),
        Misconception(
            "m and v exchanged",
            "Your θ is right, but m and v have changed places in the state that you return. In which order does the "
            "next step take them out?",
            mistakes.returns_v_before_m,
        ),
        Misconception(
            "gradient instead of m",
            "You step with this one gradient: m is kept, but changes nothing. If the gradient is 0 now and was 1 "
            "until now, should θ stand still at once?",
            (mistakes.gradient_instead_of_mean, mistakes.gradient_corrected_instead_of_mean),
        ),
        Misconception(
            "old means used",
            "You step with the means of before this gradient. At the first step they are 0: how far does your θ move?",
            mistakes.old_means,
        ),
        Misconception(
            "uphill",
            "You walk uphill: where the gradient is positive your θ grows. Does J fall there?",
            mistakes.uphill,
        ),
        Misconception(
            "in place",
            "`*=`, `+=` and `-=` write into the caller's NumPy arrays: what was passed in is no longer what it was. "
            "Which way of writing makes a new array?",
            (mistakes.in_place, mistakes.means_in_place),
        ),
        Misconception(
            "state not in one tuple",
            "Four values come back side by side; two are wanted: θ, and the state as one tuple of three. Where do "
            "brackets belong in your last line?",
            mistakes.flat_result,
        ),
    ),
    properties=(
        Property("t", _right(3), "The t that you return is wrong. How many steps have been taken, this one included?"),
        Property("m", _right(1), "Your m is wrong (look at it first). Compute m by hand for the example."),
        Property("v", _right(2), "Your m is right, the v that you return is not. Compute v for the example by hand."),
        Property(
            "first step of length alpha",
            _first_step,
            "Your m, v and t are right, but not the step. At the first step every parameter should move by α, "
            "whatever the size of its gradient: how far does yours move, and what are m̂ and v̂ there?",
        ),
        Property("theta", _right(0), _theta_message),
    ),
)
