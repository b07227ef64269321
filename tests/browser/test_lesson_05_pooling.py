"""Lesson 05 in a real JupyterLab: what the hand does, and whether the page then says what ``ops`` says."""

import re

import numpy as np
from playwright.sync_api import expect

from convlib.ops import convolve, max_pool
from convlib.pictures import FEATURES, O, X
from convlib.show import look
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.grid import Grid

LESSON = "05_pooling"


def labels(values):
    return [look.label(value) for value in np.ravel(values)]


def marks(grid):
    """Which cells have an outline: their numbers, from where they are on the screen."""
    return grid.svg.evaluate("""svg => {
        const middle = e => { const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; };
        const outlined = [...svg.querySelectorAll(".convlib-mark")].map(middle);
        const near = ([x, y]) => outlined.some(([left, top]) => Math.abs(left - x) + Math.abs(top - y) < 2);
        return [...svg.querySelectorAll(".convlib-square")].flatMap((cell, i) => near(middle(cell)) ? [i] : []);
    }""")


def says_what_ops_says(scope, row, column, window=2, stride=2, picture=X, feature="diagonal"):
    """Read the whole scene from the page, and set it against the operations."""
    filtered = convolve(picture, FEATURES[feature])
    pooled = max_pool(filtered, window, stride)
    expect(scope.get_by_text(f"pooled map: row {row}, column {column}", exact=True)).to_be_visible()
    by = " × ".join(map(str, pooled.shape))
    expect(scope.get_by_text(f"7 × 7 → {by}.")).to_be_visible()
    feature_map, enlarged, small = (Grid(scope, name) for name in ("feature map", "the cells", "pooled map"))
    feature_map.shows(labels(filtered))
    small.shows(labels(pooled))
    top, left = row * stride, column * stride
    cells = filtered[top:top + window, left:left + window]
    assert list(filter(None, enlarged.labels())) == labels(cells)
    assert feature_map.window() == (top, left) and small.window() == (row, column)
    winners = np.argwhere(np.isclose(cells, cells.max()))
    assert marks(feature_map) == [(top + down) * 7 + left + right for down, right in winners]
    assert marks(enlarged) == [down * window + right for down, right in winners]
    largest = "".join(scope.get_by_role("grid").nth(2).locator("[role=gridcell] text").all_text_contents())
    assert largest == f"max={look.label(pooled[row, column])}"
    partial = scope.get_by_text(f"Hangs over the edge: sees {cells.size} of its {window ** 2} cells.")
    expect(partial).to_have_count(int(cells.size < window ** 2))
    return True


def test_the_window_walks_by_mouse_and_by_keys(lesson):
    scope = lesson.output("explorer")
    feature_map, pooled = Grid(scope, "feature map"), Grid(scope, "pooled map")
    assert says_what_ops_says(scope, 0, 0)
    feature_map.drag((0, 0), (3, 3), (4, 6))  # to the last column, where the window hangs over
    assert says_what_ops_says(scope, 2, 3)
    lesson.wait_for_python("explorer.row, explorer.column", "(2, 3)")
    pooled.click(3, 1)
    assert says_what_ops_says(scope, 3, 1)
    active = lesson.page.evaluate("notebook.content.activeCellIndex")
    for keys, place in [(["ArrowUp", "ArrowRight"], (2, 2)), (["End", "ArrowDown"], (3, 3)),
                        (["ArrowDown", "ArrowRight"], (3, 3)), (["Home"], (3, 0))]:
        feature_map.press(*keys)
        assert says_what_ops_says(scope, *place)
    assert lesson.page.evaluate("notebook.content.activeCellIndex") == active
    pooled.press("ArrowUp")
    assert says_what_ops_says(scope, 2, 0)
    faint = pooled.svg.locator(".convlib-faint")
    assert 0 < faint.count() < 16  # only what the window has seen is filled in
    for grid, cell in ((pooled, (1, 2)), (feature_map, (2, 4))):  # the two are linked under the pointer, too
        lesson.page.mouse.move(*grid.centre(*cell))
        for hint in (feature_map, pooled):
            expect(hint.svg.locator(".convlib-hint")).to_be_visible()
        assert pooled.window(".convlib-hint") == (1, 2) and feature_map.window(".convlib-hint") == (2, 4)


def test_playing_and_scrubbing_fill_the_pooled_map(lesson):
    scope = lesson.output("explorer")
    faint = Grid(scope, "pooled map").svg.locator(".convlib-faint")
    lesson.python("explorer.row = 3\nexplorer.column = 1")
    assert says_what_ops_says(scope, 3, 1)
    expect(faint).to_have_count(13)
    play, stop = (scope.get_by_role("button", name=f"{does} windows") for does in ("play", "stop"))
    play.click()
    expect(faint).to_have_count(11)
    assert says_what_ops_says(scope, 3, 3)
    lesson.wait_for_python("explorer.row, explorer.column", "(3, 3)")
    stop.click()  # goes back to the first window
    assert says_what_ops_says(scope, 0, 0)
    walk = scope.locator(".noUi-handle").last
    walk.press("ArrowRight")
    assert says_what_ops_says(scope, 0, 1)
    walk.press("End")
    assert says_what_ops_says(scope, 3, 3)


