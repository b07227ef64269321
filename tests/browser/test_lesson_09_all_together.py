"""Lesson 09 in a real JupyterLab: draw, and see whether every stage of the page says what the network says."""

import numpy as np
import pytest
from playwright.sync_api import expect

from convlib.network import deck_network
from convlib.pictures import TRICKY, O, X
from convlib.show import look
from convlib.widgets.parts.answers import verdict
from tests.browser.conftest import LESSONS
from tests.browser.grid import Grid, sizes

LESSON = "09_all_together"
NETWORK = deck_network()
STAGES = ("picture", "feature maps", "ReLU", "pooled", "pooled again", "values", "votes")


def explorer(lesson):
    return lesson.output("explorer")


def grid(lesson, name):
    return Grid(explorer(lesson), f"{name}$" if name == "pooled" else name)


def says_what_the_network_says(lesson, picture):
    """Read every number of the scene from the page, and set it against the network's own."""
    stages = NETWORK.stages(picture)
    votes = stages[-1].values
    expect(explorer(lesson).get_by_role("status")).to_contain_text(verdict(votes, "the network"))
    for number, (name, stage) in enumerate(zip(STAGES, stages, strict=True)):
        labels = [look.label(value, short=number == 0) for value in stage.values.flat]
        grid(lesson, name).shows(labels)
    return True


def marked(lesson, name):
    """How many numbers of a stage are marked."""
    return grid(lesson, name).svg.locator(".convlib-mark")


def test_everything_runs_clean_and_follows_the_mouse(lesson):
    assert says_what_the_network_says(lesson, X)
    picture = X.copy()
    grid(lesson, "picture").drag((0, 2), (0, 6), (3, 6))
    picture[0, 2:7] = picture[:4, 6] = 1
    assert says_what_the_network_says(lesson, picture)
    explorer(lesson).get_by_role("button", name="eraser").click()
    grid(lesson, "picture").take("dark")
    grid(lesson, "picture").drag((1, 6), (4, 6))
    picture[1:5, 6] = -1
    assert says_what_the_network_says(lesson, picture)
    explorer(lesson).get_by_role("button", name="invert").click()
    assert says_what_the_network_says(lesson, -picture)
    explorer(lesson).get_by_role("button", name="clear", exact=True).click()
    assert says_what_the_network_says(lesson, -np.ones((9, 9)))
    explorer(lesson).get_by_role("combobox").select_option("X, weight")
    assert says_what_the_network_says(lesson, TRICKY["X_weight"])
    lesson.python("explorer.picture = O")
    assert says_what_the_network_says(lesson, O)


def test_clear_does_not_overtake_the_strokes_before_it(lesson):
    lesson.python("import time\nexplorer.observe(lambda _: time.sleep(0.4), names='picture')")  # a slow machine
    for cell in ((0, 0), (4, 0), (8, 0)):
        grid(lesson, "picture").click(*cell)
    explorer(lesson).get_by_role("button", name="clear", exact=True).click()
    assert says_what_the_network_says(lesson, -np.ones((9, 9)))
    lesson.page.wait_for_timeout(1000)
    assert says_what_the_network_says(lesson, -np.ones((9, 9)))


def test_everything_follows_the_keys(lesson):
    picture = X.copy()
    grid(lesson, "picture").press("ArrowRight", "Space", "Shift+ArrowRight", "Shift+ArrowDown")
    picture[0, 1] = picture[0, 2] = picture[1, 2] = 1
    assert says_what_the_network_says(lesson, picture)
    explorer(lesson).get_by_role("button", name="eraser").press("Enter")
    grid(lesson, "picture").take("dark")
    grid(lesson, "picture").press("Enter")
    picture[1, 2] = -1
    assert says_what_the_network_says(lesson, picture)
    explorer(lesson).get_by_role("combobox").focus()
    lesson.page.keyboard.press("Home")  # the first of the list
    assert says_what_the_network_says(lesson, X)
    votes = grid(lesson, "votes")
    votes.press("ArrowUp")  # from nowhere to the last
    expect(explorer(lesson).get_by_role("status")).to_contain_text("The vote for O")
    votes.press("ArrowUp")
    expect(explorer(lesson).get_by_role("status")).to_contain_text("The vote for X")
    explorer(lesson).get_by_role("button", name="clear the trace").press("Enter")
    expect(explorer(lesson).get_by_role("status")).not_to_contain_text("The vote for")


