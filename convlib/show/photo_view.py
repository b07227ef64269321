"""PhotoView: a photograph at its full size, and a mark that the hand and the arrow keys move.

A PixelGrid labels every cell; a photograph has hundreds of thousands. So this one sends the bytes of the pixels as they
are, without any file format: nothing is lost, and nothing has to be packed here and unpacked in the browser.
"""

import anywidget
import ipywidgets
import numpy as np
from PIL import Image
from traitlets import Bytes, Float, Int, List, Unicode

from ..data.photos import on_screen
from .page import STYLE, dressed, scripts, sheets

STILL, GAP = 300, 20  # the longer side of a photograph in a still picture, and what is between two, in pixels
FINE = 150  # how many pixels of a photograph a still picture has room for


class PhotoView(anywidget.AnyWidget):
    """A picture, (rows, columns) or (3, rows, columns), and a mark at the place that the cursor ``here`` points at.

    The places are those of a feature map with ``across`` columns, counted row by row. The mark is ``side`` pixels
    wide; it begins ``pad`` pixels above and to the left of its place, and one pixel of the picture stands for
    ``shrink`` x ``shrink`` places, as after pooling. ``scale`` says how large a pixel of the picture is on the screen.

    >>> import ipywidgets
    >>> view = PhotoView(here=ipywidgets.IntSlider(max=3))
    >>> view.show([[0, 1], [-1, 0]], "a tiny picture", across=2)
    >>> view.size, [*view.pixels]
    ([2, 2], [128, 255, 0, 128])
    """

    _esm = dressed("photo-view", scripts("hand", "photo_view"), STYLE + sheets("photo_view"))

    pixels = Bytes().tag(sync=True)
    size = List(Int(), [0, 0], help="The rows and the columns.").tag(sync=True)
    scale = Float(1).tag(sync=True)
    caption = Unicode().tag(sync=True)
    across = Int(1).tag(sync=True)
    side = Int(1).tag(sync=True)
    pad = Int(0).tag(sync=True)
    shrink = Int(1).tag(sync=True)
    here = anywidget.WidgetTrait().tag(sync=True)

    def __repr__(self):
        return self.caption

    def show(self, picture, caption, **traits):
        """Change what the view shows and other traits, in one message to the browser."""
        shades = on_screen(picture)
        content = {"pixels": shades.tobytes(), "size": list(shades.shape[:2]), "caption": caption}
        with self.hold_sync():
            for name, value in {**content, **traits}.items():
                setattr(self, name, value)

    def smaller(self):
        """What it shows, its longer side at most `FINE` pixels: each of them is the mean of a square of pixels."""
        shades = np.frombuffer(self.pixels, np.uint8).reshape(*self.size, -1)
        picture = Image.fromarray(shades if shades.shape[2] == 3 else shades[..., 0])
        return np.asarray(picture.reduce(-(-max(self.size) // FINE)))


class Photos(ipywidgets.HBox):
    """Photographs side by side, as a part of a scene (scene.py)."""

    def __init__(self, *views):
        super().__init__(views)
        self.add_class("convlib-photos")

    def size(self):
        """The width and height that they take in a still picture, in pixels."""
        return sum(map(_wide, self.children)), STILL + 26

    def draw_still(self, still, x, y):
        """Draw them on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        for view in self.children:
            rows, columns = np.multiply(view.size, STILL / max(view.size))
            still.text(x, y + 8, view.caption, size=12)
            still.image(x, y + 22, view.smaller(), columns, rows)
            x += _wide(view)


def _wide(view):
    """How many pixels of a still picture a photograph takes, from its left edge to the next one's."""
    return max(STILL * view.size[1] / max(view.size), 7 * len(view.caption)) + GAP
