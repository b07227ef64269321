"""The exercises of lesson 10: the error of some votes, and one step of gradient descent."""

import numpy as np

from ...ops import error
from .exercise import Exercise, Mistake


def _answers_and_votes(seed):
    """Right answers and votes: for two answers and more, votes on both sides of right, some of them below 0."""
    random = np.random.default_rng(seed)
    sizes = [2, 2, 3, 5, 2, 4, 3, 6]
    rights = [np.eye(size)[random.integers(size)] for size in sizes]
    return [(right, random.integers(-40, 160, len(right)) / 100) for right in rights]


def _numbers_and_slopes(seed):
    """Numbers in lists and grids, their slopes, and learning rates on both sides of 1."""
    random = np.random.default_rng(seed)
    shapes = [(4,), (3, 3), (12, 2), (6,), (3, 3, 3), (5,), (2,)]
    rates = [0.1, 0.05, 2.0, 0.5, 0.2, 3.0, 0.4]
    return [(random.integers(-100, 101, shape) / 100, random.integers(-100, 101, shape) / 100, rate)
            for shape, rate in zip(shapes, rates, strict=True)]


TOTAL_ERROR = Exercise(
    right=lambda right, actual: error(right, actual),
    cases=_answers_and_votes(seed=10),
    size_advice="There may be more than two answers: len(right) counts them.",
    shape_advice="The total error is one number: did you add the distances up?",
    mistakes=[
        Mistake("Distances with a sign", lambda right, actual: (right - actual).sum(),
                "A vote that is too high and one that is too low cancel each other. Leave out the minus: np.abs(…)."),
        Mistake("Distances with a sign", lambda right, actual: (actual - right).sum(),
                "A vote that is too high and one that is too low cancel each other. Leave out the minus: np.abs(…)."),
        Mistake("Added first, then the minus left out", lambda right, actual: abs((right - actual).sum()),
                "Distances have cancelled each other before np.abs saw them. Leave out each minus before you add."),
        Mistake("Squares", lambda right, actual: ((right - actual) ** 2).sum(),
                "Many networks take the squares of the distances. The slides add up the distances themselves."),
        Mistake("The straight distance", lambda right, actual: np.sqrt(((right - actual) ** 2).sum()),
                "The slides add up the distances of the answers, without squares and roots."),
        Mistake("Mean, not sum", lambda right, actual: np.abs(right - actual).mean(),
                "You divided by the number of answers. The total adds the distances up."),
        Mistake("Only the largest", lambda right, actual: np.abs(right - actual).max(),
                "Every answer has its share in the error, not only the worst. Add them up."),
        Mistake("Only the right answer", lambda right, actual: np.abs(right - actual)[right == 1].sum(),
                "The votes for the other letters should be 0. What they get is error, too."),
        Mistake("Only the other answers", lambda right, actual: np.abs(right - actual)[right == 0].sum(),
                "The vote for the right letter should be 1. What it lacks is error, too."),
        Mistake("All measured from 1", lambda right, actual: np.abs(1 - actual).sum(),
                "The right answer is 1 for one letter only, and 0 for the others. Measure from right."),
        Mistake("All measured from 0", lambda right, actual: np.abs(actual).sum(),
                "You added up the votes. Measure how far each is from its right answer."),
        Mistake("Without the minus from the start", lambda right, actual: (right - np.abs(actual)).sum(),
                "Subtract first. np.abs belongs around the difference."),
        Mistake("Only those too high", lambda right, actual: (actual - right).clip(0).sum(),
                "A vote that is too low is wrong as well."),
        Mistake("Only those too low", lambda right, actual: (right - actual).clip(0).sum(),
                "A vote that is too high is wrong as well."),
        Mistake("Only two answers", lambda right, actual: np.abs(right - actual)[:2].sum(),
                "There may be more than two answers: len(right) counts them."),
        Mistake("Returned too early", lambda right, actual: abs(right[0] - actual[0]),
                "That is the first distance alone. The return must stand after the loop, not inside."),
        Mistake("Kept only the last distance", lambda right, actual: abs(right[-1] - actual[-1]),
                "Each turn of the loop must add to the total: total += …, and not total = …"),
        Mistake("The example, whatever is right", lambda right, actual: abs(1 - actual[0]) + abs(actual[1]),
                "That is the error of an X. Which answer is right stands in right, and there may be more than two."),
        Mistake("Multiplied", lambda right, actual: (right * actual).sum(),
                "The error is how far apart right and actual are. Subtract them."),
    ],
)

STEP_DOWNHILL = Exercise(
    right=lambda numbers, slopes, rate: numbers - rate * slopes,
    cases=_numbers_and_slopes(seed=11),
    size_advice="NumPy multiplies and subtracts whole arrays of any shape; no loop is needed.",
    shape_advice="Every number makes its own step: return an array of the shape of numbers.",
    mistakes=[
        Mistake("Uphill", lambda numbers, slopes, rate: numbers + rate * slopes,
                "Where the slope is above 0, the error grows with the number. Go against the slope."),
        Mistake("Always to the left", lambda numbers, slopes, rate: numbers - np.abs(rate * slopes),
                "Where the slope is below 0, downhill is to the right. Leave out np.abs: the slope knows the way."),
        Mistake("No learning rate", lambda numbers, slopes, rate: numbers - slopes,
                "Your step is the whole slope. Multiply it by the learning rate."),
        Mistake("Uphill, and no learning rate", lambda numbers, slopes, rate: numbers + slopes,
                "Go against the slope, and only by the learning rate times the slope."),
        Mistake("No slope", lambda numbers, slopes, rate: numbers - rate,
                "All numbers move alike. Multiply the learning rate by the slope of each."),
        Mistake("Only the direction", lambda numbers, slopes, rate: numbers - rate * np.sign(slopes),
                "Each step has the same length. A steep slope should make a long one: rate × slope."),
        Mistake("Only the step", lambda numbers, slopes, rate: -rate * slopes,
                "That is the step. Return where it leads: add it to the numbers."),
        Mistake("Only the step", lambda numbers, slopes, rate: rate * slopes,
                "That is how long the step is. Subtract it from the numbers."),
        Mistake("Divided by the learning rate", lambda numbers, slopes, rate: numbers - slopes / rate,
                "A larger learning rate should make a longer step. Multiply."),
        Mistake("Brackets in the wrong place", lambda numbers, slopes, rate: (numbers - slopes) * rate,
                "Only the slopes are multiplied by the rate, not the numbers."),
        Mistake("Multiplied instead of subtracted", lambda numbers, slopes, rate: numbers * rate * slopes,
                "A step moves a number: subtract rate × slope from it."),
        Mistake("Scaled by the number", lambda numbers, slopes, rate: numbers - rate * slopes * numbers,
                "How long the step is depends on the slope and the rate, not on the number itself."),
        Mistake("Turned round", lambda numbers, slopes, rate: rate * slopes - numbers,
                "Begin with the numbers, and subtract the step."),
        Mistake("One rate for all lessons", lambda numbers, slopes, rate: numbers - 0.05 * slopes,
                "The rate is given to the function, and differs from case to case: use rate."),
        Mistake("The slopes changed, not the numbers", lambda numbers, slopes, rate: slopes - rate * numbers,
                "You exchanged numbers and slopes."),
    ],
)
