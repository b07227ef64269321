"""Lesson 09 in a real JupyterLab: draw, and see whether every stage of the page says what the network says."""

import numpy as np
import pytest
from playwright.sync_api import expect

from convlib.network import deck_network
from convlib.pictures import TRICKY, O, X
from convlib.show import look
from convlib.widgets import NetworkExplorer
from convlib.widgets.parts.answers import verdict
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import LESSONS
from tests.browser.grid import Grid, sizes
from tests.browser.threads import by_hand, joined, lit_after, watch

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
    explorer(lesson).get_by_role("radio", name="eraser").click()
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
    explorer(lesson).get_by_role("radio", name="eraser").press("Enter")
    grid(lesson, "picture").take("dark")
    grid(lesson, "picture").press("Enter")
    picture[1, 2] = -1
    assert says_what_the_network_says(lesson, picture)
    explorer(lesson).get_by_role("combobox").focus()
    lesson.page.keyboard.press("Home")  # the first of the list
    assert says_what_the_network_says(lesson, X)
    votes = grid(lesson, "votes")
    votes.press("ArrowUp")  # from nowhere to the first
    expect(explorer(lesson).get_by_role("status")).to_contain_text("The vote for X")
    votes.press("ArrowDown")
    expect(explorer(lesson).get_by_role("status")).to_contain_text("The vote for O")
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


def readout(lesson):
    return explorer(lesson).locator(".convlib-readout")


def cell(lesson, stage, number):
    """The square of one cell, by the number of its stage."""
    return explorer(lesson).locator(".convlib-stage").nth(stage).locator(".convlib-square").nth(number)


def threads(lesson, kind="pointed"):
    return explorer(lesson).locator(f".convlib-thread-{kind} .convlib-thread")


def test_hovering_shows_threads_and_arithmetic_and_leaves_nothing_behind(lesson):
    twin = NetworkExplorer()
    for stage, number in ((6, 1), (5, 4), (4, 3), (3, 10), (2, 1), (1, 60), (0, 12)):
        cell(lesson, stage, number).hover()
        twin.pointed = (stage, number)
        where, _, told = twin.reads().rpartition(": ")
        expect(readout(lesson)).to_contain_text(where)
        expect(readout(lesson).locator("b")).to_have_text(told)
        expect(threads(lesson)).to_have_count(len(twin._threads.pointed["lines"] + twin._threads.pointed["boxes"]))
        assert joined(explorer(lesson), twin._threads.pointed, "pointed")
    lesson.page.mouse.move(5, 5)
    expect(threads(lesson)).to_have_count(0)
    expect(readout(lesson).locator("b")).to_have_text("")
    lesson.wait_for_python("explorer.pointed, explorer.chosen", "((), ())")
    expect(explorer(lesson).locator(".convlib-faint, .convlib-mark")).to_have_count(0)


def test_a_moving_pointer_asks_python_one_thing_at_a_time(lesson):
    lesson.python("""import time
heard = []
explorer.observe(lambda change: (heard.append(change.new), time.sleep(0.3)), names="pointed")""")
    for number in range(0, 147, 2):
        cell(lesson, 1, number).hover(force=True)
    lesson.wait_for_python("explorer.pointed", "(1, 146)")
    assert int(lesson.python("len(heard)")) < 50


def test_the_caret_is_followed_too_and_what_the_keys_choose_is_read(lesson):
    picture = grid(lesson, "picture")
    picture.press("ArrowRight", "ArrowDown")
    expect(readout(lesson)).to_contain_text("picture, row 1, column 1")
    expect(readout(lesson).locator("b")).to_have_text("1")
    grid(lesson, "ReLU").press("ArrowDown", "ArrowRight")  # the first, and the one beside it
    expect(readout(lesson)).to_contain_text("ReLU, diagonal, row 0, column 1")
    expect(readout(lesson).locator("b")).to_have_text("max(0, −.11) = 0")
    lesson.wait_for_python("explorer.chosen, explorer.pointed", "((2, 1), ())")
    expect(readout(lesson)).to_have_attribute("aria-live", "polite")


def test_a_trace_comes_to_its_stages_one_after_the_other(lesson):
    lesson.let_things_move()
    watch(explorer(lesson))
    grid(lesson, "votes").click(0, 0, "X")
    later = lit_after(lesson.page, range(6, -1, -1))
    assert later == sorted(later) and later[-1] > 700
    assert len(set(later)) > 3  # a busy machine may show two stages in one frame
    twin = NetworkExplorer()
    twin.chosen = (6, 0)
    assert joined(explorer(lesson), twin._threads.traced)
    lesson.resize(900, 700)  # the threads follow
    lesson.page.wait_for_timeout(500)
    assert joined(explorer(lesson), twin._threads.traced)


def test_it_pauses_at_each_stage_and_comes_to_no_other_meanwhile(lesson):
    lesson.let_things_move()
    by_hand(explorer(lesson), 150)
    grid(lesson, "votes").click(0, 0, "X")
    lesson.wait_for_python("explorer.chosen", "(6, 0)")
    expect(explorer(lesson).locator(".convlib-stage").nth(6).locator(".convlib-mark")).to_be_visible()
    found = [lesson.page.evaluate("lit()")]
    for _ in range(6):
        lesson.page.evaluate("step()")
        found.append(lesson.page.evaluate("lit()"))
    lesson.page.evaluate("asUsual()")
    assert found == [[stage >= first for stage in range(7)] for first in range(6, -1, -1)]


def test_who_wants_less_motion_sees_all_of_a_trace_at_once(lesson):
    watch(explorer(lesson))
    grid(lesson, "votes").click(0, 0, "O")
    assert lit_after(lesson.page, range(6, -1, -1))[-1] < 600  # a walk takes 900
    expect(explorer(lesson).locator(".convlib-waits, .convlib-comes")).to_have_count(0)


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


@pytest.mark.parametrize("size", [(1000, 740), (853, 480), (1920, 1080), (700, 900)])
def test_the_scene_is_whole_in_every_room_and_lines_meet_cells(lesson, size):
    lesson.resize(*size)
    lesson.page.wait_for_timeout(700)
    scene = explorer(lesson).locator(".convlib-explorer")
    assert len(set(map(lambda share: round(share, 1), sizes(scene.locator(".convlib-network"))))) == 1
    assert scene.evaluate("scene => scene.scrollWidth <= scene.clientWidth + 1")
    lines, values = scene.get_by_role("img", name="lines").bounding_box(), grid(lesson, "values").svg.bounding_box()
    assert lines["height"] == pytest.approx(values["height"], abs=8)
    votes, whole = grid(lesson, "votes").svg.bounding_box(), scene.bounding_box()
    assert votes["x"] + votes["width"] <= whole["x"] + whole["width"] + 1


def test_on_a_phone_parts_stand_below_each_other_but_lines_still_meet_cells(lesson):
    lesson.resize(450, 900)
    lesson.page.wait_for_timeout(700)
    scene = explorer(lesson).locator(".convlib-explorer")
    whole = scene.bounding_box()
    for name in STAGES:
        box = grid(lesson, name).svg.bounding_box()
        assert box["x"] >= whole["x"] and box["x"] + box["width"] <= whole["x"] + whole["width"] + 1
    boxes = [grid(lesson, name).svg.bounding_box() for name in ("picture", "pooled", "values", "votes")]
    assert boxes[1]["y"] > boxes[0]["y"] + boxes[0]["height"] and boxes[2]["y"] > boxes[1]["y"] + boxes[1]["height"]
    assert boxes[2]["y"] < boxes[3]["y"] < boxes[2]["y"] + boxes[2]["height"]


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
