"""Page: what explorers and predictions need of the page they show in, whatever else is in them.

It brings their style, names what has no name in it, keeps the notebook from taking the learner's keys for commands,
reads the numbers that people write into fields, keeps the focus, its stops and the order of what is done, fits a scene
into its room, and tells when Python is gone. Each of these is a JavaScript file of its own, and page.js puts them
together. A `PageBox` has a Page among its children, always.
"""

import json
from pathlib import Path

import anywidget
import ipywidgets
from traitlets import validate

from ..pictures import FEATURES
from .look import ACCENT, COLOURS, EDGE, HALO
from .numerals import nearest_number
from .shown import Shown

HERE = Path(__file__).parent


def scripts(*names):
    """The code of some of the JavaScript files beside this one, as one module."""
    return _read("js", names)


def sheets(*names):
    """Some of the style sheets beside this one, as one."""
    return _read("css", names)


def dressed(kind, code, css):
    """The code of a kind of widget, which brings its style along (dress.js). anywidget would do so for each of them."""
    return f"{code}\n{scripts('dress')}\ndress({json.dumps(kind)}, {json.dumps(css)});\n"


def _read(ending, names):
    return "\n".join((HERE / f"{name}.{ending}").read_text(encoding="utf-8") for name in names)


STYLE = (".convlib-grid, .convlib-photo, .convlib-explorer { "  # of what a window stands in
         f"--convlib-accent: {ACCENT}; --convlib-halo: {HALO}; --convlib-edge: {EDGE}; }}\n")
SWATCHES = "".join(f".convlib-features .jupyter-button:nth-of-type({number}) {{ --convlib-swatch: {COLOURS[name]}; }}\n"
                   for number, name in enumerate(FEATURES, start=1))  # of the buttons that choose a feature


class Page(anywidget.AnyWidget):
    """A piece of the page that shows nothing by itself."""

    _esm = dressed("page", scripts("keys", "line", "fields", "acts", "focus", "names", "stops", "heard", "gone", "room",
                                   "page"), SWATCHES + sheets("page", "controls", "access"))

    def __init__(self):
        super().__init__()
        self.on_msg(self._read)

    def _read(self, _, message, __):
        """Somebody wrote a number into a field (fields.js): answer with the one that the field can hold."""
        try:
            number, told = nearest_number(**message["written"])
        except ValueError as error:
            number, told = None, str(error)
        self.send({"field": message["field"], "number": number, "told": told})

    def __repr__(self):
        return ""


class PageBox(Shown, ipywidgets.VBox):
    """A box of widgets that brings along what it needs of the page: a :class:`Page` is always its last child.

    >>> from convlib.widgets import FilteringExplorer
    >>> type(FilteringExplorer().children[-1]).__name__
    'Page'
    """

    def __init__(self, *children, **state):
        self.page = Page()
        super().__init__(*children, **state)

    def announce(self, words):
        """Tell those who hear the page what has changed in it (heard.js): words that stand nowhere in it."""
        self.page.send({"announce": words})

    @validate("children")
    def _with_page(self, proposal):
        return (*(child for child in proposal.value if child is not self.page), self.page)
