"""The two explorers of lesson 05 without a browser: their state, what their grids show, and what they refuse."""

import json
from pathlib import Path

import nbformat
import numpy as np
import pytest

from convlib.ops import convolve, max_pool
from convlib.pictures import FEATURES, TRICKY, O, X
from convlib.show import look
from convlib.teach.check import check
from convlib.widgets import PoolingExplorer, ShiftExplorer
from tests.reading import printed, shown

HERE = Path(__file__).parent
DECK = json.loads((HERE / "deck.json").read_text())
KNOBS = [(window, stride) for window in range(1, 8) for stride in range(1, 5)]


def marked(grid):
    """The rows and columns of the cells that are outlined."""
    return [divmod(number, grid.columns) for number in grid.marked()]


# The pooling explorer.


@pytest.mark.parametrize("name", FEATURES)
def test_the_pooled_maps_are_those_of_the_slides(name):
    pooled = PoolingExplorer(X, FEATURES[name]).grids["pooled"]
    assert shown(pooled).tolist() == printed(DECK["pooled"][name]).tolist()
    assert {fill for fill, _, words, _ in pooled.looks if words == "1.00"} == {look.COLOURS[name]}
    assert shown(ShiftExplorer(X, FEATURES[name]).grids["pooled again"]).tolist() == printed(DECK["pooled_twice"][name]).tolist()


@pytest.mark.parametrize("cell", ["pooled", "pooled-again"])
def test_the_lesson_holds_the_numbers_of_the_slides(cell):
    notebook = nbformat.read(HERE.parent / "notebooks" / "05_pooling.ipynb", as_version=4)
    (outputs,) = (found.outputs for found in notebook.cells if found.id == cell)
    expected = DECK["pooled" if cell == "pooled" else "pooled_twice"]
    words = [grid.split("\n", 1) for grid in outputs[0].data["text/plain"].split("\n\n")]
    assert [caption.split(",")[0].removeprefix("the ") for caption, _ in words] == list(expected)
    assert [[row.split() for row in rows.split("\n")] for _, rows in words] == [
        printed(values).tolist() for values in expected.values()]


def test_the_page_hears_of_a_new_end_and_a_new_place_together(monkeypatch):
    explorer = PoolingExplorer(window=2, stride=2, row=3, column=0)
    told = []
    monkeypatch.setattr(explorer.place, "_send", lambda message, buffers: told.append(message["state"]))
    explorer.window = explorer.stride = 3  # a slider that hears of the end alone would go to row 2, column 2
    assert {"max": 8, "value": 6} in told
    assert not any(state.keys() == {"max"} for state in told)


@pytest.mark.parametrize(("window", "stride"), KNOBS)
def test_every_window_shows_its_cells_its_winners_and_its_maximum(window, stride):
    explorer = PoolingExplorer(X, FEATURES["cross"], window, stride)
    filtered = convolve(X, FEATURES["cross"])
    pooled = max_pool(filtered, window, stride)
    assert shown(explorer.grids["pooled"]).tolist() == printed(pooled).tolist()
    for row, column in np.ndindex(pooled.shape):
        explorer.row, explorer.column = row, column
        top, left = row * stride, column * stride
        cells = filtered[top:top + window, left:left + window]
        seen = [[label for label in line if label] for line in shown(explorer.grids["window"]).tolist()]
        assert [line for line in seen if line] == printed(cells).tolist()
        winners = [(top + down, left + right) for down, right in np.argwhere(np.isclose(cells, cells.max()))]
        assert marked(explorer.grids["map"]) == winners
        assert marked(explorer.grids["window"]) == [(down - top, right - left) for down, right in winners]
        assert shown(explorer.grids["largest"]).tolist()[0][:3] == ["max", "=", look.label(pooled[row, column])]
        assert explorer.grids["map"].window_corner() == (top, left)
        assert explorer.grids["pooled"].window_corner() == (row, column)
        partial = f"sees {cells.size} of its {window ** 2} cells."
        assert (partial in explorer.grids["largest"].caption()) is (cells.size < window ** 2)


