"""Squares: a picture of numbers that are too many for the cells of a PixelGrid."""

import io

import ipywidgets
import numpy as np
from PIL import Image
from traitlets import Unicode

from . import look


class Squares(ipywidgets.Image):
    """A square for each number from 0 (pale) to 1 (blue), in a picture that is ``side`` pixels wide and high.

    >>> squares = Squares(40)
    >>> squares.show(np.eye(2), "each like itself")
    >>> squares.text()
    'each like itself'
    """

    description = Unicode().tag(sync=True)  # the page looks for it before it tells a picture's tooltip

    def __init__(self, side):
        super().__init__(width=side, height=side)
        self.side = side
        self.layout.width = self.layout.height = f"calc({side}px * var(--convlib-scale, 1))"
        self.add_class("convlib-squares")

    def show(self, numbers, words):
        """Show these numbers, (rows, columns), and say in ``words`` what they are."""
        pale, blue = (np.array([*bytes.fromhex(colour[1:])]) for colour in (look.PALE, look.BLUE))
        self.shades = (pale + np.asarray(numbers)[..., np.newaxis] * (blue - pale)).round().astype(np.uint8)
        file = io.BytesIO()
        Image.fromarray(self.shades).save(file, format="PNG")
        self.value, self.tooltip = file.getvalue(), words

    def text(self):
        """What it shows, in words."""
        return self.tooltip

    def size(self):
        """The width and height that it takes in a still picture, in pixels."""
        return self.side, self.side

    def draw_still(self, still, x, y):
        """Draw it on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        still.image(x, y, self.shades, *self.size())
