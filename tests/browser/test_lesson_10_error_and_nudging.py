"""Lesson 10 in a real JupyterLab: choose, slide and step by mouse and by keys, and see whether the error follows."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from convlib.architecture import random_network
from convlib.learning import accuracy, mean_error, nudge
from convlib.network import deck_network
from convlib.show import look
from convlib.widgets.lesson_10_error_and_nudging import BIT, digits, numbers_of
from convlib.widgets.parts.learner import by_answer
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import LESSONS, pressed
from tests.browser.fields import take_what_people_write
from tests.browser.grid import Grid
from tests.test_lesson_10_error_and_nudging import CROSS_TO_O, LETTERS, RIGHT, moved, network_with

LESSON = "10_error_and_nudging"

START = numbers_of(deck_network())


def stepped(numbers, rate, pictures=LETTERS, right=RIGHT):
    """The numbers after one step of gradient descent."""
    slopes = nudge(network_with(numbers), pictures, right, step=BIT)
    return numbers - rate * np.concatenate([slope.ravel() for slope in slopes])


def says_what_the_network_says(scope, numbers, chosen=CROSS_TO_O, letters=slice(None)):
    """Read the whole scene from the page, and set it against a network with these numbers."""
    network = network_with(numbers)
    right = round(10 * accuracy(RIGHT, network(LETTERS)))
    now = digits(mean_error(network, LETTERS[letters], RIGHT[letters]))
    expect(scope).to_contain_text(re.compile(rf"error {re.escape(now)}[ ,].*{right} of the ten are right\."))
    expect(scope.get_by_role("img", name=f"error {now} at {digits(numbers[chosen])}")).to_be_visible()
    near = [mean_error(network_with(moved(numbers, chosen, numbers[chosen] + bit)), LETTERS[letters], RIGHT[letters])
            for bit in (-BIT, 0, BIT)]
    expect(scope.locator("tr").last.locator("td")).to_have_text(["error", *map(digits, near)])
    labels = [look.label(number, short=True) for number in numbers[:27]]
    expect(Grid(scope, "features").svg.locator("[role=gridcell] text")).to_have_text(labels)
    labels = [look.label(number) for number in by_answer(numbers[27:]).flat]
    expect(Grid(scope, "their weights").svg.locator("[role=gridcell] text")).to_have_text(labels)


def handle(scope):
    return scope.locator(".noUi-handle")


def slide(page, scope, value):
    """Drag the slider by its handle to a value."""
    handle(scope).scroll_into_view_if_needed()
    track = handle(scope).locator("xpath=ancestor::*[contains(@class, 'noUi-base')]").bounding_box()
    box = handle(scope).bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * (value + 2) / 4, middle, steps=12)
    page.mouse.up()


def press(scope, name):
    pressed(scope, name).click()


def centre(box):
    return box["x"] + box["width"] / 2


def test_a_mouse_chooses_slides_and_steps(lesson):
    scope = lesson.output("explorer")
    says_what_the_network_says(scope, START)
    expect(scope).to_contain_text("A kink: the slope is .2888 on the left and .5111 on the right, .4000 on average.")
    slide(lesson.page, scope, -0.5)
    numbers = moved(START, CROSS_TO_O, -0.5)
    says_what_the_network_says(scope, numbers)
    expect(scope).to_contain_text("The slope is .2888. Downhill is to the left.")

    Grid(scope, "features").click(1, 1, "teal")
    says_what_the_network_says(scope, numbers, chosen=4)
    expect(scope).to_contain_text("the pixel of the teal feature in row 1, column 1")
    expect(Grid(scope, "their weights").svg.locator(".convlib-window")).to_be_hidden()
    slide(lesson.page, scope, 2.2)
    numbers = moved(numbers, 4, 2)
    says_what_the_network_says(scope, numbers, chosen=4)
    Grid(scope, "their weights").click(0, 3, "magenta")
    says_what_the_network_says(scope, numbers, chosen=27 + 2 * 11)
    expect(Grid(scope, "features").svg.locator(".convlib-window")).to_be_hidden()

    press(scope, "reset")
    says_what_the_network_says(scope, START, chosen=49)
    Grid(scope, "their weights").click(1, 0, "orange")
    press(scope, ".20")
    press(scope, "step: this number")
    expect(scope.get_by_role("status")).to_have_text(
        "Step 1: this number went from 0 to −.0800, and the error went from .7400 to .7168.")
    says_what_the_network_says(scope, moved(START, CROSS_TO_O, -0.08))
    press(scope, "reset")
    press(scope, ".05")
    numbers = START
    for count in (1, 2, 3):
        press(scope, "step: all 51 at once")
        numbers = stepped(numbers, 0.05)
        expect(scope.get_by_role("status")).to_contain_text(f"Step {count}: all 51 numbers moved,")
        says_what_the_network_says(scope, numbers)

    scope.get_by_role("combobox").select_option("X, weight")
    says_what_the_network_says(scope, numbers, letters=[5])
    press(scope, "step: all 51 at once")
    says_what_the_network_says(scope, stepped(numbers, 0.05, LETTERS[[5]], RIGHT[[5]]), letters=[5])
    scope.get_by_role("combobox").select_option("all ten pictures")
    press(scope, "noise")
    says_what_the_network_says(scope, numbers_of(random_network(seed=1)))
    assert lesson.python("explorer.start, explorer.rate, explorer.chosen") == "('noise', 0.05, 36)"


def test_keys_do_all_the_same_and_the_notebook_stays_as_it_is(lesson):
    scope = lesson.output("explorer")
    active = "notebook.content.activeCellIndex"
    handle(scope).focus()
    before = lesson.page.evaluate(active)
    for key, value in (("ArrowLeft", -0.05), ("ArrowLeft", -0.1), ("PageDown", -0.35), ("Home", -2), ("End", 2)):
        handle(scope).press(key)
        says_what_the_network_says(scope, moved(START, CROSS_TO_O, value))
    Grid(scope, "their weights").press("ArrowUp", "ArrowRight")
    numbers = moved(START, CROSS_TO_O, 2)
    says_what_the_network_says(scope, numbers, chosen=37)
    expect(scope).to_contain_text("the weight of value 6 (orange, top right) in the vote for X")
    Grid(scope, "their weights").press("ArrowLeft", "ArrowLeft")  # over the gap, to the last of the teal feature
    expect(scope).to_contain_text("the weight of value 4 (teal, bottom right) in the vote for X")
    Grid(scope, "their weights").press("ArrowRight", "ArrowRight")
    expect(scope).to_contain_text("the weight of value 6 (orange, top right) in the vote for X")
    Grid(scope, "features").press("ArrowUp")  # from nowhere, to the first
    says_what_the_network_says(scope, numbers, chosen=0)
    for name, code, text in (("3", "explorer.rate", "3.0"), ("reset", "explorer.said()", "''"),
                             ("step: this number", "explorer.steps", "1"), ("noise", "explorer.start", "'noise'")):
        pressed(scope, name).press("Space")
        lesson.wait_for_python(code, text)
    seed = scope.get_by_role("spinbutton")
    expect(seed).to_be_enabled()
    seed.press("ArrowUp")
    says_what_the_network_says(scope, numbers_of(random_network(seed=2)), chosen=0)
    scope.get_by_role("combobox").focus()
    lesson.page.keyboard.press("ArrowDown")
    says_what_the_network_says(scope, numbers_of(random_network(seed=2)), chosen=0, letters=[0])
    for place in (handle(scope), Grid(scope, "features").svg):
        place.focus()
        for key in "xddabm":
            lesson.page.keyboard.press(key)
    assert lesson.page.locator(".jp-Notebook-cell").count() == len(lesson.cell_ids())
    assert lesson.page.evaluate(active) == before
    lesson.python("explorer.numbers = explorer.numbers * 40")
    expect(scope.get_by_role("status")).to_contain_text("would have gone further, and stopped at the end.")


@pytest.mark.parametrize("wide", [1300, 1100])
def test_the_ball_is_above_the_handle_and_everything_fits(lesson, wide):
    lesson.resize(wide, 1000)
    scope = lesson.output("explorer")
    for value in (-2, 0.6, 2):
        lesson.python(f"explorer.numbers = [*explorer.numbers[:36], {value}, *explorer.numbers[37:]]")
        expect(scope.get_by_role("img", name=f"at {digits(value)}")).to_be_visible()
        still = scope.get_by_role("img", name="valley").and_(lesson.page.locator(":not([data-moves])"))
        ball = still.locator("circle").last
        expect(ball).to_be_visible()
        assert abs(centre(ball.bounding_box()) - centre(handle(scope).bounding_box())) < 1.5
    whole = scope.locator(".convlib-explorer").bounding_box()
    assert whole["height"] < 760
    for part in (scope.get_by_role("img", name="valley"), scope.get_by_role("button", name="reset")):
        box = part.bounding_box()
        assert box["x"] + box["width"] <= whole["x"] + whole["width"]
    features, weights = Grid(scope, "features"), Grid(scope, "their weights")
    for tint in ("teal", "orange", "magenta"):  # a feature, and below it the weights of its four values
        middle = (weights.centre(0, 1, tint)[0] + weights.centre(0, 2, tint)[0]) / 2
        assert abs(features.centre(0, 1, tint)[0] - middle) < 2
        assert features.centre(2, 0, tint)[1] < weights.centre(0, 0, tint)[1]


def test_predictions_curves_and_exercises_answer_in_the_page(lesson):
    expect(lesson.output("predict-table")).not_to_contain_text(".59")
    told = lesson.predict("predict-table", ".57, the total")
    expect(told).to_contain_text("You said “.57, the total”. The total does add up")
    expect(lesson.output("rates").get_by_role("img", name="three learning rates")).to_contain_text("learning rate .20")
    for number, name, given, line, status in [
            (1, "total_error", "right, actual", "(right - actual).sum()", "Distances with a sign"),
            (1, "total_error", "right, actual", "abs(right - actual).sum()", "correct"),
            (2, "step_downhill", "numbers, slopes, rate", "numbers + rate * slopes", "Uphill")]:
        cell = f"exercise-{number}-code"
        output = lesson.run_cell(cell, f"def mine({given}):\n    return {line}\n\ncheck('{name}', mine)")
        expect(output).to_contain_text(status)


def test_its_numbers_may_be_written_in_the_usual_ways(lesson):
    lesson.output("explorer").get_by_role("radio", name="noise").click()  # only noise has a seed
    assert take_what_people_write(lesson, lesson.output("explorer"), ["2,6", "zwei"])


def test_before_the_first_run_the_still_pictures_show(lab, open_notebook):
    notebook = open_notebook(lab.copy(LESSONS / f"{LESSON}.ipynb"))
    for cell, wide in (("explorer", 1700), ("rates", 1500)):
        picture = notebook.output(cell).locator("img")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.naturalWidth") > wide
    assert notebook.problems() == []
