"""Where a file comes from: chosen, or dropped. However large it is, there is an answer."""

import base64
from typing import NamedTuple

import anywidget
from traitlets import Bool, Int, Unicode

from .page import dressed, scripts, sheets


class File(NamedTuple):
    """A file that has come: its name, its bytes, and how many it has in all, where only the beginning was sent."""

    name: str
    content: bytes
    size: int


class FileSource(anywidget.AnyWidget):
    """A button that chooses a file. It also takes a file that is dropped on the explorer around it.

    ``take(file)`` is called with each `File` that has come, ``refuse(name, words)`` where the browser knows that it
    cannot: it is empty, a folder, beyond ``most`` bytes, or cannot be read. ``begin()`` is called when a file begins to
    come. With ``first``, only so many bytes are sent, whatever its size. With ``longest``, a picture of over 5 MB that
    the browser can read is shrunk there until its longer side has so many pixels.

    ipywidgets has a FileUpload, too. But a file of more than 10 MB never arrives in Python, and nobody says so: the
    connection breaks. Here it comes in pieces that are small enough.
    """

    _esm = dressed("file-source", scripts("sending", "file_source"), sheets("file_source"))

    words = Unicode(help="What stands on the button.").tag(sync=True)
    tip = Unicode(help="What it says to who points at it.").tag(sync=True)
    accept = Unicode(help="Which files the browser offers, such as .csv,.txt").tag(sync=True)
    most = Int(0, help="How many bytes a file may have; 0 for any number.").tag(sync=True)
    first = Int(0, help="How many bytes are sent of it; 0 for all.").tag(sync=True)
    primary = Bool(help="Whether it is what one would press first.").tag(sync=True)
    longest = Int(0, help="How many pixels the longer side of a large picture keeps; 0 for all.").tag(sync=True)

    def __init__(self, take, refuse, begin=lambda: None, **look):
        super().__init__(**look)
        self._take, self._refuse, self._begin = take, refuse, begin
        self._coming, self._pieces = None, bytearray()  # which file is on its way, and what has come of it
        self.on_msg(self._hear)

    def __repr__(self):
        return self.words

    def _hear(self, _, message, __):
        if "refused" in message:
            self._refuse(message["refused"], message["words"])
            return
        if message["at"] == 0:
            self._coming, self._pieces = message["id"], bytearray()
            self._begin()
        if message["id"] != self._coming:
            return  # another file was chosen meanwhile
        self._pieces += base64.b64decode(message["piece"])
        come = len(self._pieces)
        if come >= message["length"]:
            self._take(File(message["name"], bytes(self._pieces), message["size"]))
            self._coming, self._pieces = None, bytearray()
        self.send({"heard": message["id"], "at": come})
