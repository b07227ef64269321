"""Shown: a widget that also shows where no kernel runs, in words and as a still picture."""

import base64
import textwrap
from itertools import pairwise

VIEW = "application/vnd.jupyter.widget-view+json"  # the kind of output that is a live widget


def sheet(width, height):
    """An empty still picture, a :class:`convlib.show.stills.Still` of this size in pixels.

    What draws it is imported with the first of them: it takes longer than everything else that shows together.
    """
    from .stills import Still

    return Still(round(width), round(height))


class Shown:
    """A widget that also shows where no kernel runs: its words and its still picture go with the live view.

    Whoever inherits writes ``text()``, the same words for the same state, and ``still()``.
    """

    def text(self):
        """The widget's state and numbers in plain words."""
        raise NotImplementedError

    def still(self):
        """The widget as it is now, as a :class:`convlib.show.stills.Still`."""
        raise NotImplementedError

    def alt(self):
        """What is heard in place of the still: a sentence or two, of at most 250 letters.

        It is what :meth:`text` says beside its numbers: the lines of words that stand above no numbers, or, where there
        are none, those that do.
        """
        return _spoken(self.text()) or "numbers"

    def __repr__(self):
        return self.text()

    def _repr_mimebundle_(self, **_):
        still = self.still()
        width, height = still.size
        data = {
            "text/plain": self.text(),
            "image/png": base64.b64encode(still.png()).decode(),
            VIEW: {"version_major": 2, "version_minor": 0, "model_id": self.model_id},
        }
        return data, {"image/png": {"width": width, "height": height, "alt": self.alt()}}


def _spoken(text):
    """What can be heard of a text with tables of numbers in it.

    >>> _spoken("a map\\n .77 −.11\\n−.11  .77\\n\\nrow 0, column 0: .77\\nIt fits.")
    'row 0, column 0: .77; It fits.'
    >>> _spoken("a map\\n .77 −.11\\n\\nanother map\\n .55  .11")
    'a map; another map'
    """
    told, titles = [], []
    for line, below in pairwise([*text.splitlines(), ""]):
        if _is_words(line):
            is_title = below and not _is_words(below) and line[-1] not in ".?"
            (titles if is_title else told).append(line if line[-1] in ".?:" else f"{line};")
    return textwrap.shorten(" ".join(told or titles).removesuffix(";"), 250, placeholder=" …")


def _is_words(line):
    """Is this a line of words, and not a row of a table?"""
    has_columns = line.startswith(" ") or "  " in line
    return not has_columns and sum(map(str.isalpha, line)) > sum(map(str.isdigit, line))
