"""What lesson 05 asks, and what its learners write.

Its questions: what a stack is, and where a map goes; what pooling keeps of a window, how much is left, and what a small
move changes. Its exercises: pool a feature map by hand, and say how large a pooled map will be.
"""

from math import ceil

import numpy as np

from ...ops import convolve, max_pool
from ...pictures import FEATURES, O, X
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

FEATURE, TEAL = FEATURES["diagonal"], look.COLOURS["diagonal"]
MOVED = np.roll(X, 1, axis=1)  # its last column is black, so nothing comes round
NEGATIVES = np.array([[-7, -1], [-5, -3]]) / 9
LETTERS = {"the moved X": MOVED, "the O": O}


def _pooled_columns(stride):
    return max_pool(convolve(X, FEATURE), window=2, stride=stride).shape[1]


def _first_window():
    """The top left window of the diagonal's map."""
    return convolve(X, FEATURE)[:2, :2]


def _same_cells():
    """Which cells of the diagonal's map stay the same when the X moves: a mask of the map."""
    return np.isclose(convolve(MOVED, FEATURE), convolve(X, FEATURE))


def _change(picture):
    """By how much a cell of the X's three maps changes, on average, when this picture takes its place."""
    features = [*FEATURES.values()]
    return abs(convolve(picture, features) - convolve(X, features)).mean()


STAYS, MOVES, WEAKER = "it stays as it is", "it moves along", "its matches become smaller"


def _what_the_map_does():
    """What the diagonal's map does when the X moves one pixel to the right."""
    before, after = convolve(X, FEATURE), convolve(MOVED, FEATURE)
    return MOVES if np.allclose(after[:, 1:], before[:, :-1]) else STAYS if np.allclose(after, before) else WEAKER


QUESTIONS = {
    "a moved picture and its map": Question(
        "An X moves one pixel to the right. What does its feature map do?",
        answer=_what_the_map_does,
        choices={
            STAYS: "You thought of the letter, which is the same. But a map tells where a feature is, and that has "
                   "changed.",
            MOVES: "",
            WEAKER: "You thought that a piece fits less well when it has moved. But its patch is the same, only at "
                    "another place.",
        },
        because="Each match goes one cell to the right, as far as the edge allows. That was equivariance."),
    "the shape of a stack": Question(
        "One picture of 9 × 9 pixels, three features of 3 × 3 pixels: which shape has the stack of maps?",
        answer=lambda: str(convolve(X, [*FEATURES.values()]).shape),
        choices={
            "(3, 7, 7)": "",
            "(7, 7)": "That is one map. Each of the three features makes one.",
            "(3, 9, 9)": "You made each map as large as the picture. But no window hangs over the edge.",
            "(7, 7, 3)": "All three numbers are right, and some libraries do put the features last. Here they come "
                         "first.",
        },
        because="Each feature makes a map, a channel of the stack. A map has 9 − 3 + 1 = 7 rows, and as many columns."),
    "winner among negatives": Question(
        "Here every number is negative. Which one goes into the pooled map?",
        answer=NEGATIVES.max,
        choices={
            -7 / 9: "You took the number that is furthest from 0. But with a minus in front, that is the smallest.",
            -4 / 9: "You took the average of the four. Max pooling keeps one of them as it is.",
            -1 / 9: "",
            0: "You changed the negative numbers to 0. Pooling changes none, and there is no 0 in this window.",
        },
        because="The largest number is the one nearest to 1, and a negative one counts like any other. "
                "In this window the feature fits badly everywhere, and least badly at −.11.",
        pictures=lambda: {"window": look.matches(NEGATIVES, TEAL, parts=9)},
        outlined=lambda: ("the largest number", {"window": NEGATIVES.max() == NEGATIVES})),
    "width of the pooled map": Question(
        "A feature map has 7 columns. The window is 2 wide and its stride is 2. How many columns has the pooled map?",
        answer=lambda: _pooled_columns(stride=2),
        choices={
            2: "Two columns are left after pooling twice. This is the first time.",
            3: "You stopped where the next window would hang over the edge, as some libraries do. Here it may.",
            4: "",
            6: "You moved the window by one column at a time. Its stride is 2.",
            7: "You let a window begin in every column. But a stride of 2 leaves out every other one.",
        },
        because="Windows begin in columns 0, 2, 4 and 6. The fourth hangs over the edge and takes the largest of what "
                "it sees. Were only whole windows allowed, it would be 3, and the last column would be lost."),
    "further from the X": Question(
        "Take the three feature maps of the X, before any pooling. "
        "Whose maps are further from them: those of the X moved by one pixel, or those of the O?",
        answer=lambda: max(LETTERS, key=lambda name: _change(LETTERS[name])),
        choices={
            "the moved X": "",
            "the O": "To your eye the O is further away. But each cell is compared with the cell at the same place, "
                     "and there the moved X has something else.",
        },
        because="Over all three features, a cell changes by .63 on average when the X moves, and by .22 when an O "
                "takes its place."),
    "a map after a move": Question(
        "The X moves one pixel to the right. How many of the 49 cells of the diagonal's feature map change?",
        answer=lambda: int((~_same_cells()).sum()),
        choices={
            4: "You thought of the four perfect matches. But the weaker ones move as well.",
            13: "You counted the white pixels of the X. But up to nine windows see each of them.",
            26: "That many pixels of the picture change. But up to nine windows see each of them.",
            46: "",
        },
        because="Every match moves along with the X. A cell stays the same only where an equal match takes its place. "
                "That happens in three cells: 49 − 3 = 46.",
        pictures=lambda: {"the X": X, "the X, moved": MOVED},
        outlined=lambda: ("the middle of each place whose match stays the same",
                          {name: np.pad(_same_cells(), 1) for name in ("the X", "the X, moved")})),
    "average of a window": Question(
        "Suppose we took the average of this window, and not the maximum. Which number would that be, roughly?",
        answer=lambda: _first_window().mean(),
        choices={
            1: "You took the maximum. In an average all four numbers count.",
            7 / 9: "You took one of the four numbers. In an average all of them count, and the low ones pull it down.",
            7 / 18: "",
            0: "You let the negative numbers cancel the positive ones. But −.11 is small beside .77 and 1.",
        },
        because="Add them: .77 − .11 − .11 + 1 = 1.55. A quarter of that is .38. The diagonal fits perfectly here, "
                "and .38 does not show it. An average says how well it fits on the whole, the maximum whether it fits "
                "anywhere. Average pooling exists, too.",
        pictures=lambda: {"window": look.matches(_first_window(), TEAL, parts=9)}),
    "width with a stride of one": Question(
        "Once more a map of 7 columns and a window 2 wide, but now the stride is 1. How many columns come out?",
        answer=lambda: _pooled_columns(stride=1),
        choices={
            3: "You laid three windows side by side. But with a stride of 1 they overlap, and there are more.",
            4: "That was the answer for a stride of 2. Now the window moves by one column only.",
            6: "",
            7: "You let a window begin in the last column, too. But the one before it has reached the edge already.",
            8: "You added a column where one is lost. No more windows can begin than there are columns.",
        },
        because="Windows begin in columns 0, 1, 2, 3, 4 and 5. The one at 5 sees columns 5 and 6. "
                "It reaches the edge, so it is the last: 7 − 2 + 1 = 6."),
}


