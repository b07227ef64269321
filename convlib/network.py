"""A network: layers in a row, where each works on what the one before it made.

A layer holds one operation of `ops` and the numbers that belong to it. It answers four questions. Called, it
does its work. `shape` tells how large the result will be, before anything is computed. `gradient` goes backward:
if an input, or a number of the layer, were a little larger, by how much would the error change? `trace` goes
backward as well: which of its inputs did these results come from? With `sees`: which could they have come from?

What goes into a layer, and what comes out of it, is a stack of maps (maps, rows, columns) or, after `Flatten`,
a list of values. Any number of batch axes may stand in front, so that one call serves one picture and many. The
picture itself enters as a stack of one map. The maps that a layer is given are also called its channels.

Inputs are never changed, and no result shares memory with them.
"""

import io
import math
import zipfile
from typing import NamedTuple

import numpy as np

from . import ops
from .ops import counted
from .pictures import FEATURES, O, X

# Layers.


class Layer:
    """One step of a network. Whoever inherits says what it does, to which shape, and where a result came from.

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
        """Which inputs the chosen results came from.

        Shapes: inputs as for a call, chosen (booleans) as the call returns -> booleans of the shape of inputs.
        Raises ValueError when chosen does not hold booleans, or has another shape.
        """
        raise NotImplementedError

    def sees(self, inputs, chosen):
        """Which inputs the chosen results could have come from, had the numbers been others: their receptive field.

        In most layers it is what they came from. Shapes and errors as for `trace`.
        """
        return self.trace(inputs, chosen)

    def __repr__(self):
        return f"{type(self).__name__}()"

    def _accept(self, inputs):
        """The inputs as an array, where the layer can work on them."""
        inputs = ops.finite("inputs", inputs)
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

    def _accept_upstream(self, inputs, upstream):
        """A new array of what the results pass back, where it has their shape."""
        upstream, expected = np.array(ops.finite("upstream", upstream)), self._expected(inputs)
        if upstream.shape != expected:
            raise ValueError(
                f"upstream must have the shape of the result, {expected}, but its shape is {upstream.shape}"
            )
        return upstream

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
        features = np.array(ops.finite("features", features))
        if features.ndim not in (3, 4):
            raise ValueError(
                "features must be a stack (F, h, w), or (F, C, h, w) with C channels, "
                f"but their shape is {features.shape}. A single feature is a stack of one: feature[np.newaxis]"
            )
        self.features = features[:, np.newaxis] if features.ndim == 3 else features
        self.stride = ops.whole("stride", stride, least=1)
        self.padding = ops.whole("padding", padding, least=0)

    @ops.within_range
    def __call__(self, inputs):
        inputs = self._accept(inputs)
        return sum(
            ops.convolve(inputs[..., channel, :, :], self.features[:, channel], self.stride, self.padding)
            for channel in range(self.features.shape[1])
        )

    def shape(self, shape):
        _check_stack("A convolution", shape)
        maps, rows, columns = shape
        features, channels, height, width = self.features.shape
        if maps != channels:
            raise ValueError(
                f"A stack of {counted(maps, 'map')} needs features with {counted(maps, 'channel')}, but these have "
                f"{channels}. Give features of the shape {(features, maps, height, width)}."
            )
        down, right = rows + 2 * self.padding - height, columns + 2 * self.padding - width
        if down < 0 or right < 0:
            padded = f" with a padding of {self.padding}" if self.padding else ""
            raise ValueError(
                f"A feature of {height} × {width} pixels does not fit into a map of {rows} × {columns}{padded}."
            )
        return features, down // self.stride + 1, right // self.stride + 1

    def gradient(self, inputs, upstream, to_inputs=True):
        inputs, upstream = self._accept(inputs), ops.finite("upstream", upstream)
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

    def trace(self, inputs, chosen):
        inputs = self._accept(inputs)
        chosen = self._accept_chosen(inputs, chosen)

        # A feature of ones passes something back to every pixel of its window.
        one_map, window = inputs[..., 0, :, :], np.ones(self.features.shape[-2:])
        matched = chosen.any(axis=-3)
        passed, _ = ops.convolve_gradient(one_map, window, matched, self.stride, self.padding)
        return np.repeat(passed[..., np.newaxis, :, :] > 0, inputs.shape[-3], axis=-3)

    def __repr__(self):
        features, channels, height, width = self.features.shape
        return (
            f"Convolution({counted(features, 'feature')} of {counted(channels, 'channel')}, {height} × {width}, "
            f"stride={self.stride}, padding={self.padding})"
        )


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
        self.window = ops.whole("window", window, least=1)
        self.stride = ops.whole("stride", stride, least=1)

    def __call__(self, inputs):
        return ops.max_pool(self._accept(inputs), self.window, self.stride)

    def shape(self, shape):
        _check_stack("Pooling", shape)
        maps, rows, columns = shape
        return maps, self._windows(rows), self._windows(columns)

    def gradient(self, inputs, upstream, to_inputs=True):
        if not to_inputs:
            return None, []
        return ops.max_pool_gradient(inputs, upstream, self.window, self.stride), []

    def trace(self, inputs, chosen):
        inputs = self._accept(inputs)
        chosen = self._accept_chosen(inputs, chosen)
        return ops.max_pool_gradient(inputs, chosen, self.window, self.stride) > 0

    def sees(self, inputs, chosen):
        inputs = self._accept(inputs)
        chosen = self._accept_chosen(inputs, chosen)
        seen = np.zeros(inputs.shape, dtype=bool)
        for *one_map, row, column in np.argwhere(chosen).tolist():
            top, left = row * self.stride, column * self.stride
            seen[*one_map, top : top + self.window, left : left + self.window] = True
        return seen

    def _windows(self, side):
        """How many windows stand along a side. One begins only if those before it have not reached the edge."""
        shared = max(min(self.window, side) - self.stride, 0)
        return -(-(side - shared) // self.stride)  # rounded up

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
            raise ValueError(f"Here is a list of {counted(shape[0], 'value')} already. Leave out this Flatten().")
        _check_stack("Flattening", shape)
        maps, rows, columns = shape
        return (maps * rows * columns,)

    def gradient(self, inputs, upstream, to_inputs=True):
        if not to_inputs:
            return None, []
        inputs = self._accept(inputs)
        return self._accept_upstream(inputs, upstream).reshape(inputs.shape), []

    def trace(self, inputs, chosen):
        inputs = self._accept(inputs)
        return self._accept_chosen(inputs, chosen).reshape(inputs.shape)


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
        self.weights = np.array(ops.finite("weights", weights))
        if self.weights.ndim != 2:
            raise ValueError(f"weights must have two axes (values, answers), but their shape is {self.weights.shape}")

    def __call__(self, inputs):
        return ops.vote(self._accept(inputs), self.weights)

    def shape(self, shape):
        values, answers = self.weights.shape
        if len(shape) != 1:
            raise ValueError(f"A vote needs a list of values, but here is the shape {shape}. Put Flatten() before it.")
        if shape[0] != values:
            raise ValueError(
                f"These weights are for {counted(values, 'value')}, but the list holds {shape[0]}. Give weights with "
                f"{counted(shape[0], 'row')}. If this is one row of a map, put Flatten() before the vote."
            )
        return (answers,)

    def gradient(self, inputs, upstream, to_inputs=True):
        d_inputs, d_weights = ops.vote_gradient(inputs, self.weights, upstream)
        return d_inputs if to_inputs else None, [d_weights]

    def trace(self, inputs, chosen):
        inputs = self._accept(inputs)
        chosen = self._accept_chosen(inputs, chosen)
        has_a_say = self.weights != 0
        return chosen @ has_a_say.T

    def __repr__(self):
        values, answers = self.weights.shape
        return f"Vote({counted(values, 'value')}, {counted(answers, 'answer')})"


LAYERS = {kind.__name__: kind for kind in (Convolution, Relu, MaxPool, Flatten, Vote)}


# Networks.


class Stage(NamedTuple):
    """What one step of a network made of a picture: its name in the field's words, and the numbers."""

    name: str
    values: np.ndarray


