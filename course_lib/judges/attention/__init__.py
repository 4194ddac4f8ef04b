"""Exercises of chapter 07, second half: one module for each exercise."""

from course_lib.judges.attention.attention import ATTENTION
from course_lib.judges.attention.attention_scores import ATTENTION_SCORES
from course_lib.judges.attention.causal_mask import CAUSAL_MASK
from course_lib.judges.attention.lstm_attention_classifier import LSTM_ATTENTION_CLASSIFIER
from course_lib.judges.attention.masked_softmax import MASKED_SOFTMAX
from course_lib.judges.attention.multi_head_attention import MULTI_HEAD_ATTENTION
from course_lib.judges.attention.self_attention import SELF_ATTENTION
from course_lib.judges.attention.sinusoidal_positions import SINUSOIDAL_POSITIONS

JUDGES = (
    ATTENTION_SCORES,
    MASKED_SOFTMAX,
    ATTENTION,
    CAUSAL_MASK,
    SELF_ATTENTION,
    MULTI_HEAD_ATTENTION,
    SINUSOIDAL_POSITIONS,
    LSTM_ATTENTION_CLASSIFIER,
)
