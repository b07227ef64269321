"""How much columns are alike, and whether the order in which they stand means anything.

`ranks` puts every column on one scale. `alike` asks how much each two columns tell the same. `neighbours` takes the
mean of that over columns that stand side by side, and `shuffled_neighbours` does so for many random orders. An order
that beats nearly all of them is hardly an accident: that is what `judge` says.
"""

import math
from typing import NamedTuple

import numpy as np

from ...checks import check_room, counted, finite, whole

# Comparing columns.


def ranks(table):
    """Every column by the order of its values: -1 for the least, 1 for the most, and even steps between.

    Values that are equal share the mean of their ranks. So spending and age can be compared, and no single rich
    customer outshouts the others.

    Shapes: table (rows, columns) -> the same. Raises ValueError or TypeError for anything but finite numbers in rows
    and columns, and for fewer than two rows.

    >>> ranks([[20, 3], [70, 3], [30, 9]])
    array([[-1. , -0.5],
           [ 1. , -0.5],
           [ 0. ,  1. ]])
    """
    return np.apply_along_axis(column_ranks, 0, _rows_and_columns("table", table))


def _rows_and_columns(name, table):
    """Finite numbers in two rows or more."""
    table = finite(name, table)
    if table.ndim != 2 or len(table) < 2:
        raise ValueError(f"{name} must have two rows or more, and columns, but the shape is {table.shape}")
    return table


def column_ranks(values):
    """The ranks of one column, from -1 to 1. What is missing (NaN) stands in the middle."""
    there = np.sort(values[~np.isnan(values)])
    less, least_more = (np.searchsorted(there, values, side) for side in ("left", "right"))
    placed = (less + least_more - 1) / max(len(there) - 1, 1) - 1  # equal values stand between the two
    return np.where(np.isnan(values), 0, placed)


def alike(columns):
    """How much each two columns tell the same: 1 where one tells you the other, 0 where it says nothing about it.

    This is the size of their correlation, whatever its sign. Of columns that hold `ranks`, it is called the rank
    correlation.

    Shapes: columns (rows, columns) -> (columns, columns). A column that is the same in every row is like no other.
    Raises ValueError or TypeError where `ranks` does.

    >>> alike([[-1, 1, -1], [0, 0, 1], [1, -1, 0]])
    array([[1. , 1. , 0.5],
           [1. , 1. , 0.5],
           [0.5, 0.5, 1. ]])
    """
    columns = _rows_and_columns("columns", columns)
    _, power = np.frexp(np.abs(columns).max(axis=0))
    columns = np.ldexp(columns.astype(np.float64), -power)  # near 1: squares stay numbers, of the vast and of the tiny
    centred = columns - columns.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    directions = np.divide(centred, length, out=np.zeros_like(centred), where=length > 0)
    return np.abs(directions.T @ directions).clip(0, 1).round(12)


def neighbours(likeness, order=None):
    """How much columns that stand side by side are alike, on average: 1 where each tells you the next one, 0 where it
    says nothing about it.

    `order` says which column stands where; without it, they stand as they are. One column has no neighbours: 0.

    Shapes: likeness (columns, columns) as from `alike` -> a number; for orders (..., columns), one for each.

    >>> likeness = alike([[-1, 1, -1], [0, 0, 1], [1, -1, 0]])
    >>> print(neighbours(likeness), neighbours(likeness, [0, 2, 1]))
    0.75 0.5
    """
    order = np.arange(len(likeness)) if order is None else np.asarray(order)
    alike_by_pair = np.asarray(likeness)[order[..., :-1], order[..., 1:]]
    return alike_by_pair.sum(axis=-1) / max(alike_by_pair.shape[-1], 1)


def shuffled_neighbours(likeness, shuffles=1000, seed=0):
    """What `neighbours` gives for so many random orders. The same seed gives the same orders.

    >>> likeness = alike([[-1, 1, -1], [0, 0, 1], [1, -1, 0]])
    >>> print(np.unique(shuffled_neighbours(likeness)))
    [0.5  0.75]
    """
    shuffles = whole("shuffles", shuffles, least=1)
    check_room("shuffles", shuffles, len(likeness))
    orders = np.tile(np.arange(len(likeness)), (shuffles, 1))
    return neighbours(likeness, np.random.default_rng(seed).permuted(orders, axis=1))


