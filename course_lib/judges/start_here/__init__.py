"""Exercises of chapter 00, second half: what is right, what goes wrong, and what to say then."""

from course_lib.judges.start_here.growth_factor_per_year import GROWTH
from course_lib.judges.start_here.memory_gibibytes import MEMORY
from course_lib.judges.start_here.training_flops import FLOPS

JUDGES = (MEMORY, FLOPS, GROWTH)
