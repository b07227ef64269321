"""The judging explorer: does the order of a table's columns mean anything? Lesson 16, slides 85-87.

The learner brings a table, or takes an example. The explorer shows it, how much each two of its columns are alike, and
where its order stands among a thousand random ones. That decides, as far as it can, which side of the rule of thumb the
table is on.
"""

import html

import ipywidgets
import numpy as np

from ...checks import counted
from ...data.tables import read_table
from ...data.tables.examples import EXAMPLES
from ...data.tables.files import text_of
from ...data.tables.likeness import alike, neighbours, shuffled_neighbours, weigh
from ...show import look
from ...show.file_source import FileSource
from ...show.scene import Column, Controls, Drawing, Row, Sentence
from ...show.sketch import Axes, Bar, Line, Words, accented
from ...show.squares import Squares
from ..parts.explorer import OWN
from ..parts.traits import Text, derived
from .ordering import OrderingExplorer, below

ROWS, COLUMNS = 9, 100  # of a table, that show
WIDE, SIDE, CHART = 750, 240, (520, 220)  # of the table, of the picture of likeness, and of the histogram, in pixels

BLUER = "the bluer, the more alike"


class JudgingExplorer(OrderingExplorer):
    """A table, how much its columns are alike, and what a test says of their order.

    ``source`` is the table as text, as for :func:`convlib.data.tables.read_table`. ``order`` says which column stands
    where, and ``column`` which one is chosen, as for :class:`OrderingExplorer`. A text in which there is no table is
    refused: ``refusal`` says why, and the table before it stays, greyed, until there is another.

    >>> explorer = JudgingExplorer("1,2,4\\n2,1,3\\n3,3,1\\n4,4,2\\n5,5,0")
    >>> explorer.verdict.side
    'I cannot tell.'
    """

    source = Text()

    def __init__(self, source=None, **state):
        source = next(iter(EXAMPLES.values()))() if source is None else source
        self.table = read_table(source)
        self._coming = self._file_name = ""  # the file that is being read, and the one that the text has come from
        self.refusal = self._own = ""  # why there is no table in it; the last table that was the learner's
        super().__init__(source=source, **state)
        self.build("order")
        self._show_source()
        self.observe(self._read, names="source")

    @property
    def shape(self):
        return 1, len(self.names)

    @property
    def names(self):
        return self.table.names

    # What comes in.

    def _read(self, _=None):
        """Read the text, and begin anew with what is in it."""
        self._file_name, self._coming = self._coming, ""
        try:
            self.table = read_table(self.source)
        except ValueError as error:
            self._refuse(self._file_name, str(error))
            return
        self.refusal = ""
        self.column = 0
        self.begin_order()
        self._show_source()

    def _refuse(self, name, words):
        """There is no table in what came."""
        self._file_name, self.refusal = name, words
        self.say("notes")
        self.update()

    def _take(self, text, name=""):
        """Take a text, from the file of this name where there is one. One that was refused may come again."""
        self._coming = name
        if text == self.source:
            self._read()
        self.source = text

    def _take_file(self, file):
        """Take a file as text: of a long one, as much as has come, and as a table can have."""
        text, is_cut = text_of(file.content, len(file.content) < file.size)
        self._take(text, file.name + f" (the first {len(text):,} characters)" * is_cut)

    def _choose(self, name):
        """Take an example, or once more the last table that was the learner's."""
        text = EXAMPLES[name]() if name in EXAMPLES else self._own
        if text:
            self._take(text)
        else:
            self.say("notes", "There is none of your own yet: paste one into the field, or choose a file.")

    def _paste(self, change):
        if change.new != self.source:
            self._take(change.new)

    def _read_again(self):
        """To leave the field is enough to read a new text. One that stood there when a file was refused comes again."""
        if self.refusal:
            self._take(self._pasted.value)

    def _named(self):
        """What the text is called in the list; nothing where it, or a file after it, was refused."""
        return None if self.refusal else next((name for name, text in EXAMPLES.items() if text() == self.source), OWN)

    # The numbers.

    @derived("table")
    def likeness(self):
        """How much each two columns are alike, in the order in which they come."""
        return alike(self.table.ranks)

    @derived("likeness")
    def shuffled(self):
        """How much neighbours are alike in random orders."""
        return shuffled_neighbours(self.likeness)

    @derived("table", "order")
    def verdict(self):
        """What the test says of the order."""
        return weigh(self.likeness, self.shuffled, len(self.table.ranks), self.order)

    # What shows.

    def contents(self):
        order, rows, columns = [*self.order[:COLUMNS]], len(self.table.ranks), len(self.names)
        side = max(6, min(53, WIDE // len(order)))
        room = int(0.19 * side) if side >= 26 else 0  # so many letters can be read in a cell
        names = [self.names[column] for column in order]
        fills, index = below(names, self.table.ranks[:ROWS, order])
        words = [*names, *map(str, self.table.words[:ROWS, order].flat)]
        looks = [[*fills[number][:2], look.brief(word, room), word]
                 for number, word in zip(index.flat, words, strict=True)]
        seen = f"{ROWS} of {counted(rows, 'row')}" if rows > ROWS else counted(rows, "row")
        told = f"{seen}, {counted(columns, 'column')}, each in shades of its own; the chosen column"
        return {"table": {"cells": look.Cells(looks, np.arange(index.size).reshape(index.shape)), "cell": side,
                          "caption": [f"{told}: {self.names[column]}" for column in self.order],
                          "things": [f"{column} {self.names[column]}" for column in order],
                          "window": (len(index), 1), "here": self.cursor("column"), "frame": self.cursor("column")}}

    def scene(self):
        self._examples = self.follow(
            ipywidgets.Dropdown(options=[*EXAMPLES, OWN], tooltip="a ready table", layout={"width": "auto"}),
            self._named, self._choose, "source")
        self._file = FileSource(self._take_file, self._refuse, words="choose a CSV file", first=1_000_000,
                                tip="a table as a text file, or drop one here", accept=".csv,.tsv,.txt,.tab")
        self._where_from = Sentence(self._told_of_file, spoken=True).add_class("convlib-refusal")
        self._verdict = Sentence(lambda: " ".join(self.verdict), spoken=True, markup=self._marked_verdict, flex="1 1 220px")
        self._likeness, self._chart = Squares(SIDE), Drawing(*CHART, self._histogram)
        table = Row(Column(self.grids["table"]), Column(
            Sentence(lambda: f"each two columns: {BLUER}", markup=lambda: f'<span class="convlib-head">{BLUER}</span>'),
            self._likeness))
        judged = Row(self._verdict, self._chart)
        self._judged = [table, judged]
        return [Controls(self._examples, self._file, *self._field(), self._where_from), self.order_tools(), table,
                judged]

    def _field(self):
        """A button that opens the field for the table as text, and the field: it is closed until somebody needs it."""
        self._pasted = ipywidgets.Textarea(continuous_update=False, layout={"flex": "1 1 400px", "height": "120px"},
                                           tooltip="the table as text: paste your own here")
        self._pasted.observe(self._paste, names="value")
        read = self.button("read it", "read the table in the text", self._read_again)
        field = ipywidgets.HBox([self._pasted, read], layout={"display": "none", "flex": "1 1 100%"})
        opens = ipywidgets.ToggleButton(description="as text", tooltip="see the table as text, or paste one",
                                        layout={"width": "auto"})
        opens.observe(lambda change: setattr(field.layout, "display", "" if change.new else "none"), names="value")
        return opens, field

    def _show_source(self):
        """Show the table that was read, and what was left out of it."""
        if self._named() == OWN:
            self._own = self.source
        self._pasted.value = self.source  # until then, what was refused stays there
        self.say("notes", " ".join(self.table.notes))
        self.update()

    def update(self, _=None):
        """Show the table in its order, and judge it. Of one before a text that was refused, all is grey."""
        super().update()
        self._likeness.show(self.likeness[np.ix_(self.order, self.order)],
                            f"how much each two of {len(self.order)} columns are alike, in this order")
        self._examples.value = self._named()
        for part in self._judged:
            (part.add_class if self.refusal else part.remove_class)("convlib-before")

    def _told_of_file(self):
        """Under the field: the file, and why it was refused."""
        told = ": ".join(filter(None, [self._file_name, self.refusal]))
        return f"{told} The table before it still shows, in grey." if self.refusal else told

    def _marked_verdict(self):
        side, why = map(html.escape, self.verdict)
        return f'<div class="convlib-verdict"><b>{side}</b> {why}</div>'

    def _histogram(self):
        """How alike neighbours are in the shuffled orders, as bars, and where this order stands; and that in words."""
        if len(self.order) < 2:
            return [], "one column has no neighbours"
        here, shuffled = float(neighbours(self.likeness, self.order)), self.shuffled
        told = (f"neighbours are alike: {look.label(here)} in this order, and from {look.label(shuffled.min())} to "
                f"{look.label(shuffled.max())} in 1,000 shuffles")
        room = max(0.12 * np.ptp([here, *shuffled]), 0.02)
        least, most = max(0, min(here, *shuffled) - room), min(1, max(here, *shuffled) + room)
        counts, edges = np.histogram(shuffled, 30, (least, most))
        axes = Axes(16, 56, CHART[0] - 40, CHART[1] - 100, across=(least, most), up=(0, 1.05 * counts.max()))
        wide, bottom = axes.width / len(counts), axes.y + axes.height
        corners = [axes.at(edge, count) for edge, count in zip(edges[:-1], counts, strict=True) if count]
        x, _ = axes.at(here, 0)
        return [*axes.frame(up={}, name="how much neighbours are alike: 0 not at all, 1 the same"),
                Words(axes.x, 12, "1,000 shuffles of the columns, and this order"),
                *(Bar(left + 0.5, top, wide - 1, bottom - top, look.BLUE) for left, top in corners),
                *accented(Line([(x, axes.y - 12), (x, bottom)], width=4)),
                Words(x, axes.y - 24, f"this order: {look.label(here)}",
                      anchor="start" if x < axes.x + axes.width / 2 else "end")], told
