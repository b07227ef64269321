"""What learners write: for every exercise three right solutions or more, and wrong ones with what they are told.

The usual mistakes stand with the exercises, in one line each. Here are the same and others as they come about: with
loops, with a return too far right, with an array of whole numbers.
"""

import math
import statistics
from collections import defaultdict
from fractions import Fraction
from itertools import product

import numpy as np

from convlib import FEATURES, TRICKY, convolve, filter_patch, max_pool, relu, vote
from convlib.learning import accuracy
from convlib.network import deck_network
from convlib.pictures import deck_letters

RIGHT = defaultdict(list)
WRONG = defaultdict(list)  # pairs of a function and how its diagnosis begins


def right(exercise, *functions):
    """Note right solutions; as a decorator, note the function below."""
    RIGHT[exercise] += functions
    return _noting(RIGHT[exercise], lambda function: function)


def wrong(exercise, told, *functions):
    """Note wrong solutions and what they are told; as a decorator, note the function below."""
    WRONG[exercise] += [(function, told) for function in functions]
    return _noting(WRONG[exercise], lambda function: (function, told))


def _noting(notes, entry):
    def note(function):
        notes.append(entry(function))
        return function

    return note


# 01 Comparing

right("pixels_that_differ",
      lambda first, second: (first != second).sum(),
      lambda first, second: np.abs(first - second).sum() / 2,
      lambda first, second: first.size - np.count_nonzero(first == second),
      lambda first, second: sum(one != other for one, other in zip(first.ravel(), second.ravel(), strict=True)))


@right("pixels_that_differ")
def differ_in_loops(first, second):
    rows, columns = first.shape
    count = 0
    for row in range(rows):
        for column in range(columns):
            if first[row, column] != second[row, column]:
                count += 1
    return count


@wrong("pixels_that_differ", "Only the first row.")
def differ_with_an_early_return(first, second):
    rows, columns = first.shape
    count = 0
    for row in range(rows):
        for column in range(columns):
            count += first[row, column] != second[row, column]
        return count


wrong("pixels_that_differ", "Wrong shape.",
      lambda first, second: first != second,
      lambda first, second: sum(first != second))
wrong("pixels_that_differ", "Right on", lambda first, second: 40)


right("more_like",
      lambda picture, first, second: (picture == second).sum() > (picture == first).sum(),
      lambda picture, first, second: int(((picture - first) ** 2).sum() > ((picture - second) ** 2).sum()),
      lambda picture, first, second: np.argmax([filter_patch(picture, first), filter_patch(picture, second)]))


@right("more_like")
def more_like_in_loops(picture, first, second):
    lead = 0
    for row in range(9):
        for column in range(9):
            if picture[row, column] == first[row, column]:
                lead += 1
            if picture[row, column] == second[row, column]:
                lead -= 1
    if lead > 0:
        return 0
    else:
        return 1


wrong("more_like", "Always the first.", lambda picture, first, second: 0)
wrong("more_like", "The other way round.",
      lambda picture, first, second: (picture != second).sum() > (picture != first).sum())

# 02 Features

right("cut_patch",
      lambda picture, row, column: picture[row:row + 3, column:column + 3],
      lambda picture, row, column: picture[row:][:3][:, column:][:, :3],
      lambda picture, row, column: [[picture[row + down, column + across] for across in range(3)] for down in range(3)],
      lambda picture, row, column: picture[np.ix_(range(row, row + 3), range(column, column + 3))])


@right("cut_patch")
def cut_in_loops(picture, row, column):
    patch = np.zeros((3, 3))
    for down in range(3):
        for across in range(3):
            patch[down, across] = picture[row + down, column + across]
    return patch


wrong("cut_patch", "Wrong shape.",
      lambda picture, row, column: picture[row:row + 2, column:column + 2],
      lambda picture, row, column: picture[row:row + 3][column:column + 3])
wrong("cut_patch", "Row and column mixed up.", lambda picture, row, column: picture[column:column + 3, row:row + 3])


right("count_perfect",
      lambda picture, feature: (convolve(picture, feature) == 1).sum(),
      lambda picture, feature: (np.lib.stride_tricks.sliding_window_view(picture, feature.shape) == feature)
      .all(axis=(2, 3)).sum(),
      lambda picture, feature: sum(filter_patch(picture[row:row + len(feature), column:column + feature.shape[1]],
                                                feature) == 1
                                   for row in range(len(picture) - len(feature) + 1)
                                   for column in range(picture.shape[1] - feature.shape[1] + 1)))


@right("count_perfect")
def count_in_loops(picture, feature):
    rows, columns = picture.shape
    height, width = feature.shape
    count = 0
    for row in range(rows - height + 1):
        for column in range(columns - width + 1):
            if (picture[row:row + height, column:column + width] == feature).all():
                count += 1
    return count


@wrong("count_perfect", "Only the first place.")
def count_with_an_early_return(picture, feature):
    height, width = feature.shape
    count = 0
    for row in range(picture.shape[0] - height + 1):
        for column in range(picture.shape[1] - width + 1):
            if (picture[row:row + height, column:column + width] == feature).all():
                count += 1
            return count


wrong("count_perfect", "Right on", lambda picture, feature: 1)

# 03 Filtering

