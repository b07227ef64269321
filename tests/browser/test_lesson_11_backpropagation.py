"""Lesson 11 in a real JupyterLab: one way back from the error, by mouse and by keys, and what the lesson asks."""

import re

from playwright.sync_api import expect

from convlib.widgets import BackpropagationExplorer
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import LESSONS, pressed
from tests.browser.fields import take_what_people_write, write
from tests.browser.grid import Grid

LESSON = "11_backpropagation"


def test_a_mouse_chooses_the_pixel_and_the_way_and_python_says_the_same(lesson):
    scope = lesson.output("explorer")
    feature, patch, ways = (Grid(scope, name) for name in ("the teal feature", "its patch", "the ways"))
    feature.click(1, 2)
    feature.stands_at(1, 2)
    patch.stands_at(1, 2)
    ways.click(1, 0)
    twin = BackpropagationExplorer(pixel=5, way=4)
    expect(scope.get_by_role("img", name="to the vote for O")).to_have_attribute("aria-label", twin.product())
    expect(scope).to_contain_text(twin.sum())
    expect(scope).to_contain_text("That is the same.")
    lesson.wait_for_python("explorer.pixel, explorer.way", "(5, 4)")


def test_keys_choose_them_as_well_and_both_grids_move_at_once(lesson):
    scope = lesson.output("explorer")
    feature, patch = Grid(scope, "the teal feature"), Grid(scope, "its patch")
    patch.svg.focus()
    patch.svg.press("ArrowDown")
    feature.stands_at(1, 1)
    Grid(scope, "the ways").svg.focus()
    Grid(scope, "the ways").svg.press("End")
    lesson.wait_for_python("explorer.pixel, explorer.way", "(4, 3)")


def test_letter_feature_and_start_change_what_comes_back(lesson):
    scope = lesson.output("explorer")
    pressed(scope, "orange").click()
    seed = scope.get_by_label("seed")
    write(seed, "5")
    seed.press("Enter")
    Grid(scope, "the ways").click(0, 2)
    expect(scope.get_by_text("not above 0", exact=True)).to_be_visible()
    pressed(scope, "teal").click()
    pressed(scope, "the slides' network").click()
    expect(scope.get_by_text("as it should be", exact=True)).to_be_visible()
    expect(seed).to_be_disabled()
    scope.get_by_role("combobox").select_option("O, weight")
    twin = BackpropagationExplorer(letter="O, weight", way=2, start="the slides' network")
    expect(scope).to_contain_text(twin.sum())


def test_predictions_measurements_and_exercises_answer_in_the_page(lesson):
    expect(lesson.predict("predict-cost", "33")).to_contain_text("as you predicted.")
    expect(lesson.predict("predict-chain", "by .03")).to_contain_text("as you predicted.")
    expect(lesson.predict("predict-relu", "−.50")).to_contain_text("This one is below.")
    expect(lesson.output("cost").get_by_role("img", name="nudging takes far longer")).to_contain_text("backpropagation")
    bar = lesson.output("measure")
    expect(bar).to_contain_text(re.compile(r"networks measured: 5 of 5, [\d.]+ s"))
    expect(bar.locator(".progress-bar")).to_have_count(1)
    for number, name, given, line, status in [
            (1, "slope_along", "vote_slope, weight, match, pixel", "vote_slope * weight * pixel / 9", "ReLU forgotten"),
            (2, "back_through_pooling", "window, slope", "slope * (window == window.max())", "correct")]:
        cell = f"exercise-{number}-code"
        output = lesson.run_cell(cell, f"def mine({given}):\n    return {line}\n\ncheck('{name}', mine)")
        expect(output).to_contain_text(status)


def test_its_numbers_may_be_written_in_the_usual_ways(lesson):
    assert take_what_people_write(lesson, lesson.output("explorer"), ["2,6", "zwei"])


def test_before_the_first_run_the_still_pictures_show(lab, open_notebook):
    notebook = open_notebook(lab.copy(LESSONS / f"{LESSON}.ipynb"))
    for cell, wide in (("explorer", 1700), ("cost", 1200), ("measure", 1000)):
        picture = notebook.output(cell).locator("img")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.naturalWidth") > wide
    assert notebook.problems() == []