# Exercises.

def _maps(seed):
    """Maps of several sizes, with numbers below −1 and above 1; in the last two there are only negative ones."""
    random = np.random.default_rng(seed)
    sizes = [(7, 7), (4, 4), (5, 5), (6, 5), (3, 8), (1, 3), (7, 7)]
    maps = [random.integers(-12, 13, size) / 9 for size in sizes]
    return [*maps[:-1], -abs(maps[-1]) - 1 / 9, np.array([[-3000.0, -1500.0, -2000.0], [-2000.0, -2500.0, -4000.0]])]


def _from_each(take, window=2):
    """A function that walks as it should, and takes something of its own from each window."""

    def pool(values):
        rows, columns = (range(0, size, 2) for size in values.shape)
        return np.array([[take(values[row:row + window, column:column + window]) for column in columns]
                         for row in rows])

    return pool


def _without_stride(values):
    rows, columns = (range((size + 1) // 2) for size in values.shape)
    return np.array([[values[row:row + 2, column:column + 2].max() for column in columns] for row in rows])


def _framed(beyond):
    """A function that pools as it should, but over a frame that holds ``beyond``."""

    def pool(values):
        rows, columns = values.shape
        return max_pool(np.pad(values, ((0, rows % 2), (0, columns % 2)), constant_values=beyond))

    return pool


def _first_cells(cells):
    """A function that fills only the cells that ``cells`` chooses."""

    def pool(values):
        pooled = np.zeros_like(max_pool(values))
        pooled[cells] = max_pool(values)[cells]
        return pooled

    return pool


POOL_BY_HAND = Exercise(
    right=lambda feature_map: max_pool(feature_map),
    cases=[(values,) for values in _maps(seed=5)],
    size_advice="Not every map is 7 × 7, so not every pooled map is 4 × 4: feature_map.shape gives its own size.",
    shape_advice="The window moves by 2, and where it hangs over the edge it counts: 7 rows become 4, not 3 and not 6. "
                 "Not every map is 7 × 7: feature_map.shape gives its rows and columns.",
    mistakes=[
        Mistake("The average of each window", _from_each(np.mean),
                "From each window take the maximum."),
        Mistake("The smallest number of each window", _from_each(np.min),
                "From each window take the maximum."),
        Mistake("The sum of each window", _from_each(np.sum),
                "From each window take the maximum. The other numbers do not count."),
        Mistake("The largest number without its sign", _from_each(lambda window: abs(window).max()),
                "The maximum takes the sign into account: −.77 is smaller than −.11."),
        Mistake("The number furthest from 0", _from_each(lambda window: window.flat[abs(window).argmax()]),
                "The maximum takes the sign into account: −.77 is smaller than −.11."),
        Mistake("Nothing below 0", lambda values: max_pool(values).clip(min=0),
                "Where a whole window is negative, its maximum is negative, too. Do not begin with 0."),
        Mistake("Nothing below −1", lambda values: max_pool(values).clip(min=-1),
                "Numbers may lie below −1. Begin with one of the window's own."),
        Mistake("Zeros beyond the edge", _framed(0),
                "There is nothing beyond the edge, not even a 0. A slice stops there by itself."),
        Mistake("Black beyond the edge", _framed(-1),
                "There is nothing beyond the edge, not even a −1. A slice stops there by itself."),
        Mistake("Only the first cell", _first_cells(np.s_[:1, :1]),
                "Your function returns inside the loops, so they end at the first window. Move return to the left."),
        Mistake("Only the first row", _first_cells(np.s_[:1]),
                "Your function returns after the first row. Move return to the left, to stand under the first for."),
        Mistake("One cell of each window", lambda values: values[::2, ::2],
                "The end of a slice does not belong to it: 4:6 holds 4 and 5."),
        Mistake("A window of 3", _from_each(np.max, window=3),
                "The end of a slice does not belong to it: 4:6 holds 4 and 5, and 4:7 one more."),
        Mistake("Windows that begin at 0, 1, 2, …", _without_stride,
                "The stride is 2, so the windows begin at 0, 2, 4, …: twice the row and twice the column."),
        Mistake("One column of each window", _from_each(lambda window: window[:, 0].max()),
                "A window has 2 rows and 2 columns."),
        Mistake("One row of each window", _from_each(lambda window: window[0].max()),
                "A window has 2 rows and 2 columns."),
    ],
)


def _pooled_size(size, window, stride):
    return max_pool(np.zeros((size, 1)), window, stride).shape[0]


POOLED_SIZE = Exercise(
    right=_pooled_size,
    cases=[(7, 2, 2), (4, 2, 2), (9, 3, 2), (7, 2, 1), (8, 3, 3),
           (7, 3, 3), (10, 4, 3), (6, 6, 1), (12, 5, 4), (3, 2, 2)],
    shape_advice="One size, one window and one stride give one number.",
    mistakes=[
        Mistake("Only whole windows", lambda size, window, stride: (size - window) // stride + 1,
                "A window that hangs over the edge counts, too: 7 becomes 4 with window 2 and stride 2."),
        Mistake("Only whole windows", lambda size, window, stride: size // stride,
                "The result is not a division alone. List where the windows begin: 0, then every stride cells."),
        Mistake("Window and stride forgotten", lambda size, window, stride: (size + 1) // 2,
                "That is right for window 2 and stride 2. Others give other numbers."),
        Mistake("One too few", lambda size, window, stride: _pooled_size(size, window, stride) - 1,
                "The first window, which begins at 0, counts, too."),
        Mistake("One too many", lambda size, window, stride: _pooled_size(size, window, stride) + 1,
                "The window that reaches the edge is the last."),
        Mistake("Every place inside", lambda size, window, stride: ceil(size / stride),
                "A window that reaches the edge is the last, even if another one could begin inside: with window 2 "
                "and stride 1, 7 becomes 6."),
        Mistake("The size of a convolution", lambda size, window, stride: size - window + 1,
                "That is the size for a stride of 1 without windows at the edge. Here the window moves by the stride."),
        Mistake("Not a whole number", lambda size, window, stride: (size - window) / stride + 1,
                "There is no half window. One that hangs over the edge counts as one."),
    ],
)

EXERCISES = {"pool_by_hand": POOL_BY_HAND, "pooled_size": POOLED_SIZE}
