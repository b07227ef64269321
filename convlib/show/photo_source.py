"""Where a photograph comes from, other than a file: the portrait, or the camera. It goes to this Python only."""

import base64

import anywidget
from traitlets import Int

from ..data.photos import LONGEST, opened, photograph
from .page import dressed, scripts, sheets


class PhotoSource(anywidget.AnyWidget):
    """Buttons for the portrait, and for the camera, where the browser has one.

    ``use(photo)`` is called with every picture, an array (3, rows, columns) of numbers from -1 to 1, and ``say(words)``
    with a sentence where something is wrong, or "" where nothing is wrong any more. The camera is switched off when
    the portrait is asked for, and by :meth:`stop`.
    """

    _esm = dressed("photo-source", scripts("sending", "photo_source"), sheets("photo_source"))

    longest = Int(LONGEST, help="How many pixels the longer side of a picture has at most.").tag(sync=True)

    def __init__(self, use, say):
        super().__init__()
        self._use, self._say = use, say
        self.on_msg(self._hear)

    def __repr__(self):
        return "the portrait, or the camera"

    def stop(self):
        """Switch the camera off: the picture comes from elsewhere."""
        self.send({"stop": True})

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