class Network:
    """Layers in a row. The picture enters the first, and each result enters the next.

    What comes out of the last layer is the network's result: votes, where it ends in `Vote`, or a stack of maps.
    Without any layer, it is the picture. The stages of a network count from 0, the picture, so that layer 1 makes
    stage 1.

    Shapes: images (..., H, W) -> (..., one result of the last layer).
    Raises TypeError when layers is no list of layers; a call raises ValueError or TypeError when images are no
    pictures, and ValueError, naming the layer, when they do not suit it.
    Slides 56-57, 70.

    >>> small = Network([Convolution([FEATURES["cross"]]), MaxPool(window=7)])
    >>> small(X)  # the best match of the cross anywhere
    array([[[1.]]])
    >>> small(np.stack([X, O])).shape
    (2, 1, 1, 1)
    """

    def __init__(self, layers):
        if not isinstance(layers, (list, tuple)):
            raise TypeError(f"layers must be a list of layers, such as [Relu()], but it is {layers!r:.80}")
        for number, layer in enumerate(layers):
            if not isinstance(layer, Layer):
                raise TypeError(f"layers must hold layers, such as Relu(), but layers[{number}] is {layer!r:.80}")
        self.layers = list(layers)

    def __call__(self, images):
        return self.forward(images)[-1]

    @property
    def parameters(self):
        """The arrays that learn, from the first layer to the last: features and voting weights.

        They are the network's own: whoever changes them in place changes the network.

        >>> [numbers.shape for numbers in deck_network().parameters]
        [(3, 1, 3, 3), (12, 2)]
        """
        return [getattr(layer, name) for layer in self.layers for name in layer.parameters]

    def forward(self, images):
        """The pictures, and then what each layer made of them in turn.

        Shapes: images (..., H, W) -> a list of (..., H, W) and, for each layer, (..., one result).
        Raises as a call does.

        >>> [result.shape for result in Network([MaxPool(), Flatten()]).forward(X)]
        [(9, 9), (1, 5, 5), (25,)]
        """
        images = np.array(ops.finite("images", images))
        if images.ndim < 2:
            raise ValueError(f"images must have rows and columns (..., H, W), but their shape is {images.shape}")
        self.shapes(images.shape[-2:])  # says which layer they do not suit
        results = [images[..., np.newaxis, :, :]]
        for layer in self.layers:
            results.append(layer(results[-1]))
        return [images, *results[1:]]

    def backward(self, results, right):
        """The gradient of the mean error for each parameter: the way back from the votes, layer by layer.

        This is backpropagation. Each layer passes on what the one behind it passed back.

        Shapes: results as `forward` returns them, right (..., answers) as the votes -> one array for each of
        `parameters`, of its shape.
        Raises ValueError when right does not have the shape of the votes.
        Slides 77-78.

        >>> network = deck_network()
        >>> d_features, d_weights = network.backward(network.forward(O), right=[0, 1])
        >>> print(d_weights[0, 0].round(2))  # the first value's say in the vote for X
        0.56
        """
        votes = results[-1]
        upstream = ops.error_gradient(right, votes)
        upstream /= upstream[..., 0].size  # the mean, over all pictures
        slopes = []
        inputs = [results[0][..., np.newaxis, :, :], *results[1:]]
        for number in reversed(range(len(self.layers))):
            upstream, own = self.layers[number].gradient(inputs[number], upstream, to_inputs=number > 0)
            slopes = own + slopes
        return slopes

    def gradient(self, images, right):
        """The mean error over the pictures, and its gradient for each parameter.

        Shapes: images (..., H, W), right (..., answers) -> a number, and a list as `backward` returns it.
        Raises as a call does, and ValueError when right does not have the shape of the votes.
        Slides 71-78.

        >>> mean_error, (d_features, d_weights) = deck_network().gradient(np.stack([X, O]), np.eye(2))
        >>> print(mean_error.round(2), d_features.shape, d_weights.shape)
        0.56 (3, 1, 3, 3) (12, 2)
        """
        results = self.forward(images)
        slopes = self.backward(results, right)
        return ops.error(right, results[-1]).mean(), slopes

    def stages(self, image):
        """Every step of the way, for one picture (H, W): first the picture itself, then what each layer made.

        Returns a list of `Stage`. Raises as a call does, and ValueError for anything but one picture.

        >>> for name, values in deck_network().stages(X):
        ...     print(name, values.shape)
        picture (9, 9)
        feature maps (3, 7, 7)
        ReLU (3, 7, 7)
        pooled (3, 4, 4)
        pooled (3, 2, 2)
        values (12,)
        votes (2,)
        """
        image = ops.finite("image", image)
        if image.ndim != 2:
            raise ValueError(f"image must be one picture (rows, columns), but its shape is {image.shape}")
        names = ["picture", *(layer.name for layer in self.layers)]
        return [Stage(name, values) for name, values in zip(names, self.forward(image), strict=True)]

    def shapes(self, size):
        """The shapes of all stages, for a picture of this size: (rows, columns).

        Raises ValueError, in words for a learner, when a layer cannot work on what the one before it makes.

        >>> Network([MaxPool(), MaxPool(), Flatten()]).shapes((9, 9))
        [(9, 9), (1, 5, 5), (1, 3, 3), (9,)]
        >>> Network([MaxPool(), Convolution([FEATURES["cross"]])]).shapes((4, 4))
        Traceback (most recent call last):
        ValueError: layer 2 (convolution): a feature of 3 × 3 pixels does not fit into a map of 2 × 2.
        """
        rows, columns = ops.rows_and_columns(size)
        shapes = [(1, rows, columns)]
        for number, layer in enumerate(self.layers, start=1):
            try:
                shapes.append(layer.shape(shapes[-1]))
            except ValueError as error:
                words = str(error)
                raise ValueError(f"layer {number} ({layer.kind}): {words[0].lower()}{words[1:]}") from None
        return [(rows, columns), *shapes[1:]]

    def trace(self, image, stage, place):
        """Where one value came from: choose a place in a stage, and go back layer by layer to the picture.

        `stage` counts from 0, the picture; a negative one counts from the end. `place` is one index for each axis of
        the stage's values, such as (map, row, column), or a single number in a list of values or votes.

        Returns one boolean array for each stage, from the picture to the chosen one: True at the chosen place, and at
        everything before that it came from.
        Raises as `stages` does; ValueError when there is no such stage or place, TypeError when they are not whole
        numbers.

        >>> traced = deck_network().trace(X, stage=-1, place=0)  # the vote for X
        >>> [int(marks.sum()) for marks in traced]
        [38, 5, 5, 5, 5, 5, 1]
        """
        return self._go_back(image, stage, place, lambda layer: layer.trace)

    def sees(self, image, stage, place):
        """Where one value could have come from, whatever the picture shows: its receptive field in every stage.

        As `trace`, but every cell of a pooling window counts, not only the largest.

        >>> seen = deck_network().sees(X, stage=4, place=(0, 0, 0))  # the first value of the last pooling
        >>> [int(marks.sum()) for marks in seen]
        [36, 16, 16, 4, 1]
        """
        return self._go_back(image, stage, place, lambda layer: layer.sees)

    def save(self, path):
        """Write the network to a file that ends in `.npz`, NumPy's own kind, from which `Network.load` reads it.

        The file names the layers in order. What belongs to the first has names such as `1.features`.
        Raises OSError when the file cannot be written.
        """
        contents = {"layers": np.array([type(layer).__name__ for layer in self.layers], dtype=str)}
        for number, layer in enumerate(self.layers, start=1):
            contents |= {f"{number}.{name}": getattr(layer, name) for name in layer.settings}
        with open(path, "wb") as file:
            np.savez(file, **contents)

    @classmethod
    def load(cls, path):
        """Read a network that `save` has written. Nothing in the file is ever run.

        Only the arrays that its layers need are read, and none of them where together they have more than 100 MB.
        Raises OSError when there is no such file, and ValueError when it holds no network, or is damaged.

        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     deck_network().save(f"{folder}/deck.npz")
        ...     loaded = Network.load(f"{folder}/deck.npz")
        >>> np.array_equal(loaded(X), deck_network()(X))
        True
        """
        with open(path, "rb") as file:
            contents = _contents(path, file)
        layers = []
        for number, kind in enumerate(contents["layers"].tolist(), start=1):
            if kind not in LAYERS:
                raise ValueError(f"{path} names a layer {kind!r}, but there are only {', '.join(LAYERS)}")
            try:
                settings = {name: contents[f"{number}.{name}"] for name in LAYERS[kind].settings}
                layers.append(LAYERS[kind](**{name: value if value.ndim else value.item()
                                              for name, value in settings.items()}))
            except KeyError as missing:
                raise ValueError(f"{path} holds no {missing}, which layer {number} ({kind}) needs") from None
            except (ValueError, TypeError) as error:
                raise ValueError(f"{path}, layer {number} ({kind}): {error}") from None
        return cls(layers)

    def __repr__(self):
        return f"Network({self.layers})"

    def _go_back(self, image, stage, place, asked):
        """Mark a place in a stage, and ask layer by layer, back to the picture, what it goes back to."""
        results = [values for _, values in self.stages(image)]
        stage = _index("stage", stage, len(results))
        marked = [_mark(results[stage].shape, place)]
        picture, inputs = results[0], [results[0][np.newaxis], *results[1:]]
        for number in reversed(range(stage)):
            back = asked(self.layers[number])
            marked.insert(0, back(inputs[number], marked[0]))
        return [marked[0].reshape(picture.shape), *marked[1:]]


