"""The explorers: one for each lesson, built from PixelGrids and ordinary ipywidgets."""

from .filtering import FilteringExplorer

__all__ = [
    "FilteringExplorer",
]
