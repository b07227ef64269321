"""PhotoView: a photograph at its full size, and a mark that the hand and the arrow keys move.

A PixelGrid labels every cell; a photograph has hundreds of thousands. So this one sends the bytes of the pixels as they
are, without any file format: nothing is lost, and nothing has to be packed here and unpacked in the browser.
"""

import anywidget
from traitlets import Bytes, Float, Int, List, Unicode

from ..data.photos import on_screen
from .page import HERE, STYLE


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

    _esm = HERE / "photo_view.js"
    _css = STYLE + (HERE / "photo_view.css").read_text(encoding="utf-8")

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
