"""Lesson 06 in a real JupyterLab: what the hand does, and whether the page then says what ``ops`` says."""

import numpy as np
import pytest
from playwright.sync_api import expect

from convlib.ops import convolve, max_pool, relu
from convlib.pictures import FEATURES, TRICKY, O, X
from convlib.show import look
from convlib.widgets.parts.pooling import mean_pool
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.grid import Grid, sizes

LESSON = "06_relu"
DIAGONAL = convolve(X, FEATURES["diagonal"])


def printed(values):
    return [look.label(value) for value in np.ravel(values)]


def shows(grid, values):
    """Wait until a grid shows these values."""
    grid.shows(printed(values))


def curve(scope):
    return scope.locator(".convlib-sketch:not(.convlib-key) svg")


def says_what_ops_says(scope, row, column, filtered=DIAGONAL):
    """Read both maps and the curve from the page, and set them against the operations."""
    before, after = printed(filtered[row, column])[0], printed(relu(filtered[row, column]))[0]
    expect(curve(scope)).to_have_attribute("aria-label", f"row {row}, column {column}: {before} becomes {after}")
    expect(curve(scope)).to_contain_text(f"{before} → {after}")
    rectified = Grid(scope, "rectified map")
    shows(Grid(scope, "feature map"), filtered)
    shows(rectified, relu(filtered))
    assert rectified.caption() == f"rectified map: row {row}, column {column}"
    assert Grid(scope, "feature map").window() == rectified.window() == (row, column)
    return True


def middle(locator):
    """Where on the screen the middle of something is, from left to right."""
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2


def test_the_window_goes_through_the_map_by_mouse_and_by_keys_and_the_curve_follows(lesson):
    scope = lesson.output("explorer")
    assert says_what_ops_says(scope, 0, 0)
    feature_map, rectified = Grid(scope, "feature map"), Grid(scope, "rectified map")
    faint = rectified.svg.locator(".convlib-faint")
    expect(faint).to_have_count(48)
    feature_map.drag((0, 0), (0, 1), (2, 3))
    assert says_what_ops_says(scope, 2, 3)
    assert faint.count() < 46
    rectified.click(5, 1)
    assert says_what_ops_says(scope, 5, 1)
    feature_map.press("End", "ArrowDown", "ArrowLeft")
    assert says_what_ops_says(scope, 6, 5)
    lesson.wait_for_python("explorer.row, explorer.column", "(6, 5)")
    lesson.python("explorer.row = 2; explorer.column = 3; explorer.row = 6; explorer.column = 2")
    assert says_what_ops_says(scope, 6, 2)
    play, stop = (scope.get_by_role("button", name=f"{does} places") for does in ("play", "stop"))
    play.click()
    assert says_what_ops_says(scope, 6, 6)
    stop.click()  # and back to the beginning
    assert says_what_ops_says(scope, 0, 0)
    places = scope.locator(".noUi-handle").first
    places.press("ArrowRight")
    assert says_what_ops_says(scope, 0, 1)


def test_any_value_can_be_tried_on_the_slider_and_the_window_takes_the_curve_back(lesson):
    scope = lesson.output("explorer")
    handle = scope.locator(".noUi-handle").nth(1)
    dot = curve(scope).locator("circle").last  # on its dark outline
    assert says_what_ops_says(scope, 0, 0)
    assert middle(handle) == pytest.approx(middle(dot), abs=4)  # the slider lies below the curve, on its scale
    Grid(scope, "feature map").click(0, 1)
    assert says_what_ops_says(scope, 0, 1)
    handle.press("ArrowLeft")
    expect(curve(scope)).to_have_attribute("aria-label", "a value of your own: −.12 becomes 0")
    handle.press("End")
    expect(curve(scope)).to_have_attribute("aria-label", "a value of your own: 1.00 becomes 1.00")
    assert middle(handle) == pytest.approx(middle(dot), abs=4)
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lesson.page.mouse.move(x, y)
    lesson.page.mouse.down()
    lesson.page.mouse.move(x - 400, y, steps=12)
    lesson.page.mouse.up()
    expect(curve(scope)).to_have_attribute("aria-label", "a value of your own: −1.00 becomes 0")
    lesson.wait_for_python("explorer.value", "-1.0")
    assert middle(handle) == pytest.approx(middle(dot), abs=4)
    lesson.python("explorer.value = 3")
    expect(scope.get_by_role("status")).to_have_text(
        "The curve runs from −1 to 1. The value 3 was moved to 1.")
    Grid(scope, "feature map").press("ArrowLeft")
    assert says_what_ops_says(scope, 0, 0)
    expect(scope.get_by_role("status")).to_be_empty()


