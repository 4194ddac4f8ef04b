"""1.6 momentum_step: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.gradient_descent import momentum_step_wrong as mistakes


def heavy_ball(theta, velocity, grad, learning_rate, beta):
    theta, velocity, grad = (np.asarray(a, np.float64) for a in (theta, velocity, grad))
    velocity = beta * velocity + grad
    return theta - learning_rate * velocity, velocity


def heavy_ball_jax(theta, velocity, grad, learning_rate, beta):
    velocity = beta * velocity + grad
    theta = theta - learning_rate * velocity
    return theta, velocity


def heavy_ball_entry_by_entry(theta, velocity, grad, learning_rate, beta):
    new_theta, new_velocity = np.array(theta), np.array(velocity)
    for i in np.ndindex(new_theta.shape):
        new_velocity[i] = beta * new_velocity[i] + grad[i]
        new_theta[i] -= learning_rate * new_velocity[i]
    return [new_theta, new_velocity]


def heavy_ball_two_terms(theta, velocity, grad, learning_rate, beta):
    gradient_part = theta - learning_rate * grad
    return gradient_part - learning_rate * beta * velocity, lax.add(grad, beta * velocity)


def _parts(case, seen):
    theta, velocity = (decode_array(part) for part in seen["returned"]["sequence"])
    return theta, velocity, heavy_ball(**case.arguments)


def _close(a, b):
    return np.allclose(a, b, rtol=1e-4, atol=1e-5)


def _coasts(case, seen):
    theta, velocity, wanted = _parts(case, seen)
    return case.name != "a gradient of zeros" or (_close(theta, wanted[0]) and _close(velocity, wanted[1]))


def _plain(case, seen):
    theta, _, wanted = _parts(case, seen)
    return case.name != "beta = 0" or _close(theta, wanted[0])


MOMENTUM = Judge(
    id="1.6",
    oracle=heavy_ball,
    takeaway="a steady slope builds up speed, to 1/(1 − β) times a single step; a slope that changes sign cancels "
    "itself out. Adam keeps the same kind of memory, and adds one for the size of the slope.",
    alternatives=(heavy_ball_jax, heavy_ball_entry_by_entry, heavy_ball_two_terms),
    misconceptions=(
        Misconception(
            "old velocity used",
            "Your velocity is right, but θ moves with the old one: this step's gradient is not felt until the next. "
            "From velocity 0, where does your first step lead?",
            mistakes.old_velocity,
        ),
        Misconception(
            "gradient scaled twice",
            "The learning rate acts twice, once on the way into the velocity and once on the way out. From velocity 0 "
            "with α = 0.1 and gradient 1: how far should θ move, and how far does yours?",
            mistakes.scaled_twice,
        ),
        Misconception(
            "learning rate inside the velocity",
            "You keep the learning rate inside the velocity. That is another way to write the same method, and from "
            "velocity 0 the path is the same; but here v is free of α. What does v hold after one step from velocity "
            "0?",
            (mistakes.rate_inside, mistakes.rate_inside_negative),
        ),
        Misconception(
            "velocity points downhill",
            "You subtract the gradient in the velocity and add the velocity to θ. Others write momentum so; here v "
            "collects the gradients themselves, and the minus sign stands in the step. Which sign has v after a first "
            "gradient of 1?",
            mistakes.points_downhill,
        ),
        Misconception(
            "running mean",
            "You average the gradients, with weights β and 1 − β. Others write momentum so, and Adam does, too; here "
            "the gradients add up. From velocity 0, how much of the first gradient should v hold?",
            mistakes.running_mean,
        ),
        Misconception(
            "Nesterov",
            "That is Nesterov's momentum, which looks one step ahead: a fine method, but not the formula asked for. "
            "Here θ moves by −α times the velocity that you return.",
            mistakes.nesterov,
        ),
        Misconception(
            "velocity plays no part",
            "θ moves as in plain gradient descent: the velocity changes nothing. Set the gradient to 0 and velocity "
            "to 1: does your θ roll on?",
            (mistakes.velocity_ignored, mistakes.velocity_replaced, mistakes.velocity_counted_not_used),
        ),
        Misconception(
            "velocity forgotten",
            "θ moves as it should, but you return the old velocity: the next step will remember nothing of this one. "
            "Which velocity belongs to the new θ?",
            mistakes.velocity_not_returned,
        ),
        Misconception(
            "beta not on the old velocity",
            "Your old velocity is not damped by β. With gradients of 1 at every step and β = 0.5, does your velocity "
            "level off or grow for ever? (Do your parameters stand in the order of the task?)",
            (mistakes.beta_forgotten, mistakes.beta_on_gradient),
        ),
        Misconception(
            "beta on the gradient too",
            "Your β damps the new gradient as well. With β = 0, what is left of your step?",
            mistakes.beta_on_both,
        ),
        Misconception(
            "weights exchanged",
            "The larger β is, the faster you forget. With β = 0.9, which should weigh more in v: the past or this one "
            "gradient?",
            mistakes.weights_exchanged,
        ),
        Misconception(
            "uphill",
            "You walk uphill. For J(θ) = θ² at θ = 3, from velocity 0: is your new θ nearer to 0?",
            (mistakes.uphill, mistakes.gradient_subtracted_twice),
        ),
        Misconception(
            "learning rate forgotten",
            "θ moves by the whole velocity: the learning rate changes nothing in your result. What should α = 0 do?",
            mistakes.rate_forgotten,
        ),
        Misconception(
            "order of the results",
            "Both results are right, but they come back in the wrong order. Which one does the task return first?",
            mistakes.other_order,
        ),
        Misconception(
            "one result only",
            "You return one array; two are wanted. What does the next step need besides the new θ?",
            (mistakes.theta_only, mistakes.theta_only_stacked),
        ),
        Misconception(
            "in place",
            "`*=`, `+=` and `-=` write into the caller's NumPy arrays: what was passed in is no longer what it was. "
            "Which way of writing makes a new array?",
            (mistakes.in_place, mistakes.velocity_in_place),
        ),
    ),
    properties=(
        Property(
            "beta = 0 is gradient descent",
            _plain,
            "With beta = 0 nothing is remembered and θ should move as in plain gradient descent, by −α times the "
            "gradient. Yours does not.",
        ),
        Property(
            "coasting",
            _coasts,
            "With a gradient of zeros the velocity should fade to β times itself, and θ move on by −α times that. "
            "Yours does not.",
        ),
        Property(
            "the velocity",
            lambda case, seen: _close(_parts(case, seen)[1], _parts(case, seen)[2][1]),
            "The velocity that you return is wrong (look at it before θ). Compute β v + g for the example by hand.",
        ),
        Property(
            "the new theta",
            lambda case, seen: _close(_parts(case, seen)[0], _parts(case, seen)[2][0]),
            "Your velocity is right, but θ does not move by −α times it. Compute the new θ of the example by hand.",
        ),
    ),
)
