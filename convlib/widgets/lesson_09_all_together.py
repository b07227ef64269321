"""Draw, and the whole network answers while the pen moves. Lesson 09, slide 70; a small one opens lesson 00.

`DrawingPad` holds the picture, the pens and the votes. `NetworkExplorer` shows all that lies between them, and
follows any number back to the pixels that it came from.
"""

import ipywidgets
import numpy as np
from traitlets import validate

from ..network import deck_network
from ..ops import leaders
from ..pictures import FEATURES, X
from ..show import look
from ..show.grid import GAP, TOP
from ..show.scene import Column, Controls, Drawing, Row, tools
from ..show.sketch import Bar, Line, Words
from .parts.answers import ANSWERS, decision, told, verdict
from .parts.explorer import DECK_HUES, PENS, SHAPES, Explorer
from .parts.tracing import TracingExplorer
from .parts.traits import Choice, Picture

PANEL = 140  # the side of one map, in pixels, in every stage
VOTE = 64  # the side of one vote, in pixels
DOT = 16  # the side of one cell of a feature, in pixels
LINES = 96  # how wide the lines from the values to the votes are, in pixels


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
    wide = 600  # how wide the bars of the votes may be, in pixels

    def __init__(self, picture=X, network=None):
        self.network = deck_network() if network is None else network
        super().__init__(picture=picture)
        self.stages = self.network.stages(self.picture)
        self.build("picture")
        self.observe(lambda change: self.grids["picture"].set_trait("pen", change.new), names="pen")

    def hues(self):
        return DECK_HUES

    @property
    def votes(self):
        """The votes for X and for O."""
        return self.stages[-1].values

    def verdict(self):
        """The votes in words, and which letter wins."""
        return verdict(self.votes, "the network")

    # What shows.

    def contents(self):
        return {"picture": {"cells": look.pixels(self.picture), "caption": "picture: draw here", "cell": 26,
                            "pens": PENS, "pen": self.pen, "draws": self.drawing("picture")}}

    def scene(self):
        answer = Column(ipywidgets.Label("the network's votes"), self.bars(), self._line.add_class("convlib-large"),
                        self.key, flex="1 1 300px", min_width="0")
        return [Row(self.hand(), answer, justify_content="flex-start").add_class("convlib-pad")]

    def hand(self, *below):
        """All that the hand needs to draw, and what stands below it."""
        menu, pens, changes = self.tools()
        return Column(menu, self.grids["picture"], pens, changes, *below, flex="0 0 auto")

    def tools(self, width="238px"):
        """What the hand chooses a picture with, in a list of this width, and its pens, and what changes all pixels."""
        pens = self.buttons("pen", {"✎ pen": "light", "eraser": "dark"})
        pens.tooltips = ["white", "black"]
        changes = tools(self.button("clear", "make every pixel black", lambda: self._put(self.picture * 0 - 1)),
                        self.button("invert", "white becomes black, and back", lambda: self._put(-self.picture)))
        return [self.choose_picture(width), pens, changes]

    def bars(self):
        """The votes as a drawing."""
        return Drawing(self.wide, round(0.32 * self.wide), self._show_votes)

    def _show_votes(self):
        """The votes as two bars: the winner's in full, the other's in grey. In a tie, both are in full."""
        shapes, tall = [], self.wide / 8
        for y, name, number, leads in zip((0.7, 2), ANSWERS, self.votes, leaders(self.votes), strict=True):
            length = 4.7 * tall * float(np.clip(number, 0, 1))
            shapes += [Words(0, y * tall, name, 0.8 * tall),
                       Bar(tall, (y - 0.5) * tall, length, tall, look.BLUE if leads else look.MIDDLE_GREY),
                       Words(1.3 * tall + length, y * tall, look.label(number), 0.7 * tall)]
        return shapes, f"the votes: {told(self.votes)}"

    # What happens when something changes.

    def update(self, change=None):
        """Let the network work on the picture again, and show everything that follows."""
        self._work()
        super().update(change)

    def _work(self):
        self.stages = self.network.stages(self.picture)

    def tell(self):
        """Say what the network says."""
        super().tell()
        self.say("verdict", self.sentence())

    def sentence(self):
        """Which letter wins. The votes themselves stand at their bars."""
        said = decision(self.votes, "the network")
        return said[0].upper() + said[1:]

    def _put(self, picture):
        self.picture = picture

    @validate("picture")
    def _fits(self, proposal):
        try:
            self.network.shapes(proposal.value.shape)
        except ValueError as error:
            raise ValueError(f"picture must suit the network, but {error}") from None
        return proposal.value


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
        super().__init__(picture=picture, network=network)

    def sentence(self):
        return self.verdict()

    # What shows.

    @property
    def names(self):
        """The names of the stages. One that comes a second time says so: pooled, pooled again."""
        names = [stage.name for stage in self.stages]
        return [f"{name} again" if name in names[:number] else name for number, name in enumerate(names)]

    def contents(self):
        """A stack for each stage, in the features' colours. The list of values and the votes stand in columns."""
        contents = super().contents()
        contents["picture"] |= {"cell": 28, **self.traced(0)}
        parts = self.network.layers[0].features[0].size
        for number, name in enumerate(self.names[1:-1], start=1):
            values = self.stages[number].values
            panels = values.reshape(len(FEATURES), -1, 1) if values.ndim == 1 else values
            contents[name] = {"cells": look.maps(panels, parts=parts), "cell": PANEL // panels.shape[1],
                              "names": list(FEATURES)}
        contents[self.names[-1]] = {"cells": look.matches(self.votes.reshape(-1, 1, 1), look.BLUE), "cell": VOTE,
                                    "names": list(ANSWERS)}
        for number, name in enumerate(self.names[1:], start=1):
            contents[name] |= {"caption": name, **self.traced(number)}
        return contents

    def scene(self):
        picture, *maps, values, votes = self.grids.values()
        self._lines = Drawing(LINES, values.size()[1] - TOP, self._voting_lines, top=TOP)
        features = Drawing(3 * DOT + 4, values.size()[1] - TOP, self._features, top=TOP)
        picture.layout.align_self, votes.layout.align_self, votes.layout.margin = "center", "center", "0 0 4px 0"
        together = Row(values, self._lines, votes, centred=True, gap=6)
        row = Row(picture, features, *maps, together, self._threads, centred=True, gap=6)
        row.add_class("convlib-scene").add_class("convlib-network")
        return [Controls(*self.tools(), self._clear), row, self._readout, self.foot]

    def called(self, stage):
        return self.names[stage]

    def has_features(self, stage):
        return 0 < stage < len(self.names) - 1

    def where(self, stage, cell):
        return f"the vote for {ANSWERS[cell]}" if stage == len(self.names) - 1 else super().where(stage, cell)

    def origin(self):
        if not self.chosen:
            return ""
        stage, cell = self.chosen
        number = look.label(self.stages[stage].values.flat[cell])
        what = f"The vote for {ANSWERS[cell]}, {number}," if stage == len(self.names) - 1 else f"This {number}"
        before = [f"{marks.sum()} of {marks.size} {'' if name == 'values' else 'in '}{name}"
                  for name, marks in zip(self.names[1:stage], self.lit[1:stage], strict=True)]
        pixels = f"{self.lit[0].sum()} of {self.lit[0].size} pixels"
        return f"{what} came from {', '.join([*before[::-1], f'and {pixels}' if before else pixels])}."

    def _web(self, number, lit):
        """The threads of a number. What ties values to votes are the lines that stand between them already."""
        web = super()._web(number, lit)
        return web | {"lines": [line for line in web["lines"] if line[0][0] < len(self.names) - 1]}

    def _point_out(self, change):
        super()._point_out(change)
        if len(self.names) - 1 in {*change.old[:1], *change.new[:1]}:
            self._lines.update()

    def _work(self):
        before = self.stages
        super()._work()
        self._let_go(before)

    def _features(self):
        """The features that make the maps, each beside its own."""
        shapes = []
        for panel, (name, feature) in enumerate(FEATURES.items()):
            fills = look.feature(feature, look.COLOURS[name]).fills()
            top = panel * (PANEL + GAP) + (PANEL - DOT * len(feature)) / 2
            shapes += [Bar(2 + column * DOT, top + row * DOT, DOT - 1, DOT - 1, fill)
                       for (row, column), fill in zip(np.ndindex(feature.shape), fills, strict=True)]
        return shapes, f"the features: {', '.join(FEATURES)}"

    def _voting_lines(self):
        """A line from every value to the answers that it votes for, as thick as what it carries. It begins with the
        shape of its feature."""
        stage, cell = self.pointed or self.chosen or (0, 0)
        only = cell if stage == len(self.names) - 1 else None
        values, weights = self.stages[-2].values, self.network.layers[-1].weights
        middle = (3 * PANEL + 2 * GAP) / 2
        shapes = []
        for answer, name in enumerate(ANSWERS):
            end = middle + (VOTE + GAP) * (answer - 0.5)
            for number, carried in enumerate(values * weights[:, answer]):
                panel, row = divmod(number, len(values) // len(FEATURES))
                start = panel * (PANEL + GAP) + (row + 0.5) * PANEL * len(FEATURES) / len(values)
                if carried and only in (None, answer):
                    feature = [*FEATURES][panel]
                    colour = look.COLOURS[feature] if carried > 0 else look.MIDDLE_GREY
                    shapes += [Line([(20, start), (LINES - 28, end)], colour, 0.5 + 40 * abs(float(carried))),
                               Words(8, start, SHAPES[feature], 16, colour, anchor="middle")]
            shapes.append(Words(LINES - 12, end, name, 24, anchor="middle"))
        return shapes, "lines from the values to the votes, as thick as what they carry"
