"""Layers: what networks are made of.

A layer holds one operation of `ops` and the numbers that belong to it. It answers four questions. Called, it
does its work. `shape` tells how large the result will be, before anything is computed. `gradient` goes backward:
if an input, or a number of the layer, were a little larger, by how much would the error change? `trace` goes
backward as well: which of its inputs did these results come from? With `sees`: which could they have come from?

What goes into a layer, and what comes out of it, is a stack of maps (maps, rows, columns) or, after `Flatten`,
a list of values. Any number of batch axes may stand in front, so that one call serves one picture and many. The
picture itself enters as a stack of one map. The maps that a layer is given are also called its channels.

Inputs are never changed, and no result shares memory with them.
"""

import numpy as np

from . import ops
from .checks import check_upstream, counted, finite, whole, within_range
from .windows import count_windows


class Layer:
    """One step of a network. Whoever inherits says what it does, to which shape, and what it passes back.

    ``name`` is what its result is called, ``kind`` what it does, and ``axes`` how many axes one input has: three for a
    stack of maps, one for a list of values. ``parameters`` names the arrays of the layer that learn, and ``settings``
    everything that it was made with.
    """

    name = kind = ""
    axes = 3
    parameters = settings = ()

    def __call__(self, inputs):
        """Do the work: inputs (..., one input) -> (..., one result). Raises ValueError where `shape` does."""
        raise NotImplementedError

    def shape(self, shape):
        """The shape of the result for one input of this shape, without batch axes.

        Raises ValueError, in words for a learner, when the layer cannot work on such an input.
        """
        raise NotImplementedError

    def gradient(self, inputs, upstream, to_inputs=True):
        """What the results pass back to the inputs, and to each of the layer's parameters.

        Without `to_inputs`, the inputs' share is None, and its work is saved: nobody asks it of the first layer.

        Shapes: inputs as for a call, upstream as the call returns -> d_inputs of the shape of inputs, and a list with
        one array for each of `parameters`, of its shape.
        Raises ValueError when upstream has another shape.
        Slides 77-78.
        """
        raise NotImplementedError

    def trace(self, inputs, chosen):
        """Which inputs the chosen results came from: those to which they pass something back, with every way open.

        Shapes: inputs as for a call, chosen (booleans) as the call returns -> booleans of the shape of inputs.
        Raises ValueError when chosen does not hold booleans, or has another shape.
        """
        inputs = self._accept(inputs)
        chosen = self._accept_chosen(inputs, chosen)
        d_inputs, _ = self._open().gradient(inputs, chosen)
        return d_inputs > 0

    def sees(self, inputs, chosen):
        """Which inputs the chosen results could have come from, had the numbers been others: their receptive field.

        In most layers it is what they came from. Shapes and errors as for `trace`.
        """
        return self.trace(inputs, chosen)

    def sources(self, inputs, chosen, follow="trace"):
        """Which inputs each chosen result came from, one by one: {number of the result: numbers of the inputs}.

        Results and inputs are counted row by row, map after map. With ``follow="sees"`` it is what they could have come
        from. Shapes and errors as for `trace`, but for one input, without batch axes.

        >>> Flatten().sources([[[1, 2], [3, 4]]], chosen=[True, False, False, True])
        {0: array([0]), 3: array([3])}
        """
        inputs = self._accept(inputs)
        chosen = self._accept_chosen(inputs, chosen)
        cells = np.flatnonzero(chosen)
        if not cells.size:
            return {}
        alone = (cells[:, np.newaxis] == np.arange(chosen.size)).reshape(len(cells), *chosen.shape)
        back = getattr(self, follow)(np.broadcast_to(inputs, (len(cells), *inputs.shape)), alone)
        return {int(cell): np.flatnonzero(lit) for cell, lit in zip(cells, back, strict=True)}

    def __repr__(self):
        return f"{type(self).__name__}()"

    def _open(self):
        """This layer with every way open: 1 stands in place of its numbers, so that nothing that goes back cancels."""
        return self

    def _accept(self, inputs):
        """The inputs as an array, where the layer can work on them."""
        inputs = finite("inputs", inputs)
        self.shape(self._split(inputs)[1])
        return inputs

    def _accept_chosen(self, inputs, chosen):
        """A new array of what was chosen, where it has the shape of the results."""
        chosen, expected = np.array(chosen), self._expected(inputs)
        if chosen.dtype != bool or chosen.shape != expected:
            raise ValueError(
                f"chosen must hold booleans and have the shape of the results, {expected}, "
                f"but it holds {chosen.dtype} and its shape is {chosen.shape}"
            )
        return chosen

    def _expected(self, inputs):
        """The shape of the results."""
        batch, one = self._split(inputs)
        return (*batch, *self.shape(one))

    def _split(self, inputs):
        """The shape of the batch, and the shape of one input."""
        batch_axes = max(inputs.ndim - self.axes, 0)
        return inputs.shape[:batch_axes], inputs.shape[batch_axes:]


