"""Lesson 03 in a real JupyterLab: what the hand does, and whether the page then says what ``ops`` says."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from playwright.sync_api import expect

from convlib import look
from convlib.ops import convolve
from convlib.pictures import FEATURES, X

LESSON = Path(__file__).parents[2] / "notebooks" / "03_filtering.ipynb"
PLACES = [cell.id for cell in nbformat.read(LESSON, as_version=4).cells]


class Grid:
    """One PixelGrid in the page, found by the beginning of its caption."""

    def __init__(self, scope, caption):
        self.svg = scope.get_by_role("grid", name=re.compile(f"^{caption}"))
        self.page = scope.page

    def labels(self):
        return self.svg.locator("[role=gridcell] text").all_text_contents()

    def caption(self):
        return self.svg.locator("xpath=preceding-sibling::*").text_content()

    def window(self, frame=".convlib-window"):
        """The row and column of the cell under the window's top left corner."""
        return tuple(self.svg.evaluate("""(svg, name) => {
            const box = e => e.getBoundingClientRect();
            const frame = box(svg.querySelector(name));
            const cells = [...svg.querySelectorAll(".convlib-square")];
            const near = c => Math.abs(box(c).x - frame.x) + Math.abs(box(c).y - frame.y);
            const cell = cells.reduce((best, c) => near(c) < near(best) ? c : best);
            return cell.parentNode.querySelector("title").textContent.match(/\\d+/g).slice(0, 2).map(Number);
        }""", frame))

    def centre(self, row, column):
        """Where the centre of a cell is on the screen."""
        cell = self.svg.get_by_role("gridcell", name=f"row {row}, column {column}:")
        box = cell.locator("rect").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def click(self, row, column):
        self.svg.scroll_into_view_if_needed()
        self.page.mouse.click(*self.centre(row, column))

    def drag(self, start, *stops):
        self.svg.scroll_into_view_if_needed()
        self.page.mouse.move(*self.centre(*start))
        self.page.mouse.down()
        for stop in stops:
            self.page.mouse.move(*self.centre(*stop), steps=6)
        self.page.mouse.up()

    def press(self, *keys):
        for key in keys:
            self.svg.press(key)


@pytest.fixture
def notebook(lab, open_notebook, theme):
    """The lesson, open and run, once in light and once in dark."""
    notebook = open_notebook(lab.copy(LESSON), theme)
    notebook.run_all()
    return notebook


def is_clean(notebook):
    return (notebook.errors(), notebook.broken_widgets(), notebook.console) == ([], [], [])


def explorer(notebook):
    return notebook.output(PLACES.index("explorer"))


def says_what_ops_says(scope, row, column, feature=FEATURES["diagonal"]):
    """Read the whole scene from the page, and set it against the operations."""
    expect(scope.get_by_text(f"filtered map: row {row}, column {column}", exact=True)).to_be_visible()
    patch = X[row:row + 3, column:column + 3]
    filtered = convolve(X, feature)
    short = [[look.label(value, short=True) for value in values.flat] for values in (feature, patch, patch * feature)]
    assert [Grid(scope, name).labels() for name in ("feature", "patch", "products")] == short
    assert Grid(scope, "filtered map").labels() == [look.label(match) for match in filtered.flat]
    formula = " ".join(filter(None, scope.get_by_role("grid").nth(4).locator("text").all_text_contents()))
    total = look.label((patch * feature).sum(), short=True)
    assert formula.endswith(f"= {total} {total} ÷ 9 = {look.label(filtered[row, column])}")
    assert formula.replace(" ", "").startswith("+".join(short[2]).replace("+−", "−"))
    assert Grid(scope, "picture").window() == Grid(scope, "filtered map").window() == (row, column)
    return True


