"""What explorers share that show a network stage by stage: one number is chosen, and followed back to its pixels."""

import ipywidgets
import numpy as np
from traitlets import validate

from ...checks import written
from .explorer import Explorer
from .traits import Many, whole


class TracingExplorer(Explorer):
    """A picture, the stages that a network makes of it, and a number of any stage that is followed back.

    ``chosen`` is that number, as (stage, cell), or () for none. Stages count from 0, the picture, and cells row by row,
    map after map. A stage or cell that does not exist becomes the nearest one. Raises ValueError for anything but two
    whole numbers.

    Whoever inherits keeps the ``picture`` and, in ``_stages``, what the network made of it; gives the grid of every
    later stage a cursor; finds out what the chosen number came from and has it outlined; and tells it in ``origin()``.
    """

    chosen = Many(whole)

    def origin(self):
        """Where the chosen number came from, in words; nothing where none is chosen."""
        raise NotImplementedError

    def _cursor(self, number, size):
        """The cursor of a stage with ``size`` cells. It has one place more: nowhere."""
        here = ipywidgets.IntSlider(size, max=size)
        here.observe(lambda change: self._pointed(number, change.new), names="value")
        return here

    def _clear_button(self, width="auto"):
        """A button to choose nothing."""
        self._clear = self.button("clear the trace", "choose no value", lambda: setattr(self, "chosen", ()), width)
        return self._clear

    def _follow(self, go_back):
        """For every stage up to the chosen number, what it goes back to, by the network's ``trace`` or ``sees``."""
        if not self.chosen:
            return []
        stage, cell = self.chosen
        place = np.unravel_index(cell, self._stages[stage].values.shape)
        return go_back(self.picture, stage, tuple(map(int, place)))

    def _outline(self, grids, lit):
        """Outline what is lit in every stage, point the cursors at the chosen number or nowhere, and say its origin."""
        for number, grid in enumerate(grids):
            if number > 0:
                grid.here.value = self.chosen[1] if self.chosen[:1] == (number,) else grid.here.max
            grid.marks = [np.flatnonzero(lit[number]).tolist() if number < len(lit) else []]
        self._clear.disabled = not self.chosen
        self.say("trace", self.origin())

    def _pointed(self, number, cell):
        """The hand chose a number in a stage, or the cursor went back to nowhere.

        A quick hand may choose in a stage that has just been taken out: that is no choice.
        """
        exists = number < len(self._stages) and cell < self._stages[number].values.size
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
        stage = self.nearest("stage", stage, 0, len(self._stages) - 1)
        return stage, self.nearest("cell", cell, 0, self._stages[stage].values.size - 1)