right("filter_patch",
      lambda patch, feature: (patch * feature).mean(),
      lambda patch, feature: np.average(patch * feature),
      lambda patch, feature: np.vdot(patch, feature) / patch.size,
      lambda patch, feature: np.where(patch == feature, 1, -1).mean(),
      lambda patch, feature: Fraction(int((patch * feature).sum()), feature.size))


@right("filter_patch")
def filter_in_loops(patch, feature):
    rows, columns = patch.shape
    total = 0
    for row in range(rows):
        for column in range(columns):
            total = total + patch[row, column] * feature[row, column]
    return total / (rows * columns)


@wrong("filter_patch", "Returned too early.")
def filter_with_an_early_return(patch, feature):
    total = 0
    for row in range(patch.shape[0]):
        for column in range(patch.shape[1]):
            total += patch[row, column] * feature[row, column]
            return total / feature.size


@wrong("filter_patch", "Kept only the last product.")
def filter_begun_anew(patch, feature):
    for row in range(patch.shape[0]):
        for column in range(patch.shape[1]):
            total = patch[row, column] * feature[row, column]
    return total / feature.size


wrong("filter_patch", "Always divided by 9.", lambda patch, feature: np.sum(patch * feature) / 9)
wrong("filter_patch", "Rounded.", lambda patch, feature: round((patch * feature).mean(), 2))
wrong("filter_patch", "Rounded.", lambda patch, feature: round((patch * feature).mean(), 5))
wrong("filter_patch", "Right on", lambda patch, feature: 0, lambda patch, feature: (patch * feature).sum() / 4)


right("pixels_that_agree",
      lambda match, pixels: (match + 1) * pixels / 2,
      lambda match, pixels: round((match * pixels + pixels) / 2),
      lambda match, pixels: pixels - (1 - match) / 2 * pixels,
      lambda match, pixels: int((match + 1) * pixels / 2),
      lambda match, pixels: int((match * pixels + pixels) / 2),
      lambda match, pixels: (match + 1) * pixels // 2,
      lambda match, pixels: int(match * pixels + pixels) // 2,
      lambda match, pixels: math.floor(pixels / 2 + match * pixels / 2))


@right("pixels_that_agree")
def agree_by_trying(match, pixels):
    for agree in range(pixels + 1):
        if np.isclose((agree - (pixels - agree)) / pixels, match):
            return agree


wrong("pixels_that_agree", "Right on", lambda match, pixels: pixels)

# 04 Convolution

right("map_size",
      lambda height, width, feature_height, feature_width: (height - feature_height + 1, width - feature_width + 1),
      lambda a, b, c, d: [1 + a - c, 1 + b - d],
      lambda height, width, feature_height, feature_width: convolve(np.ones((height, width)),
                                                                    np.ones((feature_height, feature_width))).shape,
      lambda height, width, tall, wide: np.array([height, width]) - [tall - 1, wide - 1])


@right("map_size")
def size_by_counting(height, width, feature_height, feature_width):
    rows = columns = 0
    while rows + feature_height <= height:
        rows += 1
    while columns + feature_width <= width:
        columns += 1
    return rows, columns


wrong("map_size", "The height twice.", lambda height, width, feature_height, feature_width: (
    height - feature_height + 1, height - feature_height + 1))
wrong("map_size", "Right on", lambda height, width, feature_height, feature_width: (7, 7))
wrong("map_size", "Wrong shape.", lambda height, width, feature_height, feature_width: height - feature_height + 1)


right("convolve_by_hand",
      lambda picture, feature: (np.lib.stride_tricks.sliding_window_view(picture, feature.shape) * feature)
      .mean(axis=(2, 3)),
      lambda image, piece: [[filter_patch(image[row:row + piece.shape[0], column:column + piece.shape[1]], piece)
                             for column in range(image.shape[1] - piece.shape[1] + 1)]
                            for row in range(image.shape[0] - piece.shape[0] + 1)])


@right("convolve_by_hand")
def convolve_in_loops(picture, feature):
    height, width = feature.shape
    feature_map = np.zeros((picture.shape[0] - height + 1, picture.shape[1] - width + 1))
    for row in range(feature_map.shape[0]):
        for column in range(feature_map.shape[1]):
            feature_map[row, column] = filter_patch(picture[row:row + height, column:column + width], feature)
    return feature_map


@right("convolve_by_hand")
def convolve_by_feature_pixels(picture, feature):
    height, width = feature.shape
    rows, columns = picture.shape[0] - height + 1, picture.shape[1] - width + 1
    total = np.zeros((rows, columns))
    for down in range(height):
        for across in range(width):
            total += feature[down, across] * picture[down:down + rows, across:across + columns]
    return total / feature.size


@wrong("convolve_by_hand", "Cut off.")
def convolve_into_whole_numbers(picture, feature):
    height, width = feature.shape
    feature_map = np.zeros((picture.shape[0] - height + 1, picture.shape[1] - width + 1), dtype=int)
    for row, column in np.ndindex(feature_map.shape):
        feature_map[row, column] = (picture[row:row + height, column:column + width] * feature).mean()
    return feature_map


@wrong("convolve_by_hand", "Only the first row.")
def convolve_with_an_early_return(picture, feature):
    height, width = feature.shape
    feature_map = np.zeros((picture.shape[0] - height + 1, picture.shape[1] - width + 1))
    for row in range(feature_map.shape[0]):
        for column in range(feature_map.shape[1]):
            feature_map[row, column] = filter_patch(picture[row:row + height, column:column + width], feature)
        return feature_map