class Convolution(Layer):
    """Try every possible match of each feature: a stack of maps becomes a stack with one map for each feature.

    A feature has one channel for each map that comes in. Each channel is filtered over its own map, as
    `ops.convolve` does, and the matches are added. So with pixels from -1 to 1 a match runs from -C to C, where C is
    the number of channels.

    Shapes: features (F, h, w), for one map, or (F, C, h, w); inputs (..., C, H, W) -> (..., F, H', W'), where
    H' = (H + 2 * padding - h) // stride + 1, and W' likewise. The attribute `features` is always (F, C, h, w).
    Raises ValueError or TypeError for features of other axes, or that hold anything but finite numbers, and for a
    stride or padding that `ops.convolve` refuses; a call raises ValueError when a feature has another number of
    channels, or is larger than the map with its padding.
    A match comes from its whole window, in all channels. What lay in the padding came from nowhere.
    Slides 36-40, 56-57.

    >>> both = Convolution([[[[1]], [[1]]]])  # one feature of two channels, a single pixel each
    >>> both([[[1, 2, 3]], [[10, 20, 30]]])
    array([[[11., 22., 33.]]])
    >>> pairs = Convolution([[[1, -1]]])
    >>> pairs.gradient([[[1, 2, 3]]], upstream=[[[2, 4]]])
    (array([[[ 1.,  1., -2.]]]), [array([[[[5., 8.]]]])])
    >>> pairs.trace([[[1, 2, 3]]], chosen=[[[False, True]]])
    array([[[False,  True,  True]]])
    """

    name, kind = "feature maps", "convolution"
    parameters, settings = ("features",), ("features", "stride", "padding")

    def __init__(self, features, stride=1, padding=0):
        features = np.array(finite("features", features))
        if features.ndim not in (3, 4):
            raise ValueError(
                "features must be a stack (F, h, w), or (F, C, h, w) with C channels, "
                f"but their shape is {features.shape}. A single feature is a stack of one: feature[np.newaxis]"
            )
        self.features = features[:, np.newaxis] if features.ndim == 3 else features
        self.stride = whole("stride", stride, least=1)
        self.padding = whole("padding", padding, least=0)

    @within_range
    def __call__(self, inputs):
        inputs = self._accept(inputs)
        return sum(
            ops.convolve(inputs[..., channel, :, :], self.features[:, channel], self.stride, self.padding)
            for channel in range(self.features.shape[1])
        )

    def shape(self, shape):
        _check_stack("a convolution", shape)
        maps, rows, columns = shape
        features, channels, height, width = self.features.shape
        if maps != channels:
            raise ValueError(
                f"a stack of {counted(maps, 'map')} needs features with {counted(maps, 'channel')}, but these have "
                f"{channels}. Give features of the shape {(features, maps, height, width)}."
            )
        down, right = rows + 2 * self.padding - height, columns + 2 * self.padding - width
        if down < 0 or right < 0:
            padded = f" with a padding of {self.padding}" if self.padding else ""
            raise ValueError(
                f"a feature of {height} × {width} pixels does not fit into a map of {rows} × {columns}{padded}."
            )
        return features, down // self.stride + 1, right // self.stride + 1

    def gradient(self, inputs, upstream, to_inputs=True):
        inputs, upstream = self._accept(inputs), finite("upstream", upstream)
        wider = np.result_type(inputs, self.features, upstream)
        d_inputs = np.empty_like(inputs, dtype=wider) if to_inputs else None
        d_features = np.empty_like(self.features, dtype=wider)
        for channel in range(self.features.shape[1]):
            d_map, d_features[:, channel] = ops.convolve_gradient(
                inputs[..., channel, :, :], self.features[:, channel], upstream, self.stride, self.padding, to_inputs
            )
            if to_inputs:
                d_inputs[..., channel, :, :] = d_map
        return d_inputs, [d_features]

    def __repr__(self):
        features, channels, height, width = self.features.shape
        return (
            f"Convolution({counted(features, 'feature')} of {counted(channels, 'channel')}, {height} × {width}, "
            f"stride={self.stride}, padding={self.padding})"
        )

    def _open(self):
        # A feature of ones passes something back to every pixel of its window.
        return Convolution(np.ones_like(self.features), self.stride, self.padding)


