"""Exercises of chapter 01, second half: one module for each exercise."""

from course_lib.judges.gradient_descent.adam_step import ADAM
from course_lib.judges.gradient_descent.backtracking import BACKTRACKING
from course_lib.judges.gradient_descent.gradient_descent import GRADIENT_DESCENT
from course_lib.judges.gradient_descent.gradient_step import GRADIENT_STEP
from course_lib.judges.gradient_descent.largest_stable_learning_rate import STABLE_LEARNING_RATE
from course_lib.judges.gradient_descent.minibatches import MINIBATCHES
from course_lib.judges.gradient_descent.momentum_step import MOMENTUM
from course_lib.judges.gradient_descent.numerical_gradient import NUMERICAL_GRADIENT

JUDGES = (
    NUMERICAL_GRADIENT,
    GRADIENT_STEP,
    GRADIENT_DESCENT,
    STABLE_LEARNING_RATE,
    MINIBATCHES,
    MOMENTUM,
    ADAM,
    BACKTRACKING,
)
