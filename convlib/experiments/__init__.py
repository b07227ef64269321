"""What lessons compare by training networks: the letters of 12, plans of networks (13), pictures whose pixels moved (16),
and how long work takes (10).

What lives here shows nothing. It may import the textbook and `convlib.data`.
"""

from .plans import HARDER, Plan
from .timing import milliseconds

__all__ = ["HARDER", "Plan", "milliseconds"]
