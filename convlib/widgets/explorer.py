"""What every explorer shares: state in traits, a still picture, plain text, and a line to say things.

An explorer is a box of widgets whose traits are its whole state. Set a trait in Python and the picture
follows; move something in the picture and the trait follows. A value that cannot be is moved to the
nearest one that can, and the explorer says so in words.
"""

import html

import ipywidgets
import numpy as np
from traitlets import TraitType

from .. import look
from ..ops import finite
from ..page import PageBox
from ..pictures import FEATURES, TRICKY, O, X, name_of
from .one_thread import hear_here

PICTURES = {"X": X, "O": O} | {name.replace("_", ", "): pixels for name, pixels in TRICKY.items()}
SHAPES = {"diagonal": "╲", "cross": "╳", "antidiagonal": "╱"}
OWN = "your own"  # what has no name
PENS = look.pixels([-1, 1]).looks  # the looks of a dark and of a light pixel, for a hand that draws


class Picture(TraitType):
    """A trait that holds a picture: a read-only array (rows, columns) of numbers from -1 to 1.

    Raises ValueError or TypeError for NaN, infinity, text, ragged lists, and what has no rows and columns.
    """

    def validate(self, explorer, value):
        pixels = np.array(finite(self.name, value))
        if pixels.ndim != 2:
            raise ValueError(f"{self.name} must have rows and columns, but its shape is {pixels.shape}")
        pixels.setflags(write=False)
        return pixels


class Explorer(PageBox):
    """A box of widgets that has something to say, and also shows where no kernel runs."""

    def __init__(self, **state):
        hear_here()
        self._said = {}
        self._line = ipywidgets.HTML()
        super().__init__(**state)
        self.add_class("convlib-explorer")

    def say(self, about, sentence=""):
        """Show a sentence under the explorer. It stands until something else is said ``about`` the same."""
        self._said.pop(about, None)
        if sentence:
            self._said[about] = sentence
        self._line.value = f'<div role="status">{html.escape(self.said())}</div>' if self._said else ""

    def said(self):
        """What stands under the explorer now."""
        return " ".join(self._said.values())

    def nearest(self, name, value, most, least=0):
        """Clamp the new ``value`` of trait ``name`` to ``least`` … ``most``, and say so where that changes it."""
        possible = min(max(value, least), most)
        moved = f"There is no {name} {value}: it runs from {least} to {most}. This is {name} {possible}."
        self.say(name, moved.replace("-", "−") if possible != value else "")
        return possible

    def button(self, words, tip, act, width="auto"):
        """A button that does something when it is pressed: ``act()``."""
        button = ipywidgets.Button(description=words, tooltip=tip, layout={"width": width})
        button.on_click(lambda _: act())
        return button

    def choose_picture(self, width="240px", description="picture"):
        """A list to choose the trait ``picture`` from. It says so where that holds a picture of the learner's own."""
        self._pictures = ipywidgets.Dropdown(options=[*PICTURES, OWN], description=description, layout={"width": width})
        return self._offer("picture", PICTURES, self._pictures, unnamed=OWN)

    def choose_feature(self):
        """Buttons to choose the trait ``feature`` from the slides' three. None is pressed for one of the learner's."""
        self._features = ipywidgets.ToggleButtons(
            options=[(f"{shape} {name}", name) for name, shape in SHAPES.items()], style={"button_width": "auto"})
        return self._offer("feature", FEATURES, self._features)

    def _offer(self, trait, choices, chooser, unnamed=None, prepare=lambda: None):
        """Let a widget choose by name what a trait holds; it always names what that is now.

        What the trait holds when it has no name is called ``unnamed``. Before a choice is put there, ``prepare`` is
        called.
        """

        def name(_=None):
            chooser.value = name_of(getattr(self, trait), choices) or unnamed

        def put(change):
            if change.new in choices and change.new != name_of(getattr(self, trait), choices):
                prepare()
                try:
                    setattr(self, trait, choices[change.new])
                except ValueError as error:
                    self.say(trait, str(error))
            name()

        name()
        chooser.observe(put, names="value")
        self.observe(name, names=trait)
        return chooser

    def drawing(self, trait):
        """A handler for :meth:`PixelGrid.on_draw` that puts each stroke into the picture that a trait holds."""

        def draw(cells, light):
            pixels = getattr(self, trait).copy()
            pixels[tuple(zip(*cells, strict=True))] = 1 if light else -1
            setattr(self, trait, pixels)

        return draw

    def within(self, name, pixels):
        """Clamp the new ``pixels`` of trait ``name`` to -1 … 1, and say so where that changes them."""
        beyond = np.abs(pixels).max() > 1
        moved = f"Some numbers of the {name} were beyond −1 and 1, and were moved to the nearer end."
        self.say(name, moved if beyond else "")
        if beyond:
            pixels = pixels.clip(-1, 1)
            pixels.setflags(write=False)
        return pixels


def sweep(cursor, name, milliseconds):
    """Controls that walk a cursor through its places: Play, and a slider to scrub. They stop at the end.

    Play is tied to the slider inside the browser, so a walk goes on while the kernel is busy. The slider comes
    first: after a reload of the page, it is the one that knows the place.
    """
    play = ipywidgets.Play(max=cursor.max, interval=milliseconds, show_repeat=False)
    ipywidgets.jslink((cursor, "value"), (play, "value"))
    ipywidgets.dlink((cursor, "max"), (play, "max"))
    cursor.readout, cursor.layout.width, cursor.layout.flex = False, "auto", "1 1 auto"
    cursor.tooltip = play.tooltip = name
    return ipywidgets.HBox([ipywidgets.Label(name), play, cursor], layout=ipywidgets.Layout(flex="1 1 300px"))


def by(shape):
    """Rows and columns as people write them.

    >>> by((3, 9))
    '3 × 9'
    """
    return " × ".join(map(str, shape))


def sign(symbol):
    """An arithmetic sign between two grids."""
    return ipywidgets.HTML(symbol).add_class("convlib-sign")
