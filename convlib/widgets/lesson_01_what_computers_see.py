"""The comparing explorer: two pictures side by side, and the pixels in which they disagree. Lesson 01, slides 8-11.

The second letter can be moved, scaled, turned and thickened. After each change Python draws it anew and compares.
What every pixel says, and how many have disagreed so far, is then worked out ahead for all 81 of them: walking
through the pixels happens inside the browser.
"""

import ipywidgets
import numpy as np
from traitlets import validate

from ..pictures import O, X
from ..show import look
from ..show.player import sweep
from ..show.scene import Controls, Drawing, Row, Sentence
from ..show.sketch import Bar, Words
from ..transform import check_letter, transform
from .parts.explorer import PICTURES, Explorer
from .parts.traits import Numbers, Real, Whole, derived, frozen

LETTERS = {"X": X, "O": O}
UNCHANGED = {"down": 0, "right": 0, "thick": 0, "scale": 1.0, "turn": 0}
UNITS = {"down": "pixels down; a negative number goes up", "right": "pixels to the right; a negative number goes left",
         "thick": "pixels added to the strokes", "scale": "times as large", "turn": "degrees, counterclockwise"}
SAME, OTHER = "#465050", look.ink(look.SLATE)  # the inks of = and of ≠: what agrees stands back


class ComparingExplorer(Explorer):
    """Set two pictures side by side, change the second, and count the pixels in which they disagree.

    ``first`` and ``second`` are letters: arrays (9, 9) of pixels 1 and -1. ``down``, ``right``, ``scale``, ``turn``
    and ``thick`` say how the second is changed, as for :func:`convlib.transform.transform`. ``pixel`` counts the
    pixels row by row: the comparison has come to this one. At 81 all have been compared, and only then it says what it
    makes of them.

    These numbers go in the steps of their sliders, and one between or beyond them is moved to the nearest. Raises
    ValueError or TypeError for a letter of another size, or with pixels other than 1 and -1.

    >>> explorer = ComparingExplorer()
    >>> explorer.right = 1
    >>> print(explorer.sentence())
    26 of 81 pixels disagree. A computer that compares pixel by pixel says: these are two different pictures.
    >>> print(explorer.verdict())
    The second picture looks more like an X.
    """

    first = Numbers(X)
    second = Numbers(X)
    down = Whole(0, -4, 4)
    right = Whole(0, -4, 4)
    scale = Real(1.0, 0.5, 1.5, step=0.05)
    turn = Whole(0, -180, 180, step=5)
    thick = Whole(0, 0, 2)
    pixel = Whole(X.size, 0, X.size)

    def __init__(self, first=X, second=X, down=0, right=0, scale=1.0, turn=0, thick=0, pixel=X.size):
        super().__init__(first=first, second=second, down=down, right=right, scale=scale, turn=turn, thick=thick,
                         pixel=pixel)
        self.build("first", "second", *UNCHANGED)
        self.observe(lambda _: self.tell(), names="pixel")

    # The numbers.

    @property
    def changes(self):
        """How the second picture is changed: a dict of numbers."""
        return {name: getattr(self, name) for name in UNCHANGED}

    @derived("second", *UNCHANGED)
    def changed(self):
        """The second picture as it is moved, scaled, turned and thickened now."""
        return frozen(transform(self.second, **self.changes))

    def agreements(self, pixels=X.size):
        """In how many of the first so many ``pixels`` the second picture agrees with each letter: a dict."""
        return {name: int((self.changed == letter).flat[:pixels].sum()) for name, letter in LETTERS.items()}

    def is_compared(self):
        """Has the comparison come to its end?"""
        return self.pixel == X.size

    def sentence(self):
        """How many pixels disagree, and what a computer makes of it, once all are compared."""
        if not self.is_compared():
            return "One pixel after the other is compared. What they say together shows at the end."
        count, size = np.count_nonzero(self.first != self.changed), X.size
        if count == 0:
            return "No pixel disagrees. A computer that compares pixel by pixel says: these are the same picture."
        return (f"{count} of {size} pixels disagree{'s' if count == 1 else ''}. "
                "A computer that compares pixel by pixel says: these are two different pictures.")

    def verdict(self):
        """Which letter the second picture agrees with in more pixels. X and O differ in 21 of them, so none ties."""
        agree = self.agreements()
        return f"The second picture looks more like an {max(agree, key=agree.get)}."

    # What shows.

    def contents(self):
        here = {"here": self.cursor("pixel")}
        return {
            "first": {"cells": look.pixels(self.first), "caption": "first picture", **here},
            "second": {"cells": look.pixels(self.changed), "caption": f"second picture{self._changes_in_words()}",
                       **here},
            "disagree": {"cells": _signs(self.first, self.changed), "caption": _tally(self.first, self.changed),
                         "frame": self.cursor("pixel"), "fade": "after", **here},
        }

    def scene(self):
        self.sliders = {name: self.slider(name, tip=unit, wide=100) for name, unit in UNITS.items()}
        return [self._choosers(), Row(*self.grids.values()), Controls(*self.sliders.values()),
                Sentence(self.sentence, spoken=True).add_class("convlib-large"),
                Row(Drawing(480, 58, self._bars, flex="0 1 auto"), Sentence(self._winner, flex="1 1 200px"), self.key),
                self._line]

    def _changes_in_words(self):
        """How the second picture is changed, as part of a caption."""
        printed = self.changes | {"scale": look.label(self.scale), "turn": f"{self.turn}°"}
        words = ", ".join(f"{name} {printed[name]}" for name, value in self.changes.items() if value != UNCHANGED[name])
        return f": {words}".replace("-", "−") if words else ""

    def _choosers(self):
        """What the two pictures are chosen with, what puts the second back, and what walks through their pixels."""
        self._reset = self.button("reset", "the second picture as it was chosen", self.reset)
        second = self.menu("second", PICTURES, "second picture", "auto", put=self._take)
        second.layout.flex, second.layout.min_width, second.layout.max_width = "1 1 260px", "min(260px, 100%)", "280px"
        firsts = ipywidgets.ToggleButtons(options=[*LETTERS], style={"button_width": "auto"})
        return Controls(ipywidgets.HBox([ipywidgets.Label("first picture"), self.offer("first", LETTERS, firsts)]),
                        second, self._reset,
                        sweep(self.cursor("pixel"), "pixel by pixel", milliseconds=120, primary=True))

    def _winner(self):
        """Which letter it is more like, once all pixels are compared."""
        return self.verdict() if self.is_compared() else ""

    def _bars(self):
        """A bar for each letter: in how many of the pixels compared so far the second picture agrees with it."""
        compared, shapes = min(self.pixel + 1, X.size), []
        agree = self.agreements(compared)
        for top, (name, count) in zip((14, 44), agree.items(), strict=True):
            colour = look.BLUE if count == max(agree.values()) else look.MIDDLE_GREY
            shapes += [Words(0, top, f"agrees with the {name}", 15), Bar(172, top - 11, 2.6 * count, 22, colour),
                       Words(180 + 2.6 * count, top, f"{count} of {compared}", 15)]
        counts = " and ".join(f"{count} of {compared} pixels with the {name}" for name, count in agree.items())
        return shapes, f"The second picture agrees in {counts}{'.' if self.is_compared() else ' so far.'}"

    # What happens when something changes.

    def update(self, _=None):
        """Draw the second picture anew, and compare all of it."""
        self.pixel = X.size
        super().update()

    def _take(self, letter):
        """Take another second picture, which begins unchanged."""
        self.reset()
        self.second = letter

    def reset(self):
        """Show the second picture unchanged, and all its pixels compared."""
        self.pixel = X.size
        for name, value in UNCHANGED.items():
            setattr(self, name, value)

    @validate("first", "second")
    def _is_letter(self, proposal):
        check_letter(proposal.trait.name, proposal.value.clip(-1, 1))  # what is beyond is moved to the end later
        return proposal.value


def _signs(first, second):
    """The looks of every pixel of a comparison: = where the two agree, ≠ where they do not."""
    looks = [[look.PALE, SAME, "=", "both −1"], [look.SLATE, OTHER, "≠", "−1 and 1"],
             [look.SLATE, OTHER, "≠", "1 and −1"], [look.PALE, SAME, "=", "both 1"]]
    return look.Cells(looks, 2 * (first > 0) + (second > 0))


def _tally(first, second):
    """What each pixel says, and how many have disagreed so far; then how many disagree in all."""
    disagree, lines = np.cumsum(first != second), []
    for ((row, column), one), other, so_far in zip(np.ndenumerate(first), second.flat, disagree, strict=True):
        pair = f"{look.label(one, short=True)} and {look.label(other, short=True)}"
        lines.append(f"row {row}, column {column}: {pair}. So far {so_far} ≠")
    return [*lines, f"where they disagree: {disagree[-1]} of {first.size}"]