@pytest.mark.parametrize(("window", "stride"), KNOBS)
def test_the_sizes_in_words_are_those_of_max_pool(window, stride):
    explorer = PoolingExplorer(window=window, stride=stride)
    rows, columns = max_pool(np.zeros((7, 7)), window, stride).shape
    assert explorer.sizes().startswith(f"7 × 7 → {rows} × {columns}. ")
    assert explorer.children[1].value == explorer.sizes()
    begins = range(0, rows * stride, stride)
    assert (f"rows and columns {', '.join(map(str, begins))}." in explorer.sizes()) is (rows > 1)
    assert ("hang over" in explorer.sizes()) is (begins[-1] + window > 7)
    missed = 49 - len({cell for begin in begins for cell in range(begin, min(begin + window, 7))}) ** 2
    assert (f"{missed} of the 49 cells lie in no window." in explorer.sizes()) is (missed > 0)


def test_the_words_for_what_a_window_sees():
    explorer = PoolingExplorer()
    line = explorer.grids["largest"].caption
    assert line() == "The largest of the 4 matches wins."
    explorer.row = explorer.column = 3
    assert line() == "Hangs over the edge: sees 1 of its 4 cells."
    explorer.window, explorer.stride = 7, 1
    assert line() == "The largest match stands in 4 of the 49 cells."
    explorer.window = 1
    assert line() == "This window sees one cell, and keeps it."


def test_moving_the_window_tells_the_row_and_the_column_together():
    explorer, seen = PoolingExplorer(), []
    explorer.observe(lambda _: seen.append((explorer.row, explorer.column)), names=["row", "column"])
    explorer.grids["map"].here.value = 6
    assert set(seen) == {(1, 2)}


def test_the_knobs_turn_the_window_and_the_stride_and_follow_them():
    explorer = PoolingExplorer()
    window, stride = explorer.controls["window"], explorer.controls["stride"]
    window.value, stride.value = 3, 1
    assert (explorer.window, explorer.stride) == (3, 1)
    assert shown(explorer.grids["pooled"]).tolist() == printed(max_pool(explorer.feature_map, 3, 1)).tolist()
    explorer.window = 2
    assert window.value == 2


def test_a_knob_keeps_the_place_where_it_can_and_else_says_that_it_moved():
    explorer = PoolingExplorer(row=1, column=2)
    explorer.stride = 1
    assert (explorer.row, explorer.column, explorer.said()) == (1, 2, "")
    explorer.row = 5
    explorer.stride = 2
    assert (explorer.row, explorer.column) == (3, 2)
    assert explorer.said() == "The pooled map has no row 5, column 2 now. The window moved."
    assert explorer.grids["map"].window_corner() == (6, 4)
    explorer.grids["map"].here.value = 0
    assert explorer.said() == ""


@pytest.mark.parametrize(("trait", "asked", "kept", "least", "most"), [
    ("row", 99, 3, 0, 3), ("row", -1, 0, 0, 3), ("column", 4, 3, 0, 3),
    ("window", 0, 1, 1, 7), ("window", 8, 7, 1, 7), ("stride", -2, 1, 1, 4), ("stride", 5, 4, 1, 4)])
def test_what_is_not_possible_becomes_the_nearest_and_it_says_so(trait, asked, kept, least, most):
    explorer = PoolingExplorer()
    setattr(explorer, trait, asked)
    assert getattr(explorer, trait) == kept
    assert explorer.said() == (f"There is no {trait} {asked}: it runs from {least} to {most}. "
                               f"This is {trait} {kept}.").replace("-", "−")
    setattr(explorer, trait, least)
    assert explorer.said() == ""
    assert PoolingExplorer(**{trait: asked}).said().startswith(f"There is no {trait}")