def test_everything_runs_clean_and_the_window_follows_the_mouse(notebook):
    scope = explorer(notebook)
    assert says_what_ops_says(scope, 0, 0)
    Grid(scope, "picture").drag((1, 1), (2, 6), (4, 4))
    assert says_what_ops_says(scope, 3, 3)
    notebook.wait_for_python("explorer.row, explorer.column", "(3, 3)")
    Grid(scope, "picture").drag((4, 4), (0, 8))  # beyond the last column: the window stops at the edge
    assert says_what_ops_says(scope, 0, 6)
    Grid(scope, "filtered map").click(5, 1)
    assert says_what_ops_says(scope, 5, 1)
    assert is_clean(notebook)


def test_the_window_follows_the_keys_and_the_notebook_does_not(notebook):
    scope = explorer(notebook)
    active = "notebook.content.activeCellIndex"
    Grid(scope, "picture").svg.focus()
    before = notebook.page.evaluate(active)
    for keys, place in [(["ArrowDown", "ArrowRight"], (1, 1)), (["End"], (1, 6)), (["ArrowRight"], (1, 6)),
                        (["ArrowDown", "ArrowDown", "Home"], (3, 0)), (["ArrowLeft", "ArrowUp"], (2, 0))]:
        Grid(scope, "picture").press(*keys)
        assert says_what_ops_says(scope, *place)
    notebook.wait_for_python("explorer.row, explorer.column", "(2, 0)")
    assert notebook.page.evaluate(active) == before
    assert is_clean(notebook)


def test_no_plain_key_in_a_widget_is_a_command_of_the_notebook(notebook):
    scope = explorer(notebook)
    question = notebook.output(PLACES.index("predict-centre"))
    for place in (Grid(scope, "picture").svg, Grid(scope, "feature").svg, scope.locator(".noUi-handle").first,
                  scope.get_by_role("button", name="cross"), question.get_by_label("3")):
        place.focus()
        for key in "xddabm0":
            notebook.page.keyboard.press(key)
    assert notebook.page.locator(".jp-Notebook-cell").count() == len(PLACES)
    scope.get_by_role("combobox").focus()
    notebook.page.keyboard.press("ArrowDown")
    notebook.wait_for_python("explorer._pictures.value", "'O'")
    Grid(scope, "picture").press("Shift+Enter")  # still runs the cell
    notebook.wait_for_python("explorer._pictures.value", "'X'")


def test_python_moves_the_window(notebook):
    notebook.python("explorer.row, explorer.column = 4, 2")
    assert says_what_ops_says(explorer(notebook), 4, 2)
    notebook.python("explorer.row = 99")
    expect(explorer(notebook).get_by_role("status")).to_have_text(
        "There is no row 99: it runs from 0 to 6. This is row 6.")
    assert says_what_ops_says(explorer(notebook), 6, 2)


def test_a_pixel_of_the_feature_changes_by_mouse_and_by_keys(notebook):
    scope = explorer(notebook)
    feature = FEATURES["diagonal"].copy()
    Grid(scope, "feature").click(0, 2)
    feature[0, 2] *= -1
    expect(scope.get_by_role("grid", name="feature").locator("text").nth(2)).to_have_text("1")
    assert says_what_ops_says(scope, 0, 0, feature)
    Grid(scope, "feature").press("ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft", "Space")
    expect(scope.get_by_role("grid", name="feature").locator("text").nth(6)).to_have_text("1")
    assert says_what_ops_says(scope, 0, 0, FEATURES["cross"])
    expect(scope.get_by_role("button", name="cross")).to_have_class(re.compile("mod-active"))
    scope.get_by_role("button", name="antidiagonal").click()
    expect(scope.get_by_role("grid", name="feature").locator("text").nth(0)).to_have_text("−1")
    assert says_what_ops_says(scope, 0, 0, FEATURES["antidiagonal"])
    assert is_clean(notebook)


def test_many_quick_edits_are_all_counted(notebook):
    scope = explorer(notebook)
    feature = Grid(scope, "feature")
    feature.svg.scroll_into_view_if_needed()
    centres = [feature.centre(*place) for place in np.ndindex(3, 3)]
    for centre in centres * 5:
        notebook.page.mouse.click(*centre)
    notebook.wait_for_python("(explorer.feature == -diagonal).all()", "np.True_")
    assert says_what_ops_says(scope, 0, 0, -FEATURES["diagonal"])