def test_a_vote_is_followed_back_to_its_pixels(lesson):
    explorer(lesson).get_by_role("combobox").select_option("O, rotation")
    grid(lesson, "votes").click(0, 0, "X")
    traced = NETWORK.trace(TRICKY["O_rotation"], -1, 0)
    for name, marks in zip(STAGES, traced, strict=True):
        expect(marked(lesson, name)).to_have_count(int(marks.sum()))
    grid(lesson, "feature maps").click(3, 2, "cross")
    expect(explorer(lesson).get_by_role("status")).to_contain_text("came from 9 of 81 pixels")
    expect(marked(lesson, "picture")).to_have_count(9)
    expect(marked(lesson, "votes")).to_have_count(0)
    grid(lesson, "picture").click(4, 4)  # the trace stays while the pen moves
    expect(marked(lesson, "picture")).to_have_count(9)


def test_drawing_fast_loses_no_stroke(lesson):
    explorer(lesson).get_by_role("button", name="clear", exact=True).click()
    picture = -np.ones((9, 9))
    assert says_what_the_network_says(lesson, picture)
    corners = [(0, 0), (8, 8), (8, 0), (0, 8), (0, 0), (8, 0)]
    points = [grid(lesson, "picture").centre(*corner) for corner in corners]
    mouse = lesson.page.mouse
    mouse.move(*points[0])
    mouse.down()
    for point in points[1:]:
        mouse.move(*point, steps=3)  # far apart: the pen draws the pixels between, too
    mouse.up()
    for index in range(9):
        picture[index, index] = picture[8, index] = picture[8 - index, index] = picture[0, index] = 1
        picture[index, 0] = 1
    assert says_what_the_network_says(lesson, picture)
    lesson.wait_for_python("int((explorer.picture > 0).sum())", str(int((picture > 0).sum())))


def test_all_of_it_fits_on_one_screen(lesson):
    lesson.resize(1400, 900)
    scene = explorer(lesson).locator(".convlib-explorer")
    room = lesson.page.locator(".jp-WindowedPanel-outer").bounding_box()
    scene.evaluate("scene => scene.scrollIntoView({ block: 'start' })")
    box = scene.bounding_box()
    assert box["height"] <= room["height"] and box["width"] <= room["width"]
    assert scene.evaluate("scene => scene.scrollWidth <= scene.clientWidth + 1")
    grids = scene.locator(".convlib-svg")
    assert grids.count() == len(STAGES)
    for number in range(len(STAGES)):
        place = grids.nth(number).bounding_box()
        assert place["x"] + place["width"] <= room["x"] + room["width"]
        assert place["y"] + place["height"] <= room["y"] + room["height"]


def test_in_a_narrow_window_or_enlarged_every_stage_can_still_be_read(lesson):
    for wide in (1000, 650, 500):
        lesson.resize(wide, 900)
        scene = explorer(lesson).locator(".convlib-explorer")
        assert len(sizes(scene)) == len(STAGES) and min(sizes(scene)) > 0.58
        lines, values = scene.get_by_role("img", name="lines").bounding_box(), grid(lesson, "values").svg.bounding_box()
        assert lines["height"] == pytest.approx(values["height"], abs=2)
        row = scene.locator(".convlib-network")
        row.evaluate("row => { row.scrollLeft = 9999 }")
        votes, whole = grid(lesson, "votes").svg.bounding_box(), scene.bounding_box()
        assert votes["x"] + votes["width"] <= whole["x"] + whole["width"] + 1


@pytest.mark.parametrize("theme", ["light"])
def test_in_jupyter_notebook_7_it_works_as_well(lab, open_notebook, theme):
    notebook = open_notebook(lab.copy(LESSONS / f"{LESSON}.ipynb"), theme, app="notebook")
    notebook.run_cell("setup")
    notebook.run_cell("explorer")
    test_everything_runs_clean_and_follows_the_mouse(notebook)
    test_a_vote_is_followed_back_to_its_pixels(notebook)
    notebook.run_cell("explorer")
    test_everything_follows_the_keys(notebook)
    assert notebook.problems() == []
