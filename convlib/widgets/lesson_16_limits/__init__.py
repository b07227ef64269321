"""The explorers of lesson 16: columns in another order, and whether a table of one's own is for a ConvNet."""

from .judging import JudgingExplorer
from .shuffling import ShufflingExplorer

__all__ = ["JudgingExplorer", "ShufflingExplorer"]
