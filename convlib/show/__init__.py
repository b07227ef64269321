"""How things show: the colours and labels of numbers, the grid of cells, drawings, still pictures, and what they need
of the page; and what comes in through it: files, and pictures of a camera.

What lives here knows nothing of lessons. It may import the textbook (the modules of `convlib` itself) and
`convlib.data`.
"""

from . import look
from .grid import PixelGrid, show_map
from .scene import side_by_side

__all__ = ["PixelGrid", "look", "show_map", "side_by_side"]
