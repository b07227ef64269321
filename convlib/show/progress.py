"""A bar that fills while something takes its time."""

import html
import time

import ipywidgets
from IPython.display import display

from . import look
from .page import PageBox
from .scene import Controls
from .shown import sheet

PAUSE = 0.1  # seconds between two changes of the bar: no eye needs more


class Progress(PageBox):
    """A bar for ``total`` things, of which ``done`` are done. The words beside it tell how far it is.

    >>> bar = Progress(12, "measuring")
    >>> bar.show(3, "about 9 s to go")
    >>> bar.said()
    'measuring: 3 of 12, about 9 s to go'
    """

    def __init__(self, total, label, wide=300):
        self.total, self.label, self.done = total, label, 0
        self._bar = ipywidgets.FloatProgress(max=max(total, 1), layout={"width": f"{wide}px"})
        self._words = ipywidgets.HTML()
        self.aside = ipywidgets.Label(layout={"margin": "2px 10px"})
        super().__init__([Controls(self._bar, self._words, self.aside)])
        self.add_class("convlib-explorer")
        self.show(0)

    def show(self, done, more="", style="info"):
        """Fill the bar up to ``done`` of the things; of one that has begun, a fraction is done. ``more`` is said behind
        the numbers."""
        news = (int(done), style) != (int(self.done), self._bar.bar_style)
        self.done, self._more = done, more
        self._bar.value = done if self.total else 1
        self._bar.bar_style = style
        self._words.value = html.escape(self.said())
        if news:
            self.announce(self.said())

    def said(self):
        """What stands beside the bar."""
        return f"{self.label}: {int(self.done)} of {self.total}{', ' if self._more else ''}{self._more}"

    def text(self):
        # The same at the beginning and at the end, and without seconds: a stored lesson is compared by it.
        return f"{self.label}: a bar of {self.total}"

    def still(self):
        still = sheet(700, 30)
        still.bar(4, 9, 300, 12, look.PALE)
        still.bar(4, 9, 300 * self.done / max(self.total, 1), 12, look.BLUE)
        still.text(316, 15, f"{self.label}: {int(self.done)} of {self.total}")
        return still


def progress(items, label):
    """Go through ``items``, and show a bar that fills, with how far it is and how long it takes.

    The bar stays when all is done. Where the loop ends before, by an error, a break or the stop button, it says
    where. ``items`` is a list, or whatever else has a length.

    Raises TypeError where it has none.

    >>> for number in progress([1, 2, 3], "counting"):
    ...     pass
    counting: a bar of 3
    """
    try:
        total = len(items)
    except TypeError:
        raise TypeError(f"items must have a length, such as a list, but they are {items!r:.80}") from None
    return _walk(items, Progress(total, label))


def _walk(items, bar):
    shown = display(bar, display_id=True)
    start = last = time.monotonic()
    done = 0
    try:
        for item in items:
            yield item
            done += 1
            now = time.monotonic()
            if now - last >= PAUSE:
                last = now
                bar.show(done, _seconds(now - start, done, bar.total))
    finally:
        took = _seconds(time.monotonic() - start)
        if done == bar.total:
            bar.show(done, took, "success")
        else:
            bar.show(done, f"stopped after {took}", "warning")
        if shown:
            shown.update(bar)  # so that the stored picture is that of the end


def _seconds(elapsed, done=0, total=0):
    """How long it took; with ``done`` of a ``total``, also how long the rest will take."""
    took = f"{elapsed:.1f} s"
    return f"{took}, about {elapsed / done * (total - done):.0f} s to go" if done < total else took
