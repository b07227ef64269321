"""What a scene is laid out with: rows, columns, signs, and words and drawings that follow the state.

A part of a scene shows in three ways: live on the page, drawn in a still picture (``size`` and ``draw_still``), and as
plain text (``text``). A `PixelGrid` does, too. Controls show on the page only: nobody can move them elsewhere.
"""

import html
import textwrap

import ipywidgets

from .page import PageBox
from .shown import sheet
from .sketch import Sketch

GAP = 24  # between two parts of a row in a still picture, in pixels
LETTERS, LETTER, LINE = 130, 6.4, 22  # of a still picture's words: letters a line; pixels a letter, and a line


def parts_of(box):
    """The parts of a box that can be drawn, from the first to the last."""
    return [part for part in box.children if hasattr(part, "draw_still") and all(part.size())]


def readable(parts):
    """All that can be read among some parts, however deep inside, from the first to the last."""
    for part in parts:
        if hasattr(part, "text"):
            yield part
        else:
            yield from readable(getattr(part, "children", ()))


class Row(ipywidgets.HBox):
    """Parts side by side. In a narrow page they stand below each other, unless the row is ``centred``: then its parts
    belong together, such as the terms of a formula, and each is as high as the middle of the others; or it ``scrolls``:
    then they keep their sizes, so that what is in one line stays there. ``gap`` is what stands between two of them in a
    still picture, in pixels."""

    def __init__(self, *parts, centred=False, scrolls=False, gap=GAP, **layout):
        super().__init__(parts, layout=layout)
        self.centred, self.gap = centred, gap
        if scrolls:
            self.layout.align_items, self.layout.overflow = "flex-start", "auto hidden"
            for part in parts:
                part.layout.flex = "0 0 auto"
        elif not centred:
            self.add_class("convlib-scene")

    def size(self):
        """The width and height that it takes in a still picture, in pixels."""
        sizes = [part.size() for part in parts_of(self)]
        gaps = self.gap * max(len(sizes) - 1, 0)
        return sum(wide for wide, _ in sizes) + gaps, max((tall for _, tall in sizes), default=0)

    def draw_still(self, still, x, y):
        """Draw it on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        tallest = self.size()[1]
        for part in parts_of(self):
            wide, tall = part.size()
            part.draw_still(still, x, y + (tallest - tall) / 2 * self.centred)
            x += wide + self.gap


class Stacked:
    """Any box whose parts stand below each other."""

    def size(self):
        """The width and height that it takes in a still picture, in pixels."""
        sizes = [part.size() for part in parts_of(self)]
        return max((wide for wide, _ in sizes), default=0), sum(tall for _, tall in sizes)

    def draw_still(self, still, x, y):
        """Draw it on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        for part in parts_of(self):
            part.draw_still(still, x, y)
            y += part.size()[1]


class Column(Stacked, ipywidgets.VBox):
    """Parts below each other."""

    def __init__(self, *parts, **layout):
        super().__init__(parts, layout=layout)


class Controls(ipywidgets.HBox):
    """What the hand works, side by side; below each other in a narrow page. It is not drawn."""

    def __init__(self, *parts):
        super().__init__(parts)
        self.add_class("convlib-controls")


def wrapped(*parts):
    """Controls in a line, which is broken where the page is narrow."""
    return ipywidgets.HBox(parts, layout={"flex_flow": "wrap", "align_items": "center"})


class Sign(ipywidgets.HTML):
    """An arithmetic sign between two parts of a row."""

    def __init__(self, symbol):
        super().__init__(symbol)
        self.add_class("convlib-sign")

    def size(self):
        """The width and height that it takes in a still picture, in pixels."""
        return 14, 44

    def draw_still(self, still, x, y):
        """Draw it on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        still.text(x, y + 34, self.value, size=22)


class Sentence(ipywidgets.HTML):
    """Lines of words that follow the state: ``tell()`` is asked for them anew whenever something changes.

    With ``spoken`` a screen reader says them then, too. With ``strong`` the last line stands out. Where the
    page is to show more than lines, ``markup()`` gives its HTML.
    """

    def __init__(self, tell, spoken=False, strong=False, markup=None, **layout):
        super().__init__(layout=layout)
        self.tell, self.spoken, self.strong = tell, spoken, strong
        self.markup = markup or self._markup

    def update(self):
        """Show what there is to tell now."""
        self.value = self.markup()

    def _markup(self):
        lines = [html.escape(line) for line in self.tell().splitlines()]
        if lines and self.strong:
            lines[-1] = f"<strong>{lines[-1]}</strong>"
        shown = "<br>".join(lines)
        return f'<div role="status">{shown}</div>' if shown and self.spoken else shown

    def text(self):
        """The words."""
        return self.tell()

    def _lines(self):
        return [part for line in self.tell().splitlines() for part in textwrap.wrap(line, LETTERS)]

    def size(self):
        """The width and height that they take in a still picture, in pixels."""
        lines = self._lines()
        return round(LETTER * max(map(len, lines), default=0)), LINE * len(lines) + 6 * bool(lines)

    def draw_still(self, still, x, y):
        """Write them on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        for number, line in enumerate(self._lines()):
            still.text(x, y + 8 + LINE * number, line, size=12)


class Drawing(Sketch):
    """A sketch that follows the state: ``tell()`` gives its shapes and its words, whenever something changes; and its
    width and its height, where these follow the state, too. It begins ``top`` pixels below what stands beside it."""

    def __init__(self, width, height, tell, words=None, top=0, **layout):
        super().__init__(width, height, "")
        self.tell, self.words, self.top = tell, words, top
        self.layout.margin = f"{2 + top}px 2px 2px"  # 2, as around any widget
        for name, value in layout.items():
            setattr(self.layout, name, value)

    def text(self):
        """What it shows, in words: what its label says, or, where that is not all, what ``words()`` gives."""
        return self.words() if self.words else self.label

    def size(self):
        return self.width, self.height + self.top

    def draw_still(self, still, x, y):
        super().draw_still(still, x, y + self.top)

    def update(self):
        """Draw what there is to show now."""
        shapes, label, *size = self.tell()
        self.width, self.height = size or (self.width, self.height)
        self.draw(shapes, label)


class Scene(Stacked, PageBox):
    """A box whose children are the parts of a scene, from top to bottom. All that can be read or drawn among them makes
    its plain text and its still picture."""

    def tell(self, _=None):
        """Let all words and drawings that follow the state tell what it is now."""
        for part in readable(self.children):
            if isinstance(part, (Sentence, Drawing)):
                part.update()

    def text(self):
        return "\n\n".join(filter(None, (part.text() for part in readable(self.children))))

    def still(self):
        wide, tall = self.size()
        still = sheet(wide + 8, tall + 4)
        self.draw_still(still, 4, 4)
        return still
