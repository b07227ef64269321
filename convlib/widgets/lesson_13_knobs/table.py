"""The table of lesson 13: a row for each plan that was tried, with a dot for each of its runs."""

import ipywidgets

from ...checks import counted
from ...experiments.plans import Plan
from ...show import look
from ...show.scene import LINE, Column, Row, Stacked
from ...show.sketch import Axes, Dot, Sketch, Words
from ..parts.layering import Chip
from .chart import ACCURACIES, PERCENTS

# A row, in pixels: how high it is, its name, and what is drawn beside it: words, up to the right ends of their columns,
# and dots.
TALL, NAME_WIDE, WIDE = 30, 150, 756
ENDS = {"features": 76, "window": 136, "stride": 184, "neurons": 244, "values": 296, "weights": 354, "seconds": 416,
        "middle": 680, "of the ten": 756}
SHORT = {"features": "feature", "side": "size {}", "window": "window {}", "stride": "stride {}",
         "neurons": "neuron"}  # the knobs in the name of a row: what is counted, or a number behind a word
SCALE = Axes(438, 0, 162, TALL, across=ACCURACIES, up=(0, 1))


class Table(Stacked, ipywidgets.VBox):
    """All that an explorer of plans holds in its ``results``, in rows. A row that was made once serves again and again.
    """

    def __init__(self, explorer):
        self._explorer, self.rows = explorer, []
        scale = [Words(*SCALE.at(percent / 100, 0.5), f"{percent}{' %' if percent == 100 else ''}", 12, anchor="middle")
                 for percent in PERCENTS]
        self._head = TableRow(
            Sketch(NAME_WIDE, TALL, "layers", [Words(0, TALL / 2, "layers")]),
            Sketch(WIDE, TALL, "the scale of the dots: accuracy on unseen pictures", [*_words(ENDS), *scale]))
        self._body = Column(overflow="hidden auto", flex="0 0 auto", min_width="max-content")
        self._body.add_class("convlib-rows")  # of many rows, some are scrolled to
        super().__init__(layout={"overflow": "auto hidden"})
        self.add_class("convlib-chips").add_class("convlib-table").add_class("convlib-tried")  # two stops (stops.js)
        self.show()
        explorer.observe(self.show, names="results")

    def show(self, _=None):
        """Show what the explorer holds now."""
        results = self._explorer.results
        while len(self.rows) < len(results):
            self.rows.append(PlanRow(self._explorer, len(self.rows) + 1))
        for row, tried, above in zip(self.rows, results, (None, *results), strict=False):
            row.show(tried, called(tried, above))
        self._body.children = self.rows[:len(results)]
        self.children = [self._head, self._body] if results else []

    def text(self):
        """A line for each row."""
        return "\n".join(f"{number}. {tried}" for number, tried in enumerate(self._explorer.results, start=1))


class TableRow(Row):
    """Parts that keep their widths, so that what stands below each other is a column."""

    def __init__(self, *parts):
        super().__init__(*parts, centred=True, align_items="center", flex="0 0 auto")
        for part in parts:
            part.layout.flex = "0 0 auto"


class PlanRow(TableRow):
    """A row of the table: a button that brings its plan back, what was tried, and a button that takes it out.

    It is row ``number`` of an explorer, from 1, whatever that shows there.
    """

    def __init__(self, explorer, number):
        self._explorer, self._number = explorer, number
        self.name = explorer.follow(
            Name(layout={"width": f"{NAME_WIDE}px", "padding": "0 4px"}, style={"font_size": "13px"}),
            self._is_chosen, lambda pressed: pressed and self._is_there() and explorer.choose(number),
            *Plan._fields, "steps", "results")
        self.drawing = Sketch(WIDE, TALL, "")
        self.remove = explorer.button("✕", f"take plan {number} out of the table",
                                      lambda: self._is_there() and explorer.remove(number))
        super().__init__(self.name, self.drawing, self.remove)

    def show(self, tried, name):
        """Show what was tried, and call it so."""
        self.name.description, self.name.tooltip = name, f"bring back plan {self._number}: {tried.plan}"
        words = [*tried.cells(), *tried.result()]
        told = ", ".join(f"{head} {each}" for head, each in zip(ENDS, words, strict=True))
        self.drawing.draw([
            *_words(words), SCALE.curve([(0.5, 0.07), (0.5, 0.93)], look.MIDDLE_GREY, 1, dashed=True),
            *(Dot(*SCALE.at(run.accuracy, 0.5), 4, look.BLUE) for run in tried.runs),
            SCALE.curve([(tried.middle, 0.17), (tried.middle, 0.83)], width=3)], f"{told}: {tried.accuracies()}")

    def _is_there(self):
        """Is there still such a row? A quick hand may press in one that has just been taken out."""
        return self._number <= len(self._explorer.results)

    def _is_chosen(self):
        """Is this the plan as it stands? Its button then stays down."""
        explorer = self._explorer
        return self._is_there() and explorer.results[self._number - 1][:2] == (explorer.plan, explorer.steps)


class Name(Chip):
    """The name of a row: a button, which shows in a still picture, too."""

    def size(self):
        return NAME_WIDE, LINE


def called(tried, above=None):
    """What a row is called: by its layers; where those of the row ``above`` are the same, by the knobs that differ.

    >>> from convlib.experiments.plans import Tried
    >>> called(Tried(Plan(features=6), 200, ()), Tried(Plan(), 200, ()))
    '6 features'
    """
    if above is None or tried.plan.layers != above.plan.layers:
        return tried.name
    differ = [(words, getattr(tried.plan, knob)) for knob, words in SHORT.items()
              if getattr(tried.plan, knob) != getattr(above.plan, knob)]
    told = [words.format(number) if "{" in words else counted(number, words) for words, number in differ]
    return ", ".join(told) or counted(tried.steps, "step")


def _words(cells):
    """The words of a row, each in its column."""
    return [Words(end, TALL / 2, words, anchor="end") for words, end in zip(cells, ENDS.values(), strict=True)]
