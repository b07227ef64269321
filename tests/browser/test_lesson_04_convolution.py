"""Lesson 04 in a real JupyterLab: the sweep, the drawing and the layer, and whether the page says what ``ops`` says."""

import re

import numpy as np
from playwright.sync_api import expect

from convlib.ops import convolve
from convlib.pictures import FEATURES, O, X
from convlib.show import look
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.grid import Grid

LESSON = "04_convolution"
ANTIDIAGONAL = FEATURES["antidiagonal"]


def labels(values, short=False):
    return [look.label(value, short) for value in values.flat]


def has_labels(grid, values, short=False):
    """Wait until a grid shows these values."""
    grid.shows(labels(values, short))


def says_what_ops_says(scope, row, column, picture=X, feature=ANTIDIAGONAL):
    """Read the scene of the first two explorers from the page, and set it against the operations."""
    expect(scope.get_by_text(f"feature map: row {row}, column {column}", exact=True)).to_be_visible()
    has_labels(Grid(scope, "feature: click"), feature, short=True)
    has_labels(Grid(scope, "picture"), picture, short=True)
    filtered = convolve(picture, feature)
    has_labels(Grid(scope, "feature map"), filtered)
    agree = int((picture[row:row + 3, column:column + 3] == feature).sum())
    total = look.label(2 * agree - 9, short=True)
    arithmetic = Grid(scope, f"{agree} agree")
    assert arithmetic.caption().endswith(f"{agree} − {9 - agree} = {total}")
    assert arithmetic.labels() == [total, "÷", "9", "=", look.label(filtered[row, column])]
    assert Grid(scope, "picture").window() == Grid(scope, "feature map").window() == (row, column)
    return True


def layer_says_what_ops_says(scope, row, column, picture=X):
    """Read the layer from the page: the picture, and the place and the numbers in all three maps."""
    has_labels(Grid(scope, "picture"), picture, short=True)
    for name, feature in FEATURES.items():
        matches, grid = convolve(picture, feature), Grid(scope, f"{name} map")
        has_labels(Grid(scope, f"feature: {name}"), feature, short=True)
        has_labels(grid, matches)
        expect(scope.get_by_text(f"{name} map: {look.label(matches[row, column])}", exact=True)).to_be_visible()
        assert grid.window() == Grid(scope, "picture").window() == (row, column)
    return True


def test_the_map_fills_by_mouse_by_keys_and_by_scrubbing(lesson):
    scope = lesson.output("explorer")
    picture, feature_map = Grid(scope, "picture"), Grid(scope, "feature map")
    faint = feature_map.svg.locator(".convlib-faint")
    assert says_what_ops_says(scope, 0, 0)
    expect(faint).to_have_count(48)
    picture.drag((1, 1), (4, 4))
    assert says_what_ops_says(scope, 3, 3)
    unseen = faint.count()
    assert unseen < 47
    picture.press("ArrowUp", "End")
    assert says_what_ops_says(scope, 2, 6)
    feature_map.click(5, 1)
    assert says_what_ops_says(scope, 5, 1)
    feature_map.press("ArrowRight", "Home")
    assert says_what_ops_says(scope, 5, 0)
    lesson.wait_for_python("explorer.row, explorer.column", "(5, 0)")
    expect(faint).to_have_count(unseen - 5)
    handle = scope.get_by_role("slider", name="places")
    handle.press("Home")
    for _ in range(8):
        handle.press("ArrowRight")
    assert says_what_ops_says(scope, 1, 1)

    for grid, cell in ((feature_map, (2, 3)), (picture, (3, 4))):  # hovering links a cell and its patch, both ways
        lesson.page.mouse.move(*grid.centre(*cell))
        for each in (picture, feature_map):
            expect(each.svg.locator(".convlib-hint")).to_be_visible()
            assert each.window(".convlib-hint") == (2, 3)
        assert says_what_ops_says(scope, 1, 1)
    feature_map.click(2, 3)  # and a click pins it
    lesson.page.mouse.move(0, 0)
    assert says_what_ops_says(scope, 2, 3)
    expect(picture.svg.locator(".convlib-hint")).to_be_hidden()


