"""How things show: the colours and labels of numbers, the grid of cells, drawings, still pictures, and what they need
of the page.

What lives here knows nothing of lessons. It may import the textbook (the modules of `convlib` itself), and nothing else
of the project.
"""

from . import look
from .grid import PixelGrid

__all__ = ["PixelGrid", "look"]
