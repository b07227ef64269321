"""Moving, scaling, turning and thickening: what must hold for every letter, and what the deck itself did."""

import json
from pathlib import Path

import numpy as np
import pytest

from convlib.pictures import TRICKY, O, X, picture
from convlib.transform import transform

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
TEN = {name: picture("\n".join(rows)) for name, rows in DECK["images"].items()}
EVERY = pytest.mark.parametrize("name", TEN)


def shifted(pixels, down, right):
    """The picture moved by whole pixels, as one would with slices: what comes in is black."""
    framed = np.pad(pixels, 12, constant_values=-1.0)
    rows, columns = pixels.shape
    return framed[12 - down:12 - down + rows, 12 - right:12 - right + columns]


SIDES = {(-1, 0), (1, 0), (0, -1), (0, 1)}
SIDES_AND_CORNERS = SIDES | {(-1, -1), (-1, 1), (1, -1), (1, 1)}


def pieces(pixels, touching=SIDES_AND_CORNERS):
    """How many pieces the True pixels form."""
    waiting = set(map(tuple, np.argwhere(pixels).tolist()))
    count = 0
    while waiting:
        count += 1
        reached = [waiting.pop()]
        while reached:
            row, column = reached.pop()
            near = {(row + down, column + right) for down, right in touching} & waiting
            waiting -= near
            reached += near
    return count


@EVERY
def test_unchanged_is_exactly_the_picture_and_a_new_one(name):
    same = transform(TEN[name])
    np.testing.assert_array_equal(same, TEN[name])
    assert not np.shares_memory(same, TEN[name])


@EVERY
def test_whole_pixels_move_it_as_slices_do(name):
    for down, right in [(1, 0), (0, -1), (-2, 3), (4, 4), (9, 0), (0, -12)]:
        np.testing.assert_array_equal(transform(TEN[name], down, right), shifted(TEN[name], down, right))


@EVERY
@pytest.mark.parametrize("quarters", [-1, 1, 2, 3, 4])
def test_quarter_turns_are_exact(name, quarters):
    np.testing.assert_array_equal(transform(TEN[name], turn=90 * quarters), np.rot90(TEN[name], quarters))


@pytest.mark.parametrize(("letter", "name", "change"), [
    (X, "X_translation", {"down": -1, "right": -1}), (O, "O_translation", {"down": 1, "right": -1}),
    (X, "X_scaling", {"scale": 2 / 3}), (O, "O_scaling", {"scale": 2 / 3}), (X, "X_weight", {"thick": 1})])
def test_it_makes_the_trickier_cases_of_the_deck(letter, name, change):
    np.testing.assert_array_equal(transform(letter, **change), TEN[name])


@EVERY
def test_a_thicker_stroke_loses_no_white_pixel_and_gains_some(name):
    changes = dict(down=0.3, right=-0.4, scale=0.9, turn=[0, 17, 45, 130])
    strokes = [transform(TEN[name], thick=thick, **changes) for thick in (0, 0.5, 1, 2)]
    for thin, thicker in zip(strokes, strokes[1:], strict=False):
        assert (thicker >= thin).all()
    assert (strokes[2] > strokes[0]).any(axis=(-2, -1)).all()


def test_a_smaller_x_is_still_two_arms_that_cross():
    smaller = transform(X, scale=2 / 3)
    arms = np.eye(9, dtype=bool) | np.eye(9, dtype=bool)[::-1]
    np.testing.assert_array_equal(smaller[2:7, 2:7] > 0, arms[2:7, 2:7])
    assert (smaller > 0).sum() == 9


@pytest.mark.parametrize("letter", [X, O], ids="XO")
def test_no_stroke_breaks_however_it_is_moved_shrunk_and_turned(letter):
    random = np.random.default_rng(8)
    count = 400
    pictures = transform(letter, *random.uniform(-1, 1, (2, count)), scale=random.uniform(0.6, 1, count),
                         turn=random.uniform(-180, 180, count))
    assert [pieces(pixels > 0) for pixels in pictures] == [1] * count
    white = (pictures > 0).sum(axis=(1, 2))
    assert white.min() >= 7 and white.max() <= 25  # as thin as before


@pytest.mark.parametrize("scale", [1.15, 1.3])
def test_no_stroke_breaks_where_it_grows(scale):
    for turn in range(-90, 91, 15):
        assert pieces(transform(X, scale=scale, turn=turn) > 0) == 1


def test_an_o_keeps_its_hole():
    for change in ({"scale": 0.6}, {"turn": 33}, {"right": 0.5, "down": 0.5}, {"scale": 0.7, "turn": 20}, {"thick": 1}):
        black = np.pad(transform(O, **change), 1, constant_values=-1.0) < 0
        assert black[5, 5] and pieces(black, SIDES) == 2, change  # the hole, and all that is outside


def test_a_solid_patch_stays_solid_when_it_grows():
    block = np.full((9, 9), -1.0)
    block[3:6, 3:6] = 1
    grown = transform(block, scale=2)
    assert (grown[2:7, 2:7] == 1).all() and (grown > 0).sum() == 25


