"""Tables: rows of things, columns of what is known about them. Does the order of the columns mean anything?

In a picture it does: pixels that stand side by side belong together. In most tables it does not, and then the slides'
rule of thumb says that a ConvNet is of no use. `read_table` (reading.py) reads any table from text and turns every
column (columns.py) into ranks from -1 to 1, so that numbers and words can be compared. `judge` (likeness.py) asks
whether neighbours are more alike than in a random order.

`DECK_CUSTOMERS` is the table of the slides, and `customers` makes larger ones, with a pattern to learn.
"""

from .customers import CUSTOMER_COLUMNS, DECK_CUSTOMERS, customers
from .likeness import (
    CANNOT_TELL,
    MAY_HELP,
    NO_USE,
    NOT_SURE,
    Verdict,
    alike,
    beaten,
    judge,
    neighbours,
    ranks,
    shuffled_neighbours,
    weigh,
)
from .reading import MOST_COLUMNS, MOST_ROWS, Table, read_table

__all__ = [
    "CANNOT_TELL",
    "CUSTOMER_COLUMNS",
    "DECK_CUSTOMERS",
    "MAY_HELP",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "NOT_SURE",
    "NO_USE",
    "Table",
    "Verdict",
    "alike",
    "beaten",
    "customers",
    "judge",
    "neighbours",
    "ranks",
    "read_table",
    "shuffled_neighbours",
    "weigh",
]