def test_a_window_larger_than_the_map_is_cut_down_and_it_says_so():
    explorer = PoolingExplorer(X, np.ones((5, 3)), window=6)
    assert explorer.sizes() == ("5 × 7 → 1 × 2. Windows begin in rows 0 and columns 0, 2. "
                                "The last ones hang over the edge.")
    explorer = PoolingExplorer(X[:6, :7], FEATURES["cross"], window=6, stride=1)
    assert explorer.sizes() == "4 × 5 → 1 × 1. There is one window. " \
                               "A window of 6 is larger than the map. It is cut down to 4 × 5."
    assert shown(explorer.grids["window"]).tolist() == printed(explorer.feature_map).tolist()
    assert explorer.grids["map"].window == [4, 5]


@pytest.mark.parametrize("explorer", [PoolingExplorer(), ShiftExplorer()], ids=["pooling", "shift"])
def test_choosing_by_name_changes_the_feature_and_the_picture(explorer):
    explorer.controls["feature"].value = "antidiagonal"
    for name, picture in {"O": O, "X, weight": TRICKY["X_weight"]}.items():
        explorer.controls["picture"].value = name
        np.testing.assert_array_equal(explorer.picture, picture)
        filtered = convolve(picture, FEATURES["antidiagonal"])
        assert shown(explorer.grids["pooled"]).tolist() == printed(max_pool(filtered)).tolist()
    explorer.feature = np.ones((2, 2))
    assert explorer.controls["feature"].value is None


@pytest.mark.parametrize("explorer", [PoolingExplorer(), ShiftExplorer()], ids=["pooling", "shift"])
@pytest.mark.parametrize(("trait", "value", "error", "words"), [
    ("picture", np.where(X > 0, np.nan, X), ValueError, r"picture\[1, 1\] is nan"),
    ("feature", "abc", TypeError, "feature must hold real numbers.*'abc'"),
    ("feature", [1, -1], ValueError, r"feature must have rows and columns, but its shape is \(2,\)"),
    ("feature", np.ones((10, 3)), ValueError, "feature must fit .*, but the feature is 10 × 3 and the picture 9 × 9"),
    ("picture", np.ones((2, 2)), ValueError, r"\(2, 2\)|2 × 2"),
])
def test_what_is_no_picture_is_refused_and_nothing_changes(explorer, trait, value, error, words):
    before = explorer.text()
    with pytest.raises(error, match=words):
        setattr(explorer, trait, value)
    assert explorer.text() == before and explorer.said() == ""


def test_a_choice_that_does_not_fit_says_why_and_is_taken_back():
    explorer = PoolingExplorer(np.ones((2, 2)), [[1, 1]])
    explorer.controls["feature"].value = "cross"
    assert "feature must fit into the picture" in explorer.said()
    assert explorer.controls["feature"].value is None and explorer.feature.shape == (1, 2)


def test_pixels_beyond_the_scale_are_clamped_and_it_says_so():
    explorer = PoolingExplorer(X * 3)
    np.testing.assert_array_equal(explorer.picture, X)
    assert "picture" in explorer.said()


# The shift explorer.


def moved(picture, down, right):
    """The picture moved, pixel by pixel, with black where nothing comes from."""
    rows, columns = picture.shape
    return np.array([[picture[row - down, column - right] if 0 <= row - down < rows and 0 <= column - right < columns
                      else -1 for column in range(columns)] for row in range(rows)])


@pytest.mark.parametrize(("name", "picture"), [
    ("diagonal", X), ("cross", O), ("antidiagonal", TRICKY["X_translation"])])
