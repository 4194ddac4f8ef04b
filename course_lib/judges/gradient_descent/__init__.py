"""Exercises of chapter 01, second half: one module for each exercise."""

from course_lib.judges.gradient_descent.adam import ADAM
from course_lib.judges.gradient_descent.descent_path import GRADIENT_DESCENT
from course_lib.judges.gradient_descent.gradient_step import GRADIENT_STEP
from course_lib.judges.gradient_descent.line_search import BACKTRACKING
from course_lib.judges.gradient_descent.minibatches import MINIBATCHES
from course_lib.judges.gradient_descent.momentum import MOMENTUM
from course_lib.judges.gradient_descent.numerical_gradient import NUMERICAL_GRADIENT
from course_lib.judges.gradient_descent.stable_learning_rate import STABLE_LEARNING_RATE

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