def beaten(order, shuffled):
    """How many of the shuffled orders have neighbours that are less alike than those of this order.

    An equal one is not beaten; differences below a billionth do not count.

    >>> print(beaten(0.75, [0.5, 0.75, 0.75, 1]))
    1
    """
    return int((np.asarray(shuffled) < order - 1e-9).sum())


# What that says.

FEWEST_COLUMNS, FEWEST_ROWS = 6, 5  # with fewer, even the best order of all could be an accident
FEW_COLUMNS, FEW_ROWS = 8, 30  # with so few columns, or fewer rows than that, a verdict says how weak it is
MAY_HELP, NOT_SURE, NO_USE, CANNOT_TELL = "A ConvNet may help.", "Not certain.", "No ConvNet.", "I cannot tell."


class Verdict(NamedTuple):
    """What the order of the columns says: in short, and why."""

    side: str
    why: str


def judge(columns, order=None, shuffles=1000, seed=0):
    """Is the order of the columns better than chance, and so a ConvNet worth a try?

    `order` says which column stands where. An order that beats 99 % of the shuffled ones is hardly an accident. One
    that beats at least 90 % may be one.

    Shapes: columns (rows, columns), such as ranks. Raises ValueError or TypeError where `alike` does.

    >>> hours = np.cumsum(np.random.default_rng(0).normal(size=(30, 12)), axis=1)  # each like the one before
    >>> judge(hours).side
    'A ConvNet may help.'
    >>> judge(hours, order=[0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]).side
    'No ConvNet.'
    >>> judge([[1, 2, 3], [3, 1, 2]]).why
    'With 3 columns there are only 3 orders, as a mirror has the same neighbours. The best of so few can be luck.'
    """
    likeness = alike(columns)
    return weigh(likeness, shuffled_neighbours(likeness, shuffles, seed), len(columns), order)


def weigh(likeness, shuffled, rows, order=None):
    """What `judge` says, where it is known already how much the columns of so many ``rows`` are ``alike``, and what
    `shuffled_neighbours` gives: neither changes with the order.

    >>> hours = np.cumsum(np.random.default_rng(0).normal(size=(30, 12)), axis=1)
    >>> likeness = alike(hours)
    >>> weigh(likeness, shuffled_neighbours(likeness), rows=30) == judge(hours)
    True
    """
    many, shuffles = len(likeness), len(shuffled)
    if many < FEWEST_COLUMNS:
        different = math.factorial(many) // 2
        few = (f"With {many} columns there {'is' if different == 1 else 'are'} only {counted(different, 'order')}, as "
               f"a mirror has the same neighbours. The best of so few can be luck.")
        return Verdict(CANNOT_TELL, "With one column there are no neighbours." if many < 2 else few)
    if rows < FEWEST_ROWS:
        return Verdict(CANNOT_TELL, f"With {rows} rows, columns look alike by chance. Bring {FEWEST_ROWS} or more.")
    if np.ptp(shuffled) < 1e-9:
        return Verdict(NO_USE, "All columns are alike to the same degree, so neighbours are alike in every order, and "
                               "no order is better than another. The order tells nothing.")
    wins = beaten(neighbours(likeness, order), shuffled)
    beats = f"{wins:,} of {shuffles:,}" if wins < shuffles else f"all {shuffles:,}"
    told = f"The neighbours of this order are more alike than in {beats} shuffles."
    chance = f" Chance did as well in the other {shuffles - wins}." if wins < shuffles else ""
    few = f" With only {rows} rows, the test may overlook what is weak." if rows < FEW_ROWS else ""
    if wins >= 0.99 * shuffles:
        careful = f" But with only {many} columns it may still be one." if many <= FEW_COLUMNS else ""
        return Verdict(MAY_HELP, f"{told}{chance} So it is hardly an accident: neighbours belong together, or somebody "
                                 f"sorted them so.{careful}")
    if wins >= 0.9 * shuffles:
        return Verdict(NOT_SURE, f"{told}{chance} So it may be an accident.{few}")
    return Verdict(NO_USE, f"{told} Many an order without any meaning does as well: nothing says that neighbours "
                           f"belong together.{few}")