# 05 Pooling

right("pool_by_hand",
      lambda image: [[image[row:row + 2, column:column + 2].max() for column in range(0, image.shape[1], 2)]
                     for row in range(0, image.shape[0], 2)],
      lambda image: np.maximum.reduceat(np.maximum.reduceat(image, range(0, image.shape[0], 2), axis=0),
                                        range(0, image.shape[1], 2), axis=1))


@right("pool_by_hand")
def pool_in_loops(image):
    rows, columns = image.shape
    pooled = np.zeros(((rows + 1) // 2, (columns + 1) // 2))
    for row in range(pooled.shape[0]):
        for column in range(pooled.shape[1]):
            pooled[row, column] = image[2 * row:2 * row + 2, 2 * column:2 * column + 2].max()
    return pooled


@right("pool_by_hand")
def pool_in_a_frame(image):
    rows, columns = image.shape
    framed = np.pad(image, ((0, rows % 2), (0, columns % 2)), constant_values=-np.inf)
    return framed.reshape((rows + 1) // 2, 2, (columns + 1) // 2, 2).max(axis=(1, 3))


@wrong("pool_by_hand", "Nothing below 0.")
def pool_from_zero(image):
    pooled = np.zeros(((image.shape[0] + 1) // 2, (image.shape[1] + 1) // 2))
    for row, column in np.ndindex(image.shape):
        pooled[row // 2, column // 2] = max(pooled[row // 2, column // 2], image[row, column])
    return pooled


@wrong("pool_by_hand", "Cut off.")
def pool_into_whole_numbers(image):
    pooled = np.zeros(((image.shape[0] + 1) // 2, (image.shape[1] + 1) // 2), dtype=int)
    for row, column in np.ndindex(pooled.shape):
        pooled[row, column] = image[2 * row:2 * row + 2, 2 * column:2 * column + 2].max()
    return pooled


wrong("pool_by_hand", "Right on", lambda image: np.zeros((-(-image.shape[0] // 2), -(-image.shape[1] // 2))))


@right("pooled_size")
def size_by_walking(size, window, stride):
    windows, start = 1, 0
    while start + window < size and start + stride < size:
        start += stride
        windows += 1
    return windows


right("pooled_size",
      lambda size, window, stride: max_pool(np.zeros((1, size)), window, stride).shape[1],
      lambda size, window, stride: 1 if window >= size else min(math.ceil((size - window) / stride) + 1,
                                                                math.ceil(size / stride)),
      lambda size, window, stride: 1 + len([start for start in range(stride, size, stride)
                                                    if start - stride + window < size]))

wrong("pooled_size", "Only whole windows.", lambda size, window, stride: (size - window) // stride + 1,
      lambda size, window, stride: int((size - window) / stride) + 1)
wrong("pooled_size", "Right on", lambda size, window, stride: 4)

# 06 ReLU

right("relu",
      lambda values: np.maximum(values, 0),
      lambda values: np.where(values > 0, values, 0),
      lambda values: values * (values > 0),
      lambda values: (values + abs(values)) / 2,
      lambda values: values.clip(min=0),
      np.vectorize(lambda value: max(value, 0.0)))


@right("relu")
def relu_in_a_loop(values):
    rectified = values.copy()
    for place in np.ndindex(values.shape):
        if rectified[place] < 0:
            rectified[place] = 0
    return rectified


@wrong("relu", "Cut off.")
def relu_into_whole_numbers(values):
    rectified = np.zeros(values.shape, int)
    for place in np.ndindex(values.shape):
        rectified[place] = max(values[place], 0)
    return rectified


@wrong("relu", "Returned too early.")
def relu_with_an_early_return(values):
    rectified = values.copy()
    for place in np.ndindex(values.shape):
        if rectified[place] < 0:
            rectified[place] = 0
        return rectified


@wrong("relu", "Input changed.")
def relu_in_place(values):
    values[values < 0] = 0
    return values


right("leaky_relu",
      lambda values, slope: np.where(values < 0, slope * values, values),
      lambda values, slope: np.maximum(values, 0) + slope * np.minimum(values, 0),
      lambda values, slope: values * np.where(values < 0, slope, 1))


@right("leaky_relu")
def leaky_in_a_loop(values, slope):
    bent = values.copy()
    bent[bent < 0] *= slope
    return bent


def leaky_by(change):
    """A learner's loop with some mistake in one place."""

    def leaky(values, slope):
        bent = values.copy()
        for place in np.ndindex(values.shape):
            if values[place] < 0:
                bent[place] = change(values[place], slope)
        return bent

    return leaky


wrong("leaky_relu", "Divided by the slope.", leaky_by(lambda value, slope: value / slope))
wrong("leaky_relu", "The slope added.", leaky_by(lambda value, slope: value + slope))
wrong("leaky_relu", "The slope subtracted.", leaky_by(lambda value, slope: value - slope))
wrong("leaky_relu", "The usual ReLU.", lambda values, slope: relu(values))

# 07 Stacking


@right("stack_shapes")
def shapes_in_a_loop(size, layers):
    sizes = []
    for layer in layers:
        if layer == "convolution":
            size = size - 2
        elif layer == "pooling":
            size = (size + 1) // 2
        sizes.append(size)
    return sizes


@right("stack_shapes")
def shapes_by_convlib(size, layers):
    sizes, image = [], np.zeros((size, size))
    layer_of = {"convolution": lambda image: convolve(image, np.ones((3, 3))), "ReLU": relu, "pooling": max_pool}
    for layer in layers:
        image = layer_of[layer](image)
        sizes.append(len(image))
    return np.array(sizes)


@right("stack_shapes")
def shapes_by_recursion(size, layers):
    if not layers:
        return []
    change = {"convolution": size - 2, "ReLU": size, "pooling": math.ceil(size / 2)}
    return [change[layers[0]], *shapes_by_recursion(change[layers[0]], layers[1:])]


@wrong("stack_shapes", "Wrong shape.")
def shapes_with_an_early_return(size, layers):
    sizes = []
    for layer in layers:
        size = size - 2 if layer == "convolution" else (size + 1) // 2 if layer == "pooling" else size
        sizes.append(size)
        return sizes


@wrong("stack_shapes", "ReLU halves.")
def shapes_with_else(size, layers):
    return [size := size - 2 if layer == "convolution" else (size + 1) // 2 for layer in layers]


@wrong("stack_shapes", "Input changed.")
def shapes_written_over_the_layers(size, layers):
    for number, layer in enumerate(layers):
        size = size - 2 if layer == "convolution" else (size + 1) // 2 if layer == "pooling" else size
        layers[number] = size
    return layers


@right("receptive_field")
def field_in_a_loop(layers):
    side = 1
    for layer in reversed(layers):
        if layer == "convolution":
            side += 2
        if layer == "pooling":
            side *= 2
    return side


@right("receptive_field")
def field_forwards(layers):
    side, step = 1, 1
    for layer in layers:
        if layer == "convolution":
            side += 2 * step
        elif layer == "pooling":
            side += step
            step *= 2
    return side


@right("receptive_field")
def field_by_recursion(layers):
    if not layers:
        return 1
    first, *others = layers
    side = field_by_recursion(others)
    return {"convolution": side + 2, "pooling": 2 * side, "ReLU": side}[first]


@wrong("receptive_field", "Returned too early.")
def field_with_an_early_return(layers):
    side = 1
    for layer in reversed(layers):
        if layer == "convolution":
            side += 2
        if layer == "pooling":
            side *= 2
        return side


@wrong("receptive_field", "Input changed.")
def field_that_reverses(layers):
    layers.reverse()
    return len(layers)


# 08 Voting


@right("vote_for")
def vote_in_a_loop(values, weights):
    total = 0
    for value, weight in zip(values, weights, strict=True):
        total += value * weight
    return total


right("vote_for",
      lambda values, weights: (values * weights).sum(),
      lambda values, weights: values @ weights,
      lambda values, weights: sum(values[number] * weights[number] for number in range(len(values))),
      lambda values, weights: np.mean(values * weights) * len(values))


@wrong("vote_for", "Returned too early.")
def vote_with_an_early_return(values, weights):
    total = 0
    for number in range(len(values)):
        total += values[number] * weights[number]
        return total


wrong("vote_for", "Right on",
      lambda values, weights: max(0, values @ weights),
      lambda values, weights: abs(values @ weights))


@right("weights_from")
def weights_in_a_loop(exemplar):
    voters = 0
    for value in exemplar:
        if value == 1:
            voters += 1
    weights = []
    for value in exemplar:
        weights.append(1 / voters if value == 1 else 0)
    return weights


right("weights_from",
      lambda exemplar: (exemplar == 1) / (exemplar == 1).sum(),
      lambda exemplar: np.where(exemplar == 1, 1 / np.count_nonzero(exemplar == 1), 0),
      lambda exemplar: (exemplar == 1) / list(exemplar).count(1))


@wrong("weights_from", "All weights are 0.")
def weights_into_whole_numbers(exemplar):
    weights = np.zeros(len(exemplar), dtype=int)
    weights[exemplar == 1] = 1 / (exemplar == 1).sum()
    return weights


wrong("weights_from", "Right on", lambda exemplar: (exemplar > 0.98) / (exemplar > 0.98).sum())
wrong("weights_from", "Wrong shape.", lambda exemplar: 1 / (exemplar == 1).sum())

# 09 All together

right("whole_network",
      lambda picture, features, weights: vote(
          max_pool(max_pool(relu(convolve(picture, features)))).reshape(-1), weights),
      lambda picture, features, weights: max_pool(max_pool(relu(convolve(picture, features)))).ravel() @ weights,
      lambda picture, features, weights: vote(max_pool(relu(max_pool(convolve(picture, features)))).flatten(), weights),
      lambda picture, features, weights: vote(max_pool(relu(convolve(picture, features)), 4, 4).reshape(-1), weights))


@right("whole_network")
def network_feature_by_feature(picture, features, weights):
    values = []
    for feature in features:
        pooled = max_pool(max_pool(relu(convolve(picture, feature))))
        values.extend(pooled.reshape(-1))
    return [sum(value * weight for value, weight in zip(values, column, strict=True)) for column in weights.T]


wrong("whole_network", "ReLU on the votes.", lambda picture, features, weights: relu(
    vote(max_pool(max_pool(relu(convolve(picture, features)))).reshape(-1), weights)))
wrong("whole_network", "No ReLU.", lambda picture, features, weights: vote(
    max_pool(max_pool(convolve(picture, features))).reshape(-1), weights))
wrong("whole_network", "Right on", lambda picture, features, weights: vote(
    max_pool(max_pool(convolve(relu(picture), features))).reshape(-1), weights))


@right("count_right")
def score_in_a_loop(votes, answers):
    count = 0
    for (for_x, for_o), answer in zip(votes, answers, strict=True):
        if for_x > for_o and answer == 0 or for_o > for_x and answer == 1:
            count += 1
    return count


right("count_right",
      lambda votes, answers: ((votes[:, 0] > votes[:, 1]) & (answers == 0)).sum()
      + ((votes[:, 1] > votes[:, 0]) & (answers == 1)).sum(),
      lambda votes, answers: (np.sign(votes[:, 0] - votes[:, 1]) == 1 - 2 * answers).sum(),
      lambda votes, answers: np.sum(votes[range(len(votes)), answers] > votes[range(len(votes)), 1 - answers]))


@wrong("count_right", "Returned too early.")
def score_with_an_early_return(votes, answers):
    count = 0
    for (for_x, for_o), answer in zip(votes, answers, strict=True):
        if for_x > for_o and answer == 0 or for_o > for_x and answer == 1:
            count += 1
        return count


@wrong("count_right", "Kept only the last picture.")
def score_begun_anew(votes, answers):
    for (for_x, for_o), answer in zip(votes, answers, strict=True):
        count = 0
        if for_x > for_o and answer == 0 or for_o > for_x and answer == 1:
            count += 1
    return count


wrong("count_right", "A tie counted as X.", lambda votes, answers: (votes.argmax(axis=1) == answers).sum())
wrong("count_right", "A tie counted as O.", lambda votes, answers: np.equal(votes[:, 1] >= votes[:, 0], answers).sum())
wrong("count_right", "Right on", lambda votes, answers: len(answers))

right("thick_feature",
      lambda: [[1, 1, 1], [-1, 1, 1], [1, 1, 1]],  # the crossing of the thick X
      lambda: np.ones((3, 3)),
      lambda: TRICKY["X_weight"][3:6, 3:6],
      lambda: [[-1, -1, -1], [1, 1, 1], [1, 1, 1]])  # the top of the thick O


@right("thick_feature")
def thick_by_trying():
    for pixels in product([-1, 1], repeat=9):
        feature = np.reshape(pixels, (3, 3))
        matches = [convolve(TRICKY[name], feature).max() for name in ("X_weight", "O_weight")]
        if np.ptp(matches) > 0.4:
            return feature


wrong("thick_feature", "Wrong shape.",
      lambda: [1, -1, 1], lambda: np.ones((5, 5)), lambda: [1, 1, 1, -1, 1, 1, 1, 1, 1])
wrong("thick_feature", "Other numbers than 1 and −1.",
      lambda: [[1, 1, 1], [0, 1, 1], [1, 1, 1]], lambda: np.ones((3, 3)) * 255)
wrong("thick_feature", "One pixel apart, ", lambda: FEATURES["cross"])
wrong("thick_feature", "It fits both.", lambda: -np.ones((3, 3)))
wrong("thick_feature", "It fits neither.", lambda: FEATURES["diagonal"], lambda: FEATURES["antidiagonal"])

# 10 Error and nudging


@right("total_error")
def error_in_a_loop(right, actual):
    total = 0
    for number in range(len(right)):
        total += abs(right[number] - actual[number])
    return total


right("total_error",
      lambda right, actual: np.abs(right - actual).sum(),
      lambda right, actual: np.linalg.norm(actual - right, ord=1),
      lambda right, actual: (np.maximum(right, actual) - np.minimum(right, actual)).sum(),
      lambda right, actual: sum(np.sqrt((right - actual) ** 2)))


@wrong("total_error", "Returned too early.")
def error_with_an_early_return(right, actual):
    total = 0
    for number in range(len(right)):
        total += abs(right[number] - actual[number])
        return total


wrong("total_error", "Right on", lambda right, actual: 0.5)


@right("step_downhill")
def step_in_a_loop(numbers, slopes, rate):
    moved = numbers.copy()
    for place in np.ndindex(numbers.shape):
        moved[place] -= rate * slopes[place]
    return moved


right("step_downhill",
      lambda numbers, slopes, rate: numbers - rate * slopes,
      lambda numbers, slopes, rate: np.add(numbers, -slopes * rate),
      lambda numbers, slopes, rate: np.subtract(numbers.tolist(), (slopes * rate).tolist()))


@wrong("step_downhill", "Input changed.")
def step_in_place(numbers, slopes, rate):
    numbers -= rate * slopes
    return numbers


@wrong("step_downhill", "Cut off.")
def step_into_whole_numbers(numbers, slopes, rate):
    return (numbers - rate * slopes).astype(int)


# 11 Backpropagation


@right("slope_along")
def step_by_step(vote_slope, weight, match, pixel):
    slope = vote_slope
    slope = slope * weight
    if match > 0:
        slope = slope * 1
    else:
        slope = slope * 0
    return slope * pixel / 9


@right("slope_along")
def ends_at_relu(vote_slope, weight, match, pixel):
    if match <= 0:
        return 0
    return vote_slope * weight * pixel / 9


right("slope_along", lambda vote_slope, weight, match, pixel: np.prod([vote_slope, weight, match > 0, pixel, 1 / 9]))

wrong("slope_along", "ReLU forgotten.", lambda vote_slope, weight, match, pixel: pixel / 9 * weight * vote_slope)
wrong("slope_along", "No division.", lambda vote_slope, weight, match, pixel: vote_slope * weight * pixel * int(match > 0))
wrong("slope_along", "The match multiplied.",
      lambda vote_slope, weight, match, pixel: vote_slope * weight * relu(match) * pixel / 9)
wrong("slope_along", "The vote forgotten.",
      lambda vote_slope, weight, match, pixel: weight * pixel / 9 if match > 0 else 0)


@right("back_through_pooling")
def in_two_loops(window, slope):
    slopes = np.zeros(window.shape)
    best = (0, 0)
    for row in range(window.shape[0]):
        for column in range(window.shape[1]):
            if window[row, column] > window[best]:
                best = (row, column)
    slopes[best] = slope
    return slopes


@right("back_through_pooling")
def by_its_place(window, slope):
    slopes = np.zeros(window.size)
    slopes[window.argmax()] = slope
    return slopes.reshape(window.shape)


right("back_through_pooling", lambda window, slope: np.where(window == window.max(), slope, 0))


@wrong("back_through_pooling", "All that is above 0.")
def as_relu_does(window, slope):
    slopes = np.zeros(window.shape)
    slopes[window > 0] = slope
    return slopes


wrong("back_through_pooling", "One, not the slope.", lambda window, slope: (window == window.max()).astype(float))
wrong("back_through_pooling", "Wrong shape.", lambda window, slope: slope)


# 12 Learning


@right("accuracy")
def accuracy_in_a_loop(right, votes):
    count = 0
    for wanted, said in zip(right, votes, strict=True):
        if list(said).index(max(said)) == list(wanted).index(1):
            count += 1
    return count / len(right)


right("accuracy",
      lambda right, votes: (right.argmax(axis=1) == votes.argmax(axis=1)).mean(),
      lambda right, votes: (votes[right == 1] == votes.max(axis=1)).mean(),
      lambda right, votes: (right * votes >= votes.max(axis=1, keepdims=True)).any(axis=1).sum() / len(votes)
      if (votes.max(axis=1) > 0).all() else np.mean(np.argmax(right, 1) == np.argmax(votes, 1)),
      lambda right, votes: np.mean([right[number, votes[number].argmax()] for number in range(len(right))]),
      # from the right: it takes the last of several largest votes, so there must be no ties
      lambda right, votes: (right[:, ::-1].argmax(axis=1) == votes[:, ::-1].argmax(axis=1)).mean())

wrong("accuracy", "Right on", lambda right, votes: 1, lambda right, votes: 0.5)


@wrong("accuracy", "Returned too early.")
def accuracy_with_an_early_return(right, votes):
    said = []
    for wanted, given in zip(right, votes, strict=True):
        said.append(wanted.argmax() == given.argmax())
        return np.mean(said)


right("next_move",
      lambda move, slope, rate, momentum: momentum * move - rate * slope,
      lambda move, slope, rate, momentum: -(slope * rate - move * momentum),
      lambda a, b, c, d: np.sum([a * d, b * -c], axis=0))


@right("next_move")
def move_in_a_loop(move, slope, rate, momentum):
    following = np.empty(move.shape)
    for place in np.ndindex(move.shape):
        following[place] = momentum * move[place] - rate * slope[place]
    return following


@wrong("next_move", "As PyTorch moves.")
def move_of_pytorch(move, slope, rate, momentum):
    velocity = momentum * move + slope
    return -rate * velocity


wrong("next_move", "As PyTorch keeps it.", lambda move, slope, rate, momentum: slope + momentum * move)

@right("ten_of_ten")
def one_weight_by_hand(weights):
    mine = weights.copy()
    mine[10, 0] = 0.35
    return mine


@right("ten_of_ten")
def one_weight_by_trying(weights):
    pictures, right = deck_letters()
    for hundredths in range(-100, 100):
        network = deck_network()
        network.layers[-1].weights[0, 1] = hundredths / 100
        if accuracy(right, network(pictures)) == 1:
            return network.layers[-1].weights


right("ten_of_ten", lambda weights: (weights + 0.15 * np.eye(24)[20].reshape(12, 2)).tolist(),
      lambda weights: weights - 0.15 * np.eye(24)[7].reshape(12, 2))

wrong("ten_of_ten", "9 of ten are right, with 0 weights changed. Wrong: X, weight.", lambda weights: weights)
wrong("ten_of_ten", "7 of ten are right, with 2 weights changed. Wrong: O, scaling; O, rotation; O, weight.",
      lambda weights: weights + 0.15 * np.eye(24)[20].reshape(12, 2) + 0.05 * np.eye(24)[8].reshape(12, 2))
wrong("ten_of_ten", "Ten of ten, with 2 weights changed.",
      lambda weights: weights + 0.08 * np.eye(24)[[8, 20]].sum(axis=0).reshape(12, 2))
wrong("ten_of_ten", "Ten of ten, with the weight of lesson 09.",
      lambda weights: weights + 0.15 * np.eye(24)[8].reshape(12, 2))
wrong("ten_of_ten", "Wrong shape.", lambda weights: weights[:, 0])
wrong("ten_of_ten", "Not weights.", lambda weights: weights / 0, lambda weights: weights * 1000)


@wrong("ten_of_ten", "Input changed.")
def one_weight_in_place(weights):
    weights[10, 0] = 0.35
    return weights


# 13 Knobs


@right("count_weights")
def weights_one_by_one(features, side, channels, values, answers):
    count = 0
    for _ in range(features):
        for _ in range(channels):
            count += side * side
    for _ in range(values):
        count += answers
    return count


right("count_weights",
      lambda features, side, channels, values, answers: features * side**2 * channels + values * answers,
      lambda f, s, c, v, a: np.zeros((f, c, s, s)).size + np.zeros((v, a)).size,
      lambda features, side, channels, values, answers: math.prod([features, channels, side, side])
      + math.prod([values, answers]))

wrong("count_weights", "Biases counted.",
      lambda features, side, channels, values, answers: features * (channels * side * side + 1) + values * answers,
      lambda f, s, c, v, a: f * (c * s * s + 1) + (v + 1) * a)
wrong("count_weights", "Right on", lambda features, side, channels, values, answers: 51)


@right("best_plan")
def best_in_a_loop(results):
    best, plan = 0, 0
    for number, row in enumerate(results):
        middle = sorted(row)[len(row) // 2]
        if middle > best:
            best, plan = middle, number
    return plan


right("best_plan",
      lambda results: np.median(results, axis=1).argmax(),
      lambda results: np.argmax([statistics.median(row) for row in results]),
      lambda results: max(range(len(results)), key=lambda plan: np.median(results[plan])),
      lambda results: np.sort(results)[:, results.shape[1] // 2].argmax(),
      # the last of several best plans: there must be no ties
      lambda results: len(results) - 1 - np.median(results[::-1], axis=1).argmax())

wrong("best_plan", "Right on", lambda results: 0)

# 14 Sound

right("when_found",
      lambda picture, feature, step: convolve(picture, feature).argmax() * step,
      lambda picture, feature, step: step * np.argmax(convolve(picture, feature)[0] * feature.size),
      lambda picture, feature, step: np.argmax([(picture[:, place:place + feature.shape[1]] * feature).sum()
                                                for place in range(picture.shape[1] - feature.shape[1] + 1)]) * step)


@right("when_found")
def found_by_looking_for_the_largest(picture, feature, step):
    sums = convolve(picture, feature)[0]
    best = 0
    for place in range(len(sums)):
        if sums[place] > sums[best]:
            best = place
    return best * step


wrong("when_found", "How much, not when.",
      lambda picture, feature, step: max(convolve(picture, feature)[0]),
      lambda picture, feature, step: convolve(picture, feature).max() * step)


@wrong("when_found", "Nothing below 0.")
def found_from_zero_on(picture, feature, step):
    best, when = 0, 0
    for place, total in enumerate(convolve(picture, feature)[0]):
        if total > best:
            best, when = total, place * step
    return when


@right("cut_pieces")
def pieces_in_a_loop(wave, piece, step):
    pieces = []
    for start in range(0, len(wave) - piece + 1, step):
        pieces.append(wave[start:start + piece])
    return np.array(pieces)


@right("cut_pieces")
def pieces_while_there_is_room(wave, piece, step):
    pieces, start = [], 0
    while start + piece <= len(wave):
        pieces.append(wave[start:start + piece])
        start += step
    return pieces


right("cut_pieces",
      lambda wave, piece, step: np.lib.stride_tricks.sliding_window_view(wave, piece)[::step],
      lambda wave, piece, step: wave[np.arange(0, len(wave) - piece + 1, step)[:, np.newaxis] + np.arange(piece)])

wrong("cut_pieces", "The last piece is missing.", lambda wave, piece, step: [
    wave[start:start + piece] for start in range(0, len(wave) - piece, step)])
wrong("cut_pieces", "An error", lambda wave, piece, step: np.array(
    [wave[start:start + piece] for start in range(0, len(wave), step)]))
wrong("cut_pieces", "Wrong shape.", lambda wave, piece, step: np.array(
    [wave[start:start + step] for start in range(0, len(wave) - piece, step)]))


@wrong("cut_pieces", "Only the first piece.")
def pieces_with_an_early_return(wave, piece, step):
    pieces = []
    for start in range(0, len(wave) - piece + 1, step):
        pieces.append(wave[start:start + piece])
        return np.array(pieces)


# 15 Text


@right("one_hot")
def hot_in_a_loop(words, dictionary):
    grid = np.zeros((len(dictionary), len(words)))
    for position, word in enumerate(words):
        grid[dictionary.index(word), position] = 1
    return grid


right("one_hot",
      lambda words, dictionary: [[1 if word == entry else 0 for word in words] for entry in dictionary],
      lambda words, dictionary: np.array(dictionary)[:, np.newaxis] == np.array(words),
      lambda words, dictionary: np.eye(len(dictionary))[:, [dictionary.index(word) for word in words]])

wrong("one_hot", "The dictionary sorted.", lambda words, dictionary: [
    [word == entry for word in words] for entry in sorted(dictionary)])


@wrong("one_hot", "Returned too early.")
def hot_with_an_early_return(words, dictionary):
    grid = np.zeros((len(dictionary), len(words)))
    for position, word in enumerate(words):
        grid[dictionary.index(word), position] = 1
        return grid


@right("count_found")
def found_in_a_loop(picture, feature):
    width = feature.shape[1]
    count = 0
    for column in range(picture.shape[1] - width + 1):
        if (picture[:, column:column + width] * feature).sum() == feature.sum():
            count += 1
    return count


right("count_found",
      lambda picture, feature: ((convolve(picture, feature) * feature.size).round() == feature.sum()).sum(),
      lambda picture, feature: np.isclose(convolve(picture, feature), feature.mean()).sum(),
      lambda picture, feature: sum((picture[:, column:column + feature.shape[1]] >= feature).all()
                                   for column in range(picture.shape[1] - feature.shape[1] + 1)))

wrong("count_found", "Not rounded.",
      lambda picture, feature: (convolve(picture, feature) * feature.size == feature.sum()).sum(),
      lambda picture, feature: ((convolve(picture, feature) * feature.size).astype(int) == feature.sum()).sum())
wrong("count_found", "Right on", lambda picture, feature: 2)

# 16 Limits


@right("shuffle_columns")
def shuffle_in_a_loop(letters, seed):
    order = np.random.default_rng(seed).permutation(letters.shape[2])
    shuffled = np.zeros(letters.shape)
    for place, column in enumerate(order):
        shuffled[:, :, place] = letters[:, :, column]
    return shuffled


right("shuffle_columns",
      lambda letters, seed: letters[..., np.random.default_rng(seed).permutation(letters.shape[-1])],
      lambda letters, seed: np.random.default_rng(seed).permutation(letters, axis=2),
      lambda letters, seed: np.take(letters, np.random.default_rng(seed).permutation(range(letters.shape[2])), axis=2))


@wrong("shuffle_columns", "Scattered the pixels.")
def shuffle_pixels(letters, seed):
    flat = letters.reshape(len(letters), -1)
    order = np.random.default_rng(seed).permutation(flat.shape[1])
    return flat[:, order].reshape(letters.shape)


@wrong("shuffle_columns", "The way back.")
def shuffle_the_other_way(letters, seed):
    order = np.random.default_rng(seed).permutation(letters.shape[2])
    shuffled = np.zeros(letters.shape)
    shuffled[:, :, order] = letters
    return shuffled


@right("neighbours_alike")
def neighbours_in_a_loop(table):
    sizes = []
    for column in range(table.shape[1] - 1):
        sizes.append(abs(np.corrcoef(table[:, column], table[:, column + 1])[0, 1]))
    return sum(sizes) / len(sizes)


@right("neighbours_alike")
def neighbours_by_hand(table):
    standard = (table - table.mean(axis=0)) / table.std(axis=0)
    return np.abs((standard[:, :-1] * standard[:, 1:]).mean(axis=0)).mean()


right("neighbours_alike",
      lambda table: np.abs(np.diag(np.corrcoef(table, rowvar=False), 1)).mean(),
      lambda table: np.abs(np.corrcoef(table.T).diagonal(-1)).mean())


@wrong("neighbours_alike", "All pairs.")
def neighbours_without_self(table):
    sizes = np.abs(np.corrcoef(table, rowvar=False))
    columns = len(sizes)
    return (sizes.sum() - columns) / (columns * columns - columns)


@wrong("neighbours_alike", "Returned too early.")
def neighbours_with_an_early_return(table):
    sizes = []
    for column in range(table.shape[1] - 1):
        sizes.append(abs(np.corrcoef(table[:, column], table[:, column + 1])[0, 1]))
        return np.mean(sizes)


wrong("neighbours_alike", "Right on", lambda table: 0.5)

# 17 Photographs


@right("framework_match")
def match_in_loops(patch, feature, bias):
    total = bias
    for channel in range(len(patch)):
        for row in range(patch.shape[1]):
            for column in range(patch.shape[2]):
                total += patch[channel, row, column] * feature[channel, row, column]
    return total


right("framework_match",
      lambda patch, feature, bias: (patch * feature).sum() + bias,
      lambda patch, feature, bias: np.vdot(patch, feature) + bias,
      lambda patch, feature, bias: sum(filter_patch(*pair) * pair[0].size for pair in zip(patch, feature, strict=True))
      + bias)

wrong("framework_match", "No bias, and divided.", lambda patch, feature, bias: (patch * feature).mean())


@wrong("framework_match", "Returned too early.")
def match_with_an_early_return(patch, feature, bias):
    total = bias
    for place in np.ndindex(patch.shape):
        total += patch[place] * feature[place]
        return total


# 18 Real networks


@right("count_with_bias")
def numbers_one_by_one(features, side, channels):
    count = 0
    for _ in range(features):
        for _ in range(channels):
            count += side * side
        count += 1
    return count


right("count_with_bias",
      lambda features, side, channels: features * (channels * side * side + 1),
      lambda features, side, channels: features * channels * side**2 + features,
      lambda f, s, c: np.zeros((f, c, s, s)).size + len(np.zeros(f)))

wrong("count_with_bias", "Right on", lambda features, side, channels: 34944)
