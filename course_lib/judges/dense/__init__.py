"""Exercises of chapter 03, second half: one module for each exercise."""

from course_lib.judges.dense.count_params import COUNT_PARAMS
from course_lib.judges.dense.dense import DENSE
from course_lib.judges.dense.dense_backward import DENSE_BACKWARD
from course_lib.judges.dense.he_init import HE_INIT
from course_lib.judges.dense.mlp import MLP
from course_lib.judges.dense.per_example_gradients import PER_EXAMPLE_GRADIENTS
from course_lib.judges.dense.relu import RELU
from course_lib.judges.dense.train_mlp import TRAIN_MLP

JUDGES = (
    DENSE,
    RELU,
    HE_INIT,
    MLP,
    DENSE_BACKWARD,
    COUNT_PARAMS,
    PER_EXAMPLE_GRADIENTS,
    TRAIN_MLP,
)