def test_the_knobs_and_the_choices_change_what_comes_out(lesson):
    scope = lesson.output("explorer")
    window, stride = scope.locator(".noUi-handle").all()[:2]
    window.press("ArrowRight")
    assert says_what_ops_says(scope, 0, 0, window=3)
    stride.press("ArrowLeft")
    assert says_what_ops_says(scope, 0, 0, window=3, stride=1)
    Grid(scope, "feature map").press("ArrowDown", "ArrowRight", "ArrowRight")
    assert says_what_ops_says(scope, 1, 2, window=3, stride=1)
    lesson.wait_for_python("explorer.row, explorer.column", "(1, 2)")
    stride.press("End")
    assert says_what_ops_says(scope, 1, 1, window=3, stride=4)
    expect(scope.get_by_role("status")).to_have_text("The pooled map has no row 1, column 2 now. The window moved.")
    window.press("Home")
    expect(scope.get_by_text("45 of the 49 cells lie in no window.")).to_be_visible()
    assert says_what_ops_says(scope, 1, 1, window=1, stride=4)
    window.press("End")
    assert says_what_ops_says(scope, 0, 0, window=7, stride=4)
    stride.press("Home")
    window.press("Home")
    window.press("ArrowRight")
    scope.get_by_role("radio", name="cross").click()
    expect(scope.get_by_role("radio", name="cross")).to_have_class(re.compile("mod-active"))
    scope.get_by_role("combobox").select_option("O")
    lesson.wait_for_python('explorer.controls["picture"].value', "'O'")
    assert says_what_ops_says(scope, 0, 0, window=2, stride=1, picture=O, feature="cross")
    lesson.python("explorer.window = 9")
    expect(scope.get_by_role("status")).to_have_text("There is no window 9: it runs from 1 to 7. This is window 7.")


def test_moving_the_picture_counts_what_changes(lesson):
    scope = lesson.output("explorer-shift")

    def counts_what_changes(down, right, words, feature="diagonal"):
        expect(scope.get_by_text(words, exact=True)).to_be_visible()
        now = np.roll(X, (down, right), (0, 1))  # by one pixel, only black comes round
        stages = [(convolve(X, FEATURES[feature]), convolve(now, FEATURES[feature]))]
        for _ in range(2):
            stages.append(tuple(max_pool(stage) for stage in stages[-1]))
        grids = scope.get_by_role("grid")
        assert grids.nth(4).locator("[role=gridcell] text").all_text_contents() == [look.label(pixel, short=True) for pixel in now.flat]
        for number, (home, there) in enumerate(stages, start=1):
            changed = np.flatnonzero(~np.isclose(home, there)).tolist()
            name = re.escape(f"{len(changed)} of {home.size} changed")
            moved = Grid(scope, f"{name}{f', {look.label(abs(home - there).mean())} a cell' if changed else ''}$")
            assert grids.nth(number).locator("[role=gridcell] text").all_text_contents() == labels(home)
            assert moved.labels() == labels(there) and marks(moved) == changed
        return True

    picture = Grid(scope, "(not )?moved")
    assert counts_what_changes(0, 0, "not moved: drag the frame")
    picture.drag((4, 4), (4, 5))
    assert counts_what_changes(0, 1, "moved 1 right")
    expect(scope.get_by_role("status")).to_contain_text("0 of 4 before pooling, 2 of 3 after it, 2 of 2 after a second")
    lesson.wait_for_python("mover.down, mover.right", "(0, 1)")
    picture.press("ArrowLeft", "ArrowLeft")
    assert counts_what_changes(0, -1, "moved 1 left")
    picture.press("ArrowDown")
    assert counts_what_changes(1, -1, "moved 1 down, 1 left")
    scope.get_by_role("radio", name="cross").click()
    lesson.wait_for_python('mover.controls["feature"].value', "'cross'")
    assert counts_what_changes(1, -1, "moved 1 down, 1 left", "cross")
    lesson.python("mover.down, mover.right = 0, 5")
    expect(scope.get_by_role("status")).to_contain_text("There is no right 5: it runs from −2 to 2.")
    expect(scope.get_by_text("moved 2 right", exact=True)).to_be_visible()


def test_no_answer_shows_before_the_learners_own_and_an_exercise_is_solved(lesson):
    for name, question in [("predict-size", "A feature map has 7"), ("predict-nearer", "Take the three feature")]:
        cell = lesson.page.locator(".jp-Notebook-cell").nth(lesson.cell_ids().index(name))
        expect(cell).to_contain_text(question)
        expect(cell).not_to_contain_text("because")
        expect(cell.get_by_role("status")).to_have_text("")
    told = lesson.predict("predict-size", "3")
    expect(told).to_contain_text("You said 3. You stopped where the next window would hang over the edge")
    expect(lesson.predict("predict-nearer", "the moved X")).to_contain_text("as you predicted")
    expect(lesson.output("exercise-2-code")).to_contain_text("still missing")
    for line, status in [("(size - window) // stride + 1", "Only whole windows"),
                         ("len(range(0, size - min(max(window - stride, 0), size - 1), stride))", "correct")]:
        source = f"def pooled_size(size, window, stride):\n    return {line}\n\ncheck('pooled_size', pooled_size)"
        expect(lesson.run_cell("exercise-2-code", source)).to_contain_text(status)
