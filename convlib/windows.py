"""How windows walk over pictures: how many there are, all of them at once, and a frame for those that hang over."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def all_windows(images, height, width, stride):
    """Every window of the pictures at once, (..., height, width, rows, columns), without copying a pixel.

    windows[..., i, j, row, column] is pixel (i, j) of the window at (row, column): images[..., row * stride +
    i, column * stride + j]. It is a view, so adding to it adds to the pictures.
    """
    *batch, image_height, image_width = images.shape
    stride = min(stride, max(image_height, image_width))  # a larger one makes no fewer windows than one
    *between, down, right = images.strides
    rows = (image_height - height) // stride + 1
    columns = (image_width - width) // stride + 1
    return as_strided(
        images,
        shape=(*batch, height, width, rows, columns),
        strides=(*between, down, right, down * stride, right * stride),
    )


def largest_in(windows):
    """The largest pixel of each window: (..., height, width, rows, columns) -> (..., rows, columns)."""
    largest = windows[..., 0, 0, :, :].copy(order="K")
    for row, column in np.ndindex(windows.shape[-4:-2]):
        np.maximum(largest, windows[..., row, column, :, :], out=largest)
    return largest


def batch_last(array, axes):
    """The array with its batch axes behind the last `axes` axes."""
    batch_axes = range(array.ndim - axes)
    return array.transpose(*range(array.ndim - axes, array.ndim), *batch_axes)


def batch_first(array, axes):
    """The array with its batch axes, which follow the first `axes` axes, in front again."""
    return array.transpose(*range(axes, array.ndim), *range(axes))


def in_rows(images):
    """The pictures with all that belongs to one place side by side in memory: what copies them reads long rows."""
    return batch_first(np.ascontiguousarray(batch_last(images, axes=2)), axes=2)


def framed_with(images, before, below, right, fill):
    """The pictures with rows and columns of `fill` around: `before` of each above and to the left."""
    if before == below == right == 0:
        return images
    *batch, height, width = images.shape
    framed = np.full_like(images, fill, shape=(*batch, before + height + below, before + width + right))
    framed[..., before : before + height, before : before + width] = images
    return framed


def framed_to_whole(images, window, stride):
    """The pictures framed so that the windows at the far edges are whole; the height and width of a window.

    The frame holds minus infinity, which is never the largest. A window is cut down to the picture if larger.
    """
    rows, columns = images.shape[-2:]
    height, width = min(window, rows), min(window, columns)
    below, right = overhang(rows, height, stride), overhang(columns, width, stride)
    framed = framed_with(images, before=0, below=below, right=right, fill=-np.inf)
    return framed, height, width


def count_windows(size, window, stride):
    """How many windows walk along `size` pixels. Each begins inside, if the one before it has not reached the edge.

    >>> count_windows(7, window=2, stride=2)  # the last one hangs over
    4
    """
    return -(-(size - max(window - stride, 0)) // stride)  # rounded up


def overhang(size, window, stride):
    """By how many pixels the last window hangs over the far edge.

    >>> overhang(7, window=2, stride=2)
    1
    """
    return max((count_windows(size, window, stride) - 1) * stride + window - size, 0)
