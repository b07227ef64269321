"""The exercises of lesson 06: everything negative becomes zero, or at least smaller."""

import numpy as np

from ...ops import relu
from .exercise import Exercise, Mistake

SIZES = [(7, 7), (1, 6), (5, 2), (6,), (3, 4, 4), (2, 3, 1, 5), (3,)]
SLOPES = [0.1, 0.5, 0.0, 1.0, 0.25, 2.0, 0.2]


def _maps(seed):
    """Maps, a row and stacks of several sizes, with a 0 in each, and values beyond -1 and 1."""
    random = np.random.default_rng(seed)
    maps = [random.integers(-9, 10, size) / 4 for size in SIZES]
    for values in maps:
        values.flat[-1] = 0
    return maps


def _first_changed(values, change):
    """The values, of which only the first has been changed."""
    changed = values.copy()
    changed.flat[0] = change(values).flat[0]
    return changed


RELU = Exercise(
    right=lambda values: relu(values),
    cases=[(values,) for values in _maps(seed=6)],
    size_advice="values may be a row, a map or a stack of maps. np.where and np.maximum take any of them.",
    shape_advice="Every value gives one value, so nothing is added up or left out. max() gives one number for the "
                 "whole map; np.maximum compares value by value. values[values > 0] leaves the others out.",
    mistakes=[
        Mistake("The sign is lost", np.abs,
                "You turned −.5 into .5. A negative value becomes 0, however far below zero it is."),
        Mistake("Cut off at 1, too", lambda values: values.clip(0, 1),
                "The negatives are right. But a value above 1 is not negative: it stays as it is."),
        Mistake("Cut off at −1 and 1", lambda values: values.clip(-1, 1),
                "Only what is below 0 changes, and it becomes 0. What is above 1 stays as it is."),
        Mistake("1 in place of 0", lambda values: np.where(values < 0, 1, values),
                "You changed everything negative to 1. Change it to 0."),
        Mistake("Only yes or no", lambda values: np.where(values > 0, 1, 0),
                "You gave 1 for everything positive. It should stay as it is: .77 stays .77."),
        Mistake("The wrong side", lambda values: np.minimum(values, 0),
                "You kept the negatives and changed the others to 0. It is the other way round: keep the larger of "
                "the value and 0."),
        Mistake("Nothing has changed", np.copy,
                "What comes back is what you were given. Setting the variable of a loop does not change an array: "
                "put each 0 into a new array, at its row and column."),
        Mistake("Returned too early", lambda values: _first_changed(values, relu),
                "The function ends at the first return. Put it behind all loops, not inside."),
        Mistake("Everything moved up", lambda values: values - values.min(),
                "You added the same to every value until the smallest was 0. Leave what is not negative as it is."),
    ],
)

LEAKY_RELU = Exercise(
    right=lambda values, slope: np.where(values < 0, slope * values, values),
    cases=[(values, slope) for values, slope in zip(_maps(seed=7), SLOPES, strict=True)],
    size_advice="values may be a row, a map or a stack of maps. np.where takes any of them.",
    shape_advice="Every value gives one value: the answer has as many rows and columns as the map.",
    mistakes=[
        Mistake("The usual ReLU", lambda values, slope: np.maximum(values, 0),
                "Here a negative value does not become 0: it is multiplied by the slope."),
        Mistake("Everything times the slope", lambda values, slope: slope * values,
                "That is a straight line without a bend. What is not negative stays as it is."),
        Mistake("The wrong side", lambda values, slope: np.where(values > 0, slope * values, values),
                "You multiplied the positive values. Multiply the negative ones."),
        Mistake("The slope itself", lambda values, slope: np.where(values < 0, slope, values),
                "You put the slope in place of each negative value. Multiply the value by it."),
        Mistake("Divided by the slope", lambda values, slope: np.where(values < 0, values / np.float64(slope), values),
                "A slope of .1 makes −.5 smaller: −.05. So multiply by it."),
        Mistake("The slope added", lambda values, slope: np.where(values < 0, values + slope, values),
                "A slope says how steep a line is: multiply each negative value by it."),
        Mistake("The slope subtracted", lambda values, slope: np.where(values < 0, values - slope, values),
                "A slope says how steep a line is: multiply each negative value by it."),
        Mistake("The sign is lost", lambda values, slope: np.where(values < 0, -slope * values, values),
                "A negative value times a slope of .1 is still negative: −.5 becomes −.05."),
        Mistake("Always a slope of .1", lambda values, slope: np.where(values < 0, 0.1 * values, values),
                "The slope is given to your function. Use it."),
        Mistake("The larger of the two", lambda values, slope: np.maximum(values, slope * values),
                "That is right for slopes up to 1. With a slope of 2, −.5 becomes −1, which is the smaller one."),
    ],
)
