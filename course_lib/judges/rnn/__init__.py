"""Exercises of chapter 06, second half: one module for each exercise."""

from course_lib.judges.rnn.clip_by_global_norm import CLIP_BY_GLOBAL_NORM
from course_lib.judges.rnn.digits import DIGITS
from course_lib.judges.rnn.gradient_norm_by_distance import GRADIENT_NORM
from course_lib.judges.rnn.last_state import LAST_STATE
from course_lib.judges.rnn.lstm_step import LSTM_STEP
from course_lib.judges.rnn.masked_mean import MASKED_MEAN
from course_lib.judges.rnn.rnn import RNN
from course_lib.judges.rnn.rnn_step import RNN_STEP

JUDGES = (
    RNN_STEP,
    RNN,
    LAST_STATE,
    MASKED_MEAN,
    CLIP_BY_GLOBAL_NORM,
    LSTM_STEP,
    GRADIENT_NORM,
    DIGITS,
)
