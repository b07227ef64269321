"""What lesson 14 asks, and what its learners write.

Its questions: a feature slides along a sound. Its exercises: when something sounds, and how a wave is cut into pieces.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ...data.sounds import rising
from ...ops import convolve
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

STEADY = np.zeros((5, 5))  # a note in the fourth band from above, as loud as can be
STEADY[3] = 1
MIDDLE = rising(5, low=0)  # the middle of the feature: from its first 1 to its last


def _what_the_largest_says():
    """Two maps with the same matches at other places have the same largest one."""
    here, there = np.eye(3)[:1], np.eye(3)[1:2]
    return "whether the piece is anywhere" if here.max() == there.max() else "where the piece is"


QUESTIONS = {
    "the largest of a map": Question(
        "Max pooling with a window over the whole feature map keeps one number. What does it tell?",
        answer=_what_the_largest_says,
        choices={
            "where the piece is": "You thought of the whole map, which tells that. Its largest number is the same "
                                  "wherever it stands.",
            "whether the piece is anywhere": "",
            "how often the piece is there": "For that one would have to count. The largest number stays when the piece "
                                            "comes twice.",
        },
        because="It is the best match of all places, and the place is lost."),
    "a sum becomes a match": Question(
        "A feature of 3 × 3 lies on a window, and the sum of the products is 3. Which match does convolve give?",
        answer=lambda: 3 / 9,
        slips={
            3: "That is the sum. The match divides it by the number of pixels.",
            1: "You divided by the three rows. A feature of 3 × 3 has nine pixels.",
        },
        because="The sum is divided by the number of pixels of the feature: 3 / 9 = .33."),
    "numbers along a chirp": Question(
        "The chirp has 20 rows and 28 columns, and the feature 20 rows and 5 columns. "
        "How many numbers does the feature map have?",
        answer=lambda: convolve(np.zeros((20, 28)), rising(20)).size,
        choices={
            24: "",
            28: "You let the feature begin in every column. In the last four it would hang over the edge.",
            24 * 16: "You took a feature of 5 × 5, which may also move up and down. This one has 20 rows.",
            20 * 24: "You gave each of the 20 bands a number of its own. The feature adds all bands up to one.",
        },
        because="A feature of 5 columns can begin in 28 − 5 + 1 = 24 columns, and one of 20 rows in 20 − 20 + 1 = 1 "
                "row. So the map is one row of 24 numbers."),
    "sum of a steady note": Question(
        "On the right is the middle of the feature: five rows, from its first 1 to its last. On the left is a steady "
        "note in these bands, as loud as can be. Lay the feature on it. Multiply and add, but do not divide: what is "
        "the sum?",
        answer=lambda: (STEADY * MIDDLE).sum(),
        slips={
            1: "You found the 1 that the note meets. It meets a −1 as well.",
            -1: "You found the −1 that the note meets. It meets a 1 as well.",
            2: "You counted the two cells that meet something. One of them counts against it.",
            5: "You added up the note itself. Each of its cells is first multiplied by the one that lies on it.",
        },
        because="Two cells of the note meet a pixel that is not 0: one meets the −1, the other the 1, and −1 + 1 = 0. "
                "A note that does not rise speaks as much for the feature as against it.",
        pictures=lambda: {"a steady note": look.matches(STEADY, look.BLUE, short=True),
                          "five rows of the feature": look.matches(MIDDLE, look.BLUE, short=True)},
        outlined=lambda: ("where the product is not 0", {
            name: STEADY * MIDDLE != 0 for name in ("a steady note", "five rows of the feature")})),
}


# Exercises.

def _sounds():
    """Sounds, features and the length of a step. One window of each sound is all that its feature wants."""
    random = np.random.default_rng(14)
    cases = []
    for bands, steps, wide, step, place in [
            (2, 4, 1, 0.125, 2), (3, 6, 2, 0.05, 3), (3, 9, 2, 0.3, 5), (4, 8, 3, 0.012, 1), (3, 7, 4, 1.5, 3),
            (5, 12, 3, 0.08, 9), (2, 10, 2, 0.7, 4), (4, 9, 1, 0.015, 7), (5, 14, 5, 0.05, 6)]:
        feature = random.integers(-1, 2, (bands, wide)) * 1.0
        sound = random.integers(0, 81, (bands, steps)) / 100
        window = sound[:, place:place + wide]
        window[feature > 0], window[feature < 0] = 1, 0
        cases.append((sound, feature, step))
    return cases


def _begins(picture, feature):
    """The column at which the window with the largest sum begins."""
    return convolve(picture, feature).argmax()


def _wide(feature):
    return feature.shape[1]


WHEN_FOUND = Exercise(
    right=lambda picture, feature, step: _begins(picture, feature) * step,
    cases=_sounds(),
    size_advice="The feature is as tall as the picture, and has fewer columns: convolve(picture, feature) lets it "
                "slide.",
    shape_advice="Return one number: the second at which the best window begins.",
    mistakes=[
        Mistake("The place, not the time", lambda picture, feature, step: _begins(picture, feature),
                "You found the column. From one column to the next, step seconds pass."),
        Mistake("The end of the window", lambda picture, feature, step: (_begins(picture, feature) + _wide(feature) - 1)
                * step, "That is the last column of the window. The map counts the places where it begins."),
        Mistake("Behind the window", lambda picture, feature, step: (_begins(picture, feature) + _wide(feature)) * step,
                "That is where the window is over. The map counts the places where it begins."),
        Mistake("The middle of the window", lambda picture, feature, step: (_begins(picture, feature)
                + (_wide(feature) - 1) / 2) * step, "Tell when the window begins: nothing is to be added."),
        Mistake("Counted from 1", lambda picture, feature, step: (_begins(picture, feature) + 1) * step,
                "The first window begins at 0 seconds: argmax counts from 0, as it should."),
        Mistake("How much, not when", lambda picture, feature, step: convolve(picture, feature).max(),
                "That is the largest number of the map. argmax tells its place."),
        Mistake("How much, not when", lambda picture, feature, step: convolve(picture, feature).max() * step,
                "That is the largest number of the map, times the step. argmax tells its place."),
        Mistake("Divided, not multiplied", lambda picture, feature, step: _begins(picture, feature) / step,
                "Five columns of .05 seconds take .25 seconds. Multiply the place by the step."),
        Mistake("Always 1/20", lambda picture, feature, step: _begins(picture, feature) / 20,
                "In this lesson a step is 1/20 of a second. Here it may be another: step tells."),
        Mistake("The smallest number", lambda picture, feature, step: convolve(picture, feature).argmin() * step,
                "That is where the feature fits worst. argmax tells where it fits best."),
        Mistake("The largest without its sign", lambda picture, feature, step: abs(convolve(picture, feature)).argmax()
                * step, "A large negative number says that the feature fits badly. Leave the signs as they are."),
        Mistake("Nothing below 0", lambda picture, feature, step: convolve(picture, feature).clip(min=0).argmax()
                * step, "Where a feature says only what must not be loud, its best sum is 0 or less. A ReLU, or a search "
                        "that begins with 0, hides which it is: compare the sums as they are."),
        Mistake("The loudest column", lambda picture, feature, step: picture.sum(axis=0).argmax() * step,
                "You asked the picture, not the map. Let the feature slide first, with convolve."),
        Mistake("How long it is", lambda picture, feature, step: convolve(picture, feature).size * step,
                "You counted all places. Count only those before the best one: argmax."),
    ],
)


def _waves():
    """Waves with the length of a piece and of a step. Some have a rest that is no whole piece, some have none."""
    random = np.random.default_rng(15)
    return [(random.uniform(-1, 1, size).round(3), piece, step) for size, piece, step in [
        (4, 2, 1), (8, 4, 2), (9, 4, 2), (7, 3, 1), (12, 4, 3), (11, 5, 2), (10, 3, 2), (13, 6, 3), (6, 6, 2)]]


def _cut_pieces(wave, piece, step):
    return sliding_window_view(wave, piece)[::step]


CUT_PIECES = Exercise(
    right=_cut_pieces,
    cases=_waves(),
    size_advice="Here wave stands for as many numbers. Each piece must have as many as the others, so none begins after "
                "len(wave) - piece.",
    shape_advice="A row for each piece, and in each row as many numbers as a piece has. The last piece may end "
                 "where the wave ends.",
    mistakes=[
        Mistake("The last piece is missing", lambda wave, piece, step: np.array(
            [wave[start:start + piece] for start in range(0, len(wave) - piece, step)]),
                "Where a piece ends exactly with the wave, it belongs there, too. A range ends before its end, so its "
                "end is one more than the last start."),
        Mistake("Short pieces", lambda wave, piece, step: np.array(
            [wave[start:start + step] for start in range(0, len(wave) - piece + 1, step)]),
                "Your pieces are as long as a step. A piece is longer, so that it overlaps the next."),
        Mistake("No overlap", lambda wave, piece, step: _cut_pieces(wave, piece, piece),
                "Your pieces begin where the one before has ended. A new one begins after step numbers."),
        Mistake("A piece at every number", lambda wave, piece, step: _cut_pieces(wave, piece, 1),
                "Your pieces begin at 0, 1, 2 and so on. A new one begins after step numbers."),
        Mistake("Rows and columns swapped", lambda wave, piece, step: _cut_pieces(wave, piece, step).T,
                "Here a piece is a row. The picture has its pieces in columns, but that comes later."),
        Mistake("Only the first piece", lambda wave, piece, step: _cut_pieces(wave, piece, step)[:1],
                "Your function returns inside the loop, so it ends at the first piece. Move return to the left."),
    ],
)

EXERCISES = {"when_found": WHEN_FOUND, "cut_pieces": CUT_PIECES}
