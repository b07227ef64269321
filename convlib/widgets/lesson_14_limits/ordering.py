"""What explorers share in which the columns of a picture or a table are put into another order."""

import ipywidgets
import numpy as np
from traitlets import link, validate

from ...checks import written
from ...experiments.shuffles import arranged
from ..parts.explorer import Explorer
from ..parts.traits import Many, Whole, whole


class OrderingExplorer(Explorer):
    """Pixels, or the cells of a row, that stand in an order of the learner's.

    ``order`` says which pixel stands at each place, row by row: pixels are counted row by row, from 0. An order that
    keeps every column whole is told by its columns (:meth:`columns`). ``column`` is the chosen column, counted from 0.

    Whoever inherits says how many rows and columns there are (:attr:`shape`), puts the tools in their places, and
    watches ``order``. Raises ValueError for an order that does not hold each pixel once.
    """

    order = Many(whole)
    column = Whole(0, 0, lambda explorer: explorer.shape[1] - 1)

    def __init__(self, **state):
        self._cursor = ipywidgets.IntSlider()
        self._shuffles = 0
        super().__init__(**state)
        self._begin_order(state.get("order"))
        link((self, "column"), (self._cursor, "value"))

    @property
    def shape(self):
        """The rows and columns of a picture."""
        raise NotImplementedError

    def places(self):
        """Which pixel stands at each place, (rows, columns)."""
        return np.reshape(self.order, self.shape)

    def columns(self):
        """Which column stands at each place; None where the columns are not whole any more."""
        columns = np.array(self.order[:self.shape[1]])
        whole = (columns < self.shape[1]).all() and np.array_equal(self.places(), self.unmoved()[:, columns])
        return columns.tolist() if whole else None

    def unmoved(self):
        """The places before anything was moved, (rows, columns)."""
        return np.arange(np.prod(self.shape)).reshape(self.shape)

    @property
    def is_moved(self):
        """Does anything stand elsewhere than at the beginning?"""
        return not np.array_equal(self.places(), self.unmoved())

    def arrange(self, pictures):
        """The pictures (…, rows, columns) with their pixels in this order."""
        return arranged(pictures, self.order)

    # What the hand does.

    def move(self, by):
        """Swap the chosen column with its neighbour, and keep hold of it: −1 is the one to the left, 1 to the right.

        Where there is none, it says so."""
        other = self.column + by
        if not 0 <= other < self.shape[1]:
            self.say("move", f"The chosen column is the {'first' if by < 0 else 'last'} one: no neighbour is there.")
            return
        columns = np.arange(self.shape[1])
        columns[[self.column, other]] = other, self.column
        self._put(self.places()[:, columns])
        self.column = other

    def shuffle(self):
        """Put the columns into a random order: every time another one."""
        self._put(self.unmoved()[:, self._chance().permutation(self.shape[1])])

    def scatter(self):
        """Put every pixel at a random place: every time at another one."""
        self._put(self._chance().permutation(self.unmoved().size))

    def mirror(self):
        """Turn the order of the columns round: the last one comes first."""
        self._put(self.places()[:, ::-1])

    def put_back(self):
        """Put everything back to where it was."""
        self._put(self.unmoved())

    def _put(self, places):
        self.order = tuple(np.ravel(places).tolist())

    def _chance(self):
        self._shuffles += 1
        return np.random.default_rng(self._shuffles - 1)

    def _begin_order(self, order=None):
        """For pictures of this shape: the order that is given, or the one in which they come."""
        self._shuffles = 0
        self.column = min(self.column, self.shape[1] - 1)
        self._cursor.max = self.shape[1] - 1
        if order is None:
            self.put_back()

    # What shows.

    def _order_tools(self, scatter=True):
        """Buttons that move the chosen column, and all of them."""
        moves = [self.button("◀", "swap the chosen column with the one to its left", lambda: self.move(-1)),
                 self.button("▶", "swap the chosen column with the one to its right", lambda: self.move(1))]
        others = [self.button("shuffle the columns", "put the columns into a random order", self.shuffle)]
        if scatter:
            others.append(self.button("scatter all pixels", "put every pixel at a random place", self.scatter))
        others += [self.button("mirror", "the last column comes first", self.mirror),
                   self.button("put back", "everything back to where it was", self.put_back)]
        self.observe(lambda _: self.say("move"), names=["column", "order"])
        return ipywidgets.HBox([ipywidgets.Label("the chosen column"), *moves,
                                ipywidgets.Label("", layout={"width": "16px"}), *others],
                               layout={"flex_flow": "wrap", "align_items": "center"})

    # What cannot be.

    @validate("order")
    def _each_once(self, proposal):
        expected = range(int(np.prod(self.shape)))
        if sorted(proposal.value) != [*expected]:
            raise ValueError(f"order must hold each number from 0 to {expected[-1]} once, but it is "
                             f"{written(proposal.value)}")
        return proposal.value
