"""Page: what explorers and predictions need of the page they show in, whatever else is in them.

It brings their style, and keeps the notebook from taking the learner's keys for commands. A `PageBox` has one among
its children, always.
"""

from pathlib import Path

import anywidget
import ipywidgets
from traitlets import validate

from .look import Shown

HERE = Path(__file__).parent
KEYS = (HERE / "keys.js").read_text(encoding="utf-8")  # for what may show without a Page, too


class Page(anywidget.AnyWidget):
    """An invisible piece of the page: it brings the style, and takes care of the keys."""

    _esm = KEYS + (HERE / "page.js").read_text(encoding="utf-8")
    _css = HERE / "page.css"

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