def test_a_dot_does_not_get_lost_between_the_pixels():
    dot = np.full((9, 9), -1.0)
    dot[4, 4] = 1
    changed = transform(dot, down=np.linspace(-1, 1, 21), right=0.5, scale=0.6)
    assert ((changed > 0).sum(axis=(1, 2)) == 1).all()


def test_many_at_once_are_the_same_as_one_by_one():
    random = np.random.default_rng(3)
    pictures = np.stack(list(TEN.values()))
    changes = {"down": random.uniform(-2, 2, 10), "right": random.uniform(-2, 2, 10), "thick": random.uniform(0, 2, 10),
               "scale": random.uniform(0.6, 1.3, 10), "turn": random.uniform(-180, 180, 10)}
    together = transform(pictures, **changes)
    for number in range(10):
        alone = transform(pictures[number], **{name: values[number] for name, values in changes.items()})
        np.testing.assert_array_equal(together[number], alone)


def test_axes_in_front_fit_together_as_numpy_has_it():
    assert transform(X, turn=[0, 30]).shape == (2, 9, 9)
    assert transform(np.stack([X, O]), turn=np.zeros((3, 1))).shape == (3, 2, 9, 9)
    np.testing.assert_array_equal(transform(np.stack([X, O]), right=[1, 0])[1], O)


def test_any_picture_of_any_shape_comes_back_unchanged():
    random = np.random.default_rng(5)
    for shape in [(1, 1), (2, 5), (7, 4), (12, 12)]:
        pictures = random.choice([-1.0, 1.0], (20, *shape))
        np.testing.assert_array_equal(transform(pictures), pictures)


@EVERY
@pytest.mark.parametrize("size", [(9, 9), (11, 15), (13, 9), (7, 9), (5, 3), (1, 1)])
def test_a_new_size_adds_or_cuts_the_same_on_either_side(name, size):
    framed = np.pad(TEN[name], 3, constant_values=-1.0)
    top, left = ((15 - length) // 2 for length in size)
    np.testing.assert_array_equal(transform(TEN[name], size=size), framed[top : top + size[0], left : left + size[1]])


def test_in_a_new_size_everything_happens_about_the_same_middle():
    for change in ({"turn": 33}, {"scale": 0.7, "thick": 1}, {"down": 1.5, "right": -0.5}):
        np.testing.assert_array_equal(transform(X, size=(21, 17), **change)[6:15, 4:13], transform(X, **change))
    once = transform(np.stack([X, O]), turn=[10, 50], size=(12, 12))
    assert once.shape == (2, 12, 12)
    np.testing.assert_array_equal(once[1], transform(O, turn=50, size=(12, 12)))


def test_a_size_twice_as_large_holds_a_letter_twice_as_large():
    large = transform(X, scale=2, size=(17, 17))
    np.testing.assert_array_equal(large[::2, ::2], X)
    assert pieces(large > 0) == 1 and (large > 0).sum() == 25  # two arms of 13 pixels that cross in one


def test_the_picture_is_not_written_into():
    mine = np.stack([X, TRICKY["O_weight"]])
    before = mine.copy()
    transform(mine, 1, 1, 0.8, 20, 1)
    np.testing.assert_array_equal(mine, before)


@pytest.mark.parametrize(("given", "error", "words"), [
    ({"picture": X / 2}, ValueError, r"picture must hold only 1 \(white\) and -1 \(black\), .*picture\[0, 0\] is -0.5"),
    ({"picture": X[0]}, ValueError, r"picture must have rows and columns .*\(9,\)"),
    ({"picture": "X"}, TypeError, "picture must hold real numbers.*'X'"),
    ({"scale": 0}, ValueError, "scale must be larger than 0, but it is 0.0"),
    ({"scale": [1, -2]}, ValueError, "scale must be larger than 0, but it is -2.0"),
    ({"thick": -0.5}, ValueError, "thick must be 0 or more pixels, but it is -0.5"),
    ({"turn": np.nan}, ValueError, "turn must hold finite numbers, but turn is nan"),
    ({"down": np.inf}, ValueError, "down must hold finite numbers, but down is inf"),
    ({"right": "far"}, TypeError, "right must hold real numbers.*'far'"),
    ({"size": 9}, ValueError, r"size must be \(rows, columns\), but it is 9"),
    ({"size": (9, 9, 9)}, ValueError, r"size must be \(rows, columns\), but it is \(9, 9, 9\)"),
    ({"size": (0, 9)}, ValueError, "rows must be a whole number of at least 1, but it is 0"),
    ({"size": (9, 9.5)}, TypeError, "columns must be a whole number of at least 1, but it is 9.5"),
    ({"turn": [1, 2], "scale": [1, 2, 3]}, ValueError, r"must fit together, but they are scale \(3,\), turn \(2,\)"),
    ({"picture": np.stack([X, O]), "turn": [1, 2, 3]}, ValueError, r"picture \(2,\), turn \(3,\)"),
])
def test_what_cannot_be_is_refused_by_name(given, error, words):
    with pytest.raises(error, match=words):
        transform(**{"picture": X, **given})