class Relu(Layer):
    """Change everything negative to zero: a rectified linear unit (ReLU) for each value.

    Shapes: any -> the same. A result came from the input at the same place, also where that was negative.
    Slides 50-55.

    >>> Relu()([-0.5, 0.0, 0.5])
    array([0. , 0. , 0.5])
    """

    name, kind = "ReLU", "ReLU"

    def __call__(self, inputs):
        return ops.relu(self._accept(inputs))

    def shape(self, shape):
        return tuple(shape)

    def gradient(self, inputs, upstream, to_inputs=True):
        return ops.relu_gradient(inputs, upstream) if to_inputs else None, []

    def trace(self, inputs, chosen):
        return self._accept_chosen(self._accept(inputs), chosen)


class MaxPool(Layer):
    """Shrink each map of a stack: walk a window over it and keep the largest value in it (max pooling).

    Windows that hang over the right or the bottom edge count too, so 7 x 7 becomes 4 x 4, and pooling never fails.

    Shapes: inputs (..., F, H, W) -> (..., F, H', W'), with H' and W' as for `ops.max_pool`.
    Raises ValueError or TypeError for a window or stride that `ops.max_pool` refuses.
    A result came from the one value that was the largest. Where several are, it is the first, reading row by row.
    It sees all values of its window.
    Slides 41-49.

    >>> pool = MaxPool()
    >>> pool([[[1, 2, 3], [4, 5, 6]]])
    array([[[5., 6.]]])
    >>> pool.trace([[[1, 2, 3], [4, 5, 6]]], chosen=[[[True, False]]])
    array([[[False, False, False],
            [False,  True, False]]])
    >>> pool.sees([[[1, 2, 3], [4, 5, 6]]], chosen=[[[True, False]]])
    array([[[ True,  True, False],
            [ True,  True, False]]])
    """

    name, kind = "pooled", "pooling"
    settings = ("window", "stride")

    def __init__(self, window=2, stride=2):
        self.window = whole("window", window, least=1)
        self.stride = whole("stride", stride, least=1)

    def __call__(self, inputs):
        return ops.max_pool(self._accept(inputs), self.window, self.stride)

    def shape(self, shape):
        _check_stack("pooling", shape)
        maps, rows, columns = shape
        return maps, *(count_windows(side, min(self.window, side), self.stride) for side in (rows, columns))

    def gradient(self, inputs, upstream, to_inputs=True):
        if not to_inputs:
            return None, []
        return ops.max_pool_gradient(inputs, upstream, self.window, self.stride), []

    def sees(self, inputs, chosen):
        inputs = self._accept(inputs)
        chosen = self._accept_chosen(inputs, chosen)
        seen = np.zeros(inputs.shape, dtype=bool)
        for *one_map, row, column in np.argwhere(chosen).tolist():
            top, left = row * self.stride, column * self.stride
            seen[*one_map, top : top + self.window, left : left + self.window] = True
        return seen

    def __repr__(self):
        return f"MaxPool(window={self.window}, stride={self.stride})"


