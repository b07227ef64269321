"""How convolutional neural networks work: the deck's pictures, and what the network does with them.

The widgets of the lessons are in `convlib.widgets`, the predictions and checks in `convlib.teach`. Importing
`convlib` alone needs nothing but NumPy.
"""

from .ops import convolve, error, filter_patch, max_pool, relu, vote
from .pictures import FEATURES, TRICKY, O, X, picture

__all__ = [
    "FEATURES", "O", "TRICKY", "X", "convolve", "error", "filter_patch", "max_pool", "picture", "relu", "vote",
]