def test_another_picture_and_another_feature_make_another_map(lesson):
    scope = lesson.output("explorer")
    scope.get_by_role("radio", name="cross").click()
    assert says_what_ops_says(scope, 0, 0, convolve(X, FEATURES["cross"]))
    scope.get_by_role("combobox").select_option("O")
    assert says_what_ops_says(scope, 0, 0, convolve(O, FEATURES["cross"]))
    Grid(scope, "feature map").press("ArrowRight")
    assert says_what_ops_says(scope, 0, 1, convolve(O, FEATURES["cross"]))


def roads_are_those_of_ops(scope, filtered, name="max", pool=max_pool, window=2, stride=2):
    """Wait for the sentence that compares the two ends, and set every map on the roads against the operations."""
    upper, lower = pool(relu(filtered), window, stride), relu(pool(filtered, window, stride))
    count = np.count_nonzero(~np.isclose(upper, lower))
    expect(scope.get_by_text(f"{count} of {upper.size} cells differ.")).to_be_visible()
    for caption, values in {"feature map": filtered, "after ReLU": relu(filtered), f"then {name} pooling": upper,
                            f"after {name} pooling": pool(filtered, window, stride), "then ReLU": lower,
                            "upper − lower": upper - lower}.items():
        shows(Grid(scope, caption), values)
    return count


def test_pooling_and_relu_in_either_order_end_in_the_same_map_whatever_the_knobs(lesson):
    scope = lesson.output("explorer-orders")
    _, window, stride = scope.locator(".noUi-handle").all()
    assert roads_are_those_of_ops(scope, DIAGONAL) == 0
    window.press("ArrowRight")
    stride.press("ArrowLeft")
    assert roads_are_those_of_ops(scope, DIAGONAL, window=3, stride=1) == 0
    window.press("ArrowLeft")
    stride.press("ArrowRight")
    scope.get_by_role("radio", name="cross").click()
    scope.get_by_role("combobox").select_option("X, weight")
    thick = convolve(TRICKY["X_weight"], FEATURES["cross"])
    assert roads_are_those_of_ops(scope, thick) == 0
    scope.get_by_role("radio", name="the smallest").click()
    assert roads_are_those_of_ops(scope, thick, "min", lambda values, *size: -max_pool(-values, *size)) == 0
    scope.get_by_role("radio", name="the mean").click()
    assert roads_are_those_of_ops(scope, thick, "mean", mean_pool) > 0
    lesson.python("orders.window = 9")
    expect(scope.get_by_role("status").last).to_have_text(
        "There is no window 9: it runs from 1 to 7. This is window 7.")
    assert roads_are_those_of_ops(scope, thick, "mean", mean_pool, window=7) >= 0


def test_the_window_stands_in_all_maps_of_the_two_roads(lesson):
    scope = lesson.output("explorer-orders")
    ends = [Grid(scope, caption) for caption in ("then max", "after max", "then ReLU", "upper")]
    whole = [Grid(scope, caption) for caption in ("feature map", "after ReLU")]
    told = scope.get_by_role("status").first
    Grid(scope, "then ReLU").click(0, 1)
    assert {grid.window() for grid in ends} == {(0, 1)} and {grid.window() for grid in whole} == {(0, 2)}
    expect(told).to_contain_text("ReLU first: .11, .33, 0, .33 → largest .33")
    expect(told).to_contain_text("Pooling first: .11, .33, −.11, .33 → largest .33 → ReLU .33")
    assert [grid.window(".convlib-mark") for grid in whole] == [(0, 3), (0, 3)]
    whole[0].drag((0, 2), (4, 4))
    whole[0].press("ArrowLeft")
    assert {grid.window() for grid in ends} == {(2, 1)} and {grid.window() for grid in whole} == {(4, 2)}
    lesson.wait_for_python("orders.row, orders.column", "(2, 1)")
    assert [grid.window(".convlib-mark") for grid in whole] == [(5, 3), (5, 3)]
    ends[0].press("ArrowDown", "End")  # the last window: only one of its cells lies in the map
    expect(told).to_contain_text("ReLU first: .77 → largest .77")


