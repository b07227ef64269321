"""Predict before you look, check what you wrote, and test yourself at the end."""

from .. import widgets as _  # noqa: F401 - what is shown is heard and ended as an explorer is
from .check import check
from .predict import predict, recall
from .question import Question
from .selftest import SelfTest

__all__ = ["Question", "SelfTest", "check", "predict", "recall"]
