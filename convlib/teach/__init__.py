"""Predict before you look, and check what you wrote: the two things every lesson asks of its learner."""

from .check import check
from .predict import predict

__all__ = ["check", "predict"]
