"""The questions of lesson 09: how well the slides' whole network does, and what stands behind its votes."""

from ... import look
from ...network import deck_network
from ...ops import convolve
from ...pictures import FEATURES, TRICKY, O, X
from ..question import Question


def _how_many_right():
    network = deck_network()
    return sum("XO"[network(picture).argmax()] == name[0] for name, picture in ({"X": X, "O": O} | TRICKY).items())


def _against_45(count):
    return "45" if count == 45 else "fewer than 45" if count < 45 else "more than 45"


def _weakest():
    best = {name: convolve(TRICKY["X_weight"], feature).max() for name, feature in FEATURES.items()}
    return min(best, key=best.get)


QUESTIONS = {
    "ten pictures and the whole network": Question(
        "How many of the ten does the whole network get right?",
        answer=_how_many_right,
        choices={
            7: "You expected it to do worse than comparing whole pictures. But its features fit wherever a piece "
               "stands.",
            8: "That is what comparing whole pictures got. The network does a little better.",
            9: "",
            10: "You expected it to get all of them. But somebody drew its features, and they do not suit every pen.",
        },
        because="One picture still fails. You will meet it below."),
    "pixels behind a vote": Question(
        "The vote for X is an average of five values, and each value began as one match of nine pixels. "
        "For the slides' X: from how many of the 81 pixels does this vote come?",
        answer=lambda: _against_45(deck_network().trace(X, -1, 0)[0].sum()),
        choices={
            "45": "Five times nine is 45. But you counted some pixels twice.",
            "fewer than 45": "",
            "more than 45": "There are only five windows behind this vote. All other matches were lost in the pooling, "
                            "or do not vote for X.",
        },
        because="Five windows of nine pixels make 45. But some windows overlap, and a pixel counts once: 38.",
        pictures=lambda: {"the X": X}),
    "weakest in the thick X": Question(
        "Each feature now looks for its best place in the thick X. Which feature's best match is the weakest?",
        answer=_weakest,
        choices={
            "diagonal": "A thick stroke spoils the diagonal in only two pixels, one on each side of the line.",
            "cross": "",
            "antidiagonal": "A thick stroke spoils the antidiagonal in only two pixels, one on each side of the line.",
            "none: all three fit alike": "All three were made for thin lines, that is true. But one of them suffers "
                                         "more.",
        },
        because="The crossing of a thick X is a white block. At best 6 of 9 pixels agree with the cross, and 3 do not: "
                "3/9. The diagonal and the antidiagonal agree in 7 of 9 pixels of a thick stroke: 5/9.",
        pictures=lambda: {"the thick X": TRICKY["X_weight"]} | {
            name: look.feature(feature, look.COLOURS[name]) for name, feature in FEATURES.items()}),
}
