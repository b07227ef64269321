"""The questions of lesson 03: multiply, add, divide, for a perfect match, a weaker one and the worst there is."""

from ... import look
from ...ops import filter_patch
from ...pictures import FEATURES, X
from ..question import Question

DIAGONAL = FEATURES["diagonal"]
ARM, CENTRE = X[1:4, 1:4], X[3:6, 3:6]  # two pieces of the X


def _beside_the_feature(name, patch):
    return lambda: {name: patch, "the feature": look.feature(DIAGONAL, look.COLOURS["diagonal"])}


QUESTIONS = {
    "match of the arm": Question(
        "Multiply, add, divide: what is the match of this patch and this feature?",
        answer=lambda: filter_patch(ARM, DIAGONAL),
        slips={
            9: "You have the sum of the products. One step is left: divide it by the number of pixels.",
            3: "You counted white on white. But black on black counts as well: −1 × −1 = 1.",
            3 / 9: "You counted white on white, and divided by 9. But black on black counts as well: −1 × −1 = 1.",
            -3 / 9: "You added the pixels of the feature itself. First multiply each by the pixel that it lies on.",
        },
        because="Equal pixels give the product 1. All nine are equal, so the sum is 9, and 9 / 9 = 1.",
        pictures=_beside_the_feature("a patch of the X", ARM)),
    "products at the centre": Question(
        "This is the centre of the X. How many of the nine products are −1?",
        answer=lambda: int((CENTRE * DIAGONAL < 0).sum()),
        choices={
            0: "The three white pixels of the feature do all lie on white. But some of its black ones do, too.",
            1: "You found one of them. Look at the corner opposite.",
            2: "",
            3: "Three is how many products come from white on white. Each of them is 1 × 1 = 1.",
            4: "Four is how many pixels of the patch are black. They all lie on black, and −1 × −1 = 1.",
        },
        because="White times black is −1. That happens twice, in two of the corners.",
        pictures=_beside_the_feature("the X's centre", CENTRE)),
    "match of the negative": Question(
        "Now the patch is the negative of the feature: every pixel is the other way round. What is the match?",
        answer=lambda: filter_patch(-DIAGONAL, DIAGONAL),
        slips={
            -9: "You have the sum of the products. One step is left: divide it by the number of pixels.",
            9: "You lost the minus and did not divide. A pixel times its opposite is −1, whichever is the white one.",
            1: "You lost the minus. A pixel times its opposite is −1, whichever of the two is white.",
            0: "You took no agreement to mean 0. But 0 means that as many pixels agree as disagree.",
        },
        because="All nine products are −1. They add up to −9, and −9 / 9 = −1.",
        pictures=_beside_the_feature("the patch", -DIAGONAL)),
}
