"""Page: what explorers and predictions need of the page they show in, whatever else is in them.

It brings their style, keeps the notebook from taking the learner's keys for commands, reads the numbers that people
write into fields, keeps the focus and the order of what is done, and tells when Python is gone. Each of these is a
JavaScript file of its own, and page.js puts them together. A `PageBox` has a Page among its children, always.
"""

from pathlib import Path

import anywidget
import ipywidgets
from traitlets import validate

from .look import ACCENT
from .numerals import nearest_number
from .shown import Shown

HERE = Path(__file__).parent


def scripts(*names):
    """The code of some of the JavaScript files beside this one, as one module."""
    return "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in names)


STYLE = f".convlib-grid, .convlib-photo {{ --convlib-accent: {ACCENT}; }}\n"  # of what a window stands in


class Page(anywidget.AnyWidget):
    """A piece of the page that shows nothing by itself."""

    _esm = scripts("keys", "line", "fields", "acts", "focus", "gone", "page")
    _css = HERE / "page.css"

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

    @validate("children")
    def _with_page(self, proposal):
        return (*(child for child in proposal.value if child is not self.page), self.page)
