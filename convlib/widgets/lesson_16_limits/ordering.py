"""What explorers share in which the columns of a picture or a table are put into another order."""

from itertools import count

import ipywidgets
import numpy as np
from traitlets import validate

from ...checks import written
from ...experiments.shuffles import COLUMNS, PIXELS, PLAIN, arranged, order_of
from ...show import look
from ...show.scene import Controls
from ..parts.explorer import Explorer
from ..parts.traits import Many, Whole, whole


class OrderingExplorer(Explorer):
    """Pixels, or the cells of a row, that stand in an order of the learner's.

    ``order`` says which pixel stands at each place, row by row: pixels are counted row by row, from 0. An order that
    keeps every column whole is told by its columns (:meth:`columns`). ``column`` is the chosen column, counted from 0.

    Whoever inherits says how many rows and columns there are (:attr:`shape`), and what the columns are called, as they
    come (:attr:`names`). Raises ValueError for an order that does not hold each pixel once.
    """

    order = Many(whole)
    column = Whole(0, 0, lambda explorer: explorer.shape[1] - 1)

    def __init__(self, **state):
        super().__init__(**state)
        self.begin_order(self.order)
        self.observe(lambda _: self.say("move"), names=["column", "order"])

    def begin_order(self, order=()):
        """Columns have come: they stand as they are, unless there is an order for them."""
        self._seeds = count()
        self.order = order or order_of(PLAIN, 0, self.shape)

    def places(self):
        """Which pixel stands at each place, (rows, columns)."""
        return np.reshape(self.order, self.shape)

    def columns(self):
        """Which column stands at each place; None where the columns are not whole any more."""
        rows, columns = np.divmod(self.places(), self.shape[1])
        are_whole = (columns == columns[0]).all() and (rows.T == range(len(rows))).all()
        return columns[0].tolist() if are_whole else None

    @property
    def is_moved(self):
        """Does anything stand elsewhere than at the beginning?"""
        return self.order != order_of(PLAIN, 0, self.shape)

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
        places = self.places()
        places[:, [self.column, other]] = places[:, [other, self.column]]
        self.order = places.ravel()
        self.column = other

    def shuffle(self):
        """Put the columns into a random order: every time another one."""
        self.order = order_of(COLUMNS, next(self._seeds), self.shape)

    def scatter(self):
        """Put every pixel at a random place: every time at another one."""
        self.order = order_of(PIXELS, next(self._seeds), self.shape)

    def mirror(self):
        """Turn the order of the columns round: the last one comes first."""
        self.order = self.places()[:, ::-1].ravel()

    def put_back(self):
        """Put everything back to where it was."""
        self.order = order_of(PLAIN, 0, self.shape)

    # What shows.

    def order_tools(self, *before):
        """Buttons that move the chosen column, and all of them, behind what stands ``before`` them."""
        moves = [self.button("◀", "swap the chosen column with the one to its left", lambda: self.move(-1)),
                 self.button("▶", "swap the chosen column with the one to its right", lambda: self.move(1))]
        others = [self.button("shuffle the columns", "put the columns into a random order", self.shuffle, primary=True),
                  self.button("mirror", "the last column comes first", self.mirror),
                  self.button("put back", "everything back to where it was", self.put_back)]
        if self.shape[0] > 1:  # else a pixel is a column
            others.insert(1, self.button("scatter all pixels", "put every pixel at a random place", self.scatter))
        return Controls(*before, ipywidgets.HBox([ipywidgets.Label("column"), *moves]),
                        ipywidgets.HBox(others))

    def text(self):
        columns = self.columns()
        names = " ".join(self.names[column] for column in columns or ())
        order = f"columns in the order {names}" if columns else "pixels scattered"
        return f"{super().text()}\n\n{order}"

    # What cannot be.

    @validate("order")
    def _each_once(self, proposal):
        expected = range(int(np.prod(self.shape)))
        if sorted(proposal.value) != [*expected]:
            raise ValueError(f"order must hold each number from 0 to {expected[-1]} once, but it is "
                             f"{written(proposal.value)}")
        return proposal.value


def below(names, ranks):
    """The cells of a table: the names of its columns in words, and below them ranks as pixels."""
    return look.stack([look.words([names]), look.pixels(ranks)], np.concatenate)
