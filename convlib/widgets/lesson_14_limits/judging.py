"""The judging explorer: does the order of a table's columns mean anything? Lesson 14, slides 85-87.

The learner brings a table, or takes an example. The explorer shows it, how much each two of its columns are alike, and
where its order stands among a thousand random ones. That decides, as far as it can, which side of the rule of thumb the
table is on.
"""

import base64
import codecs
import html
import io
import textwrap

import ipywidgets
import numpy as np
from PIL import Image

from ...checks import counted
from ...data.tables import MOST_ROWS, alike, neighbours, read_table, shuffled_neighbours, weigh
from ...data.tables.examples import EXAMPLES
from ...show import look
from ...show.file_source import FileSource
from ...show.grid import PixelGrid
from ...show.shown import sheet
from ...show.sketch import Axes, Bar, Line, Sketch, Words
from ..parts.explorer import OWN
from ..parts.traits import Text
from .ordering import OrderingExplorer

FIRST_BYTES, MOST_LINES = 1_000_000, MOST_ROWS + 100  # what comes of a file, however large, and what is kept of that
ROWS, COLUMNS = 9, 100  # of a table, that show
WIDE = 1060  # of the whole, in pixels
BINS = 30  # bars of the histogram
SIDE, CHART = 250, (560, 250)  # of the picture of likeness, and of the histogram
LETTERS = 0.19  # as many letters for each pixel of a cell can be read


