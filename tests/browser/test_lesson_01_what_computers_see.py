"""Lesson 01 in a real JupyterLab: what the hand does, and whether the page then says what ``transform`` says."""

import re

import numpy as np
from playwright.sync_api import expect

from convlib.pictures import TRICKY, O, X
from convlib.show import look
from convlib.transform import transform
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.fields import take_what_people_write, write
from tests.browser.grid import Grid

LESSON = "01_what_computers_see"
SLIDERS = ["down", "right", "thick", "scale", "turn"]  # as they stand in the page


def explorer(lesson):
    return lesson.output("explorer")


def slider(scope, name):
    return scope.locator(".noUi-handle").nth(1 + SLIDERS.index(name))  # the first walks through the pixels


def says(scope, first, second):
    """Read the whole scene from the page, and set it against two pictures."""
    count = int((first != second).sum())
    expect(scope.get_by_text(f"{count} of 81 pixels disagree. A" if count else "No pixel disagrees.")).to_be_visible()
    with_x, with_o = ((second == letter).sum() for letter in (X, O))
    bars = scope.get_by_role("img", name=f"{with_x} of 81 pixels with the X and {with_o} of 81 pixels with the O")
    expect(bars).to_be_visible()
    expect(scope.get_by_text(f"The second picture looks more like an {'X' if with_x > with_o else 'O'}.")).to_be_visible()
    for name, pixels in (("first picture", first), ("second picture", second)):
        Grid(scope, name).shows([look.label(pixel, short=True) for pixel in pixels.flat])
    expect(signs(scope)).to_have_text(["=" if agree else "≠" for agree in (first == second).flat])
    return True


def signs(scope):
    return scope.get_by_role("grid").nth(2).locator("[role=gridcell] text")


def test_everything_runs_clean_and_every_slider_changes_the_second_picture(lesson):
    scope = explorer(lesson)
    assert says(scope, X, X)
    changes = {}
    for name, key, value in [("down", "ArrowLeft", -1), ("right", "ArrowRight", 1), ("thick", "ArrowRight", 1),
                             ("scale", "ArrowRight", 1.05), ("turn", "ArrowLeft", -5)]:
        slider(scope, name).press(key)
        changes[name] = value
        assert says(scope, X, transform(X, **changes))
    lesson.wait_for_python("explorer.down, explorer.right, explorer.thick, explorer.turn", "(-1, 1, 1, -5)")
    scope.get_by_role("button", name="reset").click()
    assert says(scope, X, X)
    slider(scope, "turn").scroll_into_view_if_needed()
    mouse, handle = lesson.page.mouse, slider(scope, "turn").bounding_box()
    mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    mouse.down()
    mouse.move(handle["x"] + 500, handle["y"], steps=12)  # beyond its end, half a turn: the X is the X again
    expect(scope.get_by_text("second picture: turn 180°")).to_be_visible()  # before the hand lets go
    mouse.up()
    assert says(scope, X, X)
    slider(scope, "right").press("End")
    assert says(scope, X, transform(X, right=4))


def test_pictures_are_chosen_by_mouse_and_by_keys(lesson):
    scope = explorer(lesson)
    slider(scope, "right").press("ArrowRight")
    assert says(scope, X, transform(X, right=1))
    scope.get_by_role("combobox").select_option("O, scaling")
    assert says(scope, X, TRICKY["O_scaling"])
    scope.get_by_role("radio", name="O", exact=True).click()
    assert says(scope, O, TRICKY["O_scaling"])
    scope.get_by_role("combobox").press("ArrowDown")
    assert says(scope, O, TRICKY["O_rotation"])
    scope.get_by_role("radio", name="X", exact=True).press("Enter")
    assert says(scope, X, TRICKY["O_rotation"])
    lesson.python("explorer.second, explorer.scale = O, 0.67")
    assert says(scope, X, transform(O, scale=0.65))
    told = "There is no scale 0.67: it runs from 0.5 to 1.5 in steps of 0.05. This is scale 0.65."
    expect(scope.get_by_text(told)).to_be_visible()


