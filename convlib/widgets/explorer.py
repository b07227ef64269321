"""What every explorer shares: state in traits, a still picture, plain text, and a line to say things.

An explorer is a box of widgets whose traits are its whole state. Set a trait in Python and the picture
follows; move something in the picture and the trait follows. A value that cannot be is moved to the
nearest one that can, and the explorer says so in words.
"""

import html

import ipywidgets
import numpy as np
from traitlets import TraitType

from ..look import Shown


class Picture(TraitType):
    """A trait that holds a picture: a read-only array (rows, columns) of numbers from -1 to 1.

    Numbers beyond -1 and 1 are clamped, and the explorer says so. NaN, infinity, text and ragged
    lists raise ValueError or TypeError.
    """

    info_text = "a picture: rows and columns of numbers from -1 to 1"

    def validate(self, explorer, value):
        try:
            pixels = np.array(value, dtype=float)
        except (TypeError, ValueError):
            raise TypeError(f"{self.name} must be {self.info_text}, not {value!r}") from None
        if pixels.ndim != 2 or pixels.size == 0:
            raise ValueError(f"{self.name} must be {self.info_text}, not an array of shape {pixels.shape}")
        if not np.isfinite(pixels).all():
            row, column = np.argwhere(~np.isfinite(pixels))[0]
            raise ValueError(f"{self.name} has {pixels[row, column]} at row {row}, column {column}; "
                             "every pixel must be a number from -1 to 1")
        if np.abs(pixels).max() > 1:
            explorer.say(f"Some numbers of the {self.name} were beyond −1 and 1, and were moved to the nearer end.")
            pixels = pixels.clip(-1, 1)
        pixels.setflags(write=False)
        return pixels


class Explorer(Shown, ipywidgets.VBox):
    """A box of widgets that has something to say, and also shows where no kernel runs."""

    def __init__(self, **state):
        self._line = ipywidgets.HTML()
        super().__init__(**state)
        self.add_class("convlib-explorer")

    def say(self, sentence):
        """Show a sentence under the explorer; an empty one takes the last away."""
        self._line.value = f'<div role="status">{html.escape(sentence)}</div>' if sentence else ""

    def said(self):
        """The sentence that stands under the explorer now."""
        return html.unescape(self._line.value.removeprefix('<div role="status">').removesuffix("</div>"))

    def nearest(self, name, value, most):
        """Clamp the new ``value`` of trait ``name`` to 0 … ``most``, and say so where that changes it."""
        possible = min(max(value, 0), most)
        if possible != value:
            self.say(f"There is no {name} {value}: it runs from 0 to {most}. This is {name} {possible}.")
        elif value != getattr(self, name):
            self.say("")
        return possible


def sweep(cursor, name, milliseconds):
    """Controls that walk a cursor through its places: Play, and a slider to scrub. They stop at the end.

    Play is tied to the slider inside the browser, so a walk goes on while the kernel is busy.
    """
    play = ipywidgets.Play(max=cursor.max, interval=milliseconds, show_repeat=False)
    ipywidgets.jslink((play, "value"), (cursor, "value"))
    ipywidgets.dlink((cursor, "max"), (play, "max"))
    cursor.description, cursor.readout, cursor.layout.width = name, False, "auto"
    cursor.layout.flex = "1 1 auto"
    return ipywidgets.HBox([play, cursor], layout=ipywidgets.Layout(flex="1 1 300px"))


def sign(symbol):
    """An arithmetic sign between two grids."""
    return ipywidgets.HTML(symbol).add_class("convlib-sign")