def test_every_move_shows_its_maps_and_counts_what_changed(name, picture):
    explorer = ShiftExplorer(picture, FEATURES[name])
    for down, right in np.ndindex(5, 5):
        explorer.down, explorer.right = int(down) - 2, int(right) - 2
        now = moved(picture, explorer.down, explorer.right)
        before, after = convolve(picture, FEATURES[name]), convolve(now, FEATURES[name])
        stages = {"map": (before, after), "pooled": (max_pool(before), max_pool(after)),
                  "pooled again": (max_pool(max_pool(before)), max_pool(max_pool(after)))}
        picture_there = explorer.grids["picture, moved"]
        assert shown(picture_there).tolist() == [[look.label(pixel, short=True) for pixel in row] for row in now]
        assert picture_there.window_corner() == (down, right)
        for stage, (home, there) in stages.items():
            grid = explorer.grids[f"{stage}, moved"]
            assert shown(grid).tolist() == printed(there).tolist() and shown(explorer.grids[stage]).tolist() == printed(home).tolist()
            changed = np.argwhere(~np.isclose(home, there)).tolist()
            assert [list(cell) for cell in marked(grid)] == changed
            assert grid.caption().startswith(f"{len(changed)} of {home.size} changed")
            assert not changed or grid.caption().endswith(f", {look.label(abs(home - there).mean())} a cell")


def test_what_the_lesson_says_about_a_move_of_one_pixel():
    explorer = ShiftExplorer()
    counts = {}
    for name, right in [("diagonal", 1), ("diagonal", -1), ("cross", 1), ("cross", -1)]:
        explorer.feature, explorer.right = FEATURES[name], right
        counts[name, right] = [len(grid.marked()) for grid in list(explorer.grids.values())[3::2]]
    assert counts == {("diagonal", 1): [46, 9, 0], ("diagonal", -1): [46, 14, 1],
                      ("cross", 1): [48, 11, 2], ("cross", -1): [48, 7, 0]}


def test_it_says_which_perfect_matches_stay_and_what_leaves_the_picture():
    explorer = ShiftExplorer()
    assert explorer.said() == ""
    explorer.grids["picture, moved"].here.value = 13
    assert (explorer.down, explorer.right) == (0, 1)
    assert explorer.said() == ("Perfect matches (1.00) still in the same cell: 0 of 4 before pooling, 2 of 3 after it, "
                               "2 of 2 after a second pooling.")
    explorer.down = explorer.right = 2
    assert explorer.said().endswith("3 of the 13 white pixels left the picture.")
    explorer.down = explorer.right = 0
    assert explorer.said() == ""
    assert explorer.grids["picture, moved"].caption() == "not moved: drag the frame"
    explorer.picture, explorer.feature, explorer.right = O, FEATURES["cross"], 1
    assert convolve(O, FEATURES["cross"]).max() < 1 and explorer.said() == ""


@pytest.mark.parametrize(("down", "right", "words"), [
    (1, 0, "moved 1 down"), (-2, 0, "moved 2 up"), (0, 1, "moved 1 right"), (2, -1, "moved 2 down, 1 left")])
def test_a_move_in_words(down, right, words):
    assert ShiftExplorer(down=down, right=right).grids["picture, moved"].caption() == words


@pytest.mark.parametrize(("trait", "asked", "kept"), [("down", 3, 2), ("right", -9, -2)])
def test_a_move_too_far_goes_as_far_as_it_can_and_it_says_so(trait, asked, kept):
    explorer = ShiftExplorer(**{trait: asked})
    assert getattr(explorer, trait) == kept
    assert f"There is no {trait} {asked}: it runs from -2 to 2. This is {trait} {kept}.".replace("-", "−") \
        in explorer.said()
    explorer.grids["picture, moved"].here.value = 12
    assert explorer.said() == ""


def test_a_picture_of_another_size_keeps_the_move():
    explorer = ShiftExplorer(right=1)
    explorer.picture = X[:7, 1:]
    assert (explorer.down, explorer.right) == (0, 1)
    frame = explorer.grids["picture, moved"]
    assert frame.window == [3, 4] and frame.places == 25 and frame.window_corner() == (2, 3)
    with pytest.raises(ValueError, match=r"at least 5 rows and columns.*\(4, 9\)"):
        explorer.picture = X[:4]


