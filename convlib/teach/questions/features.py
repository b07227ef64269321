"""The questions of lesson 02: where a feature agrees with a patch, and at how many places it fits perfectly."""

import numpy as np

from ... import look
from ...ops import convolve
from ...pictures import FEATURES, TRICKY, X
from ..question import Question

MOVED, THICK_PATCH = TRICKY["X_translation"], TRICKY["X_weight"][3:6, 3:6]


def _perfect_places(picture):
    """At how many places of a picture the diagonal fits perfectly."""
    return int(np.isclose(convolve(picture, FEATURES["diagonal"]), 1).sum())


def _coloured(*names):
    """These features, each in its own colour."""
    return {name: look.feature(FEATURES[name], look.COLOURS[name]) for name in names}


QUESTIONS = {
    "a thick patch and the cross": Question(
        "This patch comes from an X drawn with a thick pen. How many of the nine pixels agree with the feature, "
        "the cross?",
        answer=lambda: int((THICK_PATCH == FEATURES["cross"]).sum()),
        choices={
            3: "You counted the pixels that do not agree.",
            5: "You counted white on white. A pixel that is black in both agrees, too.",
            6: "",
            9: "Every white pixel of the cross does lie on white. "
               "But the patch is also white where the cross is black.",
        },
        because="Five agree in white and one in black. The other three are white in the patch and black in the "
                "feature. Black pixels count as much as white ones: 5 + 1 = 6.",
        pictures=lambda: {"the patch": THICK_PATCH, "the cross": _coloured("cross")["cross"]}),
    "places of the diagonal": Question(
        "Here are an X and three features. At how many places of the X does the diagonal fit perfectly?",
        answer=lambda: _perfect_places(X),
        choices={
            1: "You took the whole stroke for one place. But the feature is small, and fits at several places on it.",
            2: "You found one place in each arm. Move the feature along the arm by one pixel, and it fits again.",
            3: "You counted one place in each arm and one in the centre. But each arm has room for two.",
            4: "",
            7: "Seven is how many white pixels the stroke has. The feature covers three of them at a time.",
        },
        because="Two lie in the upper left arm and two in the lower right arm: 2 + 2 = 4. In the centre, the other "
                "stroke is in the way.",
        pictures=lambda: {"the X": X} | _coloured(*FEATURES)),
    "the diagonal after a move": Question(
        "This X has moved up and to the left, by one pixel each. Compared as a whole, "
        f"it disagrees with the first X in {(X != MOVED).sum()} pixels. "
        "At how many places does the diagonal fit the moved X?",
        answer=lambda: _perfect_places(MOVED),
        choices={
            0: "You thought of the whole picture, which has changed. But a feature is laid on one patch at a time, "
               "and may fit at another place.",
            1: "You expected most of the pieces to break on the way. But a move changes where a piece is, "
               "and not the piece.",
            2: "You expected to lose some pieces at the edge. But the X has moved up to the edge, and not over it.",
            4: "",
        },
        because="Each of the four places has moved along with the X. The pieces are the same.",
        pictures=lambda: {"the X": X, "the X, moved up and to the left": MOVED} | _coloured("diagonal")),
}