def test_a_hand_that_holds_the_window_by_its_corner_may_leave_the_picture(notebook):
    notebook.page.set_viewport_size({"width": 1000, "height": 900})  # everything is drawn smaller
    scope = explorer(notebook)
    picture = Grid(scope, "picture")
    picture.svg.scroll_into_view_if_needed()
    mouse = notebook.page.mouse
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


def test_hovering_links_a_cell_of_the_map_and_its_patch_both_ways_and_a_click_pins(notebook):
    scope = explorer(notebook)
    picture, filtered = Grid(scope, "picture"), Grid(scope, "filtered map")
    picture.svg.scroll_into_view_if_needed()
    hints = [grid.svg.locator(".convlib-hint") for grid in (picture, filtered)]
    for grid, cell in ((filtered, (2, 3)), (picture, (3, 4))):
        notebook.page.mouse.move(*grid.centre(*cell))
        for hint in hints:
            expect(hint).to_be_visible()
        assert picture.window(".convlib-hint") == filtered.window(".convlib-hint") == (2, 3)
        assert says_what_ops_says(scope, 0, 0)
    notebook.page.mouse.move(*filtered.centre(5, 1))
    notebook.page.mouse.down()
    notebook.page.mouse.up()
    assert says_what_ops_says(scope, 5, 1)
    notebook.page.mouse.move(0, 0)
    for hint in hints:
        expect(hint).to_be_hidden()
    assert is_clean(notebook)


def test_scrubbing_and_playing_go_through_the_places(notebook):
    scope = explorer(notebook)
    places, steps = scope.locator(".noUi-handle").all()
    for _ in range(8):
        places.press("ArrowRight")
    assert says_what_ops_says(scope, 1, 1)
    places.press("End")
    assert says_what_ops_says(scope, 6, 6)
    notebook.python("explorer.row, explorer.column = 6, 3")
    says_what_ops_says(scope, 6, 3)
    play = scope.locator(".jupyter-widget-play, .widget-play").first
    play.get_by_role("button").first.click()
    assert says_what_ops_says(scope, 6, 6)
    notebook.wait_for_python("explorer.row, explorer.column", "(6, 6)")
    notebook.page.wait_for_timeout(1000)  # two more beats: it stays at the end
    assert says_what_ops_says(scope, 6, 6)
    play.get_by_role("button").first.click()  # and begins again at the beginning
    expect(scope.get_by_text("filtered map: row 0, column")).to_be_visible()
    assert is_clean(notebook)


def test_scrubbing_the_arithmetic_marks_one_product_after_the_other(notebook):
    scope = explorer(notebook)
    steps = scope.locator(".noUi-handle").nth(1)
    faint = Grid(scope, "products").svg.locator(".convlib-faint")
    expect(faint).to_have_count(0)
    steps.press("Home")
    expect(faint).to_have_count(8)
    for name in ("feature", "patch", "products"):
        assert Grid(scope, name).window() == (0, 0)
    for _ in range(4):
        steps.press("ArrowRight")
    expect(faint).to_have_count(4)
    assert Grid(scope, "products").window() == (1, 1)
    Grid(scope, "products").click(2, 0)
    expect(faint).to_have_count(2)
    notebook.wait_for_python("explorer.step", "6")
    steps.press("End")
    expect(faint).to_have_count(0)
    expect(Grid(scope, "products").svg.locator(".convlib-window")).to_be_hidden()


def test_a_second_view_stays_in_step(notebook):
    first = explorer(notebook)
    second = notebook.new_view(PLACES.index("explorer"))
    Grid(first, "picture").press("ArrowDown")
    assert says_what_ops_says(first, 1, 0) and says_what_ops_says(second, 1, 0)
    Grid(second, "picture").press("ArrowRight")
    assert says_what_ops_says(first, 1, 1) and says_what_ops_says(second, 1, 1)
    Grid(second, "feature").click(0, 2)
    expect(first.get_by_role("grid", name="feature").locator("text").nth(2)).to_have_text("1")
    expect(second.get_by_role("grid", name="feature").locator("text").nth(2)).to_have_text("1")
    assert is_clean(notebook)


