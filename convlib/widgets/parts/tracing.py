"""What explorers share that show a network stage by stage: one number is chosen, and followed back to its pixels.

`Network.trace` works out what it came from; the ``marks`` of a PixelGrid show it, and what has none is faint. Threads
(show/threads.py) tie each number to those that it came from. The number that the hand points at is followed, too, but
lightly: its threads show, and its arithmetic, for as long as the hand is there.
"""

import html
from functools import partial

import ipywidgets
import numpy as np
from traitlets import validate

from ...checks import written
from ...pictures import FEATURES
from ...show import look
from ...show.scene import Sentence
from ...show.threads import STAGE, Threads
from .arithmetic import arithmetic
from .explorer import DECK_HUES, Explorer
from .linking import lines, links
from .traits import Many, derived, whole

HINT = "Point at any number to read how it came about, or click it to follow it back."


class TracingExplorer(Explorer):
    """A picture, the stages that a network makes of it, and a number of any stage that is followed back.

    ``chosen`` is that number, as (stage, cell), or () for none. Stages count from 0, the picture, and cells row by row,
    map after map. A stage or cell that does not exist becomes the nearest one. Raises ValueError for anything but two
    whole numbers. ``pointed`` is the number that the hand points at, likewise.

    Whoever inherits keeps the ``picture``, the ``network``, and in ``stages`` what it made of the picture; tells the
    grid of every stage what :meth:`traced` says; puts ``_threads`` into the row of the grids, and ``_readout`` where it
    can be read; and says what a stage is called (:meth:`called`), whether its maps are those of the features
    (:meth:`has_features`), and in words where a number came from (:meth:`origin`).
    """

    chosen = Many(whole)
    pointed = Many(whole)
    sees = False

    def build(self, *names):
        self._clear = self.button("clear the trace", "choose no value", lambda: setattr(self, "chosen", ()))
        self._clear.layout.flex = "0 0 auto"
        self._threads = Threads(self._points)
        self._readout = Sentence(self.reads, markup=self._readout_markup).add_class("convlib-readout")
        super().build(*names)
        self.observe(self._retrace, names="chosen")
        self.observe(self._point_out, names="pointed")

    def called(self, stage):
        """What a stage is called."""
        raise NotImplementedError

    def has_features(self, stage):
        """Whether the first third of the numbers of a stage belongs to the diagonal, and so on."""
        raise NotImplementedError

    def hues(self):
        return DECK_HUES

    def origin(self):
        """Where the chosen number came from, in words; nothing where none is chosen."""
        raise NotImplementedError

    # What it came from.

    @derived("stages", "chosen", "sees")
    def lit(self):
        """For every stage up to the chosen number, which cells are lit: those it came from, or, with ``sees``, all that
        it could have come from; none where none is chosen."""
        return self._follow(self.chosen)

    def _follow(self, number):
        if not number:
            return []
        return getattr(self.network, self._way)(self.picture, number[0], self._place(*number))

    @property
    def _way(self):
        return "sees" if self.sees else "trace"

    def _place(self, stage, cell):
        """The index of a cell for each axis of its stage."""
        return tuple(map(int, np.unravel_index(cell, self.stages[stage].values.shape)))

    def traced(self, number):
        """What the grid of a stage is told: the cursor that chooses in it, and which cells are outlined."""
        return self._marked(number) | ({"here": self._cursor(number)} if number else {})

    def _marked(self, number):
        """Which cells of a stage are outlined. While a number is chosen, all others are faint, also after it."""
        lit = np.flatnonzero(self.lit[number]).tolist() if number < len(self.lit) else []
        return {"marks": [lit], "fade": "unmarked" if self.chosen else ""}

    def _web(self, number, lit):
        """The threads that start from a number, as :class:`Threads` has them; ``lit`` is all that it came from. The
        windows have outlines where no grid marks their cells."""
        web = {"of": [*number], "lines": [], "boxes": []}
        shapes = [stage.values.shape for stage in self.stages]
        sources = self.network.sources(self.picture, lit, self._way) if number else []
        for stage, came_from in enumerate(sources, start=1):
            found = links(came_from, shapes[stage - 1:stage + 1], merged=self.sees)
            columns = [shape[-1] for shape in shapes[stage - 1:stage + 1]]
            web["lines"] += lines(stage, found, columns, partial(self._colour, stage))
            if number != self.chosen:
                web["boxes"] += [[stage - 1, *earlier] for earlier in dict.fromkeys(earlier for _, earlier in found)]
        return web

    def feature(self, stage, cell):
        """The name of the feature that a cell belongs to; nothing where it belongs to none."""
        return [*FEATURES][cell * len(FEATURES) // self.stages[stage].values.size] if self.has_features(stage) else ""

    def _colour(self, stage, window, earlier):
        """The colour of the feature that a link of a stage belongs to; none, where it belongs to none."""
        feature = self.feature(stage, window[0]) or self.feature(stage - 1, earlier[0])
        return look.COLOURS.get(feature, "")

    # What it reads.

    def where(self, stage, cell):
        """Which number this is, in words: its stage, its feature, and its place."""
        place = self._place(stage, cell)
        at = f"number {cell + 1}" if len(place) == 1 else f"row {place[-2]}, column {place[-1]}"
        return ", ".join(filter(None, [self.called(stage), self.feature(stage, cell), at]))

    def sum(self, stage, cell):
        """How a number comes from those before it; a pixel comes from none."""
        if not stage:
            return look.label(self.stages[0].values.flat[cell], short=True)
        before = self.stages[stage - 1].values
        inputs = before[np.newaxis] if stage == 1 else before
        return arithmetic(self.network.layers[stage - 1], inputs, self._place(stage, cell),
                          lambda number: self.where(stage - 1, number))

    def _read(self):
        """Of the number that the hand points at, or else of the chosen one: where it is, and its arithmetic."""
        number = self.pointed or self.chosen
        return (self.where(*number), self.sum(*number)) if number else ()

    def reads(self):
        """The same in one line."""
        return ": ".join(self._read())

    def _readout_markup(self):
        where, told = self._read() or (HINT, "")
        return f"<span>{html.escape(where)}</span> <b>{html.escape(told)}</b>"

    # What shows.

    def _show_grids(self):
        super()._show_grids()
        for grid in self.grids.values():
            grid.add_class(STAGE)

    def _cursor(self, number):
        """The cursor of a stage. It has one place more than there are cells: nowhere."""
        if number not in self._cursors:
            size = self.stages[number].values.size
            self._cursors[number] = ipywidgets.IntSlider(size, max=size)
            self._cursors[number].observe(lambda change: self._choose(number, change.new), names="value")
        return self._cursors[number]

    def show(self):
        """Show the stages, and which number of them is chosen."""
        self._threads.traced = self._web(self.chosen, self.lit)
        super().show()
        self._stand()

    def _stand(self):
        """Let the cursors stand at the chosen number, or nowhere. A stage that is new has none until it shows."""
        for number, here in self._cursors.items():
            if number < len(self.stages):
                with here.hold_sync():
                    here.max = self.stages[number].values.size
                    here.value = self.chosen[1] if self.chosen[:1] == (number,) else here.max

    def tell(self):
        """Say where the chosen number came from."""
        super().tell()
        self._clear.disabled = not self.chosen
        self.say("trace", self.origin())
        self._preview()

    # What happens when something changes.

    def _retrace(self, _=None):
        """Another number is chosen, or other things count as its origin: the stages stay as they are."""
        self._threads.traced = self._web(self.chosen, self.lit)  # first, so that it can draw what the grids then show
        for number, grid in enumerate(self.grids.values()):
            with grid.hold_sync():
                for name, value in self._marked(number).items():
                    grid.set_trait(name, value)
        self._stand()
        self.tell()

    def _point_out(self, _):
        """The hand points at another number."""
        self._preview()
        self._readout.update()

    def _preview(self):
        """Draw the threads of the number that the hand points at."""
        self._threads.pointed = self._web(self.pointed, self._follow(self.pointed))

    def _choose(self, number, cell):
        """The hand chose a number in a stage, or the cursor went back to nowhere."""
        if self._exists(number, cell) and self.chosen != (number, cell):
            self.chosen = (number, cell)

    def _points(self, at):
        """The hand points at a number, or at none."""
        self.pointed = at if at and self._exists(*at) else ()

    def _exists(self, stage, cell):
        """A quick hand may choose, or point, in a stage that has just been taken out, or has another shape."""
        return stage < len(self.stages) and cell < self.stages[stage].values.size

    def _let_go(self, before):
        """The stages are new. A number that was in one that is no more, or has another shape now, is let go."""
        with self.hold_trait_notifications():
            for name in ("chosen", "pointed"):
                stage, *_ = getattr(self, name) or (0,)
                if stage >= len(self.stages) or self.stages[stage].values.shape != before[stage].values.shape:
                    setattr(self, name, ())

    @validate("chosen", "pointed")
    def _nearest(self, proposal):
        name = proposal.trait.name
        if not proposal.value:
            return ()
        if len(proposal.value) != 2:
            raise ValueError(f"{name} must be (stage, cell), two whole numbers, or (), "
                             f"but it is {written(proposal.value)}")
        stage, cell = proposal.value
        stage = self.nearest("stage", stage, 0, len(self.stages) - 1)
        return stage, self.nearest("cell", cell, 0, self.stages[stage].values.size - 1)
