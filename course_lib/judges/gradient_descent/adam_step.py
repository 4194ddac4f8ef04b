"""1.7 adam_step: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Property
from course_lib.judges.gradient_descent.adam_step_misconceptions import MISCONCEPTIONS


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


def _wrong_mean(name, others):
    """What to say of a wrong m or v: the first case in which it is wrong decides."""

    def message(case, seen):
        if case.public:
            return f"{others}the {name} that you return is wrong. Compute {name} for the example by hand."
        return (
            f"For {case} the {name} that you return is wrong, though it is right for the example. In the "
            f"example {name} was 0 before, b1 was 0.9 and b2 was 0.999: which of these is not the same here?"
        )

    return message


ASK = (  # by the beginning of a case's name: what can go wrong there and nowhere before
    (
        "an eps",
        "There eps is large enough to be felt: is it the one you are given, and where in the formula does it stand?",
    ),
    ("a gradient of zeros at step eight", "There g is 0, but m and v are not: should θ stand still?"),
    (
        "a gradient of zeros at the first",
        "There m and v are 0: what does your fraction give, and what stands below it?",
    ),
    ("the fifth step", "Compute m̂ and v̂ by hand for t = 5, m = 1, v = 1: what do yours give?"),
)


def _theta_message(case, seen):
    if case.public:
        return "Your m, v and t are right, but not the new θ. Compute m̂, v̂ and the step for the example by hand."
    ask = next((ask for name, ask in ASK if case.name.startswith(name)), "What is not the same there?")
    return f"Your m, v and t are right, and so is the θ of the example, but for {case} θ is wrong. {ask}"


ADAM = Judge(
    id="1.7",
    oracle=adam_oracle,
    rtol=1e-4,
    atol=1e-6,
    takeaway="every parameter gets a step of about α, however steep its own slope. This is the optimiser that will "
    "train your networks from chapter 05 on.",
    alternatives=(adam_rearranged, adam_jitted, adam_entry_by_entry),
    misconceptions=MISCONCEPTIONS,
    properties=(
        Property("t", _right(3), "The t that you return is wrong. How many steps have been taken, this one included?"),
        Property("m", _right(1), _wrong_mean("m", "Look at m first: ")),
        Property("v", _right(2), _wrong_mean("v", "Your m is right, ")),
        Property(
            "first step of length alpha",
            _first_step,
            "Your m, v and t are right, but not the step. At the first step every parameter should move by α, "
            "whatever the size of its gradient: how far does yours move, and what are m̂ and v̂ there?",
        ),
        Property("theta", _right(0), _theta_message),
    ),
)
