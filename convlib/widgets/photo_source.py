"""Where a photograph comes from: the portrait, a file, or the camera. It goes to this notebook's Python only."""

import base64
from pathlib import Path

import anywidget
from traitlets import Int

from ..photos import LONGEST, opened, photograph


class PhotoSource(anywidget.AnyWidget):
    """Buttons for the portrait, for a picture file, and for the camera, where the browser has one.

    ``use(photo)`` is called with every picture, an array (3, rows, columns) of numbers from -1 to 1, and ``say(words)``
    with a sentence where something is wrong, or "" where nothing is wrong any more. The camera is switched off when
    the picture comes from anywhere else.

    ipywidgets has a FileUpload, too. But a photograph as a telephone takes it may be too large for it: a file of more
    than 10 MB never arrives in Python, and nobody says so. Here the browser shrinks a large picture first.
    """

    _esm = Path(__file__).with_name("photo_source.js")
    _css = Path(__file__).with_name("photo_view.css")

    longest = Int(LONGEST, help="To how many pixels the browser shrinks the longer side.").tag(sync=True)

    def __init__(self, use, say):
        super().__init__()
        self._use, self._say = use, say
        self.on_msg(self._hear)

    def __repr__(self):
        return "the portrait, or a picture of your own"

    def _hear(self, _, message, __):
        problem = message.get("problem", "")
        if message.get("portrait"):
            self._use(photograph())
        elif "picture" in message:
            try:
                self._use(opened(base64.b64decode(message["picture"])))
            except ValueError as error:
                problem = f"This picture was not taken: {error}."
        self._say(problem)
        self.send({"heard": True})
