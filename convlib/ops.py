"""The operations of a convolutional neural network, each a few lines, each followed by its gradient.

Filtering lines a feature up with a patch of a picture and says how well they match. Convolution does so at every
position. Pooling shrinks the result, a rectified linear unit (ReLU) removes its negatives, and what is left votes. The
error says how far the votes are from the right answer.

A gradient answers: if this number were a little larger, by how much would the error change, per unit? Every gradient
function takes `upstream`, the gradient for the operation's result, and returns the gradient for its inputs. Calling
them from the error back to the picture, each with what the one before returned, is backpropagation.

A picture is an array (rows, columns). Any number of axes may stand in front: the feature maps of a stack, the pictures
of a batch. float32 stays float32; whole numbers count as float64; a mixture takes the wider kind. Inputs are never
changed, and no result shares memory with them. NaN, infinity, text, complex numbers, ragged lists and empty arrays are
refused: ValueError or TypeError names the argument, what it is and what would be right. So are numbers so large that
the result would be infinite.
"""

import numpy as np

from .checks import (
    check_answers,
    check_ballot,
    check_patch,
    check_pictures,
    check_sweep,
    check_upstream,
    numbers,
    whole,
    within_range,
)
from .windows import all_windows, batch_first, batch_last, framed_to_whole, framed_with, in_rows, largest_in

# Filtering: does the feature match here?


@within_range
def filter_patch(patch, feature):
    """How well a feature matches a patch: multiply pixel by pixel, add, divide by the number of pixels.

    With pixels from -1 to 1 the match runs from -1 (the exact opposite) to 1 (a perfect match).

    Shapes: patch (..., h, w), feature (h, w) -> match (...). One patch gives one number.
    Raises ValueError when the patch does not have the feature's rows and columns.
    Slides 19-35.

    >>> diagonal = [[1, -1, -1], [-1, 1, -1], [-1, -1, 1]]
    >>> centre_of_x = [[1, -1, 1], [-1, 1, -1], [1, -1, 1]]
    >>> print(filter_patch(diagonal, diagonal))
    1.0
    >>> print(filter_patch(centre_of_x, diagonal) * 9)
    5.0
    """
    patch, feature = numbers(patch=patch, feature=feature)
    check_patch(patch, feature)
    return (patch * feature).mean(axis=(-2, -1))


@within_range
def filter_patch_gradient(patch, feature, upstream):
    """The gradient of `filter_patch`: what the match passes back to the patch and to the feature.

    A patch pixel counts as much as the feature pixel it was multiplied by, and the other way round. A feature
    that met many patches adds up what it gets from each.

    Shapes: patch (..., h, w), feature (h, w), upstream (...) -> d_patch (..., h, w), d_feature (h, w).
    Raises ValueError as `filter_patch` does, and when upstream does not have the shape of the match.
    Slides 77-78.

    >>> d_patch, d_feature = filter_patch_gradient([[1, -1]], [[1, 1]], upstream=2)
    >>> d_patch
    array([[1., 1.]])
    >>> d_feature
    array([[ 1., -1.]])
    """
    patch, feature, upstream = numbers(patch=patch, feature=feature, upstream=upstream)
    check_patch(patch, feature)
    check_upstream(upstream, patch.shape[:-2])
    upstream = upstream[..., np.newaxis, np.newaxis]
    d_patch = upstream * feature / feature.size
    d_feature = (upstream * patch).reshape(-1, *feature.shape).sum(axis=0) / feature.size
    return d_patch, d_feature


# Convolution: trying every possible match.


