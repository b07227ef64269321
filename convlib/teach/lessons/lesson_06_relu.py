"""What lesson 06 asks, and what its learners write.

Its questions: what matches and pooling are, what a ReLU does to a map, and what its bend is good for. Its exercises:
everything negative becomes zero, or at least smaller.
"""

import numpy as np

from ...ops import convolve, max_pool, relu
from ...pictures import FEATURES, TRICKY, O, X
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

DIAGONAL = FEATURES["diagonal"]
WINDOW = np.array([[0.33, -0.55], [0.11, -0.11]])
NEVER, ALL_NEGATIVE = "never", "where all of a window is negative"
MIXED = "where a window has positive and negative matches"


def _negative_matches():
    """Where in the map of the X the matches of the diagonal are negative."""
    return convolve(X, DIAGONAL) < 0


def _when_orders_differ():
    """In which windows the order of pooling and ReLU matters, among all maps of the slides' ten pictures."""
    maps = convolve(np.stack([X, O, *TRICKY.values()]), [*FEATURES.values()])
    differ = max_pool(relu(maps)) != relu(max_pool(maps))
    if not differ.any():
        return NEVER
    return ALL_NEGATIVE if (max_pool(maps)[differ] < 0).all() else MIXED


QUESTIONS = {
    "the worst match": Question(
        "A feature has nine pixels. Its match at some place is −1. How many of the nine pixels agree?",
        answer=lambda: next(agree for agree in range(10) if agree - (9 - agree) == -9),
        choices={
            0: "",
            1: "You took the 1 for the pixels that agree. With one that agrees and eight that do not, the match is "
               "−7/9.",
            4: "You took any minus for a little less than half. With four that agree, the match is −1/9, which is "
               "nearly 0.",
            8: "You took the 1 for the pixels that disagree. With eight that agree, the match is 7/9.",
        },
        because="At −1 no pixel agrees: the place is the exact opposite of the feature."),
    "what max pooling keeps": Question(
        "A window of a feature map holds .33, −.55, .11 and −.11. What does max pooling keep of it?",
        answer=lambda: float(max_pool(WINDOW).item()),
        choices={
            -0.55: "You took the number that is furthest from 0. The largest is the one nearest to 1.",
            -0.22: "You added them. Max pooling keeps one of them as it is.",
            0.11: "You looked for the positive number that is nearest to 0. But the larger one is kept.",
            0.33: "",
        },
        because="It keeps the largest number of the window, and drops the others."),
    "negative matches of the diagonal": Question(
        "The map of this picture and this feature has 49 matches. How many of them are negative?",
        answer=lambda: int(_negative_matches().sum()),
        choices={
            5: "You expected bad matches to be rare. But beside a stroke, its white pixels lie on black ones of the "
               "feature.",
            20: "",
            29: "You counted the positive ones.",
            44: "You took every place off the stroke for a bad one. But black on black agrees, too.",
        },
        because="At 20 of the 49 places, more than half of the nine pixels disagree with the diagonal.",
        pictures=lambda: {"the X": X, "the feature": look.feature(DIAGONAL, look.COLOURS["diagonal"])},
        outlined=lambda: ("the middle of each place with a negative match", {"the X": np.pad(_negative_matches(), 1)})),
    "two steps with a bend": Question(
        "Step one: times 3. Then a ReLU. Step two: times −2. A 1 becomes 3, stays 3, and ends as −6. "
        "What does −1 end as?",
        answer=lambda: float(-2 * relu(3 * -1)),
        slips={
            6: "You went from step one to step two, past the ReLU.",
            -6: "That is what 1 ends as. But −1 becomes −3, and a ReLU lets no negative number through.",
            -3: "You stopped after step one. The ReLU and step two are still to come.",
            2: "You went straight to step two. Step one and the ReLU come before it.",
        },
        because="−1 × 3 = −3. The ReLU makes 0 of it, and 0 × −2 = 0. Without the ReLU it would end as 6."),
    "two orders": Question(
        "A map can go through ReLU and then max pooling, or through max pooling and then ReLU. When do the two "
        "end in different maps?",
        answer=_when_orders_differ,
        choices={
            NEVER: "",
            ALL_NEGATIVE: "There pooling first keeps a negative number. But after that it goes through the ReLU, too.",
            MIXED: "You thought that the ReLU might change which value is the largest. But what it lifts to 0 stays "
                   "below every positive value.",
        },
        because="The largest value of a window is still the largest after ReLU. Where all are negative, both ways end "
                "in 0."),
}


# Exercises.

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

EXERCISES = {"relu": RELU, "leaky_relu": LEAKY_RELU}
