"""What lessons compare by training networks: the letters of 11, plans of networks (12), pictures whose pixels moved (14),
and how long work takes (10).

What lives here shows nothing. It may import the textbook and `convlib.data`.
"""

from .plans import HARDER, Plan
from .timing import milliseconds

__all__ = ["HARDER", "Plan", "milliseconds"]
