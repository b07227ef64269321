"""The explorers: one for each lesson, built from PixelGrids and ordinary ipywidgets."""

from .comparing import ComparingExplorer
from .convolving import ConvolvingExplorer, LayerExplorer
from .drawing import DrawingPad, NetworkExplorer
from .ending import end_old_widgets
from .filtering import FilteringExplorer
from .finding import FindingExplorer
from .hearing import SoundExplorer
from .judging import JudgingExplorer
from .knobs import KnobsExplorer
from .nudging import NudgingExplorer
from .one_thread import hear_here
from .photographing import PhotoExplorer
from .pooling import PoolingExplorer, ShiftExplorer
from .progress import progress
from .reading import PassageExplorer, TextExplorer
from .rectifying import OrdersExplorer, RectifiedStack, RectifyingExplorer
from .shuffling import ShufflingExplorer
from .stacking import StackingExplorer
from .training import TrainingExplorer
from .voting import StackedVotingExplorer, VotingExplorer

__all__ = [
    "ComparingExplorer",
    "ConvolvingExplorer",
    "DrawingPad",
    "FilteringExplorer",
    "FindingExplorer",
    "JudgingExplorer",
    "KnobsExplorer",
    "LayerExplorer",
    "NetworkExplorer",
    "NudgingExplorer",
    "OrdersExplorer",
    "PassageExplorer",
    "PhotoExplorer",
    "PoolingExplorer",
    "RectifiedStack",
    "RectifyingExplorer",
    "ShiftExplorer",
    "ShufflingExplorer",
    "SoundExplorer",
    "StackedVotingExplorer",
    "StackingExplorer",
    "TextExplorer",
    "TrainingExplorer",
    "VotingExplorer",
    "progress",
]

# For all that is shown from now on, whatever comes first.
hear_here()
end_old_widgets()
