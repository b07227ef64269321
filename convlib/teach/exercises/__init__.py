"""The exercises of the lessons, one module a lesson. ``check`` finds them by name."""

from .all_together import COUNT_RIGHT, WHOLE_NETWORK
from .comparing import MORE_LIKE, PIXELS_THAT_DIFFER
from .convolution import CONVOLVE_BY_HAND, MAP_SIZE
from .exercise import Exercise, Mistake
from .features import COUNT_PERFECT, CUT_PATCH
from .filtering import FILTER_PATCH, PIXELS_THAT_AGREE
from .knobs import BEST_PLAN, COUNT_WEIGHTS
from .limits import NEIGHBOURS_ALIKE, SHUFFLE_COLUMNS
from .nudging import STEP_DOWNHILL, TOTAL_ERROR
from .pooling import POOL_BY_HAND, POOLED_SIZE
from .real_world import COUNT_WITH_BIAS, FRAMEWORK_MATCH
from .relu import LEAKY_RELU, RELU
from .sliding import COUNT_FOUND, ONE_HOT
from .stacking import RECEPTIVE_FIELD, STACK_SHAPES
from .training import ACCURACY, NEXT_MOVE
from .voting import VOTE_FOR, WEIGHTS_FROM

__all__ = ["EXERCISES", "Exercise", "Mistake"]

EXERCISES = {
    "pixels_that_differ": PIXELS_THAT_DIFFER,
    "more_like": MORE_LIKE,
    "cut_patch": CUT_PATCH,
    "count_perfect": COUNT_PERFECT,
    "filter_patch": FILTER_PATCH,
    "pixels_that_agree": PIXELS_THAT_AGREE,
    "map_size": MAP_SIZE,
    "convolve_by_hand": CONVOLVE_BY_HAND,
    "pool_by_hand": POOL_BY_HAND,
    "pooled_size": POOLED_SIZE,
    "relu": RELU,
    "leaky_relu": LEAKY_RELU,
    "stack_shapes": STACK_SHAPES,
    "receptive_field": RECEPTIVE_FIELD,
    "whole_network": WHOLE_NETWORK,
    "count_right": COUNT_RIGHT,
    "vote_for": VOTE_FOR,
    "weights_from": WEIGHTS_FROM,
    "total_error": TOTAL_ERROR,
    "step_downhill": STEP_DOWNHILL,
    "count_weights": COUNT_WEIGHTS,
    "best_plan": BEST_PLAN,
    "accuracy": ACCURACY,
    "next_move": NEXT_MOVE,
    "one_hot": ONE_HOT,
    "count_found": COUNT_FOUND,
    "shuffle_columns": SHUFFLE_COLUMNS,
    "neighbours_alike": NEIGHBOURS_ALIKE,
    "framework_match": FRAMEWORK_MATCH,
    "count_with_bias": COUNT_WITH_BIAS,
}