@within_range
def convolve(images, features, stride=1, padding=0):
    """Filter at every position: one map of matches, a feature map, for each picture and feature.

    The window (the patch under the feature) starts in the top left corner and moves by `stride` pixels. It
    never hangs over the edge; `padding` first frames every picture with that many rows and columns of 0 on
    all four sides.

    Shapes: images (..., H, W) with one feature (h, w) -> (..., H', W'); with a stack of features (F, h, w) ->
    (..., F, H', W'), where H' = (H + 2 * padding - h) // stride + 1, and W' likewise.
    With pixels from -1 to 1 the matches run from -1 to 1.
    Raises ValueError when a feature is larger than the framed picture, when stride is below 1 or padding
    below 0; TypeError when they are not whole numbers.
    Slides 36-40.

    Frameworks differ in three ways: they add the products and do not divide, they add a learned number (the
    bias), and they sum over all the maps of a stack. Mathematicians call this a cross-correlation: in their
    convolution the feature is turned by half a turn first.

    >>> convolve([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 1]])
    array([[1.5, 2. ]])
    >>> convolve([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 1]], stride=2, padding=1)
    array([[0.25, 0.75],
           [0.  , 1.25]])
    """
    images, features = numbers(images=images, features=features)
    stride, padding = whole("stride", stride, least=1), whole("padding", padding, least=0)
    check_sweep(images, features, padding)
    *stack, height, width = features.shape
    framed = framed_with(in_rows(images), before=padding, below=padding, right=padding, fill=0)
    windows = batch_last(all_windows(framed, height, width, stride), axes=4)
    height, width, rows, *others = windows.shape

    # Matrix products multiply and add: each feature, as a row, meets every window, as a column. There is a product for
    # each row of places: one for all would be so large that BLAS calls its threads, and waits for them.
    windows = windows.transpose(2, 0, 1, *range(3, windows.ndim)).reshape(rows, height * width, -1)
    matches = features.reshape(-1, height * width) @ windows
    matches /= height * width
    matches = matches.transpose(1, 0, 2).reshape(*stack, rows, *others)
    return batch_first(matches, axes=len(stack) + 2)


@within_range
def convolve_gradient(images, features, upstream, stride=1, padding=0, to_images=True):
    """The gradient of `convolve`: what the feature maps pass back to the pictures and to the features.

    Every match passes its share back to the pixels of its window and to its feature. A pixel lies in many
    windows, and a feature makes many matches: each adds up what it gets. Nobody asks what a photograph should have
    been: without `to_images`, d_images is None, and its work is saved.

    Shapes: upstream has the shape that `convolve` returns; d_images and d_features have those of images and
    features.
    Raises as `convolve` does, and ValueError when upstream has another shape.
    Slides 77-78.

    >>> d_images, d_features = convolve_gradient([[1, 2, 3]], [[1, -1]], upstream=[[2, 4]])
    >>> d_images
    array([[ 1.,  1., -2.]])
    >>> d_features
    array([[5., 8.]])
    """
    images, features, upstream = numbers(images=images, features=features, upstream=upstream)
    stride, padding = whole("stride", stride, least=1), whole("padding", padding, least=0)
    check_sweep(images, features, padding)
    *stack, height, width = features.shape
    framed = framed_with(in_rows(images), before=padding, below=padding, right=padding, fill=0)
    windows = all_windows(framed, height, width, stride)
    *batch, height, width, rows, columns = windows.shape
    check_upstream(upstream, (*batch, *stack, rows, columns))
    upstream = batch_last(upstream, axes=len(stack) + 2).reshape(*stack, -1) / (height * width)
    windows = batch_last(windows, axes=4)

    # Each feature pixel: its upstream times the picture pixel it met, added over all windows and pictures.
    met = windows.reshape(height * width, -1)
    d_features = (upstream @ met.T).reshape(features.shape)
    if not to_images:
        return None, d_features

    # Each window pixel: its upstream times the feature pixel it met, added over all features.
    passed = features.reshape(-1, height * width).T @ np.atleast_2d(upstream)
    passed = batch_first(passed.reshape(windows.shape), axes=4)

    # Windows overlap. One window pixel at a time, all windows can be added at once.
    d_framed = np.zeros_like(framed)
    d_windows = all_windows(d_framed, height, width, stride)
    for row, column in np.ndindex(height, width):
        d_windows[..., row, column, :, :] += passed[..., row, column, :, :]
    bottom, right = (padding + size for size in images.shape[-2:])
    return d_framed[..., padding:bottom, padding:right], d_features


# Pooling: a smaller picture that keeps the best matches.


