"""A network: layers in a row, where each works on what the one before it made (layers.py).

A picture goes in, each layer works on what the one before it made, and the last one's result comes out. A network also
goes backward: to what every number of its layers adds to the error (backpropagation), and to where a value came from.
"""

from typing import NamedTuple

import numpy as np

from . import ops
from .checks import check_pictures, finite, rows_and_columns, whole
from .layers import Convolution, Flatten, Layer, MaxPool, Relu, Vote
from .pictures import FEATURES, O, X
from .saving import read_layers, write_layers


class Stage(NamedTuple):
    """What one step of a network made of a picture: its name in the field's words, and the numbers."""

    name: str
    values: np.ndarray


class LayerError(ValueError):
    """A layer that cannot work on what the one before it makes: ``layer`` is its number, from 1, and ``told`` says in
    a sentence which it is, and why."""

    def __init__(self, layer, kind, reason):
        super().__init__(f"layer {layer} ({kind}): {reason}")
        self.layer, self.told = layer, f"Layer {layer} ({kind}): {reason}"


class Network:
    """Layers in a row. The picture enters the first, and each result enters the next.

    What comes out of the last layer is the network's result: votes, where it ends in `Vote`, or a stack of maps.
    Without any layer, it is the picture. The stages of a network count from 0, the picture, so that layer 1 makes
    stage 1.

    Shapes: images (..., H, W) -> (..., one result of the last layer).
    Raises TypeError when layers is no list of layers; a call raises ValueError or TypeError when images are no
    pictures, and LayerError, a ValueError, when they do not suit a layer.
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
        images = np.array(finite("images", images))
        check_pictures(images)
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
        image = finite("image", image)
        if image.ndim != 2:
            raise ValueError(f"image must be one picture (rows, columns), but its shape is {image.shape}")
        names = ["picture", *(layer.name for layer in self.layers)]
        return [Stage(name, values) for name, values in zip(names, self.forward(image), strict=True)]

    def shapes(self, size):
        """The shapes of all stages, for a picture of this size: (rows, columns).

        Raises LayerError, in words for a learner, when a layer cannot work on what the one before it makes.

        >>> Network([MaxPool(), MaxPool(), Flatten()]).shapes((9, 9))
        [(9, 9), (1, 5, 5), (1, 3, 3), (9,)]
        >>> Network([MaxPool(), Convolution([FEATURES["cross"]])]).shapes((4, 4))
        Traceback (most recent call last):
        convlib.network.LayerError: layer 2 (convolution): a feature of 3 × 3 pixels does not fit into a map of 2 × 2.
        """
        rows, columns = rows_and_columns(size)
        shapes = [(1, rows, columns)]
        for number, layer in enumerate(self.layers, start=1):
            try:
                shapes.append(layer.shape(shapes[-1]))
            except ValueError as error:
                raise LayerError(number, layer.kind, str(error)) from None
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

    def sources(self, image, marked, follow="trace"):
        """Which cell came from which: for each layer, {cell that it made: array of the cells that this one came from}.

        `marked` is what `trace` returns, or `sees`; in the latter case, say ``follow="sees"``. Cells are counted row by
        row, map after map.
        Raises as `stages` does, and ValueError when marked has other shapes than the stages.

        >>> network = deck_network()
        >>> *_, votes = network.sources(X, network.trace(X, stage=-1, place=0))
        >>> votes[0].tolist()  # the vote for X came from five values
        [0, 3, 4, 9, 10]
        """
        picture, *results = (values for _, values in self.stages(image))
        inputs = [picture[np.newaxis], *results]
        return [layer.sources(values, chosen, follow)
                for layer, values, chosen in zip(self.layers, inputs, marked[1:], strict=False)]

    def save(self, path):
        """Write the network to a file that ends in `.npz`, NumPy's own kind, from which `Network.load` reads it.

        The file names the layers in order. What belongs to the first has names such as `1.features`.
        Raises OSError when the file cannot be written.
        """
        write_layers(path, self.layers)

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
        return cls(read_layers(path))

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


def _index(name, index, count):
    """The place of one thing among `count`, from 0; a negative index counts from the end."""
    return whole(name, index, least=-count, most=count - 1) % count


def _mark(shape, place):
    """Booleans of this shape, all False but the one at `place`."""
    indices = place if isinstance(place, (tuple, list)) else (place,)
    if len(indices) != len(shape):
        raise ValueError(f"place must be one index for each axis of the shape {shape}, but it is {place!r:.80}")
    marks = np.zeros(shape, dtype=bool)
    marks[tuple(_index(f"place[{axis}]", indices[axis], count) for axis, count in enumerate(shape))] = True
    return marks
