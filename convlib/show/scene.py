"""What a scene is laid out with: rows, columns, signs, and words and drawings that follow the state.

A part of a scene shows in three ways: live on the page, drawn in a still picture (``size`` and ``draw_still``), and as
plain text (``text``). A `PixelGrid` does, too. Controls show on the page only: nobody can move them elsewhere.
"""

import html
import textwrap

import ipywidgets

from .grid import CAPTION
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
    then they keep their sizes, so that what is in one line stays there, in a page of any width. ``gap`` is what stands
    between two of them in a still picture, in pixels. A sign among them stands at their middle."""

    def __init__(self, *parts, centred=False, scrolls=False, gap=GAP, **layout):
        super().__init__(parts, layout=layout)
        self.centred, self.gap = centred, gap
        if scrolls:
            self.add_class("convlib-scrolls")
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
            part.draw_still(still, x, y + (tallest - tall) / 2 * (self.centred or isinstance(part, Sign)))
            x += wide + self.gap


def side_by_side(*grids):
    """Some grids in one row, as what a cell of a notebook shows.

    >>> from convlib.show import PixelGrid, look
    >>> cells = look.pixels([[1, -1]])
    >>> side_by_side(PixelGrid(cells, caption="one"), PixelGrid(cells, caption="another"))
    one
       1   −1
    <BLANKLINE>
    another
       1   −1
    """
    return Scene((Row(*grids),))


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


class Pairs(Column):
    """Two rows: what stands below each other belongs together, such as a map before and after a change. In a narrow page
    each two stand side by side."""

    def __init__(self, upper, lower):
        super().__init__(Row(*upper), Row(*lower), grid_template_rows=f"repeat({len(upper)}, auto)")
        self.add_class("convlib-pairs")


class Controls(ipywidgets.HBox):
    """What the hand works, side by side, in as many rows as the page needs. It is not drawn."""

    def __init__(self, *parts, **layout):
        super().__init__(parts, layout=layout)
        self.add_class("convlib-controls")


def tools(*buttons):
    """Buttons in a line, which are one stop of the Tab key: the arrow keys move between them (stops.js)."""
    return ipywidgets.HBox(buttons).add_class("convlib-tools")


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
        self.tell, self.strong = tell, strong
        self.markup = markup or self._markup
        if spoken:
            self.add_class("convlib-spoken")  # names.js: a reader says what is new in a line that was there before

    def update(self):
        """Show what there is to tell now."""
        self.value = self.markup()

    def _markup(self):
        lines = [html.escape(line) for line in self.tell().splitlines()]
        if lines and self.strong:
            lines[-1] = f"<strong>{lines[-1]}</strong>"
        return "<br>".join(lines)

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


def below_caption(top):
    """A height in a page: ``top`` in pixels, of which a caption keeps its own, and the rest goes with the scene."""
    return f"var(--convlib-caption) + {scaled(top - CAPTION)}"


def scaled(pixels):
    """A width or a height in a page that goes with the scene (room.js)."""
    return f"calc({pixels}px * var(--convlib-scale, 1))"


class Drawing(Sketch):
    """A sketch that follows the state: ``tell()`` gives its shapes and its words, whenever something changes; and its
    width and its height, where these follow the state, too. It begins ``top`` pixels below what stands beside it: with
    grid.py's ``TOP``, where the cells of a grid begin, which are below its caption."""

    def __init__(self, width, height, tell, words=None, top=0, **layout):
        super().__init__(width, height, "")
        self.tell, self.words, self.top = tell, words, top
        self.layout.margin = f"calc(2px + {below_caption(top)}) 2px 2px" if top else "2px"  # 2, as around any widget
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
        with self.hold_sync():
            self.width, self.height = size or (self.width, self.height)
            self.draw(shapes, label)


def tell_anew(parts):
    """Let all words and drawings among some parts that follow the state tell what it is now."""
    for part in readable(parts):
        if isinstance(part, (Sentence, Drawing)):
            part.update()


class Scene(Stacked, PageBox):
    """A box whose children are the parts of a scene, from top to bottom. All that can be read or drawn among them makes
    its plain text and its still picture."""

    def tell(self, _=None):
        """Let all words and drawings that follow the state tell what it is now."""
        tell_anew(self.children)

    def text(self):
        return "\n\n".join(filter(None, (part.text() for part in readable(self.children))))

    def still(self):
        wide, tall = self.size()
        still = sheet(wide + 8, tall + 4)
        self.draw_still(still, 4, 4)
        return still
