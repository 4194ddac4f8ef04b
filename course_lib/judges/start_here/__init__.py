"""Exercises of chapter 00, second half: what is right, what goes wrong, and what to say then."""

from course_lib.judges.start_here.flops import FLOPS
from course_lib.judges.start_here.growth import GROWTH
from course_lib.judges.start_here.memory import MEMORY

JUDGES = (MEMORY, FLOPS, GROWTH)