def test_playing_sweeps_to_the_end_and_stops(lesson):
    scope = lesson.output("explorer")
    faint = Grid(scope, "feature map").svg.locator(".convlib-faint")
    lesson.python("explorer.row, explorer.column = 6, 1")
    assert says_what_ops_says(scope, 6, 1)
    before = faint.count()
    play = scope.get_by_role("button", name="play places")
    play.click()
    expect(scope.get_by_text("feature map: row 6, column 6")).to_be_visible(timeout=30_000)
    assert says_what_ops_says(scope, 6, 6)
    lesson.wait_for_python("explorer.row, explorer.column", "(6, 6)")
    expect(faint).to_have_count(before - 5)  # one cell for each place of the way
    play.press("Enter")  # and begins again at the beginning
    expect(scope.get_by_text("feature map: row 0, column")).to_be_visible()


def test_feature_picture_and_hand_are_chosen_by_mouse_and_by_keys(lesson):
    scope = lesson.output("explorer")
    feature = ANTIDIAGONAL.copy()
    feature[0, 0] = 1
    Grid(scope, "feature: click").click(0, 0)
    assert says_what_ops_says(scope, 0, 0, feature=feature)
    Grid(scope, "feature: click").press("End", "ArrowDown", "ArrowDown", "Space")
    assert says_what_ops_says(scope, 0, 0, feature=FEATURES["cross"])
    expect(scope.get_by_role("radio", name="cross")).to_have_class(re.compile("mod-active"))
    scope.get_by_role("radio", name="╲ diagonal").press("Enter")
    assert says_what_ops_says(scope, 0, 0, feature=FEATURES["diagonal"])
    scope.get_by_role("combobox").select_option("O")
    assert says_what_ops_says(scope, 0, 0, picture=O, feature=FEATURES["diagonal"])

    scope.get_by_role("radio", name="draw on the picture").click()
    expect(scope.get_by_text("picture: draw on it")).to_be_visible()
    picture = Grid(scope, "picture")
    picture.click(3, 4)
    drawn = O.copy()
    drawn[3, 4] = 1
    assert says_what_ops_says(scope, 0, 0, drawn, FEATURES["diagonal"])
    lesson.wait_for_python("explorer.hand", "'draw'")
    scope.get_by_role("radio", name="move the window").press("Enter")
    expect(scope.get_by_text("picture: drag the window")).to_be_visible()
    expect(Grid(scope, "feature map").svg.locator(".convlib-mark")).to_have_count(0)
    picture.click(4, 5)
    assert says_what_ops_says(scope, 3, 4, drawn, FEATURES["diagonal"])


def test_padding_and_stride_change_the_picture_and_the_map(lesson):
    scope = lesson.output("explorer")
    scope.get_by_role("slider", name="padding").press("ArrowRight")
    expect(scope).to_contain_text("The map has 9 + 2 × 1 − 3 + 1 = 9 rows, and as many columns.")
    picture, found = Grid(scope, "picture"), Grid(scope, "feature map")
    assert len(picture.labels()) == 121 and picture.labels()[:11] == ["0"] * 11
    scope.get_by_role("slider", name="stride").press("ArrowRight")
    expect(scope).to_contain_text("The map has (9 + 2 × 1 − 3) / 2 + 1 = 5 rows")
    picture.svg.press("ArrowRight")
    picture.stands_at(0, 2)  # two pixels further, and one cell
    found.stands_at(0, 1)
    picture.svg.press("End")
    found.stands_at(0, 4)


