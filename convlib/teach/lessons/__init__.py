"""What each lesson asks and lets its learners write, one module a lesson. `predict` and `check` find it by name."""

from . import (
    lesson_00_start_here,
    lesson_01_what_computers_see,
    lesson_02_features,
    lesson_03_filtering,
    lesson_04_convolution,
    lesson_05_pooling,
    lesson_06_relu,
    lesson_07_stacking,
    lesson_08_voting,
    lesson_09_all_together,
    lesson_10_error_and_nudging,
    lesson_11_learning_live,
    lesson_12_knobs,
    lesson_13_not_just_pictures,
    lesson_14_limits,
    lesson_15_the_real_world,
)

__all__ = ["EXERCISES", "LESSONS", "QUESTIONS"]

LESSONS = [
    lesson_00_start_here, lesson_01_what_computers_see, lesson_02_features, lesson_03_filtering,
    lesson_04_convolution, lesson_05_pooling, lesson_06_relu, lesson_07_stacking, lesson_08_voting,
    lesson_09_all_together, lesson_10_error_and_nudging, lesson_11_learning_live, lesson_12_knobs,
    lesson_13_not_just_pictures, lesson_14_limits, lesson_15_the_real_world,
]
QUESTIONS = {name: question for lesson in LESSONS for name, question in lesson.QUESTIONS.items()}
EXERCISES = {name: exercise for lesson in LESSONS for name, exercise in lesson.EXERCISES.items()}
