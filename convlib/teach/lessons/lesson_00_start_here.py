"""What lesson 00 asks, and what its learners write.

Its questions: a first look at an X and an O.
"""

from ...pictures import O, X
from ..question import Question

QUESTIONS = {
    "pixels that differ": Question(
        "These are an X and an O. How many of their 81 pixels differ?",
        answer=lambda: int((X != O).sum()),
        choices={
            9: "Nine is how many pixels lie side by side in a row.",
            21: "",
            40: "That is about half of them. But most pixels are black in both pictures.",
            72: "That is nearly all of them. But most pixels are black in both pictures, and those do not differ.",
        },
        because="The X has 13 white pixels and the O has 16. Four are white in both: 13 + 16 − 2 × 4 = 21.",
        pictures=lambda: {"X": X, "O": O},
        outlined=lambda: ("the pixels that differ", {name: X != O for name in "XO"})),
}

EXERCISES = {}
