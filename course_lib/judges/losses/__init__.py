"""Exercises of chapter 04, second half: one module for each exercise."""

from course_lib.judges.losses.cross_entropy import CROSS_ENTROPY
from course_lib.judges.losses.cross_entropy_grad import CROSS_ENTROPY_GRAD
from course_lib.judges.losses.entropy import ENTROPY
from course_lib.judges.losses.expected_calibration_error import EXPECTED_CALIBRATION_ERROR
from course_lib.judges.losses.half_mse import HALF_MSE
from course_lib.judges.losses.half_mse_grad import HALF_MSE_GRAD
from course_lib.judges.losses.huber import HUBER
from course_lib.judges.losses.logsumexp import LOGSUMEXP

JUDGES = (
    HALF_MSE,
    HALF_MSE_GRAD,
    LOGSUMEXP,
    ENTROPY,
    CROSS_ENTROPY,
    CROSS_ENTROPY_GRAD,
    HUBER,
    EXPECTED_CALIBRATION_ERROR,
)