def test_the_pixels_are_compared_one_after_the_other(lesson):
    scope = explorer(lesson)
    slider(scope, "right").press("ArrowRight")
    second = transform(X, right=1)
    assert says(scope, X, second)
    faint = scope.get_by_role("grid").nth(2).locator(".convlib-faint")
    expect(faint).to_have_count(0)

    def compared(row, column):
        so_far = int((X != second).flat[:9 * row + column + 1].sum())
        pair = " and ".join(look.label(pixels[row, column], short=True) for pixels in (X, second))
        expect(scope.get_by_text(f"row {row}, column {column}: {pair}. So far {so_far} ≠")).to_be_visible()
        expect(faint).to_have_count(80 - 9 * row - column)
        for name in ("first picture", "second picture", "row"):
            Grid(scope, name).stands_at(row, column)

    Grid(scope, "first picture").click(1, 7)
    compared(1, 7)
    Grid(scope, "second picture").press("ArrowRight", "ArrowDown")
    compared(2, 8)
    Grid(scope, "row").drag((2, 8), (5, 5), (4, 4))
    compared(4, 4)
    lesson.wait_for_python("explorer.pixel", "40")
    expect(scope.get_by_text("One pixel after the other is compared.")).to_be_visible()
    bars = scope.get_by_role("img", name="The second picture agrees in")
    expect(bars).to_have_attribute("aria-label", re.compile("of 41 pixels with the O so far"))
    expect(scope.get_by_text("looks more like")).to_have_count(0)
    walk = scope.locator(".noUi-handle").first
    walk.press("ArrowRight")
    compared(4, 5)
    walk.press("Home")
    compared(0, 0)
    lesson.python("explorer.pixel = 74")
    compared(8, 2)
    scope.get_by_role("button", name="play pixel by pixel").click()
    expect(scope.get_by_text("where they disagree: 26 of 81")).to_be_visible(timeout=20_000)
    expect(faint).to_have_count(0)
    lesson.wait_for_python("explorer.pixel", "81")


def test_predictions_and_exercises_answer(lesson):
    for cell, choice, told in [("predict-moved", "13", "You said 13. You counted the pixels that the X leaves."), ("predict-ten", "8", "It is 8, as"),
                               ("predict-common", "12", "You said 12. You counted those that lie on black.")]:
        expect(lesson.predict(cell, choice)).to_contain_text(told)
    for cell in ("exercise-1-code", "exercise-2-code"):
        expect(lesson.output(cell)).to_contain_text("still missing")
    turned = lesson.output("two-xs")
    assert says(turned, X, TRICKY["X_rotation"]) and says(lesson.output("two-wrong"), O, TRICKY["O_scaling"])
    assert np.count_nonzero(X != TRICKY["X_rotation"]) == 16  # as the lesson says below it


def test_its_numbers_may_be_written_in_the_usual_ways(lesson):
    scope = lesson.output("explorer")
    assert take_what_people_write(lesson, scope)
    turn = scope.locator(".widget-readout:visible").last
    write(turn, "−30")
    turn.press("Tab")  # leaving is as good as Enter
    lesson.wait_for_python("explorer.turn", "-30")
    write(turn, "45")
    scope.get_by_role("button", name="reset").click()
    expect(turn).to_have_text("0")


def test_a_button_does_not_overtake_what_the_slider_still_has_to_say(lesson):
    scope = lesson.output("explorer")
    lesson.python("import time\nexplorer.observe(lambda _: time.sleep(0.4), names=['turn', 'scale'])")  # a slow machine
    for _ in range(3):
        slider(scope, "turn").press("ArrowRight")
    scope.get_by_role("button", name="reset").click()
    lesson.wait_for_python("explorer.turn", "0")
    lesson.page.wait_for_timeout(1000)
    assert lesson.python("explorer.turn") == "0"
    write(scope.locator(".widget-readout:visible").nth(3), "0,8")
    scope.get_by_role("button", name="reset").click()  # and so with a number that was only written
    expect(scope.locator(".widget-readout:visible").nth(3)).to_have_text("1.00")
    lesson.page.wait_for_timeout(1000)
    assert lesson.python("explorer.scale") == "1.0"
