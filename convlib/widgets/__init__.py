"""The explorers: one for each lesson, built from PixelGrids and ordinary ipywidgets."""

from .comparing import ComparingExplorer
from .convolving import ConvolvingExplorer, LayerExplorer
from .filtering import FilteringExplorer
from .finding import FindingExplorer
from .pooling import PoolingExplorer, ShiftExplorer
from .rectifying import OrdersExplorer, RectifiedStack, RectifyingExplorer
from .stacking import StackingExplorer
from .voting import StackedVotingExplorer, VotingExplorer

__all__ = [
    "ComparingExplorer",
    "ConvolvingExplorer",
    "FilteringExplorer",
    "FindingExplorer",
    "LayerExplorer",
    "OrdersExplorer",
    "PoolingExplorer",
    "RectifiedStack",
    "RectifyingExplorer",
    "ShiftExplorer",
    "StackedVotingExplorer",
    "StackingExplorer",
    "VotingExplorer",
]
