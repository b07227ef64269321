"""The exercises of the lessons, one module a lesson. ``check`` finds them by name."""

from .exercise import Exercise, Mistake
from .filtering import FILTER_PATCH, PIXELS_THAT_AGREE

__all__ = ["EXERCISES", "Exercise", "Mistake"]

EXERCISES = {
    "filter_patch": FILTER_PATCH,
    "pixels_that_agree": PIXELS_THAT_AGREE,
}
