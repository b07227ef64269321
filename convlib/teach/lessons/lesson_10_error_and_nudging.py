"""What lesson 10 asks, and what its learners write.

Its questions: what ReLU and pooling pass on, how large an error is, and which way and how far to step. Its exercises: the
error of some votes, and one step of gradient descent.
"""

from itertools import islice

import numpy as np

from ...architecture import random_network
from ...learning import descend
from ...ops import error, max_pool, relu
from ...pictures import deck_letters
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

TABLE = [["", "right", "actual", "error"], ["X", "1", ".92", ".08"], ["O", "0", ".51", ".49"], ["total", "", "", ".57"]]
WINDOW, RISEN = np.array([[0.77, 0.33], [0.11, 0]]), np.array([[0.77, 0.43], [0.11, 0]])


def _first_that_breaks_the_rule():
    """Which of the errors in the table is not what the rule gives for the numbers beside it."""
    (_, right_x, vote_x, error_x), (_, right_o, vote_o, error_o), (*_, total) = TABLE[1:]
    by_rule = {f"{error_x}, the error of X": (abs(float(right_x) - float(vote_x)), error_x),
               f"{error_o}, the error of O": (abs(float(right_o) - float(vote_o)), error_o),
               f"{total}, the total": (float(error_x) + float(error_o), total)}
    return next((name for name, (number, printed) in by_rule.items() if look.label(number) != printed), "none of them")


def _change_of_error():
    right, votes, value = [1, 0], np.array([0.80, 0.60]), 0.50  # the vote for X may be any
    change = error(right, votes + [0, 0.10 * value]) - error(right, votes)
    return f"{'up' if change > 0 else 'down'} by {look.label(abs(change))}" if change else "no change"


def _best_rate():
    """The rate whose error is the smallest, on average over the last ten steps."""
    pictures, right = deck_letters()
    ends = {}
    for rate in (0.01, 0.2, 3):
        run = islice(descend(random_network(seed=1), pictures, right, rate=rate, momentum=0), 61)
        ends[look.label(rate, short=True)] = np.mean([step.error for step in run][-10:])
    return min(ends, key=ends.get)


QUESTIONS = {
    "a negative match rises": Question(
        "A match of −.30 goes through a ReLU. It rises by .05, to −.25. By how much does what comes out rise?",
        answer=lambda: float(relu(-0.25) - relu(-0.30)),
        slips={
            0.05: "That is how much goes in. A ReLU passes a rise on only where the match is positive.",
            -0.25: "You let −.25 through. A ReLU changes it to 0.",
            0.25: "You took the minus away. A ReLU changes what is negative to 0.",
        },
        because="Before and after, the match is negative, and 0 comes out."),
    "a loser rises": Question(
        "A pooling window holds .77, .33, .11 and 0. The .33 rises by .10. By how much does the pooled number rise?",
        answer=lambda: float((max_pool(RISEN) - max_pool(WINDOW)).item()),
        slips={
            0.10: "That is how much the .33 rises. But the .77 is still larger.",
            0.025: "You took the average of the window. Max pooling keeps one number.",
            0.43: "That is what the .33 becomes. But the .77 is still larger.",
            0.77: "That is the pooled number itself, before and after.",
        },
        because="The .77 wins before and after. Only a change of the winner comes through, or one that "
                "makes another cell the winner."),
    "the slides' table of the error": Question(
        "An X gets the votes .92 for X and .51 for O. This is the table of its error, as the slides print it. "
        "Work it out, line by line. Which number is the first that breaks the rule?",
        answer=_first_that_breaks_the_rule,
        choices={
            ".08, the error of X": "You may have expected .92 there. But an error is a distance, and from .92 to 1 it "
                                   "is .08.",
            ".49, the error of O": "",
            ".57, the total": "The total does add up the two errors above it. So the slip must be in one of those.",
            "none of them": "Every line looks like a distance. But look from where the distance of O was measured.",
        },
        because="The distance from 0 to .51 is .51. The slides print .49, which is the distance from 1. With it, the "
                "total goes wrong, too: .08 + .51 = .59.",
        pictures=lambda: {"the slides' table": look.words(TABLE)}, cell=56,
        outlined=lambda: ("what breaks the rule", {
            "the slides' table": [[word == _first_that_breaks_the_rule().partition(",")[0] for word in row]
                                  for row in TABLE]})),
    "one weight goes up": Question(
        "A picture of an X gets the vote .60 for O. One of the values is .50, and its weight in the vote for O goes up "
        "by .10. How does the error change?",
        answer=_change_of_error,
        choices={
            "up by .05": "",
            "up by .10": "You took the change of the weight for the change of the vote. The value comes in between.",
            "down by .05": "The size is right. But think of what this picture shows: it is an X, and the vote for O "
                           "grows.",
            "no change": "You may have looked at the vote for X only, which stays. O's vote has an error as well.",
        },
        because="The vote for O rises by .10 × .50 = .05. The right answer is 0, so the vote is .05 further away from "
                "it."),
    "three learning rates": Question(
        "Gradient descent begins with noise, numbers drawn by chance, and takes 60 steps. With which learning rate is "
        "the error the smallest in the end?",
        answer=_best_rate,
        choices={
            ".01": "You went for safety, and short steps are safe. But sixty of them do not lead far.",
            ".20": "",
            "3": "You went for speed. A long step only helps as long as it does not lead past where the error is lowest.",
            "it makes no difference": "All three go the way the error shrinks. But they do not get equally far.",
        },
        because="The smallest rate goes the right way, but hardly gets anywhere. The largest jumps past where the error "
                "is lowest, and lands anywhere. Watch it jump in the explorer."),
}


# Exercises.

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

EXERCISES = {"total_error": TOTAL_ERROR, "step_downhill": STEP_DOWNHILL}
