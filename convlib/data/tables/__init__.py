"""Tables: rows of things, columns of what is known about them. Does the order of the columns mean anything?

In a picture it does: pixels that stand side by side belong together. In most tables it does not, and then the slides'
rule of thumb says that a ConvNet is of no use. `read_table` (reading.py) reads any table from text and turns every
column (columns.py) into ranks from -1 to 1, so that numbers and words can be compared. `judge` (likeness.py) asks
whether neighbours are more alike than in a random order.

`DECK_CUSTOMERS` is the table of the slides, and `customers` makes larger ones, with a pattern to learn.
"""

from .customers import DECK_CUSTOMERS, customers
from .likeness import judge, ranks
from .reading import read_table

__all__ = ["DECK_CUSTOMERS", "customers", "judge", "ranks", "read_table"]
