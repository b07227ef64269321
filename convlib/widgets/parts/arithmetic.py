"""How each kind of layer comes to one of its numbers, in one line: `(8 − 1) / 9 = .77`."""

from functools import singledispatch

import numpy as np

from ...layers import Convolution, Flatten, MaxPool, Relu, Vote
from ...show import look

MOST = 6  # terms that one line has room for; the others are told by an ellipsis


@singledispatch
def arithmetic(layer, inputs, place, called):
    """How a layer comes from its inputs to the number at ``place``, an index for each axis of the result.

    ``called(number)`` is what an input is called, counted row by row, map after map.

    >>> from convlib.pictures import FEATURES, X
    >>> arithmetic(Convolution([FEATURES["cross"]]), X[np.newaxis], (0, 3, 3), str)
    '(9 − 0) / 9 = 1.00'
    >>> arithmetic(Relu(), np.array([-0.5, 0.5]), (0,), str)
    'max(0, −.50) = 0'
    """
    raise TypeError(f"nobody has told how {layer!r} comes to its numbers")


@arithmetic.register
def _(layer: Convolution, inputs, place, called):
    """What agrees, less what does not, over the number of the feature's pixels."""
    feature, row, column = place
    weights = layer.features[feature]
    _, height, width = weights.shape
    edge = layer.padding
    padded = np.pad(inputs, ((0, 0), (edge, edge), (edge, edge)))
    top, left = row * layer.stride, column * layer.stride
    products = weights * padded[:, top:top + height, left:left + width]
    agree, disagree = products[products > 0].sum(), -products[products < 0].sum()
    return (f"({_term(agree)} − {_term(disagree)}) / {height * width} = "
            f"{look.label((agree - disagree) / (height * width))}")


@arithmetic.register
def _(layer: Relu, inputs, place, called):
    """The larger of zero and the number that was there."""
    return f"max(0, {look.label(inputs[place])}) = {look.label(max(inputs[place], 0))}"


@arithmetic.register
def _(layer: MaxPool, inputs, place, called):
    """The largest in the window."""
    one_map, row, column = place
    top, left = row * layer.stride, column * layer.stride
    window = inputs[one_map, top:top + layer.window, left:left + layer.window].ravel()
    return f"max({_short(map(look.label, window), ', ')}) = {look.label(window.max())}"


@arithmetic.register
def _(layer: Flatten, inputs, place, called):
    """The same number, in another place."""
    return f"{called(place[0])} = {look.label(inputs.flat[place[0]])}"


@arithmetic.register
def _(layer: Vote, inputs, place, called):
    """The average of the values that have a say, or, where not all of them say as much, the sum of what they say."""
    weights = layer.weights[:, place[0]]
    has_a_say = np.flatnonzero(weights)
    vote = look.label(inputs @ weights)
    if len(has_a_say) and np.allclose(weights[has_a_say], 1 / len(has_a_say)):
        return f"({_short(map(look.label, inputs[has_a_say]), ' + ')}) / {len(has_a_say)} = {vote}"
    products = (f"{look.label(inputs[each])}·{look.label(weights[each])}" for each in has_a_say)
    return f"{_short(products, ' + ') or '0'} = {vote}"


def _term(number):
    return look.label(number, short=True)


def _short(terms, sign):
    """Terms with a sign between them, shortened where there are many."""
    terms = [*terms]
    return sign.join([*terms[:MOST - 1], "…", terms[-1]] if len(terms) > MOST else terms)