class JudgingExplorer(OrderingExplorer):
    """A table, how much its columns are alike, and what a test says of their order.

    ``source`` is the table as text, as for :func:`convlib.data.tables.read_table`. ``order`` says which column stands where,
    and ``column`` which one is chosen, as for :class:`OrderingExplorer`. A text in which there is no table is refused:
    ``refusal`` says why, and the table before it stays, greyed, until there is another.

    >>> explorer = JudgingExplorer("1,2,4\\n2,1,3\\n3,3,1\\n4,4,2\\n5,5,0")
    >>> explorer.verdict.side
    'I cannot tell.'
    """

    source = Text()

    def __init__(self, source=None, **state):
        source = next(iter(EXAMPLES.values()))() if source is None else source
        self.table = read_table(source)
        self.refusal = ""
        self._file_name = self._own = ""  # of the file that is being read; the last table that was the learner's
        super().__init__(source=source, **state)
        self._compare()
        self._build()
        self._show_source()
        self.update()
        self.observe(self._read, names="source")
        self.observe(self.update, names="order")

    @property
    def shape(self):
        return 1, len(self.table.names)

    # What comes in.

    def _read(self, _=None):
        """Read the text, and begin anew with what is in it."""
        try:
            self.table = read_table(self.source)
        except ValueError as error:
            self._refuse(self._file_name, str(error))
            return
        self.refusal = ""
        self._compare()
        self._begin_order()
        self.column = 0
        self._show_source()
        self.update()

    def _take_file(self, file):
        """Take a file as text. Of a long one, as many whole lines as have come, and as a table can have."""
        is_cut = len(file.content) < file.size
        lines = _decoded(file.content, is_cut).split("\n")
        if is_cut and len(lines) > 1:
            lines.pop()  # the last one may have come in part
        is_cut |= len(lines) > MOST_LINES
        text = "\n".join(lines[:MOST_LINES])
        self._take(text, file.name + f" (the first {len(text):,} characters)" * is_cut)

    def _refuse(self, name, words):
        """There is no table in what came."""
        self._file_name, self.refusal = name, words
        self.say("notes")
        self._show_where_from()
        self._file_name = ""

    def _take(self, text, name=""):
        """Take a text, from the file of this name where there is one. One that was refused may come again."""
        self._file_name = name
        if text == self.source:
            self._read()
        self.source = text
        self._file_name = ""

    # What shows.

    def _build(self):
        self._examples = ipywidgets.Dropdown(layout={"width": "auto"}, options=[*EXAMPLES, OWN])
        self._examples.tooltip = "a ready table"
        self._examples.observe(self._choose, names="value")
        self._file = FileSource(self._take_file, self._refuse, words="choose a CSV file", first=FIRST_BYTES,
                                tip="a table as a text file, or drop one here", accept=".csv,.tsv,.txt,.tab")
        self._where_from = ipywidgets.HTML()
        self._pasted = ipywidgets.Textarea(continuous_update=False, layout={"width": "auto", "height": "150px"})
        self._pasted.tooltip = "the table as text: paste your own here"
        self._pasted.observe(self._paste, names="value")
        read = self.button("read it", "read the table in the text above", self._read_again)
        bring = ipywidgets.HBox([read, self._file], layout={"flex_flow": "wrap"})
        side = ipywidgets.VBox([self._examples, self._pasted, bring, self._where_from], layout={"flex": "0 0 260px"})
        self._grid = PixelGrid(*self._cells(), window=self._window(), here=self._cursor, frame=self._cursor)
        shown = ipywidgets.VBox([self._grid], layout={"flex": "1 1 400px"})
        self._verdict = ipywidgets.HTML()
        self._likeness, self._chart = ipywidgets.HTML(layout={"width": f"{SIDE + 20}px"}), Sketch(*CHART, "")
        below = ipywidgets.HBox([self._likeness, self._chart], layout={"flex_flow": "wrap", "grid_gap": "40px"})
        self._judged = [shown, self._verdict, below]
        above = ipywidgets.HBox([side, shown], layout={"flex_flow": "wrap", "grid_gap": "24px"})
        self.children = [above, self._order_tools(scatter=False), self._verdict, self._line, below]

    def _choose(self, change):
        """Take an example, or once more the last table that was the learner's."""
        if change.new in EXAMPLES:
            self._take(EXAMPLES[change.new]())
        elif change.new == OWN and self._own not in ("", self.source):
            self._take(self._own)
        elif change.new == OWN and not self._own:
            self._examples.value = None if self.refusal else self._named()
            self.say("notes", "There is none of your own yet: paste one into the field, or choose a file.")

    def _paste(self, change):
        if change.new != self.source:
            self._take(change.new)

    def _read_again(self):
        """To leave the field is enough to read a new text. One that stood there when a file was refused comes again."""
        if self.refusal:
            self._take(self._pasted.value)

    def _named(self):
        """What the text is called in the list."""
        return next((name for name, text in EXAMPLES.items() if text() == self.source), OWN)

    def _compare(self):
        """Work out of a new table what does not depend on the order of its columns."""
        self.likeness = alike(self.table.ranks)
        self.shuffled = shuffled_neighbours(self.likeness)

    def _show_source(self):
        """Show the text that was read, what it is called, and what was left out."""
        name = self._named()
        if name == OWN:
            self._own = self.source  # before the list names it: to choose its own there takes it
        self._examples.value = name
        self._pasted.value = self.source
        self.say("notes", " ".join(self.table.notes))
        self._show_where_from()

    def _show_where_from(self):
        """Under the field: the file, and why it was refused. What still shows of the table before is grey then."""
        words = self._file_name
        if self.refusal:
            words = f"{words}{': ' * bool(words)}{self.refusal} The table before it still shows, in grey."
        self._where_from.value = (f'<div role="status" class="convlib-refusal" style="line-height: 1.4">'
                                  f'{html.escape(words)}</div>' if words else "")
        if self.refusal:
            self._examples.value = None
        for part in self._judged:
            (part.add_class if self.refusal else part.remove_class)("convlib-before")

    def update(self, _=None):
        """Show the table in its order, and judge it."""
        self._grid.show(*self._cells(), window=self._window(), cell=self._cell())
        self.verdict = weigh(self.likeness, self.shuffled, len(self.table.ranks), self.order)
        self._verdict.value = (f'<div role="status" class="convlib-verdict" style="line-height: 1.5; padding: 6px 0">'
                               f'<b style="font-size: 120%">{html.escape(self.verdict.side)}</b> '
                               f'{html.escape(self.verdict.why)}</div>')
        self._likeness.value = self._picture_of_likeness()
        self._chart.draw(self._shapes(), self._told())

    def _shown(self):
        """The numbers of the columns that show, in their order."""
        return list(self.order[:COLUMNS])

    def _cells(self):
        """The names, and below them the first rows: each cell as grey as its rank, with its words where there is room;
        and for each chosen column the line above."""
        order, names = self._shown(), self.table.names
        rank, words = self.table.ranks[:ROWS, order], self.table.words[:ROWS, order]
        fills = look.pixels(rank)
        room = int(LETTERS * self._cell()) if self._cell() >= 26 else 0
        looks = [[*fills.looks[number][:2], _short(str(word), room), str(word)]
                 for number, word in zip(fills.index.flat, words.flat, strict=True)]
        title = [["none", "", _short(names[column], room), names[column]] for column in order]
        index = np.arange(rank.size + len(order)).reshape(-1, len(order))
        rows = counted(len(self.table.ranks), "row")
        captions = [f"{rows}, {counted(len(names), 'column')}; the chosen column: {names[column]}"
                    for column in self.order]
        return look.Cells(title + looks, index), captions

    def _cell(self):
        return max(6, min(53, 760 // len(self._shown())))

    def _window(self):
        return 1 + min(ROWS, len(self.table.ranks)), 1

    def _picture_of_likeness(self):
        """A square for each two columns, in their order: the darker, the more alike."""
        file = io.BytesIO()
        Image.fromarray(self._blues()).save(file, format="PNG")
        picture = base64.b64encode(file.getvalue()).decode()
        words = f"how much each two of {len(self.order)} columns are alike, in this order"
        return (f'<div style="line-height: 1.6">each two columns: the bluer, the more alike</div>'
                f'<img alt="{words}" src="data:image/png;base64,{picture}" '
                f'style="width: {SIDE}px; height: {SIDE}px; image-rendering: pixelated; border: 1px solid #8a8f94">')

    def _blues(self):
        order = list(self.order)
        share = self.likeness[np.ix_(order, order)][..., np.newaxis]
        pale, blue = (np.frombuffer(bytes.fromhex(colour[1:]), np.uint8) for colour in (look.PALE, look.BLUE))
        return (pale + share * (blue.astype(float) - pale)).round().astype(np.uint8)

    def _told(self):
        """The histogram in words."""
        if len(self.order) < 2:
            return "one column has no neighbours"
        return (f"neighbours are alike: {look.label(neighbours(self.likeness, self.order))} in this order, and from "
                f"{look.label(self.shuffled.min())} to {look.label(self.shuffled.max())} in 1,000 shuffles")

    def _shapes(self):
        """How alike neighbours are in the shuffled orders, as bars, and where this order stands."""
        if len(self.order) < 2:
            return []
        here = float(neighbours(self.likeness, self.order))
        least, most = min(here, self.shuffled.min()), max(here, self.shuffled.max())
        room = max(0.12 * (most - least), 0.02)
        least, most = max(0, least - room), min(1, most + room)
        counts, edges = np.histogram(self.shuffled, BINS, (least, most))
        axes = Axes(16, 62, CHART[0] - 40, CHART[1] - 110, across=(least, most), up=(0, 1.05 * counts.max()))
        shapes = axes.frame(None, {}, name="how much neighbours are alike: 0 not at all, 1 the same")
        shapes.append(Words(axes.x, 12, "1,000 shuffles of the columns, and this order"))
        wide = axes.width / BINS
        for count, edge in zip(counts, edges[:-1], strict=True):
            x, y = axes.at(edge, count)
            if count:
                shapes.append(Bar(x + 0.5, y, wide - 1, axes.y + axes.height - y, look.BLUE))
        x, _ = axes.at(here, 0)
        anchor = "start" if x < axes.x + axes.width / 2 else "end"
        return [*shapes, Line([(x, axes.y - 12), (x, axes.y + axes.height)], look.ACCENT, 4),
                Words(x, axes.y - 24, f"this order: {look.label(here)}", anchor=anchor)]

    # The same, where no browser is.

    def text(self):
        order = " ".join(self.table.names[column] for column in self.order)
        return "\n\n".join(filter(None, [self.refusal, f"columns: {order}", f"{self.verdict.side} {self.verdict.why}",
                                         self.said(), self._told()]))

    def still(self):
        width, height = self._grid.size()
        words = textwrap.wrap(f"{self.verdict.side} {self.verdict.why} {self.said()}", 120)
        still = sheet(max(WIDE, width + 8), height + 22 * len(words) + CHART[1] + 50)
        self._grid.draw_still(still, 4, 4)
        y = height + 16
        for line in words:
            still.text(4, y, line)
            y += 22
        still.text(4, y + 14, "each two columns: the bluer, the more alike", 12)
        order = list(self.order)
        cells = look.plain(look.matches(self.likeness[np.ix_(order, order)], look.BLUE))
        still.grid(4, y + 26, cells, SIDE / len(order))
        self._chart.draw_still(still, SIDE + 60, y + 10)
        return still


def _short(word, room):
    """A word where there is room for so many letters: whole, or its beginning and a sign that there is more.

    >>> _short("2024-01-01", 10), _short("2024-01-01", 6), _short("2024-01-01", 0)
    ('2024-01-01', '2024-…', '')
    """
    return word if len(word) <= room else word[:max(room - 1, 0)] + "…" * (room > 0)


def _decoded(content, is_cut=False):
    """The text of a file, in the ways in which spreadsheets write it. One that is cut may end in half a letter.

    >>> _decoded("größ".encode()[:-1], is_cut=True), _decoded("5 €".encode("cp1252"))
    ('grö', '5 €')
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content, final=not is_cut)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