# Both.


@pytest.mark.parametrize("kind", [PoolingExplorer, ShiftExplorer])
def test_words_and_pictures_are_the_same_every_time_and_follow_the_state(kind):
    first, second = kind(), kind()
    assert first.text() == second.text() and first.still().png() == second.still().png()
    second.picture = O
    assert first.text() != second.text() and first.still().png() != second.still().png()
    data, _ = first._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}


# The exercises.


def test_the_check_knows_what_beginners_write():
    def whole_windows(image):
        rows, columns = (size // 2 for size in image.shape)
        return image[:2 * rows, :2 * columns].reshape(rows, 2, columns, 2).max(axis=(1, 3))

    def four_by_four(image):
        return np.array([[image[2 * row:2 * row + 2, 2 * column:2 * column + 2].max() for column in range(4)]
                         for row in range(4)])

    assert "7 rows become 4, not 3" in check("pool_by_hand", whole_windows).diagnosis
    assert "The sizes of this case: image 4 × 4." in check("pool_by_hand", four_by_four).diagnosis
    assert check("pool_by_hand", lambda image: np.maximum(max_pool(image), 0)).diagnosis.startswith("Nothing below 0.")
    assert check("pool_by_hand", max_pool).status == "correct"


@pytest.mark.parametrize(("function", "name"), [
    (lambda size, window, stride: (size - window) // stride + 1, "Only whole windows"),
    (lambda size, window, stride: -(-size // stride), "Every place inside"),
    (lambda size, window, stride: -(-(size - window) // stride), "One too few"),
    (lambda size, window, stride: (size - window) / stride + 1, "Not a whole number"),
])
def test_the_check_names_the_usual_ways_to_count_windows(function, name):
    assert check("pooled_size", function).diagnosis.startswith(f"{name}.")


def test_a_slider_of_one_place_rests():
    explorer = PoolingExplorer()
    assert not explorer.place.disabled
    explorer.window = 7  # as large as the map
    assert explorer.place.disabled
    explorer.window = 6
    assert not explorer.place.disabled


# What the lesson says of moves.


def test_pooling_mostly_makes_a_change_smaller_and_twice_a_moved_x_is_nearer_than_an_o():
    features = [*FEATURES.values()]

    def stages(picture):
        maps = convolve(picture, features)
        return maps, max_pool(maps), max_pool(max_pool(maps))

    def changes(picture):
        """The average change of each map, for each stage and feature."""
        return np.array([abs(one - other).mean(axis=(1, 2)) for one, other in zip(stages(X), stages(picture))])

    moved = np.array([changes(np.roll(X, (down - 1, right - 1), axis=(0, 1))) for down, right in np.ndindex(3, 3)
                      if (down, right) != (1, 1)])
    smaller = [(moved[:, stage] < moved[:, 0] - 1e-9).sum() for stage in (1, 2)]
    assert moved[:, 0].size == 24 and smaller == [16, 21]
    assert (moved[:, 2].mean(axis=1) < changes(O)[2].mean()).all()


@pytest.mark.parametrize(("name", "down", "right", "counts", "same"), [
    ("diagonal", 0, 1, [46, 9, 0], [0, 2, 2]), ("diagonal", 0, -1, [46, 14, 1], [0, 2, 2]),
    ("diagonal", 2, -2, [40, 13, 3], [0, 0, 0]), ("cross", 0, 1, [48, 11, 2], [0, 0, 0]),
    ("cross", 0, -1, [48, 7, 0], [0, 1, 1])])
def test_what_one_may_have_found_while_moving(name, down, right, counts, same):
    explorer = ShiftExplorer(X, FEATURES[name], down=down, right=right)
    told = [explorer.grids[f"{stage}, moved"].caption() for stage in ("map", "pooled", "pooled again")]
    assert [int(words.split()[0]) for words in told] == counts
    assert [stayed for stayed, _ in explorer.survivors()] == same
