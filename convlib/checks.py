"""What functions ask of their arguments and results, and how they say what is wrong.

Every check raises ValueError or TypeError, and its message names the argument, what it is and what would be right.
"""

from functools import wraps
from math import prod

import numpy as np

MOST_NUMBERS = 100_000_000  # of an array that a single argument asks for: 800 MB


def numbers(**arrays):
    """The arguments as floating point arrays of one kind, every number finite: a list, in their order.

    Raises what :func:`finite` does.
    """
    arrays = [finite(name, value) for name, value in arrays.items()]
    kind = np.result_type(*[array.dtype for array in arrays])
    return [array.astype(kind, copy=False) for array in arrays]


def finite(name, value):
    """The value as a floating point array, where it holds nothing but finite real numbers.

    Raises TypeError or ValueError for text, complex numbers, ragged or empty lists, NaN and infinity. The message
    calls the value by ``name``.

    >>> finite("picture", [[1, float("nan")]])
    Traceback (most recent call last):
    ValueError: picture must hold finite numbers, but picture[0, 1] is nan
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must have rows of equal length, but it is {written(value)}") from None
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must hold real numbers, but it holds {array.dtype}: {written(value)}")
    if array.size == 0:
        raise ValueError(f"{name} must hold at least one number, but its shape is {array.shape}")
    if array.dtype.kind != "f":
        return array.astype(np.float64)
    if not np.isfinite(array).all():
        place = tuple(np.argwhere(~np.isfinite(array))[0].tolist())
        where = f"{name}{list(place)}" if place else name
        raise ValueError(f"{name} must hold finite numbers, but {where} is {array[place]}")
    return array


def written(value):
    """A value as Python writes it, for a message: at most 80 letters. Not everything can be written.

    >>> written("X"), written(10 ** 5000)
    ("'X'", 'an int that cannot be written')
    """
    try:
        return f"{value!r:.80}"
    except Exception:  # it comes from the value's own code
        kind = type(value).__name__
        return f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {kind} that cannot be written"


def counted(number, thing):
    """A number of things, in words for a message.

    >>> counted(1, "map"), counted(2, "map")
    ('1 map', '2 maps')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def whole(name, value, least, most=None):
    """The value as an int, where it is a whole number from ``least`` to ``most``. The messages call it by ``name``.

    >>> whole("stride", 0, least=1)
    Traceback (most recent call last):
    ValueError: stride must be a whole number of at least 1, but it is 0
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be a whole number of at least {least}, but it is {written(value)}")
    if value < least:
        raise ValueError(f"{name} must be a whole number of at least {least}, but it is {written(value)}")
    if most is not None and value > most:
        raise ValueError(f"{name} must be a whole number of at most {most}, but it is {written(value)}")
    return int(value)


def real(name, value, more_than=-np.inf, least=-np.inf, less_than=np.inf):
    """The value as a float, where it is one number, and between these ends. The messages call it by ``name``.

    >>> real("momentum", 1, least=0, less_than=1)
    Traceback (most recent call last):
    ValueError: momentum must be a number of at least 0 and less than 1, but it is 1.0
    """
    number = finite(name, value)
    if number.ndim or not (more_than < number < less_than and least <= number):
        ends = {"more than": more_than, "of at least": least, "less than": less_than}
        words = " and ".join(f"{word} {end:g}" for word, end in ends.items() if np.isfinite(end))
        raise ValueError(f"{name} must be a number {words}, but it is {number}")
    return float(number)


def check_room(name, *shape):
    """Refuse an argument that asks for an array of this shape, before it fills the memory: ValueError names it.

    >>> check_room("padding", 3, 2_000_000_009, 2_000_000_009)
    Traceback (most recent call last):
    ValueError: padding asks for 3 x 2000000009 x 2000000009 numbers, but more than 100,000,000 are not made
    """
    if prod(shape) > MOST_NUMBERS:
        raise ValueError(f"{name} asks for {' x '.join(map(str, shape))} numbers, but more than {MOST_NUMBERS:,} are "
                         "not made")


def rows_and_columns(size):
    """The rows and columns of a picture, where size is (rows, columns) and both are whole numbers of at least 1."""
    if not isinstance(size, (tuple, list)) or len(size) != 2:
        raise ValueError(f"size must be (rows, columns), but it is {size!r:.80}")
    rows, columns = size
    return whole("rows", rows, least=1), whole("columns", columns, least=1)


def within_range(operation):
    """An operation that refuses what is too large for its kind of number, and never answers with infinity or NaN.

    Raises ValueError where a number of the result is beyond the largest that its kind can hold, or where this happens
    on the way there.

    >>> within_range(np.square)(1e200)
    Traceback (most recent call last):
    ValueError: the numbers are too large for square: its result is beyond the largest float64, 1.8e+308
    """

    @wraps(operation)
    def refusing(*arguments, **options):
        with np.errstate(over="ignore", invalid="ignore"):
            result = operation(*arguments, **options)
        for part in result if isinstance(result, tuple) else (result,):
            if part is not None and not np.isfinite(part).all():
                kind = np.asarray(part).dtype
                raise ValueError(f"the numbers are too large for {operation.__name__}: its result is beyond the "
                                 f"largest {kind}, {np.finfo(kind).max:.2g}")
        return result

    return refusing


# What the operations of `ops` ask.


def check_pictures(images, name="images"):
    """Pictures have rows and columns."""
    if images.ndim < 2:
        raise ValueError(f"{name} must have rows and columns (..., H, W), but the shape is {images.shape}")


def check_patch(patch, feature):
    """A patch is as large as the feature."""
    if feature.ndim != 2:
        raise ValueError(f"feature must have rows and columns (h, w), but its shape is {feature.shape}")
    if patch.shape[-2:] != feature.shape:
        raise ValueError(
            f"patch must end in the rows and columns of feature, {feature.shape}, "
            f"but its shape is {patch.shape}"
        )


def check_sweep(images, features, padding):
    """The features fit into the pictures with their padding."""
    check_pictures(images)
    if features.ndim not in (2, 3):
        raise ValueError(
            f"features must be one feature (h, w) or a stack (F, h, w), but their shape is {features.shape}"
        )
    height, width = images.shape[-2] + 2 * padding, images.shape[-1] + 2 * padding
    if padding:
        check_room("padding", *images.shape[:-2], height, width)
    if features.shape[-2] > height or features.shape[-1] > width:
        raise ValueError(
            f"features must be no larger than the pictures with their padding, {height} x {width} pixels, "
            f"but their shape is {features.shape}"
        )


def check_ballot(values, weights):
    """There is a row of weights for each value."""
    if weights.ndim != 2:
        raise ValueError(f"weights must have two axes (values, answers), but their shape is {weights.shape}")
    if values.shape[-1:] != weights.shape[:1]:
        raise ValueError(
            f"values must be as many as the rows of weights, {weights.shape[0]} in each list, "
            f"but their shape is {values.shape}"
        )


def check_answers(right, actual):
    """For each answer there is one that is right."""
    if actual.ndim == 0 or right.shape != actual.shape:
        raise ValueError(
            f"right and actual must have one shape (..., answers), but right has {right.shape} "
            f"and actual has {actual.shape}"
        )


def check_upstream(upstream, shape):
    """What is passed back has the shape of the result."""
    if upstream.shape != tuple(shape):
        raise ValueError(
            f"upstream must have the shape of the result, {tuple(shape)}, but its shape is {upstream.shape}"
        )
