"""What lesson 07 asks, and what its learners write.

Its questions: what ReLU and pooling do, what size each layer leaves, and how much of the picture a deep number sees.
Its exercises: the sizes that a stack goes through, and how far back its last numbers see.
"""

from itertools import accumulate

import numpy as np

from ...network import Convolution, MaxPool, Network, Relu
from ...ops import max_pool, relu
from ...pictures import FEATURES, X
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

SHORT = ["convolution", "ReLU", "pooling", "pooling"]
SLIDE_57 = ["convolution", "ReLU", "convolution", "ReLU", "pooling", "convolution", "ReLU", "pooling"]


def _network(kinds):
    """These layers in a row. What the features of the later convolutions look for makes no difference to any size."""
    first, later = np.stack([*FEATURES.values()]), np.ones((3, 3, 3, 3))
    makers = {"ReLU": Relu, "pooling": MaxPool}
    return Network([makers[kind]() if kind in makers else Convolution(later if number else first)
                    for number, kind in enumerate(kinds)])


def _rows_of_each():
    return ", ".join(str(rows) for *_, rows, _ in _network(SHORT).shapes(X.shape)[1:])


def _size_at_the_end():
    *_, rows, columns = _network(SLIDE_57).shapes(X.shape)[-1]
    return f"{rows} × {columns}"


def _pixels_seen():
    return int(_network(SHORT).sees(X, stage=4, place=(0, 0, 0))[0].sum())


QUESTIONS = {
    "a match through a ReLU": Question(
        "One match of a feature map is −.11. What does a ReLU make of it?",
        answer=lambda: float(relu(-1 / 9)),
        choices={
            -1: "You kept the sign and dropped the size. A ReLU drops both.",
            -1 / 9: "You left it as it is. A ReLU does so only with what is not negative.",
            0: "",
            1 / 9: "You took the minus away. That would turn a bad match into a better one.",
            1: "You turned it into the best match there is. A ReLU never makes a bad match look good.",
        },
        because="−.11 is negative, so it becomes 0. How far below zero it was makes no difference."),
    "rows of a pooled map": Question(
        "A map has 5 rows. A pooling window of 2 × 2 cells moves by 2. How many rows has the pooled map?",
        answer=lambda: max_pool(np.zeros((5, 5))).shape[0],
        slips={
            2: "You left out the window that hangs over the edge. It counts, too.",
            2.5: "That is half of 5. But a map has whole rows, and the window that hangs over the edge makes one.",
            4: "You moved the window by one row at a time. It moves by 2.",
            10: "You doubled the rows. Pooling makes a map smaller.",
        },
        because="Windows begin in rows 0, 2 and 4. The last one hangs over the edge."),
    "rows after each layer": Question(
        "The X has 9 × 9 pixels. It goes through convolution, ReLU, pooling, and pooling once more. "
        "How many rows do the maps have after each of these four layers?",
        answer=_rows_of_each,
        choices={
            "9, 9, 5, 3": "You let the first map be as large as the picture. But no feature hangs over the edge, "
                          "and so two rows are lost.",
            "7, 7, 4, 2": "",
            "7, 7, 3, 1": "You left out the pooling windows that hang over the edge. Here they count.",
            "7, 5, 3, 2": "You let the ReLU take rows away, as a convolution does. "
                          "But it looks at one number at a time, and none is lost.",
        },
        because="A feature of 3 rows can stand in 7 rows of 9. ReLU changes numbers and no sizes. Pooling halves: "
                "7 rows need 4 windows, the last of which hangs over the edge, and 4 rows need 2."),
    "slide 57 and its stack": Question(
        "Slide 57 stacks eight layers: convolution, ReLU, convolution, ReLU, pooling, convolution, ReLU, pooling. "
        "The X goes in. How large is each map that comes out?",
        answer=_size_at_the_end,
        choices={
            "3 × 3": "You stopped after the first pooling. Three more layers follow.",
            "2 × 2": "That is where the stack of four layers ended. But here two more convolutions take rows away.",
            "1 × 1": "",
            "there is no room for all eight layers":
                "You ran out of rows before the third convolution. But 3 are left for it, and it needs no more.",
        },
        because="Two convolutions make 7 rows, then 5. Pooling makes 3 of them, and the third convolution 1: "
                "a feature of 3 fits in exactly one place. The last pooling keeps this one number."),
    "pixels that a deep number sees": Question(
        "Back to the stack of four: convolution, ReLU, pooling, pooling. A number sees a pixel if the pixel could "
        "change it. How many pixels of the picture does the top left number of the last stage see?",
        answer=_pixels_seen,
        choices={
            9: "You counted what a single match sees. But the two poolings gather several matches.",
            16: "You counted the matches that it goes back to. Each of them has seen nine pixels.",
            36: "",
            81: "You let it see the whole picture. But it stands at the top left, and what lies far right or far down "
                "never reaches it.",
        },
        because="Go back through the layers. The number saw 2 × 2 pooled cells, and these saw 4 × 4 cells before. "
                "ReLU adds none. Each of these 4 × 4 matches saw 3 × 3 pixels, and together they cover 6 × 6 = 36."),
    "numbers of a second feature": Question(
        "Three maps go into the second convolution. How many numbers has one of its features?",
        answer=lambda: _network(["convolution", "convolution"]).parameters[1][0].size,
        slips={
            9: "That is one sheet. The feature has one for each of the three maps.",
            3: "That is how many sheets it has. Each holds 3 × 3 numbers.",
            81: "That is all three features of the layer. One of them has a third of it.",
        },
        because="One sheet for each of the three maps, and 3 × 3 numbers on each: 3 × 9 = 27."),
}


