"""Draw, and the whole network answers while the pen moves. Lesson 09, slide 70; a small one opens lesson 00.

`DrawingPad` holds the picture, the pens and the votes. `NetworkExplorer` shows all that lies between them, and
follows any number back to the pixels that it came from.
"""

import ipywidgets
import numpy as np
from traitlets import link, validate

from ..network import deck_network
from ..ops import leaders
from ..pictures import FEATURES, X
from ..show import look
from ..show.grid import GAP, PixelGrid
from ..show.shown import sheet
from ..show.sketch import Bar, Line, Sketch, Words
from .parts.answers import ANSWERS, verdict
from .parts.explorer import PENS, SMALLEST, Explorer
from .parts.tracing import TracingExplorer
from .parts.traits import Choice, Picture

PANEL = 168  # the side of one map, in pixels, in every stage
VOTE = 64  # the side of one vote, in pixels
MARGIN = 4  # around a grid's cells, and so around the lines beside them


class DrawingPad(Explorer):
    """A picture to draw on, and the two votes of a network, which follow every stroke.

    ``picture`` is an array of numbers from -1 to 1. ``pen`` is "light" or "dark". ``network`` takes pictures of this
    size and votes for X and for O; without one it is the slides' own.

    Raises ValueError or TypeError where the picture is none, or of a size that the network cannot take.

    >>> pad = DrawingPad()
    >>> pad.verdict()
    'X 1.00, O .55: the network says X.'
    >>> from convlib.pictures import TRICKY
    >>> pad.picture = TRICKY["X_weight"]
    >>> pad.verdict()
    'X .51, O .55: the network says O.'
    """

    picture = Picture(X)
    pen = Choice(["light", "dark"], "light")

    def __init__(self, picture=X, network=None):
        self.network = deck_network() if network is None else network
        super().__init__(picture=picture)
        self._stages = self.network.stages(self.picture)
        self._build_grids()
        self.children = self._parts()
        self.observe(self.update, names="picture")
        self.update()

    @property
    def votes(self):
        """The votes for X and for O."""
        return self._stages[-1].values

    def verdict(self):
        """The votes in words, and which letter wins."""
        return verdict(self.votes, "the network")

    # What shows.

    def _build_grids(self):
        picture = PixelGrid(look.pixels(self.picture), "picture: draw here", cell=26, pens=PENS, pen=self.pen)
        self.grids = {"picture": picture}
        picture.on_draw(self.drawing("picture"))
        self._bars = Sketch(240, 76, "")
        link((self, "pen"), (picture, "pen"))

    def _parts(self):
        """The parts of the explorer, from top to bottom."""
        answer = ipywidgets.VBox([ipywidgets.Label("the network's votes"), self._bars, self._line])
        return [ipywidgets.HBox([self._hand(), answer]).add_class("convlib-pad")]

    def _hand(self, *below):
        """All that the hand needs to draw, and what stands below it."""
        return ipywidgets.VBox([self.choose_picture("238px"), self.grids["picture"], self._tools(), *below],
                               layout={"flex": "0 0 242px"})

    def _tools(self):
        pens = ipywidgets.ToggleButtons(options=[("✎ pen", "light"), ("eraser", "dark")], tooltips=["white", "black"],
                                        style={"button_width": "115px"})
        link((self, "pen"), (pens, "value"))
        clear = self.button("clear", "make every pixel black",
                            lambda: setattr(self, "picture", self.picture * 0 - 1), width="115px")
        invert = self.button("invert", "white becomes black, and black white",
                             lambda: setattr(self, "picture", -self.picture), width="115px")
        return ipywidgets.VBox([pens, ipywidgets.HBox([clear, invert])])

    # What happens when something changes.

    def update(self, _=None):
        """Let the network work on the picture again, and show everything that follows."""
        self._stages = self.network.stages(self.picture)
        verdict = self.verdict()
        self.grids["picture"].show(look.pixels(self.picture), "picture: draw here")
        self._bars.draw(self._shapes(), verdict)
        self.say("verdict", verdict)

    def _shapes(self):
        """The votes as two bars: the winner's in full, the other's in grey. In a tie, both are in full."""
        votes = self.votes
        shapes = []
        for y, name, number, leads in zip((18, 56), ANSWERS, votes, leaders(votes), strict=True):
            colour = look.BLUE if leads else look.MIDDLE_GREY
            length = 140 * float(np.clip(number, 0, 1))
            shapes += [Words(0, y, name, 24), Bar(30, y - 14, length, 28, colour),
                       Words(38 + length, y, look.label(number), 20)]
        return shapes

    @validate("picture")
    def _fits(self, proposal):
        try:
            self.network.shapes(proposal.value.shape)
        except ValueError as error:
            raise ValueError(f"picture must suit the network, but {error}") from None
        return proposal.value

    # The same, where no browser is.

    def text(self):
        return f"{self.grids['picture'].text()}\n\n{self.said()}"

    def still(self):
        wide, tall = self.grids["picture"].size()
        still = sheet(wide + 320, tall)
        self.grids["picture"].draw_still(still, 4, 4)
        self._bars.draw_still(still, wide + 20, 60)
        still.text(wide + 20, 160, self.said())
        return still


