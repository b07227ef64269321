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
from ..show.scene import Column, Drawing, Row
from ..show.sketch import Bar, Line, Words
from .parts.answers import ANSWERS, told, verdict
from .parts.explorer import PENS, SMALLEST, Explorer
from .parts.tracing import TracingExplorer
from .parts.traits import Choice, Picture

PANEL = 168  # the side of one map, in pixels, in every stage
VOTE = 64  # the side of one vote, in pixels


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
        self.stages = self.network.stages(self.picture)
        self._bars = Drawing(240, 76, self._show_votes)
        self.build("picture")
        self.observe(lambda change: self.grids["picture"].set_trait("pen", change.new), names="pen")

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
        answer = Column(ipywidgets.Label("the network's votes"), self._bars, self._line)
        return [Row(self.hand(), answer, justify_content="flex-start").add_class("convlib-pad")]

    def hand(self, *below):
        """All that the hand needs to draw, and what stands below it."""
        pens = self.buttons("pen", {"✎ pen": "light", "eraser": "dark"}, button_width="115px")
        pens.tooltips = ["white", "black"]
        clear = self.button("clear", "make every pixel black", lambda: self._put(self.picture * 0 - 1), "115px")
        invert = self.button("invert", "white becomes black, and back", lambda: self._put(-self.picture), "115px")
        return Column(self.choose_picture("238px"), self.grids["picture"], pens, ipywidgets.HBox([clear, invert]),
                      *below, flex="0 0 242px")

    def _show_votes(self):
        """The votes as two bars: the winner's in full, the other's in grey. In a tie, both are in full."""
        shapes = []
        for y, name, number, leads in zip((18, 56), ANSWERS, self.votes, leaders(self.votes), strict=True):
            length = 140 * float(np.clip(number, 0, 1))
            shapes += [Words(0, y, name, 24), Bar(30, y - 14, length, 28, look.BLUE if leads else look.MIDDLE_GREY),
                       Words(38 + length, y, look.label(number), 20)]
        return shapes, f"the votes: {told(self.votes)}"

    # What happens when something changes.

    def update(self, change=None):
        """Let the network work on the picture again, and show everything that follows."""
        self.stages = self.network.stages(self.picture)
        super().update(change)

    def tell(self):
        """Say what the network says."""
        super().tell()
        self.say("verdict", self.verdict())

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

    # What shows.

    @property
    def names(self):
        """The names of the stages. One that comes a second time says so: pooled, pooled again."""
        names = [stage.name for stage in self.stages]
        return [f"{name} again" if name in names[:number] else name for number, name in enumerate(names)]

    def contents(self):
        """A stack for each stage, in the features' colours. The list of values and the votes stand in columns."""
        contents = super().contents()
        contents["picture"] |= self.traced(0)
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
        _, *stages, votes = self.grids.values()
        self._lines = Drawing(96, stages[-1].size()[1] - TOP, self._voting_lines, top=TOP)
        votes.layout.align_self, votes.layout.margin = "center", "0 0 4px 0"
        for part in (*stages, self._lines, votes):
            part.layout.min_width = f"{SMALLEST * part.size()[0]:.1f}px"  # all alike, so that lines still meet cells
        row = Row(*stages, self._lines, votes, centred=True, gap=6, align_items="flex-start")
        return [Row(self.hand(self._bars), row.add_class("convlib-network"), justify_content="flex-start"),
                Row(self._clear, self._line, justify_content="flex-start")]

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

    def _voting_lines(self):
        """A line from every value to the answers that it votes for, as thick as what it carries."""
        values, weights = self.stages[-2].values, self.network.layers[-1].weights
        middle = (3 * PANEL + 2 * GAP) / 2
        shapes = []
        for answer, name in enumerate(ANSWERS):
            end = middle + (VOTE + GAP) * (answer - 0.5)
            for number, carried in enumerate(values * weights[:, answer]):
                panel, row = divmod(number, len(values) // len(FEATURES))
                start = panel * (PANEL + GAP) + (row + 0.5) * PANEL * len(FEATURES) / len(values)
                if carried and (not self.chosen or self.chosen[0] < len(self.names) - 1 or self.chosen[1] == answer):
                    colour = look.COLOURS[list(FEATURES)[panel]] if carried > 0 else look.MIDDLE_GREY
                    shapes.append(Line([(2, start), (68, end)], colour, 0.5 + 40 * abs(float(carried))))
            shapes.append(Words(84, end, name, 24, anchor="middle"))
        return shapes, "lines from the values to the votes, as thick as what they carry"
