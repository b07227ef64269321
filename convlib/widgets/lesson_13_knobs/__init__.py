"""The explorer of lesson 13: a network of one's own, and how well it learns."""

from .knobs import KnobsExplorer

__all__ = ["KnobsExplorer"]