def max_pool(images, window=2, stride=2):
    """Shrink pictures: walk a square window over each and keep the largest value in it (max pooling).

    The window moves by `stride` pixels. At the right and bottom edges it may hang over: it then keeps the
    largest of the pixels that are there. Every window begins inside the picture, and the last one reaches the
    edge unless the stride leaps over it.

    Shapes: images (..., H, W) -> (..., H', W'), where H' = ceil((H - window) / stride) + 1, or 1 when the
    window is taller than the picture, and one less if the last window would begin outside; W' likewise.
    With window 2 and stride 2, 7 x 7 becomes 4 x 4.
    Raises ValueError when window or stride is below 1; TypeError when they are not whole numbers.
    Slides 41-49.

    >>> max_pool([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    array([[5., 6.],
           [8., 9.]])
    """
    (images,) = numbers(images=images)
    window, stride = whole("window", window, least=1), whole("stride", stride, least=1)
    check_pictures(images)
    framed, height, width = framed_to_whole(images, window, stride)
    return largest_in(all_windows(framed, height, width, stride))


@within_range
def max_pool_gradient(images, upstream, window=2, stride=2):
    """The gradient of `max_pool`: each window passes everything back to its largest pixel.

    The other pixels of a window did not count, so they get nothing. Where several are largest, the first one
    gets it, reading row by row. A pixel that is largest in several windows adds up what it gets.

    Shapes: images (..., H, W), upstream as `max_pool` returns it (..., H', W') -> d_images (..., H, W).
    Raises as `max_pool` does, and ValueError when upstream has another shape.
    Slides 77-78.

    >>> max_pool_gradient([[1, 2, 3], [4, 5, 6], [7, 8, 8]], upstream=[[1, 2], [3, 4]])
    array([[0., 0., 0.],
           [0., 1., 2.],
           [0., 3., 4.]])
    """
    images, upstream = numbers(images=images, upstream=upstream)
    window, stride = whole("window", window, least=1), whole("stride", stride, least=1)
    check_pictures(images)
    framed, height, width = framed_to_whole(images, window, stride)
    windows = all_windows(framed, height, width, stride)
    largest = largest_in(windows)
    check_upstream(upstream, largest.shape)

    d_framed = np.zeros_like(framed)
    d_windows = all_windows(d_framed, height, width, stride)
    waiting = np.ones_like(largest, dtype=bool)
    for row, column in np.ndindex(height, width):
        first = (windows[..., row, column, :, :] == largest) & waiting
        d_windows[..., row, column, :, :] += upstream * first
        waiting ^= first
    return d_framed[..., : images.shape[-2], : images.shape[-1]]


# Rectified linear unit: negatives become zero.


def relu(images):
    """Change everything negative to zero: a rectified linear unit (ReLU) for each value.

    Shapes: any -> the same. Values from 0 upwards come back as they were.
    Slides 50-55.

    >>> relu([-0.5, 0.0, 0.5])
    array([0. , 0. , 0.5])
    """
    (images,) = numbers(images=images)
    return np.maximum(images, 0)


def relu_gradient(images, upstream):
    """The gradient of `relu`: what was positive passes everything back, the rest passes nothing.

    At exactly 0 the slope changes from 0 to 1; the usual choice there is 0.

    Shapes: images and upstream of one shape, any -> d_images of that shape.
    Raises ValueError when upstream has another shape.
    Slides 77-78.

    >>> relu_gradient([-0.5, 0.0, 0.5], upstream=[1, 2, 3])
    array([0., 0., 3.])
    """
    images, upstream = numbers(images=images, upstream=upstream)
    check_upstream(upstream, images.shape)
    return upstream * (images > 0)


# Voting: a fully connected layer, in which every value has a say in every answer.


@within_range
def vote(values, weights):
    """Let every value vote for every answer: each vote is a sum of the values times their weights.

    A weight says how strongly a value speaks for an answer: the thick and thin lines of the slides. With
    weights that sum to 1 for an answer, as below, the vote is an average.

    Shapes: values (..., n), weights (n, answers) -> votes (..., answers).
    Raises ValueError when the number of values is not the number of rows of weights.
    Slides 58-69.

    >>> values = [0.9, 0.65, 0.45, 0.87, 0.96, 0.73, 0.23, 0.63, 0.44, 0.89, 0.94, 0.53]
    >>> weights = np.zeros((12, 2))
    >>> weights[[0, 3, 4, 9, 10], 0] = 1 / 5     # the five values that vote for X
    >>> weights[[1, 2, 8, 11], 1] = 1 / 4        # the four values that vote for O
    >>> vote(values, weights).round(4)
    array([0.912 , 0.5175])
    """
    values, weights = numbers(values=values, weights=weights)
    check_ballot(values, weights)
    return values @ weights