class NetworkExplorer(TracingExplorer, DrawingPad):
    """The whole network at once: the picture, its feature maps, ReLU, both poolings, the values and the votes.

    Every stage follows the pen. ``chosen`` is a number of any stage, as (stage, cell), or () for none. It is followed
    back: what it came from is marked in every stage before it. Stages count from 0, the picture, and cells row by row,
    map after map.

    ``network`` is one of convolution, then layers that keep one map for each of the slides' three features, then
    ``Flatten`` and ``Vote``.

    Raises ValueError or TypeError as :class:`DrawingPad` does; a stage or cell that does not exist becomes the nearest.

    >>> explorer = NetworkExplorer()
    >>> explorer.chosen = (6, 0)
    >>> explorer.origin()
    'The vote for X, 1.00, came from 5 of 12 values, 5 of 12 in pooled again, 5 of 48 in pooled, 5 of 147 in ReLU, \
5 of 147 in feature maps, and 38 of 81 pixels.'
    """

    def __init__(self, picture=X, network=None):
        super().__init__(picture, network)
        self.observe(self._show_trace, names="chosen")

    # What shows.

    def _build_grids(self):
        super()._build_grids()
        self.names = _numbered([stage.name for stage in self._stages])
        for number, name in enumerate(self.names[1:], start=1):
            self.grids[name] = self._stage_grid(number)
        self._lines = Sketch(96, 3 * PANEL + 2 * GAP + 2 * MARGIN, "")

    def _parts(self):
        *stages, votes = [self.grids[name] for name in self.names[1:]]
        votes.layout.align_self, votes.layout.margin = "center", "0 0 26px 0"
        self._lines.layout.margin = "22px 0 0 0"  # begins where the grids begin, below their captions
        for part, width in [(grid, grid.size()[0]) for grid in (*stages, votes)] + [(self._lines, self._lines.width)]:
            part.layout.min_width = f"{SMALLEST * width:.1f}px"  # all alike, so that lines still meet cells
        row = ipywidgets.HBox([*stages, self._lines, votes], layout={"align_items": "flex-start"})
        scene = ipywidgets.HBox([self._hand(self._bars), row.add_class("convlib-network")],
                                layout={"justify_content": "flex-start"}).add_class("convlib-scene")
        clear = self._clear_button(width=None)
        clear.layout.flex = "0 0 130px"
        return [scene, ipywidgets.HBox([clear, self._line])]

    def _stage_grid(self, number):
        """The grid of one stage."""
        cells = self._cells(number)
        panels, rows, _ = cells.index.shape
        size = VOTE if number == len(self._stages) - 1 else PANEL // rows
        here = self._cursor(number, cells.index.size)
        names = list(ANSWERS if panels == len(ANSWERS) else FEATURES)
        return PixelGrid(cells, self.names[number], here=here, cell=size, fade="unmarked", names=names)

    def _cells(self, number):
        """The looks of one stage: a stack, in the features' colours. Lists of values and votes stand in columns."""
        values = self._stages[number].values
        if number == 0:
            return look.pixels(values)
        if number == len(self._stages) - 1:
            return look.matches(values.reshape(-1, 1, 1), look.BLUE)
        panels = values.reshape(len(FEATURES), -1, 1) if values.ndim == 1 else values
        return look.maps(panels, parts=self.network.layers[0].features[0].size)

    # What happens when something changes.

    def update(self, _=None):
        super().update()
        for number, name in enumerate(self.names[1:], start=1):
            self.grids[name].show(self._cells(number), name)
        self._show_trace()

    def _show_trace(self, _=None):
        """Mark the chosen number and what it came from, and draw the lines that carry the votes."""
        self._lit = self._follow(self.network.trace)
        self._outline(self.grids.values(), self._lit)
        self._lines.draw(self._voting_lines(), "lines from the values to the votes, as thick as what they carry")

    def origin(self):
        if not self.chosen:
            return ""
        stage, cell = self.chosen
        number = look.label(self._stages[stage].values.flat[cell])
        what = f"The vote for {ANSWERS[cell]}, {number}," if stage == len(self.names) - 1 else f"This {number}"
        before = [f"{marks.sum()} of {marks.size} {'' if name == 'values' else 'in '}{name}"
                  for name, marks in zip(self.names[1:stage], self._lit[1:stage], strict=True)]
        pixels = f"{self._lit[0].sum()} of {self._lit[0].size} pixels"
        return f"{what} came from {', '.join([*before[::-1], f'and {pixels}' if before else pixels])}."

    def _voting_lines(self):
        """A line from every value to the answers that it votes for, as thick as what it carries."""
        values, weights = self._stages[-2].values, self.network.layers[-1].weights
        middle = MARGIN + (3 * PANEL + 2 * GAP) / 2
        shapes = []
        for answer, name in enumerate(ANSWERS):
            end = middle + (VOTE + GAP) * (answer - 0.5)
            for number, carried in enumerate(values * weights[:, answer]):
                panel, row = divmod(number, len(values) // len(FEATURES))
                start = MARGIN + panel * (PANEL + GAP) + (row + 0.5) * PANEL * len(FEATURES) / len(values)
                if carried and (not self.chosen or self.chosen[0] < len(self.names) - 1 or self.chosen[1] == answer):
                    colour = look.COLOURS[list(FEATURES)[panel]] if carried > 0 else look.MIDDLE_GREY
                    shapes.append(Line([(2, start), (68, end)], colour, 0.5 + 40 * abs(float(carried))))
            shapes.append(Words(84, end, name, 24, anchor="middle"))
        return shapes

    # The same, where no browser is.

    def text(self):
        grids = (self.grids[name].text() for name in self.names)
        return "\n\n".join([*grids, self.said()])

    def still(self):
        tall = 3 * PANEL + 2 * GAP + 60
        still = sheet(1210, tall)
        self.grids["picture"].draw_still(still, 4, 4)
        self._bars.draw_still(still, 4, 290)
        still.text(4, tall - 12, self.said(), size=12)
        left = 264
        for name in self.names[1:-1]:
            self.grids[name].draw_still(still, left, 4)
            left += self.grids[name].columns * self.grids[name].cell + 20
        self._lines.draw_still(still, left - 12, 22)
        self.grids[self.names[-1]].draw_still(still, left + 92, 4 + (3 * PANEL + 2 * GAP - 2 * VOTE - GAP) / 2)
        return still


def _numbered(names):
    """The names, where one that comes a second time says so: pooled, pooled again."""
    return [f"{name} again" if name in names[:number] else name for number, name in enumerate(names)]
