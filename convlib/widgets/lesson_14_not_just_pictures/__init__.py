"""The explorers of lesson 14: a feature slides along the words of a sentence, and along a sound."""

from .hearing import SoundExplorer
from .reading import PassageExplorer, TextExplorer

__all__ = ["PassageExplorer", "SoundExplorer", "TextExplorer"]