def deck_network():
    """The network of the slides: three features, ReLU, pooling twice, and votes for X and for O, in this order.

    The values that read exactly 1 for the slides' X vote for X, those that do for the O vote for O. A vote is the
    average of its voters.
    Slides 58-70.

    >>> network = deck_network()
    >>> network(np.stack([X, O])).round(2)
    array([[1.  , 0.56],
           [0.56, 1.  ]])
    """
    layers = [Convolution(list(FEATURES.values())), Relu(), MaxPool(), MaxPool(), Flatten()]
    values = Network(layers)(np.stack([X, O]))

    # A perfect match is nine ones over nine. Whole numbers this small are exact, so it equals 1 without rounding.
    voters = values.T == 1
    return Network([*layers, Vote(voters / voters.sum(axis=0))])


# What the layers and networks ask of their input, and how they say it.


MOST_BYTES = 100_000_000  # of the arrays of one file, a thousand times what any network of the lessons needs
MOST_LAYERS = 1000


def _contents(path, file):
    """The names of the layers in a `.npz` file, and the arrays that these layers need. Nothing else in it is read."""
    try:
        with zipfile.ZipFile(file) as archive:
            contents = _arrays(archive, ["layers"])
            layers = contents.get("layers")
            if layers is None:
                raise ValueError("it names no layers")
            if layers.ndim != 1 or layers.dtype.kind != "U":
                raise ValueError("its layers are no list of names")
            if len(layers) > MOST_LAYERS:
                raise ValueError(f"it names {len(layers):,} layers, and no more than {MOST_LAYERS:,} are read")
            return contents | _arrays(archive, [
                f"{number}.{name}" for number, kind in enumerate(layers.tolist(), start=1) if kind in LAYERS
                for name in LAYERS[kind].settings])
    except Exception as error:  # damage can surface anywhere in NumPy and zipfile, with any kind of error
        raise ValueError(f"{path} holds no network that Network.save has written, or it is damaged: {error}") from error


