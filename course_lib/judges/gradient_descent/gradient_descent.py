"""1.3 gradient_descent: what is right, what goes wrong, and what to say then."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from course_lib.checking.encoding import decode_array
from course_lib.checking.judge import Judge, Misconception, Property
from course_lib.judges.gradient_descent import gradient_descent_wrong_moves as moves
from course_lib.judges.gradient_descent import gradient_descent_wrong_records as records


def path_preallocated(grad_fn, theta0, learning_rate, steps):
    path = np.zeros((steps + 1, len(theta0)))
    path[0] = theta0
    for k in range(steps):
        path[k + 1] = path[k] - learning_rate * np.asarray(grad_fn(path[k]))
    return path


def path_stacked(grad_fn, theta0, learning_rate, steps):
    theta, path = theta0, [theta0]
    for _ in range(steps):
        theta = theta - learning_rate * grad_fn(theta)
        path.append(theta)
    return jnp.stack(path)


def path_scan(grad_fn, theta0, learning_rate, steps):
    def step(theta, _):
        return theta - learning_rate * grad_fn(theta), theta

    last, path = lax.scan(step, jnp.asarray(theta0), length=steps)
    return jnp.concatenate([path, last[None]])


GRADIENT_DESCENT = Judge(
    id="1.3",
    oracle=path_preallocated,
    takeaway="ask for the slope where you stand, step, and ask again. With many parameters nobody can draw this path; "
    "you will watch the loss along it instead.",
    alternatives=(path_stacked, path_scan),
    misconceptions=(
        Misconception(
            "start missing",
            "Your path begins after the first step. Where were you before it? Count the points of a walk of 3 steps.",
            (records.start_missing, records.start_missing_array, records.start_missing_preallocated),
        ),
        Misconception(
            "end missing",
            "Your path stops one point early: the last step is taken and its result never kept, or not taken at all. "
            "Between which two lines does θ change, and when do you write it down?",
            (
                records.end_missing,
                records.end_missing_array,
                records.end_missing_preallocated,
                records.one_step_less,
            ),
        ),
        Misconception(
            "start twice",
            "The start stands in your path twice, and the last point is missing. In the first round: has θ already "
            "moved when you append it?",
            records.start_twice,
        ),
        Misconception(
            "one step more",
            "You take one step too many. With steps = 0 nobody moves: which points does the path hold then?",
            (records.one_step_more, records.start_missing_one_step_more),
        ),
        Misconception(
            "stale gradient",
            "Your path is a straight line: every step uses the gradient of the start. Near the bottom of a bowl the "
            "slope is gentler than at the rim: at which point must you ask for it?",
            moves.stale_gradient,
        ),
        Misconception(
            "gradient one step late",
            "From the second step on you use the gradient of the point before. Your first two steps are equal: which "
            "gradient belongs to the point where you stand now?",
            moves.gradient_one_step_late,
        ),
        Misconception(
            "each step from the start",
            "Every one of your steps sets out from theta0, so you never get further than one step. On the right-hand "
            "side, which point should the second step set out from?",
            (moves.from_start_each_time, moves.stuck_at_first_step),
        ),
        Misconception(
            "uphill",
            "You walk uphill: the gradient points to where J rises. Look at the example: does your path come nearer "
            "to 0?",
            moves.uphill,
        ),
        Misconception(
            "two steps in one",
            "You move twice in every round. One of the two lines is the trap: which of them asks for the gradient at "
            "the point where you stand?",
            (moves.two_steps_in_one, moves.two_steps_in_one_trap_last),
        ),
        Misconception(
            "learning rate forgotten",
            "You subtract the whole gradient: the learning rate changes nothing in your path. With learning_rate = 0, "
            "how far should you get?",
            moves.rate_forgotten,
        ),
        Misconception(
            "last point only",
            "You return where the walk ends; the whole path is wanted, one row for each point. Where do you write the "
            "points down?",
            records.last_point_only,
        ),
        Misconception(
            "return inside the loop",
            "Your function ends in the first round of the loop. How far is the line with `return` indented?",
            records.return_in_the_loop,
        ),
        Misconception(
            "path begun anew",
            "However many steps are taken, your path holds two points. How often does the line `theta, path = …` run, "
            "and what has become of the points of the round before?",
            (records.begun_anew_each_round, records.begun_anew_appends_first),
        ),
        Misconception(
            "append outside the loop",
            "Your path has the start and the end, and nothing between them. How often does the line that appends run?",
            records.append_after_the_loop,
        ),
        Misconception(
            "one array many times",
            "All rows of your path are the same point, the last one: `-=` changes the array that already stands in "
            "your list. How do you get a new array at every step?",
            records.same_array_many_times,
        ),
        Misconception(
            "in place",
            "`-=` writes into the caller's theta0 when it is a NumPy array: after your walk the start is gone. Which "
            "way of writing the step makes a new array?",
            (moves.overwrites_start, moves.overwrites_start_copies),
        ),
    ),
    properties=(
        Property(
            "the start comes first",
            lambda case, seen: np.allclose(decode_array(seen["returned"])[0], case.arguments["theta0"], atol=1e-5),
            "The first row of your path is not theta0. Where are you before the first step?",
        ),
        Property(
            "the first step",
            lambda case, seen: case.arguments["steps"] == 0 or _follows(case, seen, 0),
            lambda case, seen: (
                "Already the first step of your path is wrong. Compute θ₁ = θ₀ − α ∇J(θ₀) for the example by hand."
                if case.public
                else f"For {case} already the first step of your path is wrong, though it is right for the example. "
                "What do you take from the arguments, and what from the example?"
            ),
        ),
        Property(
            "each step from the one before",
            lambda case, seen: all(_follows(case, seen, k) for k in range(case.arguments["steps"])),
            lambda case, seen: _later_step(case, seen),
        ),
    ),
)


def _later_step(case, seen):
    k = next(k for k in range(case.arguments["steps"]) if not _follows(case, seen, k))
    return (
        f"For {case} your first step is right, a later one is not: step {k + 1} of {case.arguments['steps']}. From "
        "which θ does it set out, and at which θ do you take the gradient for it?"
    )


def _follows(case, seen, k):
    path = decode_array(seen["returned"])
    wanted = path[k] - case.arguments["learning_rate"] * case.arguments["grad_fn"].fresh()(path[k])
    return np.allclose(path[k + 1], wanted, rtol=1e-3, atol=2e-5)
