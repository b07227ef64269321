"""The questions of the lessons, one module a lesson. ``predict`` finds them by name."""

from . import (
    all_together,
    comparing,
    convolution,
    features,
    filtering,
    knobs,
    limits,
    nudging,
    pooling,
    real_world,
    relu,
    sliding,
    stacking,
    start_here,
    training,
    voting,
)

__all__ = ["QUESTIONS"]

LESSONS = [
    start_here, comparing, features, filtering, convolution, pooling, relu, stacking, voting, all_together, nudging,
    training, knobs, sliding, limits, real_world,
]

QUESTIONS = {name: question for lesson in LESSONS for name, question in lesson.QUESTIONS.items()}
