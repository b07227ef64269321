"""The explorers: one for each lesson, built from PixelGrids and ordinary ipywidgets."""

from ..kernel.ending import end_old_widgets
from ..kernel.one_thread import hear_here
from ..show.progress import progress
from .lesson_01_what_computers_see import ComparingExplorer
from .lesson_02_features import FindingExplorer
from .lesson_03_filtering import FilteringExplorer
from .lesson_04_convolution import ConvolvingExplorer, LayerExplorer
from .lesson_05_pooling import PoolingExplorer, ShiftExplorer
from .lesson_06_relu import OrdersExplorer, RectifiedStack, RectifyingExplorer
from .lesson_07_stacking import StackingExplorer
from .lesson_08_voting import StackedVotingExplorer, VotingExplorer
from .lesson_09_all_together import DrawingPad, NetworkExplorer
from .lesson_10_error_and_nudging import NudgingExplorer
from .lesson_11_backpropagation import BackpropagationExplorer
from .lesson_12_learning_live import TrainingExplorer
from .lesson_13_knobs import KnobsExplorer
from .lesson_14_sound import SoundExplorer
from .lesson_15_text import PassageExplorer, TextExplorer
from .lesson_16_limits import JudgingExplorer, ShufflingExplorer
from .lesson_17_photographs import PhotoExplorer

__all__ = [
    "BackpropagationExplorer",
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