class Flatten(Layer):
    """Write a stack of maps as one list of values: map by map, and each map row by row.

    Shapes: inputs (..., F, H, W) -> (..., F * H * W).
    Slides 58-59.

    >>> Flatten()([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
    array([1., 2., 3., 4., 5., 6., 7., 8.])
    """

    name, kind = "values", "flattening"

    def __call__(self, inputs):
        inputs = self._accept(inputs)
        batch, _ = self._split(inputs)
        return inputs.reshape(*batch, -1).copy()

    def shape(self, shape):
        if len(shape) == 1:
            raise ValueError(f"here is a list of {counted(shape[0], 'value')} already. Leave out this Flatten().")
        _check_stack("flattening", shape)
        maps, rows, columns = shape
        return (maps * rows * columns,)

    def gradient(self, inputs, upstream, to_inputs=True):
        if not to_inputs:
            return None, []
        inputs, upstream = self._accept(inputs), finite("upstream", upstream)
        check_upstream(upstream, self._expected(inputs))
        return upstream.reshape(inputs.shape).copy(), []


class Vote(Layer):
    """Let every value vote for every answer: a fully connected layer.

    Shapes: weights (n, answers), one row for each value; inputs (..., n) -> votes (..., answers).
    Raises ValueError or TypeError for weights of other axes, or that hold anything but finite numbers; a call raises
    ValueError when the number of values is another.
    A vote came from the values that have a say in it: those whose weight is not 0.
    Slides 58-69.

    >>> vote = Vote([[0.5, 0], [0, 1], [0.5, 0]])
    >>> vote([0.8, 0.1, 0.6])
    array([0.7, 0.1])
    >>> vote.trace([0.8, 0.1, 0.6], chosen=[True, False])
    array([ True, False,  True])
    """

    name, kind = "votes", "voting"
    axes = 1
    parameters = settings = ("weights",)

    def __init__(self, weights):
        self.weights = np.array(finite("weights", weights))
        if self.weights.ndim != 2:
            raise ValueError(f"weights must have two axes (values, answers), but their shape is {self.weights.shape}")

    def __call__(self, inputs):
        return ops.vote(self._accept(inputs), self.weights)

    def shape(self, shape):
        values, answers = self.weights.shape
        if len(shape) != 1:
            raise ValueError(f"a vote needs a list of values, but here is the shape {shape}. Put Flatten() before it.")
        if shape[0] != values:
            raise ValueError(
                f"these weights are for {counted(values, 'value')}, but the list holds {shape[0]}. Give weights with "
                f"{counted(shape[0], 'row')}. If this is one row of a map, put Flatten() before the vote."
            )
        return (answers,)

    def gradient(self, inputs, upstream, to_inputs=True):
        d_inputs, d_weights = ops.vote_gradient(inputs, self.weights, upstream)
        return d_inputs if to_inputs else None, [d_weights]

    def __repr__(self):
        values, answers = self.weights.shape
        return f"Vote({counted(values, 'value')}, {counted(answers, 'answer')})"

    def _open(self):
        has_a_say = self.weights != 0
        return Vote(has_a_say)


LAYERS = {kind.__name__: kind for kind in (Convolution, Relu, MaxPool, Flatten, Vote)}


def _check_stack(layer, shape):
    if len(shape) == 1:
        raise ValueError(
            f"{layer} needs maps with rows and columns, but here is a list of {counted(shape[0], 'value')}. "
            "Put it before Flatten()."
        )
    if len(shape) != 3:
        raise ValueError(
            f"{layer} needs a stack (maps, rows, columns), but here is the shape {shape}. "
            "A single picture is a stack of one: picture[np.newaxis]."
        )
