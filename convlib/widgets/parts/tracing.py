"""What explorers share that show a network stage by stage: one number is chosen, and followed back to its pixels.

`Network.trace` works out what it came from; the ``marks`` of a PixelGrid show it, and what has none is faint.
"""

import ipywidgets
import numpy as np
from traitlets import validate

from ...checks import written
from .explorer import Explorer
from .traits import Many, derived, whole


class TracingExplorer(Explorer):
    """A picture, the stages that a network makes of it, and a number of any stage that is followed back.

    ``chosen`` is that number, as (stage, cell), or () for none. Stages count from 0, the picture, and cells row by row,
    map after map. A stage or cell that does not exist becomes the nearest one. Raises ValueError for anything but two
    whole numbers.

    Whoever inherits keeps the ``picture``, the ``network``, and in ``stages`` what it made of the picture; tells the
    grid of every stage what :meth:`traced` says; and puts in words where a number came from: :meth:`origin`.
    """

    chosen = Many(whole)
    sees = False

    def build(self, *names):
        self._clear = self.button("clear the trace", "choose no value", lambda: setattr(self, "chosen", ()))
        self._clear.layout.flex = "0 0 auto"
        super().build(*names)
        self.observe(self._retrace, names="chosen")

    def origin(self):
        """Where the chosen number came from, in words; nothing where none is chosen."""
        raise NotImplementedError

    @derived("stages", "chosen", "sees")
    def lit(self):
        """For every stage up to the chosen number, which cells are lit: those it came from, or, with ``sees``, all that
        it could have come from; none where none is chosen."""
        if not self.chosen:
            return []
        stage, cell = self.chosen
        place = np.unravel_index(cell, self.stages[stage].values.shape)
        follow = self.network.sees if self.sees else self.network.trace
        return follow(self.picture, stage, tuple(map(int, place)))

    def traced(self, number):
        """What the grid of a stage is told: the cursor that chooses in it, and which cells are outlined."""
        return {"marks": self._marks(number), "fade": "unmarked"} | ({"here": self._cursor(number)} if number else {})

    def _marks(self, number):
        return [np.flatnonzero(self.lit[number]).tolist() if number < len(self.lit) else []]

    def _cursor(self, number):
        """The cursor of a stage. It has one place more than there are cells: nowhere."""
        if number not in self._cursors:
            size = self.stages[number].values.size
            self._cursors[number] = ipywidgets.IntSlider(size, max=size)
            self._cursors[number].observe(lambda change: self._pointed(number, change.new), names="value")
        return self._cursors[number]

    def show(self):
        """Show the stages, and which number of them is chosen."""
        super().show()
        self._point()

    def _point(self):
        """Point the cursors at the chosen number, or nowhere. A stage that is new has none until it shows."""
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

    def _retrace(self, _=None):
        """Another number is chosen, or other things count as its origin: the stages stay as they are."""
        for number, grid in enumerate(self.grids.values()):
            grid.marks = self._marks(number)
        self._point()
        self.tell()

    def _pointed(self, number, cell):
        """The hand chose a number in a stage, or the cursor went back to nowhere.

        A quick hand may choose in a stage that has just been taken out: that is no choice.
        """
        exists = number < len(self.stages) and cell < self.stages[number].values.size
        if exists and self.chosen != (number, cell):
            self.chosen = (number, cell)

    @validate("chosen")
    def _exists(self, proposal):
        if not proposal.value:
            return ()
        if len(proposal.value) != 2:
            raise ValueError("chosen must be (stage, cell), two whole numbers, or (), "
                             f"but it is {written(proposal.value)}")
        stage, cell = proposal.value
        stage = self.nearest("stage", stage, 0, len(self.stages) - 1)
        return stage, self.nearest("cell", cell, 0, self.stages[stage].values.size - 1)
