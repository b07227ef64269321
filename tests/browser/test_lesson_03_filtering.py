"""Lesson 03 in a real JupyterLab: what the hand does, and whether the page then says what ``ops`` says."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from convlib.ops import convolve
from convlib.pictures import FEATURES, X
from convlib.show import look
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import LESSONS
from tests.browser.grid import Grid, sizes

LESSON = "03_filtering"


def explorer(lesson):
    return lesson.output("explorer")


def says_what_ops_says(scope, row, column, feature=FEATURES["diagonal"]):
    """Read the whole scene from the page, and set it against the operations."""
    expect(scope.get_by_text(f"feature map: row {row}, column {column}", exact=True)).to_be_visible()
    patch = X[row:row + 3, column:column + 3]
    filtered = convolve(X, feature)
    short = [[look.label(value, short=True) for value in values.flat] for values in (feature, patch, patch * feature)]
    for name, labels in zip(("feature:", "patch", "products"), short, strict=True):
        Grid(scope, name).shows(labels)
    Grid(scope, "feature map").shows([look.label(match) for match in filtered.flat])
    formula = " ".join(filter(None, scope.get_by_role("grid").nth(5).locator("[role=gridcell] text").all_text_contents()))
    total = look.label((patch * feature).sum(), short=True)
    assert formula.endswith(f"= {total} {total} ÷ 9 = {look.label(filtered[row, column])}")
    assert formula.replace(" ", "").startswith("+".join(short[2]).replace("+−", "−"))
    assert Grid(scope, "picture").window() == Grid(scope, "feature map").window() == (row, column)
    return True


def test_everything_runs_clean_and_the_window_follows_the_mouse(lesson):
    scope = explorer(lesson)
    assert says_what_ops_says(scope, 0, 0)
    Grid(scope, "picture").drag((1, 1), (2, 6), (4, 4))
    assert says_what_ops_says(scope, 3, 3)
    lesson.wait_for_python("explorer.row, explorer.column", "(3, 3)")
    Grid(scope, "picture").drag((4, 4), (0, 8))  # beyond the last column: the window stops at the edge
    assert says_what_ops_says(scope, 0, 6)
    Grid(scope, "feature map").click(5, 1)
    assert says_what_ops_says(scope, 5, 1)


def test_the_window_follows_the_keys_and_the_notebook_does_not(lesson):
    scope = explorer(lesson)
    active = "notebook.content.activeCellIndex"
    Grid(scope, "picture").svg.focus()
    before = lesson.page.evaluate(active)
    for keys, place in [(["ArrowDown", "ArrowRight"], (1, 1)), (["End"], (1, 6)), (["ArrowRight"], (1, 6)),
                        (["ArrowDown", "ArrowDown", "Home"], (3, 0)), (["ArrowLeft", "ArrowUp"], (2, 0))]:
        Grid(scope, "picture").press(*keys)
        assert says_what_ops_says(scope, *place)
    lesson.wait_for_python("explorer.row, explorer.column", "(2, 0)")
    assert lesson.page.evaluate(active) == before


def test_no_plain_key_in_a_widget_is_a_command_of_the_notebook(lesson):
    scope = explorer(lesson)
    question = lesson.output("predict-centre")
    for place in (Grid(scope, "picture").svg, Grid(scope, "feature: click").svg, scope.locator(".noUi-handle").first,
                  scope.get_by_role("radio", name="cross"), question.get_by_label("3")):
        place.focus()
        for key in "xddabm0":
            lesson.page.keyboard.press(key)
    assert lesson.page.locator(".jp-Notebook-cell").count() == len(lesson.cell_ids())


def test_shift_and_enter_in_a_widget_still_run_the_cell_however_fast_the_hand(lesson):
    scope = explorer(lesson)
    scope.get_by_role("combobox").focus()
    lesson.page.keyboard.press("ArrowDown")
    lesson.wait_for_python('explorer.controls["picture"].value', "'O'")
    Grid(scope, "picture").svg.evaluate("""svg => {
        for (const [key, keyCode] of [["x", 88], ["Shift", 16], ["Enter", 13]])
            svg.dispatchEvent(new KeyboardEvent("keydown", { key, keyCode, shiftKey: key !== "x", bubbles: true }));
    }""")
    lesson.wait_for_python('explorer.controls["picture"].value', "'X'")


def test_python_moves_the_window(lesson):
    lesson.python("explorer.row, explorer.column = 4, 2")
    assert says_what_ops_says(explorer(lesson), 4, 2)
    lesson.python("explorer.row = 99")
    expect(explorer(lesson).get_by_role("status")).to_have_text(
        "There is no row 99: it runs from 0 to 6. This is row 6.")
    assert says_what_ops_says(explorer(lesson), 6, 2)


def test_a_pixel_of_the_feature_changes_by_mouse_and_by_keys(lesson):
    scope = explorer(lesson)
    feature = FEATURES["diagonal"].copy()
    Grid(scope, "feature: click").click(0, 2)
    feature[0, 2] *= -1
    expect(scope.get_by_role("grid", name="feature: click").locator("text").nth(2)).to_have_text("1")
    assert says_what_ops_says(scope, 0, 0, feature)
    Grid(scope, "feature: click").press("ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft", "Space")
    expect(scope.get_by_role("grid", name="feature: click").locator("text").nth(6)).to_have_text("1")
    assert says_what_ops_says(scope, 0, 0, FEATURES["cross"])
    expect(scope.get_by_role("radio", name="cross")).to_have_class(re.compile("mod-active"))
    scope.get_by_role("radio", name="antidiagonal").click()
    expect(scope.get_by_role("grid", name="feature: click").locator("text").nth(0)).to_have_text("−1")
    assert says_what_ops_says(scope, 0, 0, FEATURES["antidiagonal"])


def test_many_quick_edits_are_all_counted(lesson):
    scope = explorer(lesson)
    feature = Grid(scope, "feature: click")
    feature.svg.scroll_into_view_if_needed()
    centres = [feature.centre(*place) for place in np.ndindex(3, 3)]
    for centre in centres * 5:
        lesson.page.mouse.click(*centre)
    lesson.wait_for_python("(explorer.feature == -diagonal).all()", "np.True_")
    assert says_what_ops_says(scope, 0, 0, -FEATURES["diagonal"])


def test_the_pictures_of_a_prediction_keep_their_size_in_a_narrow_window(lesson):
    lesson.resize(330, 900)
    assert sizes(lesson.output("predict-centre")) == pytest.approx([1, 1], abs=0.02)


def test_a_hand_that_holds_the_window_by_its_corner_may_leave_the_picture(lesson):
    lesson.resize(1000, 900)  # everything is drawn smaller
    scope = explorer(lesson)
    picture = Grid(scope, "picture")
    picture.svg.scroll_into_view_if_needed()
    mouse = lesson.page.mouse
    mouse.move(*picture.centre(0, 0))  # the window's first cell
    mouse.down()
    mouse.move(*picture.centre(2, 3), steps=5)
    assert says_what_ops_says(scope, 2, 3)
    left, top = picture.centre(4, 0)
    mouse.move(left - 60, top)  # outside: the window stays at the edge, and the hand keeps hold of it
    assert says_what_ops_says(scope, 4, 0)
    mouse.up()
    mouse.move(*picture.centre(5, 5))  # let go: the window stays where it is
    assert says_what_ops_says(scope, 4, 0)
    mouse.click(*picture.centre(6, 6), button="right")
    assert says_what_ops_says(scope, 4, 0)
    lesson.page.keyboard.press("Escape")  # the page's own menu


def test_hovering_links_a_cell_of_the_map_and_its_patch_both_ways_and_a_click_pins(lesson):
    scope = explorer(lesson)
    picture, filtered = Grid(scope, "picture"), Grid(scope, "feature map")
    picture.svg.scroll_into_view_if_needed()
    hints = [grid.svg.locator(".convlib-hint") for grid in (picture, filtered)]
    for grid, cell in ((filtered, (2, 3)), (picture, (3, 4))):
        lesson.page.mouse.move(*grid.centre(*cell))
        for hint in hints:
            expect(hint).to_be_visible()
        assert picture.window(".convlib-hint") == filtered.window(".convlib-hint") == (2, 3)
        assert says_what_ops_says(scope, 0, 0)
    lesson.page.mouse.move(*filtered.centre(5, 1))
    lesson.page.mouse.down()
    lesson.page.mouse.up()
    assert says_what_ops_says(scope, 5, 1)
    lesson.page.mouse.move(0, 0)
    for hint in hints:
        expect(hint).to_be_hidden()


def test_scrubbing_and_playing_go_through_the_places(lesson):
    scope = explorer(lesson)
    places, steps = scope.locator(".noUi-handle").all()
    for _ in range(8):
        places.press("ArrowRight")
    assert says_what_ops_says(scope, 1, 1)
    places.press("End")
    assert says_what_ops_says(scope, 6, 6)
    lesson.python("explorer.row, explorer.column = 6, 3")
    says_what_ops_says(scope, 6, 3)
    play = scope.get_by_role("button", name="play places")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    assert says_what_ops_says(scope, 6, 6)
    lesson.wait_for_python("explorer.row, explorer.column", "(6, 6)")
    lesson.page.wait_for_timeout(1000)  # two more beats: it stays at the end
    assert says_what_ops_says(scope, 6, 6)
    expect(play).to_have_attribute("aria-pressed", "false")
    play.click()  # and begins again at the beginning
    expect(scope.get_by_text("feature map: row 0, column")).to_be_visible()
    Grid(scope, "picture").press("ArrowDown")  # the hand goes first
    expect(play).to_have_attribute("aria-pressed", "false")
    place = Grid(scope, "picture").window()
    lesson.page.wait_for_timeout(1000)
    assert place[0] > 0 and says_what_ops_says(scope, *place)
    play.click()
    scope.get_by_role("button", name="stop places").click()
    assert says_what_ops_says(scope, 0, 0)


def test_scrubbing_the_arithmetic_marks_one_product_after_the_other(lesson):
    scope = explorer(lesson)
    steps = scope.locator(".noUi-handle").nth(1)
    faint = Grid(scope, "products").svg.locator(".convlib-faint")
    expect(faint).to_have_count(0)
    steps.press("Home")
    expect(faint).to_have_count(8)
    for name in ("feature:", "patch", "products"):
        assert Grid(scope, name).window() == (0, 0)
    for _ in range(4):
        steps.press("ArrowRight")
    expect(faint).to_have_count(4)
    assert Grid(scope, "products").window() == (1, 1)
    Grid(scope, "products").click(2, 0)
    expect(faint).to_have_count(2)
    lesson.wait_for_python("explorer.step", "6")
    steps.press("End")
    expect(faint).to_have_count(0)
    expect(Grid(scope, "products").svg.locator(".convlib-window")).to_be_hidden()


def test_a_second_view_stays_in_step(lesson):
    first = explorer(lesson)
    second = lesson.new_view("explorer")
    Grid(first, "picture").press("ArrowDown")
    assert says_what_ops_says(first, 1, 0) and says_what_ops_says(second, 1, 0)
    Grid(second, "picture").press("ArrowRight")
    assert says_what_ops_says(first, 1, 1) and says_what_ops_says(second, 1, 1)
    Grid(second, "feature: click").click(0, 2)
    expect(first.get_by_role("grid", name="feature: click").locator("text").nth(2)).to_have_text("1")
    expect(second.get_by_role("grid", name="feature: click").locator("text").nth(2)).to_have_text("1")


def test_two_pages_of_one_notebook_rest_where_the_hand_left(lesson):
    lesson.save()
    lesson.python("explorer.row, explorer.column = 2, 2\n"
                  "moves = []\n"
                  "explorer.observe(lambda _: moves.append((explorer.row, explorer.column)), ['row', 'column'])")
    with lesson.second_page() as other:
        scopes = explorer(lesson), explorer(other)

        def rests_at(row, column):
            here = [scope.get_by_text(f"feature map: row {row}, column {column}", exact=True) for scope in scopes]
            for place in here:
                expect(place).to_be_visible()
            lesson.wait_for_python("moves[-1]", str((row, column)))
            moves = lesson.python("len(moves)")
            lesson.page.wait_for_timeout(400)
            assert lesson.python("len(moves)") == moves  # nobody else moves it
            assert all(place.is_visible() for place in here)

        for hand, start, stops, end in [(0, (3, 3), [(1, 7), (7, 1), (5, 5)], (4, 4)), (1, (5, 5), [(1, 1), (3, 7)], (2, 6)),
                                        (0, (3, 7), [(1, 6)], (0, 5))]:
            Grid(scopes[hand], "picture").drag(start, *stops)
            rests_at(*end)
        lesson.python("explorer.row = 6")
        rests_at(6, 5)
        assert all(says_what_ops_says(scope, 6, 5) for scope in scopes)
        assert other.problems() == []


def test_it_lives_on_after_a_reload_of_the_page(lesson):
    Grid(explorer(lesson), "picture").press("ArrowDown", "ArrowRight")
    lesson.wait_for_python("explorer.row, explorer.column", "(1, 1)")
    lesson.save()
    lesson.reload()
    assert says_what_ops_says(explorer(lesson), 1, 1)
    Grid(explorer(lesson), "picture").press("ArrowDown")
    assert says_what_ops_says(explorer(lesson), 2, 1)
    lesson.wait_for_python("explorer.row, explorer.column", "(2, 1)")


def test_a_reload_shows_what_python_did_while_the_page_was_away(lesson):
    lesson.save()
    lesson.python("import asyncio\n"
                    "async def later():\n"
                    "    await asyncio.sleep(0.5)\n"
                    "    explorer.row, explorer.step = 5, 4\n"
                    "task = asyncio.ensure_future(later())")
    lesson.page.goto("about:blank")
    lesson.page.wait_for_timeout(1500)
    lesson.reload()
    expect(explorer(lesson).get_by_text("feature map: row 5, column 0", exact=True)).to_be_visible()
    lesson.wait_for_python("explorer.row, explorer.column, explorer.step", "(5, 0, 4)")
    assert Grid(explorer(lesson), "products").window() == (1, 1)


def test_running_the_cell_again_shows_a_living_explorer(lesson):
    Grid(explorer(lesson), "picture").press("ArrowDown")
    lesson.run_cell("explorer")
    assert says_what_ops_says(explorer(lesson), 0, 0)  # a new explorer, at its beginning
    Grid(explorer(lesson), "picture").press("ArrowDown", "ArrowRight")
    assert says_what_ops_says(explorer(lesson), 1, 1)
    lesson.wait_for_python("explorer.row, explorer.column", "(1, 1)")


def test_a_prediction_reveals_the_answer_only_after_the_learners_own(lesson):
    scope = lesson.output("predict-centre")
    button = scope.get_by_role("button", name="That is my prediction")
    button.click()
    expect(scope.get_by_role("status")).to_have_text("Choose an answer first. A guess is fine.")
    scope.get_by_label("3").check()
    expect(scope).not_to_contain_text("It is 2")
    button.click()
    expect(scope.get_by_role("status")).to_contain_text("You said 3. Three is how many products come from white on white.")
    expect(button).to_have_count(0)  # what is told stands in its place

    cell = lesson.page.locator(".jp-Notebook-cell").nth(lesson.cell_ids().index("predict-arm"))
    expect(cell).not_to_contain_text("All nine are equal")  # not in its code either
    expect(lesson.predict("predict-arm", "9/9")).to_contain_text("You said 9/9. It is 1, as you predicted.")


def test_an_exercise_is_solved_in_the_page(lesson):
    number = "exercise-1-code"
    expect(lesson.output(number)).to_contain_text("still missing")
    for line, status in [("(patch * feature).sum()", "No division"), ("(patch * feature).mean()", "correct")]:
        source = f"def my_filter(patch, feature):\n    return {line}\n\ncheck('filter_patch', my_filter)"
        expect(lesson.run_cell(number, source)).to_contain_text(status)


RESTART = "notebook.sessionContext.session.kernel.restart()"
CRASH = "notebook.sessionContext.session.kernel.requestExecute({ code: 'import os; os._exit(1)' }) && null"


@pytest.mark.parametrize("end", [RESTART, CRASH], ids=["restarted", "crashed"])
def test_when_python_is_gone_what_shows_says_so_and_rests(lesson, end):
    scope, question = explorer(lesson), lesson.output("predict-centre")
    gone = "Python was restarted or has stopped, so nothing here answers any more. Choose Run → Run All Cells."
    Grid(scope, "picture").press("ArrowDown")
    scope.get_by_role("button", name="play places").click()
    Grid(scope, "picture").svg.focus()
    lesson.page.evaluate(end)
    expect(scope).to_contain_text(gone)
    expect(question).to_contain_text(gone)
    expect(lesson.page.get_by_role("status").filter(has_text=gone)).to_have_count(1)  # it is read out once
    if end == CRASH:
        lesson.page.locator(".jp-Dialog").get_by_role("button").last.click()  # JupyterLab's own word on it
    else:
        assert lesson.page.evaluate("document.activeElement.textContent") == gone  # the focus is not lost
    place = Grid(scope, "picture").window()
    lesson.page.wait_for_timeout(900)  # two beats of the walk
    assert Grid(scope, "picture").window() == place
    for control in (Grid(scope, "picture").svg, scope.locator(".noUi-handle").first, question.get_by_role("radio").first):
        assert control.evaluate("element => element.closest('[inert]') !== null")
    expect(lesson.new_view("explorer")).to_contain_text(gone)
    for cell in lesson.cell_ids():  # one after the other: a busy page may give up widgets that come all at once
        lesson.run_cell(cell)
    Grid(scope, "picture").press("ArrowDown")
    assert says_what_ops_says(scope, 1, 0)
    expect(lesson.page.locator(".jp-Notebook").get_by_text(gone)).to_have_count(0)


def test_before_the_first_run_the_still_pictures_show(lab, open_notebook, theme):
    notebook = open_notebook(lab.copy(LESSONS / f"{LESSON}.ipynb"), theme)
    picture = explorer(notebook).locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 2000
    assert notebook.problems() == []


def test_in_jupyter_notebook_7_it_works_as_well(lab, open_notebook):
    notebook = open_notebook(lab.copy(LESSONS / f"{LESSON}.ipynb"), app="notebook")
    notebook.run_cell("setup")
    notebook.run_cell("explorer")
    test_everything_runs_clean_and_the_window_follows_the_mouse(notebook)
    cells = notebook.cell_ids()
    Grid(explorer(notebook), "picture").press("x", "d", "d", "a", "m")  # commands, but not in a widget
    assert notebook.cell_ids() == cells
    notebook.run_cell("explorer")
    test_a_pixel_of_the_feature_changes_by_mouse_and_by_keys(notebook)
    assert notebook.problems() == []