# Exercises.

STACKS = [
    (9, ["convolution", "ReLU", "pooling", "pooling"]),
    (9, ["convolution", "ReLU", "convolution", "ReLU", "pooling", "convolution", "ReLU", "pooling"]),
    (9, ["pooling", "pooling", "ReLU"]),
    (28, ["convolution", "pooling", "ReLU", "convolution", "pooling"]),
    (15, ["ReLU", "pooling", "pooling", "pooling"]),
    (32, ["convolution", "convolution", "ReLU", "pooling", "convolution", "ReLU", "pooling"]),
    (6, ["convolution", "pooling"]),
    (5, ["pooling"]),
    (4, ["convolution"]),
    (8, ["ReLU"]),
]


def _sizes(convolution=lambda size: size - 2, relu=lambda size: size, pooling=lambda size: -(-size // 2)):
    """A function of a size and layers, where each kind of layer does this to the size."""
    change = {"convolution": convolution, "ReLU": relu, "pooling": pooling}
    return lambda size, layers: list(accumulate(layers, lambda side, layer: change[layer](side), initial=size))[1:]


def _alone(size, layers):
    return [_sizes()(size, [layer])[0] for layer in layers]


STACK_SHAPES = Exercise(
    right=_sizes(),
    cases=STACKS,
    shape_advice="The list has one number for each layer, also for a ReLU. The picture itself is not in it.",
    mistakes=[
        Mistake("Pooling rounded down", _sizes(pooling=lambda size: size // 2),
                "A window that hangs over the edge counts too: 7 becomes 4, and 9 becomes 5. Round up."),
        Mistake("Pooling rounded by round()", _sizes(pooling=lambda size: round(size / 2)),
                "Python's round() takes a half to the even number: 4.5 becomes 4, and 3.5 becomes 4. "
                "(size + 1) // 2 always rounds up."),
        Mistake("Pooling not rounded", _sizes(pooling=lambda size: size / 2),
                "A map has a whole number of rows. A window that hangs over the edge counts too: round up."),
        Mistake("Pooling takes 2 away", _sizes(pooling=lambda size: size - 2),
                "The window moves by two cells at a time. That halves the side."),
        Mistake("Pooling takes 1 away", _sizes(pooling=lambda size: size - 1),
                "That would be a window of 2 that moves by one cell. It moves by two."),
        Mistake("Pooling divides by 4", _sizes(pooling=lambda size: -(-size // 4)),
                "A window holds 4 cells, but only 2 of them lie along a side."),
        Mistake("Convolution takes 3 away", _sizes(convolution=lambda size: size - 3),
                "A feature of 3 fits into 3 pixels in one place, not in none: 9 becomes 7."),
        Mistake("Convolution takes 1 away", _sizes(convolution=lambda size: size - 1),
                "The feature stays away from the edge by one pixel on both sides. That makes two."),
        Mistake("Convolution divides by 3", _sizes(convolution=lambda size: size // 3),
                "The feature moves by one pixel at a time, so its places overlap: 9 becomes 7."),
        Mistake("Convolution changes nothing", _sizes(convolution=lambda size: size),
                "The feature never hangs over the edge. How many places has a feature of 3 in a row of 9?"),
        Mistake("ReLU takes 2 away", _sizes(relu=lambda size: size - 2),
                "ReLU changes the numbers, and leaves every one of them in its place."),
        Mistake("ReLU halves", _sizes(relu=lambda size: -(-size // 2)),
                "ReLU leaves the size alone. Does your else also catch ReLU?"),
        Mistake("Every layer began with the picture", _alone,
                "What goes into a layer is what came out of the one before it. Keep the new size: size = …"),
        Mistake("One layer late", lambda size, layers: [size, *_sizes()(size, layers)][:-1],
                "You noted the size that goes into each layer. Note what comes out of it."),
    ],
)


def _field(convolution=lambda side: side + 2, relu=lambda side: side, pooling=lambda side: 2 * side, first=1):
    """A function of layers that goes back from the last to the first, where each kind does this to the side."""
    change = {"convolution": convolution, "ReLU": relu, "pooling": pooling}

    def field(layers):
        side = first
        for layer in reversed(layers):
            side = change[layer](side)
        return side

    return field


RECEPTIVE_FIELD = Exercise(
    right=_field(),
    cases=[(layers,) for _, layers in STACKS],
    size_advice="reversed(layers) goes through a list from its end.",
    shape_advice="One stack gives one number: how many pixels wide.",
    mistakes=[
        Mistake("From the first layer to the last", lambda layers: _field()(layers[::-1]),
                "Begin with one number at the end, and go back: for layer in reversed(layers)."),
        Mistake("Pooling adds 1", _field(pooling=lambda side: side + 1),
                "Every cell came from a window of 2, and no two of these windows overlap. So the side doubles."),
        Mistake("Pooling adds 2", _field(pooling=lambda side: side + 2),
                "Every cell came from a window of 2 of its own. So the side doubles, however long it is."),
        Mistake("Pooling doubles and takes 1 away", _field(pooling=lambda side: 2 * side - 1),
                "That would hold if the windows of neighbours shared a cell. They share none: one cell saw 2, and 2 saw 4."),
        Mistake("Pooling changes nothing", _field(pooling=lambda side: side),
                "Every pooled cell saw a window of 2 × 2 cells. Going back, the side doubles."),
        Mistake("Pooling counts 4", _field(pooling=lambda side: 4 * side),
                "A window holds 4 cells, but only 2 of them lie along a side."),
        Mistake("Convolution times 3", _field(convolution=lambda side: 3 * side),
                "The windows of neighbours overlap: two cells side by side see 4 pixels, not 6. Only the edge grows."),
        Mistake("Convolution doubles and adds 1", _field(convolution=lambda side: 2 * side + 1),
                "That is right for one cell, which sees 3 pixels. But two side by side see 4, not 5: only the edge grows."),
        Mistake("Convolution doubles and takes 1 away", _field(convolution=lambda side: 2 * side - 1),
                "One cell sees 3 pixels, and two side by side see 4. So the side grows by 2, however long it is."),
        Mistake("Convolution adds 3", _field(convolution=lambda side: side + 3),
                "One cell sees 3 pixels: that is 2 more than 1, one on each side."),
        Mistake("Convolution adds 1", _field(convolution=lambda side: side + 1),
                "The window reaches one pixel further on both sides. That makes two."),
        Mistake("Convolution changes nothing", _field(convolution=lambda side: side),
                "A match came from a window of 3 pixels. Going back, the side grows by 2."),
        Mistake("Returned too early", lambda layers: _field()(layers[-1:]),
                "The function ends at the first return. Put it behind the loop, not inside."),
        Mistake("ReLU doubles", _field(relu=lambda side: 2 * side),
                "ReLU takes every number from its own place. Does your else also catch ReLU?"),
        Mistake("ReLU adds 2", _field(relu=lambda side: side + 2),
                "ReLU takes every number from its own place: the side stays."),
        Mistake("Began with 0", _field(first=0), "Begin with one number at the end: side = 1."),
        Mistake("The area, not the side", lambda layers: int(np.square(_field()(layers))),
                "That is the number of pixels in all. How many lie along one side?"),
        Mistake("The sizes, not the view", lambda layers: _sizes()(9, layers)[-1],
                "That is how a picture of 9 shrinks. Go the other way: from one number back to the pixels."),
    ],
)

EXERCISES = {"stack_shapes": STACK_SHAPES, "receptive_field": RECEPTIVE_FIELD}