def test_the_two_roads_stand_on_two_lines_and_in_a_narrow_window_nothing_is_cut(lesson):
    scope = lesson.output("explorer-orders")
    upper, lower = (["feature map", "after ReLU", "then max", "upper"], ["after max", "then ReLU"])
    for captions in (upper, lower):
        tops = [Grid(scope, caption).svg.bounding_box()["y"] for caption in captions]
        assert max(tops) - min(tops) < 1
    for one, other in (("after ReLU", "after max"), ("then max", "then ReLU")):
        lefts = [Grid(scope, caption).svg.bounding_box()["x"] for caption in (one, other)]
        assert abs(lefts[0] - lefts[1]) < 1
    for wide in (1000, 650, 500):
        lesson.resize(wide, 900)
        explorer = scope.locator(".convlib-explorer")
        assert explorer.evaluate("box => box.scrollWidth - box.clientWidth") <= 1
        assert min(sizes(scope)) > 0.44


def test_the_window_stands_in_all_maps_of_the_stack(lesson):
    scope = lesson.output("stack")
    cross = Grid(scope, "cross: feature map")
    cross.press("Home", "ArrowDown", "ArrowRight")
    place = cross.window()
    assert place[0] >= 1 and place[1] == 1  # this cell is not run again for each test
    for name, feature in FEATURES.items():
        for when, values in (("feature map", convolve(X, feature)), ("after ReLU", relu(convolve(X, feature)))):
            grid = Grid(scope, f"{name}: {when}")
            shows(grid, values)
            assert grid.window() == place


def test_a_prediction_is_answered_and_an_exercise_solved_in_the_page(lesson):
    question = lesson.output("predict-order")
    expect(question).not_to_contain_text("still the largest")
    question.get_by_label("where all of a window").focus()
    lesson.page.keyboard.press("ArrowUp")
    lesson.page.keyboard.press("Enter")
    expect(question.get_by_role("status")).to_contain_text("“never” is right, as you predicted.")

    cell = "exercise-1-code"
    expect(lesson.output(cell)).to_contain_text("still missing")
    for line, status in [("abs(values)", "The sign is lost"), ("np.where(values < 0, 0, values)", "correct")]:
        source = f"def my_relu(values):\n    return {line}\n\ncheck('relu', my_relu)"
        expect(lesson.run_cell(cell, source)).to_contain_text(status)


def test_text_that_is_selected_stays_where_it_is_when_the_hand_drags_a_window(lesson):
    """The browser would carry the text along instead of the window, and drop it into the learner's code."""
    scope, feature_map = lesson.output("explorer"), Grid(lesson.output("explorer"), "feature map")
    code = lesson.page.locator(".jp-Notebook-cell").nth(lesson.cell_ids().index("explorer")).locator(".cm-content")
    before = code.text_content()
    feature_map.svg.scroll_into_view_if_needed()
    scope.evaluate("output => getSelection().selectAllChildren(output)")
    lesson.page.mouse.move(*feature_map.centre(3, 3))
    lesson.page.mouse.down()
    lesson.page.mouse.move(*feature_map.centre(5, 4), steps=6)
    assert says_what_ops_says(scope, 5, 4)
    box = code.bounding_box()
    lesson.page.mouse.move(box["x"] + 30, box["y"] + 5, steps=6)
    lesson.page.mouse.up()
    lesson.page.evaluate("() => getSelection().removeAllRanges()")
    assert code.text_content() == before
