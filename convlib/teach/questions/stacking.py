"""The questions of lesson 07: what size each layer leaves, and how much of the picture a deep value sees."""

import numpy as np

from ...network import Convolution, MaxPool, Network, Relu
from ...pictures import FEATURES, X
from ..question import Question

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
                          "But it looks at one value at a time, and none is lost.",
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
                "a feature of 3 fits in exactly one place. The last pooling keeps this one value."),
    "pixels that a deep value sees": Question(
        "Back to the stack of four: convolution, ReLU, pooling, pooling. A value sees a pixel if the pixel could "
        "change it. How many pixels of the picture does the top left value of the last stage see?",
        answer=_pixels_seen,
        choices={
            9: "You counted what a single match sees. But the two poolings gather several matches.",
            16: "You counted the matches that it goes back to. Each of them has seen nine pixels.",
            36: "",
            81: "You let it see the whole picture. But it stands at the top left, and what lies far right or far down "
                "never reaches it.",
        },
        because="Go back through the layers. The value saw 2 × 2 pooled cells, and these saw 4 × 4 cells before. "
                "ReLU adds none. Each of these 4 × 4 matches saw 3 × 3 pixels, and together they cover 6 × 6 = 36."),
}