def _arrays(archive, names):
    """Those arrays of these names that a `.npz` archive has. Their sizes are asked before anything is read."""
    members = {member.filename: member for member in archive.infolist()}
    asked = {name: members[f"{name}.npy"] for name in names if f"{name}.npy" in members}
    size = sum(member.file_size for member in asked.values())
    if size > MOST_BYTES:
        raise ValueError(f"its arrays have {size:,} bytes, and no more than {MOST_BYTES:,} are read")
    return {name: _array(archive, member) for name, member in asked.items()}


def _array(archive, member):
    """One array of an archive, where it has the size that the archive and its own header declare."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # the others may unpack without an end
        raise ValueError(f"{member.filename} is packed in a way that NumPy does not use")
    with archive.open(member) as file:
        try:
            contents = io.BytesIO(file.read(member.file_size))  # no more than is declared, then compared with its sum
        except zipfile.BadZipFile:
            raise ValueError(f"{member.filename} is not as it was written") from None
    version = np.lib.format.read_magic(contents)
    header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, kind = header(contents)
    if math.prod(shape) * kind.itemsize != member.file_size - contents.tell():
        raise ValueError(f"{member.filename} is not as large as it says")
    contents.seek(0)
    return np.load(contents, allow_pickle=False)


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


def _index(name, index, count):
    """The place of one thing among `count`, from 0; a negative index counts from the end."""
    return ops.whole(name, index, least=-count, most=count - 1) % count


def _mark(shape, place):
    """Booleans of this shape, all False but the one at `place`."""
    indices = place if isinstance(place, (tuple, list)) else (place,)
    if len(indices) != len(shape):
        raise ValueError(f"place must be one index for each axis of the shape {shape}, but it is {place!r:.80}")
    marks = np.zeros(shape, dtype=bool)
    marks[tuple(_index(f"place[{axis}]", indices[axis], count) for axis, count in enumerate(shape))] = True
    return marks
