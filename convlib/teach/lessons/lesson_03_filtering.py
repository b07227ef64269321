"""What lesson 03 asks, and what its learners write.

Its questions: when a feature fits, and where it can stand; then multiply, add, divide, for a perfect match, a weaker
one and the worst there is. Its exercises: one patch and one feature give one match.
"""

import numpy as np

from ...ops import filter_patch
from ...pictures import FEATURES, X
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

DIAGONAL = FEATURES["diagonal"]
ARM, CENTRE = X[1:4, 1:4], X[3:6, 3:6]  # two pieces of the X


def _beside_the_feature(name, patch):
    return lambda: {name: patch, "the feature": look.feature(DIAGONAL, look.COLOURS["diagonal"])}


def _where_products_are(number, name, patch):
    return lambda: (f"where the product is {look.label(number, short=True)}",
                    {each: patch * DIAGONAL == number for each in (name, "the feature")})


QUESTIONS = {
    "pixels for a perfect fit": Question(
        "Here is a feature. How many of its pixels must agree with a patch, so that it fits perfectly?",
        answer=lambda: DIAGONAL.size,
        slips={
            3: "You counted its white pixels. Where the feature is black, the patch must be black, too.",
            6: "You counted its black pixels. The white ones must agree as well.",
            7: "That is how many agree at best in the thick X, and there nothing fits.",
            8: "You let one pixel differ. That is nearly perfect, but here no pixel may.",
        },
        because="All of its pixels must agree, white on white and black on black: 3 + 6 = 9.",
        pictures=lambda: {"the feature": look.feature(DIAGONAL, look.COLOURS["diagonal"])},
        outlined=lambda: ("the pixels that must agree", {"the feature": DIAGONAL == DIAGONAL})),
    "places along a row": Question(
        "A window 3 wide moves along a picture 9 wide. At how many places in a row can it stand?",
        answer=lambda: X.shape[1] - DIAGONAL.shape[1] + 1,
        slips={
            3: "You laid three windows side by side. But the window moves by one pixel at a time.",
            6: "That is how far it can move. The place where it begins counts, too.",
            9: "You let it begin in every column. But in the last two it would hang over the edge.",
        },
        because="It can begin in the columns 0 to 6: 9 − 3 + 1 = 7. There are as many rows, so 7 × 7 = 49 places."),
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
        pictures=_beside_the_feature("a patch of the X", ARM),
        outlined=_where_products_are(1, "a patch of the X", ARM)),
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
        pictures=_beside_the_feature("the X's centre", CENTRE),
        outlined=_where_products_are(-1, "the X's centre", CENTRE)),
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
        pictures=_beside_the_feature("the patch", -DIAGONAL),
        outlined=_where_products_are(-1, "the patch", -DIAGONAL)),
}


# Exercises.

def _patches_and_features(count, seed):
    """Patches and features of ±1 in several sizes, none of them the same upside down."""
    random = np.random.default_rng(seed)
    sizes = [(3, 3), (1, 2), (2, 3), (4, 4)]
    return [tuple(random.choice([-1.0, 1.0], (2, *sizes[number % 4]))) for number in range(count)]


FILTER_PATCH = Exercise(
    right=filter_patch,
    cases=_patches_and_features(12, seed=3),
    size_advice="A feature need not have 3 rows and 3 columns: feature.shape tells how many.",
    shape_advice="One patch and one feature give one number: did you add the products up? Python's own sum() adds "
                 "only the rows; products.sum() adds everything.",
    mistakes=[
        Mistake("No division", lambda patch, feature: (patch * feature).sum(),
                "Your number is the sum of the products. Divide it by the number of feature pixels."),
        Mistake("Added instead of multiplied", lambda patch, feature: (patch + feature).mean(),
                "Filtering multiplies each picture pixel by the feature pixel on top of it."),
        Mistake("Added, and no division", lambda patch, feature: (patch + feature).sum(),
                "Multiply the pixels in pairs, add the products, then divide by their number."),
        Mistake("Always divided by 9", lambda patch, feature: (patch * feature).sum() / 9,
                "A feature may have more or fewer pixels. feature.size counts them."),
        Mistake("Counted the pixels that agree", lambda patch, feature: (patch == feature).mean(),
                "A pixel that does not agree counts −1, not 0. The products do that by themselves."),
        Mistake("Feature flipped", lambda patch, feature: (patch * feature[::-1, ::-1]).mean(),
                "Lay the feature on the patch as it is: top left on top left."),
        Mistake("Divided by the number of rows", lambda patch, feature: (patch * feature).sum() / len(feature),
                "len(feature) counts rows. The number of pixels is feature.size."),
        Mistake("Returned too early", lambda patch, feature: patch[0, 0] * feature[0, 0] / feature.size,
                "The function ends at the first return. Put it behind both loops, not inside."),
        Mistake("Only the first row", lambda patch, feature: (patch * feature)[0].sum() / feature.size,
                "The function ends at the first return. Put it behind both loops, not inside."),
        Mistake("Kept only the last product", lambda patch, feature: patch[-1, -1] * feature[-1, -1] / feature.size,
                "Each turn of the loop must add to the total: total += …, and not total = …"),
        Mistake("Divided twice", lambda patch, feature: (patch * feature).mean() / feature.size,
                "mean() has divided already."),
    ],
)

PIXELS_THAT_AGREE = Exercise(
    right=lambda match, pixels: (match + 1) * pixels / 2,
    # Where a computer is exact: it finds 21.999999999999996 for 22 of 100, and who cuts that off has not erred.
    cases=[((2 * agree - pixels) / pixels, pixels)
           for pixels, agreeing in ((4, (0, 1, 2, 4)), (9, (0, 1, 4, 9)), (16, (0, 1, 6, 13, 16)))
           for agree in agreeing],
    shape_advice="One match gives one number.",
    mistakes=[
        Mistake("Only the sum", lambda match, pixels: match * pixels,
                "match × pixels is the sum: those that agree minus those that do not. How many agree?"),
        Mistake("Half the sum", lambda match, pixels: match * pixels / 2,
                "A match of 0 means that half of the pixels agree, not none of them."),
        Mistake("The share, not the number", lambda match, pixels: (match + 1) / 2,
                "You found which part of the pixels agrees. Of how many pixels?"),
        Mistake("Those that do not agree", lambda match, pixels: (1 - match) * pixels / 2,
                "You counted the other ones: with a match of 1, every pixel agrees."),
    ],
)

EXERCISES = {"filter_patch": FILTER_PATCH, "pixels_that_agree": PIXELS_THAT_AGREE}