def test_the_hand_draws_and_the_map_outlines_what_changed(lesson):
    scope = lesson.output("explorer-draw")
    picture, feature_map = Grid(scope, "picture"), Grid(scope, "feature map")
    outlined = feature_map.svg.locator(".convlib-mark")
    drawn = X.copy()
    assert says_what_ops_says(scope, 0, 0)
    expect(feature_map.svg.locator(".convlib-faint")).to_have_count(0)
    for pixel, changed in [((4, 4), 9), ((0, 0), 1), ((0, 4), 3)]:
        picture.click(*pixel)
        drawn[pixel] *= -1
        assert says_what_ops_says(scope, 0, 0, picture=drawn)
        expect(outlined).to_have_count(changed)
    picture.drag((4, 0), (4, 8))  # a stroke, light from one side to the other
    before = convolve(drawn, FEATURES["antidiagonal"])
    drawn[4] = 1
    assert says_what_ops_says(scope, 0, 0, picture=drawn)
    expect(outlined).to_have_count(int((convolve(drawn, FEATURES["antidiagonal"]) != before).sum()))
    picture.press("ArrowDown", "Space", "Shift+ArrowLeft")  # a dark or a light pixel, then a light one
    drawn[5, 8] *= -1
    drawn[5, 7] = 1
    assert says_what_ops_says(scope, 0, 0, picture=drawn)
    lesson.wait_for_python("drawing.picture.sum()", f"np.float64({drawn.sum()})")
    feature_map.click(3, 3)  # the map still chooses the place
    assert says_what_ops_says(scope, 3, 3, picture=drawn)

    lesson.python("drawing.picture = X")
    assert says_what_ops_says(scope, 3, 3)
    centres = [picture.centre(*cell) for cell in np.ndindex(3, 9)]
    for centre in centres:  # a fast hand loses no stroke
        lesson.page.mouse.click(*centre)
    drawn = X.copy()
    drawn[:3] *= -1
    assert says_what_ops_says(scope, 3, 3, picture=drawn)
    lesson.wait_for_python("(drawing.picture[:3] == -X[:3]).all()", "np.True_")


def test_the_layer_shows_one_place_in_three_maps_and_all_follow_a_stroke(lesson):
    scope = lesson.output("explorer-layer")
    picture = Grid(scope, "picture")
    assert layer_says_what_ops_says(scope, 0, 0)
    picture.drag((1, 1), (4, 4))
    assert layer_says_what_ops_says(scope, 3, 3)
    Grid(scope, "cross map").click(1, 5)
    assert layer_says_what_ops_says(scope, 1, 5)
    Grid(scope, "antidiagonal map").press("ArrowDown", "Home")
    assert layer_says_what_ops_says(scope, 2, 0)
    scope.get_by_role("slider", name="places").press("End")
    assert layer_says_what_ops_says(scope, 6, 6)
    scope.get_by_role("combobox").select_option("O")
    assert layer_says_what_ops_says(scope, 6, 6, picture=O)
    scope.get_by_role("radio", name="draw on the picture").click()
    expect(scope.get_by_text("picture: draw on it")).to_be_visible()
    picture.drag((0, 0), (8, 0))
    drawn = O.copy()
    drawn[:, 0] = 1
    assert layer_says_what_ops_says(scope, 6, 6, picture=drawn)
    picture.press("ArrowRight", "Space")
    drawn[8, 1] *= -1
    assert layer_says_what_ops_says(scope, 6, 6, picture=drawn)

    lesson.python("layer.row, layer.column = 99, 3")
    assert layer_says_what_ops_says(scope, 6, 3, picture=drawn)
    expect(scope.get_by_role("status")).to_have_text("There is no row 99: it runs from 0 to 6. This is row 6.")


def test_the_learner_predicts_and_solves_the_exercises(lesson):
    expect(lesson.output("predict-strongest")).not_to_contain_text("The feature is a piece of the arm")
    told = lesson.predict("predict-strongest", "where the arms cross")
    expect(told).to_contain_text("You said “where the arms cross”. There the X has most white pixels.")
    expect(lesson.predict("predict-layer", "147")).to_contain_text("It is 147, as you predicted.")

    sizes = "def map_size(height, width, tall, wide):\n    return {}\n\ncheck('map_size', map_size)"
    for line, status in [("height - tall, width - wide", "One too few"), ("49", "Wrong shape"),
                         ("height - tall + 1, width - wide + 1", "correct")]:
        expect(lesson.run_cell("exercise-1-code", sizes.format(line))).to_contain_text(status)
