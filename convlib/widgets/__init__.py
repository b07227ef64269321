"""The explorers: one for each lesson, built from PixelGrids and ordinary ipywidgets."""

from .comparing import ComparingExplorer
from .filtering import FilteringExplorer

__all__ = [
    "ComparingExplorer",
    "FilteringExplorer",
]
