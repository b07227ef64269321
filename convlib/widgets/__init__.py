"""The explorers: one for each lesson, built from PixelGrids and ordinary ipywidgets."""

from .comparing import ComparingExplorer
from .convolving import ConvolvingExplorer, LayerExplorer
from .drawing import DrawingPad, NetworkExplorer
from .filtering import FilteringExplorer
from .finding import FindingExplorer
from .knobs import KnobsExplorer
from .nudging import NudgingExplorer
from .photographing import PhotoExplorer
from .pooling import PoolingExplorer, ShiftExplorer
from .progress import progress
from .rectifying import OrdersExplorer, RectifiedStack, RectifyingExplorer
from .stacking import StackingExplorer
from .training import TrainingExplorer
from .voting import StackedVotingExplorer, VotingExplorer

__all__ = [
    "ComparingExplorer",
    "ConvolvingExplorer",
    "DrawingPad",
    "FilteringExplorer",
    "FindingExplorer",
    "KnobsExplorer",
    "LayerExplorer",
    "NetworkExplorer",
    "NudgingExplorer",
    "OrdersExplorer",
    "PhotoExplorer",
    "PoolingExplorer",
    "RectifiedStack",
    "RectifyingExplorer",
    "ShiftExplorer",
    "StackedVotingExplorer",
    "StackingExplorer",
    "TrainingExplorer",
    "VotingExplorer",
    "progress",
]
