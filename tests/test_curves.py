"""Curves in a sketch, side by side and together."""

import numpy as np
import pytest

from convlib.show.curves import curves_apart, curves_together
from convlib.show.sketch import Line, Words


def words(shapes):
    return [shape.text for shape in shapes if isinstance(shape, Words)]


def thick(sketch):
    """The curves of a sketch."""
    return [shape for shape in sketch.shapes if isinstance(shape, Line) and shape.width > 2]


def test_curves_apart_have_one_scale_and_are_cut_off_at_the_top():
    sketch = curves_apart({"one": [1, 0.5, 0], "two": [4, 1, 9]}, "steps", "error", "two runs", most=2)
    one, two = thick(sketch)
    assert len(one.points) == 3 and one.points[0][1] == two.points[1][1]  # both are 1
    assert two.points[0][1] == two.points[2][1] < one.points[0][1]
    assert two.points[0][0] > one.points[2][0]
    assert sketch.text() == "two runs" and words(sketch.shapes).count("error") == 2
    assert {"one", "two"} <= set(words(sketch.shapes))


def test_curves_together_share_their_axes_and_are_named_at_their_ends():
    sketch = curves_together([17, 51, 170], {"slow": [5, 15, 50], "quick": [0.4, 0.4, 0.5]}, "n", "ms", "two ways")
    slow, quick = thick(sketch)
    assert [x for x, _ in slow.points] == [x for x, _ in quick.points]
    heights = [y for _, y in slow.points]
    assert heights[0] - heights[1] == pytest.approx((heights[0] - heights[2]) * np.log(3) / np.log(10))
    (name,) = [shape for shape in sketch.shapes if isinstance(shape, Words) and shape.text == "slow"]
    assert name.y == slow.points[-1][1] and name.x > slow.points[-1][0]
    assert sketch.still().png()
