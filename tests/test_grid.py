"""PixelGrid without a browser: what it tells the browser, what it refuses, and what it does with an edit."""

import itertools

import ipywidgets
import numpy as np
import pytest

from convlib.ops import max_pool
from convlib.show import look
from convlib.show.grid import PixelGrid


def chequered(*shape):
    return look.pixels(np.where(np.indices(shape).sum(axis=0) % 2, 1, -1))


def test_it_sends_every_cell_of_every_frame():
    cells = chequered(5, 4, 2, 3)
    grid = PixelGrid(cells)
    assert (grid.panels, grid.rows, grid.columns, len(grid.frames)) == (4, 2, 3, 5)
    np.testing.assert_array_equal(np.reshape(grid.frames, (5, 4, 2, 3)), cells.index)


def test_the_frame_cursor_chooses_what_shows():
    cursor = ipywidgets.IntSlider(max=4)
    grid = PixelGrid(look.pixels(np.linspace(-1, 1, 5).reshape(5, 1, 1, 1)), caption=list("abcde"), frame=cursor)
    for number, shown in enumerate(("−1", "−.50", "0", ".50", "1")):
        cursor.value = number
        assert grid.text() == f"{'abcde'[number]}\n{shown:>4}"


@pytest.mark.parametrize(("window", "places"), [((3, 3), 49), ((1, 1), 81), ((9, 9), 1), ((2, 5), 40)])
def test_a_window_gets_a_cursor_that_counts_its_places(window, places):
    grid = PixelGrid(chequered(9, 9), window=window)
    corners = []
    for place in range(grid.here.max + 1):
        grid.here.value = place
        corners.append(grid.window_corner())
    assert len(set(corners)) == places
    assert corners[0] == (0, 0) and corners[-1] == (9 - window[0], 9 - window[1])


def test_grids_may_share_a_cursor():
    one = PixelGrid(chequered(9, 9), window=(3, 3))
    other = PixelGrid(chequered(7, 7), window=(1, 1), here=one.here)
    one.here.value = 24
    assert one.window_corner() == other.window_corner() == (3, 3)


def test_the_panels_of_a_stack_stand_below_or_beside_each_other():
    cells = chequered(3, 2, 4)
    below, beside = PixelGrid(cells, cell=10), PixelGrid(cells, cell=10, across=True)
    (wide, tall), (wider, lower) = below.size(), beside.size()
    assert (wider - wide, tall - lower) == (2 * (40 + 14), 2 * (20 + 14))
    assert below.text() == beside.text() and below.still().png() != beside.still().png()


@pytest.mark.parametrize("window", [(0, 1), (1, 10), (10, 1), (3,), (-1, 2)])
def test_a_window_that_does_not_fit_is_refused_by_name(window):
    with pytest.raises(ValueError, match=r"window \(.*\) must fit into the grid of 9 rows and 9 columns"):
        PixelGrid(chequered(9, 9), window=window)


def test_a_cursor_without_a_window_marks_one_cell():
    grid = PixelGrid(chequered(3, 3), here=ipywidgets.IntSlider(5, max=8))
    assert grid.window_corner() == (1, 2)


def test_a_cursor_that_does_not_count_from_0_is_refused():
    with pytest.raises(ValueError, match="here must count places from 0, but its min is 5"):
        PixelGrid(chequered(3, 3), here=ipywidgets.IntSlider(min=5, max=8))


def test_the_still_shows_the_window_and_what_is_faint():
    cursor = ipywidgets.IntSlider(4, max=9)
    plain, windowed = PixelGrid(chequered(3, 3)), PixelGrid(chequered(3, 3), here=cursor)
    faded = PixelGrid(chequered(3, 3), here=cursor, fade="after")
    stills = {grid.still().png() for grid in (plain, windowed, faded)}
    assert len(stills) == 3
    cursor.value = 9  # past the last cell: nothing is marked, nothing is faint
    assert windowed.still().png() == faded.still().png() == plain.still().png()


def test_cells_that_are_no_grid_are_refused():
    with pytest.raises(ValueError, match=r"cells must have rows and columns.*\(3,\)"):
        PixelGrid(look.pixels([1, 0, -1]))


def test_a_wrong_number_of_captions_is_refused():
    with pytest.raises(ValueError, match="caption must be one line, or one for each of the 5 frames, not 2"):
        PixelGrid(chequered(5, 1, 2, 2), caption=["a", "b"])


@pytest.mark.parametrize(("size", "window", "stride"), [*itertools.product(range(1, 10), range(1, 5), range(1, 5))])
def test_a_window_with_a_stride_stands_where_max_pool_looks(size, window, stride):
    window = min(window, size)
    values = np.random.default_rng(size).random((3, size, size))
    grid = PixelGrid(look.pixels(values), window=(window, window), stride=stride)
    pooled = max_pool(values, window, stride)
    assert (grid.places, grid.rows_of_places) == (pooled.size, pooled.shape[1])
    largest = []
    for place in range(grid.places):
        grid.here.value = place
        row, column = grid.window_corner()
        panel = place // pooled[0].size
        largest.append(values[panel, row:row + window, column:column + window].max())
    np.testing.assert_array_equal(largest, pooled.flat)


def test_marks_follow_the_frame_cursor_and_show_in_the_still():
    cursor = ipywidgets.IntSlider(max=1)
    grid = PixelGrid(chequered(2, 2, 2), marks=[[0], [5, 7]], frame=cursor)
    first = grid.still().png()
    cursor.value = 1
    assert grid.marked() == [5, 7] and grid.still().png() != first
    unfaded = grid.still().png()
    grid.fade = "unmarked"
    assert grid.still().png() != unfaded
    grid.marks, grid.fade = [[]], ""
    assert grid.still().png() == PixelGrid(chequered(2, 2, 2)).still().png()


def test_a_stroke_reaches_the_handler_cell_by_cell_and_is_answered(monkeypatch):
    grid = PixelGrid(chequered(2, 3), pens=look.pixels([-1, 1]).looks)
    strokes, answers = [], []
    grid.draws = lambda cells, light: strokes.append((cells, light))
    monkeypatch.setattr(grid, "send", answers.append)
    message = {"draw": [[0, True], [2, True], [5, False]], "on": [2, 3], "stroke": 3, "from": "a view"}
    grid._handle_custom_msg(message, [])
    assert strokes == [([(1, 2)], False), ([(0, 0), (0, 2)], True)]
    assert answers == [{"drawn": "a view"}] and grid.stroke == ("a view", 3)
    grid.show(chequered(3, 2), "")
    grid._handle_custom_msg(message, [])  # on cells that are no more there
    assert len(strokes) == 2 and len(answers) == 2


def test_show_changes_everything_in_one_message(monkeypatch):
    grid = PixelGrid(chequered(2, 2), caption="before")
    sent = []
    monkeypatch.setattr(grid, "send_state", lambda key=None: sent.append(set(key)))
    grid.show(chequered(3, 4), "after")
    assert len(sent) == 1
    assert {"rows", "columns", "frames", "captions"} <= sent[0]
    assert grid.caption() == "after" and (grid.rows, grid.columns) == (3, 4)


def test_its_outputs_hold_words_a_picture_and_the_live_view():
    data, metadata = PixelGrid(chequered(2, 2), caption="small")._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert data["text/plain"].startswith("small\n")
    assert metadata["image/png"] == {"width": 88, "height": 114, "alt": "small"}


def test_its_words_hold_no_address_of_memory():
    assert "0x" not in repr(PixelGrid(chequered(2, 2)))
