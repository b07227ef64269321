"""What lessons compare by training many networks: plans of them (12), and pictures whose pixels moved (14).

What lives here shows nothing. It may import the textbook and `convlib.data`.
"""

from .plans import HARDER, Plan

__all__ = ["HARDER", "Plan"]
