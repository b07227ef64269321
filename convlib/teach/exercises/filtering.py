"""The exercises of lesson 03: one patch and one feature give one match."""

import numpy as np

from ...ops import filter_patch
from .exercise import Exercise, Mistake


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
