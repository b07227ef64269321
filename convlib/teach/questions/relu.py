"""The questions of lesson 06: what a ReLU does to a number and to a map, and what its bend is good for."""

import numpy as np

from ... import look
from ...ops import convolve, max_pool, relu
from ...pictures import FEATURES, TRICKY, O, X
from ..question import Question

DIAGONAL = FEATURES["diagonal"]
NEVER, ALL_NEGATIVE = "never", "where all values of a window are negative"
MIXED = "where a window has positive and negative values"


def _when_orders_differ():
    """In which windows the order of pooling and ReLU matters, among all maps of the slides' ten pictures."""
    maps = convolve(np.stack([X, O, *TRICKY.values()]), [*FEATURES.values()])
    differ = max_pool(relu(maps)) != relu(max_pool(maps))
    if not differ.any():
        return NEVER
    return ALL_NEGATIVE if (max_pool(maps)[differ] < 0).all() else MIXED


QUESTIONS = {
    "one match through a ReLU": Question(
        "One match of the diagonal's map is −.11. What does a ReLU make of it?",
        answer=lambda: float(relu(-1 / 9)),
        choices={
            -1: "You kept the sign and dropped the size. A ReLU drops both.",
            -1 / 9: "You left it as it is. A ReLU does so only with a value that is not negative.",
            0: "",
            1 / 9: "You took the minus away. That would turn a bad match into a better one.",
            1: "You turned it into the best match there is. A ReLU never makes a bad match look good.",
        },
        because="−.11 is negative, so it becomes 0. How far below zero it was makes no difference."),
    "negative matches of the diagonal": Question(
        "The map of this picture and this feature has 49 matches. How many of them are negative?",
        answer=lambda: int((convolve(X, DIAGONAL) < 0).sum()),
        choices={
            5: "You expected bad matches to be rare. But beside a stroke, its white pixels lie on black ones of the "
               "feature.",
            20: "",
            29: "You counted the positive ones.",
            44: "You took every place off the stroke for a bad one. But black on black agrees, too.",
        },
        because="At 20 of the 49 places, more than half of the nine pixels disagree with the diagonal.",
        pictures=lambda: {"the X": X, "the feature": look.feature(DIAGONAL, look.COLOURS["diagonal"])}),
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
