"""Moving, scaling, turning and thickening a letter, so that no two look alike.

A letter is drawn with strokes, and the strokes are what must survive. So `transform` does not move pixels. It
takes every two white pixels that touch for the ends of a short line, moves the lines, and draws them again with
a pen. The pen is a small diamond: half a pixel to each side keeps a line one pixel wide, and without a gap, at
any angle.
"""

import numpy as np

from .checks import check_pictures, check_room, finite, rows_and_columns

TOUCHING = ((0, 1), (1, 0), (1, 1), (1, -1))  # to the right, below, and below on either side
FAR = 1_000_000  # the letter has long left every picture, and has turned very often
TO_ONE_SIDE = 1e-6, 2e-6  # a pixel exactly on the rim of the pen counts on one side of the line, not on both


def transform(picture, down=0, right=0, scale=1.0, turn=0, thick=0, size=None):
    """Move, scale, turn and thicken a picture of a letter.

    The letter is scaled and turned about the middle of the picture, then moved. `down` and `right` are in
    pixels, and may be negative, or fractions. `scale` 2 makes the letter twice as large and leaves its
    strokes as thin as they are. `turn` is in degrees, counterclockwise. `thick` is in pixels, added to the
    width of the strokes. What leaves the picture is lost. `size` is the rows and columns of the new picture, about
    the same middle: those of the old one unless given.

    Shapes: picture (..., rows, columns), each parameter a number or an array whose axes stand for the same
    batch -> (..., *size), a new array of pixels 1 (white) and -1 (black).
    Raises ValueError for pixels other than 1 and -1, a scale of 0 or less, a thick below 0, a size that is not
    (rows, columns), and axes that do not fit together; ValueError or TypeError for what is no finite number.
    Slides 7-8.

    >>> from convlib import TRICKY, X
    >>> smaller = transform(X, scale=2 / 3)
    >>> print(np.array_equal(smaller, TRICKY["X_scaling"]))
    True
    >>> transform(X, turn=[0, 30, 60]).shape
    (3, 9, 9)
    """
    picture = finite("picture", picture)
    check_pictures(picture, "picture")
    check_letter("picture", picture)
    given = {"down": down, "right": right, "scale": scale, "turn": turn, "thick": thick}
    given = {name: finite(name, value) for name, value in given.items()}
    _check_sizes(**given)
    batch = _batch(picture, given)
    down, right, scale, turn, thick = (value[..., np.newaxis, np.newaxis] for value in given.values())

    # Where the middle of each pixel goes.
    white = picture > 0
    y, x = (np.arange(length) - (length - 1) / 2 for length in white.shape[-2:])
    y = y[:, np.newaxis]
    height, width = white.shape[-2:] if size is None else rows_and_columns(size)
    check_room("size", *batch, height, width)
    across, along = scale * np.cos(np.deg2rad(turn)), scale * np.sin(np.deg2rad(turn))
    rows = (height - 1) / 2 + down + across * y - along * x
    columns = (width - 1) / 2 + right + along * y + across * x

    # How far every pixel of the new picture is from the nearest line.
    distance = np.full((*batch, height, width), np.inf)
    for start, end, is_drawn in _lines(white):
        from_row, from_column, to_row, to_column = (
            place[..., *pixel, np.newaxis, np.newaxis]
            for pixel in (start, end) for place in (rows, columns))
        if start == end:  # a dot would slip between the pixels, so it goes to the nearest one
            from_row, from_column = to_row, to_column = np.rint(to_row), np.rint(to_column)
        far = _distance(height, width, from_row, from_column, to_row - from_row, to_column - from_column)
        np.minimum(distance, far, out=distance, where=is_drawn[..., np.newaxis, np.newaxis])
    return np.where(distance <= (1 + thick) / 2, 1.0, -1.0)


def _lines(white):
    """Every line that some picture of the batch has: its two ends, and which pictures have it.

    A white pixel that touches no other is a dot: a line with both ends in one place.
    """
    alone = white.copy()
    for row, column in np.ndindex(white.shape[-2:]):
        for down, right in TOUCHING:
            start, end = (row, column), (row + down, column + right)
            if end[0] == white.shape[-2] or not 0 <= end[1] < white.shape[-1]:
                continue
            has_both = white[..., *start] & white[..., *end]
            if has_both.any():
                alone[..., *start] &= ~has_both
                alone[..., *end] &= ~has_both
                yield start, end, has_both
    for dot in np.ndindex(white.shape[-2:]):
        if alone[..., *dot].any():
            yield dot, dot, alone[..., *dot]


def _distance(height, width, row, column, down, right):
    """How far every pixel is from a line that begins at ``row, column`` and goes ``down`` and ``right``.

    Steps along rows and columns are added. Then the nearest point of a line lies in the pixel's own row or in its
    own column, or at an end.
    """
    below = np.arange(height)[:, np.newaxis] + TO_ONE_SIDE[0] - row
    beside = np.arange(width) + TO_ONE_SIDE[1] - column
    in_row, in_column = _share(below, down), _share(beside, right)
    return np.minimum(abs(below - in_row * down) + abs(beside - in_row * right),
                      abs(below - in_column * down) + abs(beside - in_column * right))


def _share(way, length):
    """At which share of a line, from 0 to 1, one has gone this way; 0 where the line does not go there at all."""
    return np.divide(way, length, out=np.zeros(np.broadcast(way, length).shape), where=length != 0).clip(0, 1)


# What is asked of the input.


def check_letter(name, picture):
    """Raise ValueError where a picture holds anything but white and black."""
    if (between := abs(picture) != 1).any():
        place = tuple(np.argwhere(between)[0].tolist())
        raise ValueError(f"{name} must hold only 1 (white) and -1 (black), but {name}{list(place)} is {picture[place]}")


def _check_sizes(scale, thick, **others):
    for name, value in {"scale": scale, "thick": thick, **others}.items():
        if (abs(value) > FAR).any():
            raise ValueError(f"{name} must be at most {FAR:,} in size, but it is {value.flat[abs(value).argmax()]}")
    if (scale <= 0).any():
        raise ValueError(f"scale must be larger than 0, but it is {scale.min()}")
    if (thick < 0).any():
        raise ValueError(f"thick must be 0 or more pixels, but it is {thick.min()}")


def _batch(picture, given):
    """The axes in front of the new pictures' rows and columns."""
    axes = {"picture": picture.shape[:-2]} | {name: value.shape for name, value in given.items()}
    try:
        return np.broadcast_shapes(*axes.values())
    except ValueError:
        told = ", ".join(f"{name} {shape}" for name, shape in axes.items() if shape)
        raise ValueError(f"the batch axes must fit together, but they are {told}") from None
