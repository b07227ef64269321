"""What explorers share that pool a feature map: a window of any size that walks over it in steps of any length, and
what it may keep of what it sees."""

import numpy as np

from ...ops import leaders, max_pool
from ...windows import all_windows, framed_to_whole
from .explorer import Explorer
from .traits import Whole, derived

BELOW_ALL = -2  # below every match


class Pooling(Explorer):
    """A window that walks over the ``feature_map``: ``window`` is its side and ``stride`` its step, in cells.

    As in :func:`convlib.ops.max_pool`, it may hang over the far edges, and one larger than the map is cut down to it.
    """

    window = Whole(2, 1, 7)
    stride = Whole(2, 1, 4)

    @derived("feature_map", "window", "stride")
    def windows(self):
        """What the window sees at every place, as of :func:`windows_over`."""
        return windows_over(self.feature_map, self.window, self.stride)

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand: a cell of the pooled map for each place."""
        return self.windows.shape[:2]

    @property
    def window_shape(self):
        """The height and width of the window, cut down to the map where that is smaller."""
        return self.windows.shape[2:]

    def leading(self, sign=1):
        """Which cells are the largest in each window; with ``sign`` -1, the smallest. An array as ``windows`` is."""
        is_cell = np.isfinite(self.windows)
        return leaders(np.where(is_cell, sign * self.windows, BELOW_ALL), axis=(2, 3))

    def in_map(self, chosen):
        """The numbers of the map's cells that are chosen in each window: a list for every place."""
        numbers = np.arange(self.feature_map.size).reshape(self.feature_map.shape)
        windows = windows_over(numbers, self.window, self.stride)
        return [windows[place][chosen[place]].astype(int).tolist() for place in np.ndindex(self.places)]


def windows_over(values, window, stride):
    """What a window sees at every place of a map: (rows, columns, height, width).

    Where it hangs over the edge, that is minus infinity.

    >>> windows_over([[1, 2, 3], [4, 5, 6]], window=2, stride=2).tolist()
    [[[[1.0, 2.0], [4.0, 5.0]], [[3.0, -inf], [6.0, -inf]]]]
    """
    framed, height, width = framed_to_whole(np.array(values, float), window, stride)
    return np.moveaxis(all_windows(framed, height, width, stride), (0, 1), (2, 3))


def min_pool(values, window, stride):
    """Walk a window over a map as :func:`convlib.ops.max_pool` does, and keep the smallest value in it.

    >>> print(min_pool(np.array([[1, 2], [3, -4]]), window=2, stride=2))
    [[-4.]]
    """
    return -max_pool(-values, window, stride)


def mean_pool(values, window, stride):
    """Walk a window over a map as :func:`convlib.ops.max_pool` does, and keep the mean of its values.

    >>> print(mean_pool(np.array([[1, 2], [3, -4]]), window=2, stride=2))
    [[0.5]]
    """
    windows = windows_over(values, window, stride)
    return windows.mean(axis=(2, 3), where=np.isfinite(windows))


POOLINGS = {"max": max_pool, "min": min_pool, "mean": mean_pool}
