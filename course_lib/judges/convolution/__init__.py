"""Exercises of chapter 02, second half: one module for each exercise."""

from course_lib.judges.convolution.conv2d import CONV2D
from course_lib.judges.convolution.conv2d_grad_kernel import CONV2D_GRAD_KERNEL
from course_lib.judges.convolution.correlate2d import CORRELATE2D
from course_lib.judges.convolution.im2col import IM2COL
from course_lib.judges.convolution.max_pool2d import MAX_POOL2D
from course_lib.judges.convolution.output_size import OUTPUT_SIZE
from course_lib.judges.convolution.pad2d import PAD2D
from course_lib.judges.convolution.receptive_field import RECEPTIVE_FIELD

JUDGES = (
    OUTPUT_SIZE,
    CORRELATE2D,
    PAD2D,
    IM2COL,
    CONV2D,
    MAX_POOL2D,
    RECEPTIVE_FIELD,
    CONV2D_GRAD_KERNEL,
)