def test_it_lives_on_after_a_reload_of_the_page(notebook):
    Grid(explorer(notebook), "picture").press("ArrowDown", "ArrowRight")
    notebook.wait_for_python("explorer.row, explorer.column", "(1, 1)")
    notebook.save()
    notebook.reload()
    assert says_what_ops_says(explorer(notebook), 1, 1)
    Grid(explorer(notebook), "picture").press("ArrowDown")
    assert says_what_ops_says(explorer(notebook), 2, 1)
    notebook.wait_for_python("explorer.row, explorer.column", "(2, 1)")
    assert is_clean(notebook)


def test_a_reload_shows_what_python_did_while_the_page_was_away(notebook):
    notebook.save()
    notebook.python("import asyncio\n"
                    "async def later():\n"
                    "    await asyncio.sleep(0.5)\n"
                    "    explorer.row, explorer.step = 5, 4\n"
                    "task = asyncio.ensure_future(later())")
    notebook.page.goto("about:blank")
    notebook.page.wait_for_timeout(1500)
    notebook.reload()
    expect(explorer(notebook).get_by_text("filtered map: row 5, column 0", exact=True)).to_be_visible()
    notebook.wait_for_python("explorer.row, explorer.column, explorer.step", "(5, 0, 4)")
    assert Grid(explorer(notebook), "products").window() == (1, 1)


def test_running_the_cell_again_shows_a_living_explorer(notebook):
    Grid(explorer(notebook), "picture").press("ArrowDown")
    notebook.run_cell(PLACES.index("explorer"))
    assert says_what_ops_says(explorer(notebook), 0, 0)  # a new explorer, at its beginning
    Grid(explorer(notebook), "picture").press("ArrowDown", "ArrowRight")
    assert says_what_ops_says(explorer(notebook), 1, 1)
    notebook.wait_for_python("explorer.row, explorer.column", "(1, 1)")
    assert is_clean(notebook)


def test_a_prediction_reveals_the_answer_only_after_the_learners_own(notebook):
    scope = notebook.output(PLACES.index("predict-centre"))
    button = scope.get_by_role("button", name="That is my prediction")
    button.click()
    expect(scope.get_by_role("status")).to_have_text("Choose an answer first. A guess is fine.")
    scope.get_by_label("3").check()
    expect(scope).not_to_contain_text("It is 2")
    button.click()
    expect(scope.get_by_role("status")).to_contain_text("You said 3. It is 2. White times black is −1.")
    expect(button).to_be_disabled()

    scope = notebook.output(PLACES.index("predict-arm"))
    scope.get_by_role("textbox").fill("9/9")
    scope.get_by_role("textbox").press("Enter")
    expect(scope.get_by_role("status")).to_contain_text("You said 9/9. It is 1, as you predicted.")
    assert is_clean(notebook)


def test_the_answer_is_not_in_sight_before_the_prediction(notebook):
    cell = notebook.page.locator(".jp-Notebook-cell").nth(PLACES.index("predict-arm"))
    expect(cell).not_to_contain_text("All nine are equal")


def test_an_exercise_is_solved_in_the_page(notebook):
    number = PLACES.index("exercise-1-code")
    expect(notebook.output(number)).to_contain_text("still missing")
    for line, status in [("(patch * feature).sum()", "No division"), ("(patch * feature).mean()", "correct")]:
        source = f"def my_filter(patch, feature):\n    return {line}\n\ncheck('filter_patch', my_filter)"
        notebook.write_cell(number, source)
        notebook.run_cell(number)
        expect(notebook.output(number)).to_contain_text(status)


def test_before_the_first_run_the_still_pictures_show(lab, open_notebook, theme):
    notebook = open_notebook(lab.copy(LESSON), theme)
    picture = explorer(notebook).locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 2000
    assert is_clean(notebook)