@within_range
def vote_gradient(values, weights, upstream):
    """The gradient of `vote`: what the votes pass back to the values and to the weights.

    A value counts as much as its weight, and a weight as much as its value. Weights that saw many pictures
    add up what they get from each.

    Shapes: values (..., n), weights (n, answers), upstream (..., answers) ->
    d_values (..., n), d_weights (n, answers).
    Raises ValueError as `vote` does, and when upstream does not have the shape of the votes.
    Slides 77-78.

    >>> d_values, d_weights = vote_gradient([2, 3], [[1, 0], [0, 1]], upstream=[1, -1])
    >>> d_values
    array([ 1., -1.])
    >>> d_weights
    array([[ 2., -2.],
           [ 3., -3.]])
    """
    values, weights, upstream = numbers(values=values, weights=weights, upstream=upstream)
    check_ballot(values, weights)
    count, answers = weights.shape
    check_upstream(upstream, (*values.shape[:-1], answers))
    d_values = upstream @ weights.T
    d_weights = values.reshape(-1, count).T @ upstream.reshape(-1, answers)
    return d_values, d_weights


# The winner: which answer the votes give, if any.

TIE = 1e-9  # votes that differ by less are equal: the rest is the rounding of their arithmetic


def leaders(votes, axis=-1):
    """Which of the votes are the largest: True for each that the largest one leads by less than a billionth.

    Sums that are equal on paper may differ in their last digits, and then chance would decide. Such votes tie.

    Shapes: any -> the same, of True and False. They are compared along an axis, or several, as in `numpy.max`.
    Raises ValueError or TypeError for what holds no finite numbers.
    Slides 58-70.

    >>> leaders([0.1 + 0.2, 0.3, 0.2])
    array([ True,  True, False])
    """
    (votes,) = numbers(votes=votes)
    return votes >= votes.max(axis=axis, keepdims=True) - TIE


def winner(votes):
    """Which answer wins: its number, counted from 0, or -1 where several lead. A tie answers nothing.

    So ``["X", "O", "a tie"][winner(votes)]`` names it.

    Shapes: votes (..., answers) -> numbers (...). One picture gives one number.
    Raises ValueError or TypeError where there are no votes.
    Slides 58-70.

    >>> print(winner([0.92, 0.51]), winner([0.1 + 0.2, 0.3]))
    0 -1
    """
    leading = leaders(votes)
    return np.where(leading.sum(axis=-1) == 1, leading.argmax(axis=-1), -1)[()]


# Error: how far the votes are from the right answer.


@within_range
def error(right, actual):
    """The total error: the distance between the right answer and the actual vote, added over the answers.

    0 means that every vote is exactly right. The right answer for an X is [1, 0]: all for X, none for O.

    Shapes: right and actual (..., answers) -> error (...). One picture gives one number.
    Raises ValueError when the two have different shapes.
    Slides 71-76. The slides print .49 and .57 where this gives .51 and .59: |0 - .51| is .51.

    >>> print(error([1, 0], [0.92, 0.51]).round(2))
    0.59
    """
    right, actual = numbers(right=right, actual=actual)
    check_answers(right, actual)
    return np.abs(right - actual).sum(axis=-1)


@within_range
def error_gradient(right, actual):
    """The gradient of `error` for the actual votes: 1 where a vote is too high, -1 where it is too low.

    Where a vote is exactly right the slope changes from -1 to 1; the usual choice there is 0.
    Backpropagation starts here, so there is no upstream.

    Shapes: right and actual (..., answers) -> d_actual (..., answers).
    Raises ValueError when the two have different shapes.
    Slides 77-78.

    >>> error_gradient([1, 0, 0], [0.92, 0.51, 0])
    array([-1.,  1.,  0.])
    """
    right, actual = numbers(right=right, actual=actual)
    check_answers(right, actual)
    return np.sign(actual - right)
