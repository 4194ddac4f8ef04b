"""Exercises of chapter 05, second half: one module for each exercise."""

from course_lib.judges.cnn.cnn import CNN
from course_lib.judges.cnn.cnn_params import CNN_PARAMS
from course_lib.judges.cnn.confusion_matrix import CONFUSION_MATRIX
from course_lib.judges.cnn.evaluate import EVALUATE
from course_lib.judges.cnn.random_shift import RANDOM_SHIFT
from course_lib.judges.cnn.shape_trace import SHAPE_TRACE
from course_lib.judges.cnn.train_cnn import TRAIN_CNN
from course_lib.judges.cnn.train_step import TRAIN_STEP

JUDGES = (SHAPE_TRACE, CNN_PARAMS, CNN, TRAIN_STEP, EVALUATE, CONFUSION_MATRIX, RANDOM_SHIFT, TRAIN_CNN)
