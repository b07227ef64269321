"""Lesson 08 in a real JupyterLab: sliders, weights and lists by mouse and by keys, and whether the votes follow."""

import numpy as np
from playwright.sync_api import expect

from convlib.network import deck_network
from convlib.ops import relu, vote, winner
from convlib.pictures import TRICKY, O, X
from convlib.show import look
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import LESSONS
from tests.browser.grid import Grid

LESSON = "08_voting"

NEW_VALUES = np.array([0.9, 0.65, 0.45, 0.87, 0.96, 0.73, 0.23, 0.63, 0.44, 0.89, 0.94, 0.53])
WEIGHTS = deck_network().layers[-1].weights


def labels(values):
    return [look.label(value) for value in np.ravel(values)]


def values_of(picture):
    return deck_network().stages(picture)[-2].values


def changed(array, place, value):
    array = array.copy()
    array[place] = value
    return array


def drawing(scope):
    """The lines and the bars; beside them only the key of the colours is drawn."""
    return scope.locator(".convlib-sketch:not(.convlib-key) svg")


def says_the_votes(scope, votes):
    """The drawing says these votes, in its words and beside its bars."""
    x, o = labels(votes)
    expect(scope.get_by_role("img", name=f"X {x}, O {o}: ")).to_be_visible()
    words = drawing(scope).locator("text").all_text_contents()
    assert words[words.index("X") + 1] == x and words[words.index("O") + 1] == o
    said = ("The vote says X", "The vote says O", "A tie")[winner(votes)]
    assert words[-1].startswith(said)


def says_what_ops_says(scope, values, weights=WEIGHTS):
    """Read the whole scene from the page, and set it against the operations."""
    says_the_votes(scope, vote(values, weights))
    for name, shown in (("three small maps", values), ("list", values), ("to X, to O", weights)):
        Grid(scope, name).shows(labels(shown))


def slider(scope, number):
    """The slider of a value, counted from 1; the thirteenth is that of the weight."""
    return scope.locator(".noUi-handle").nth(number - 1)


def slide(page, handle, share):
    """Drag a slider by its handle to a share of its length."""
    handle.scroll_into_view_if_needed()
    track = handle.locator("xpath=ancestor::*[contains(@class, 'noUi-base')]").bounding_box()
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * share, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()


def test_a_mouse_moves_values_and_weights_and_chooses_lists(lesson):
    scope = lesson.output("explorer")
    says_what_ops_says(scope, NEW_VALUES)
    slide(lesson.page, slider(scope, 1), -0.1)
    says_what_ops_says(scope, changed(NEW_VALUES, 0, 0))
    slide(lesson.page, slider(scope, 6), 1.1)
    values = changed(changed(NEW_VALUES, 0, 0), 5, 1)
    says_what_ops_says(scope, values)
    assert Grid(scope, "list").window() == Grid(scope, "to X, to O").window() == (5, 0)
    expect(scope.get_by_role("combobox")).to_have_value("your own list")

    Grid(scope, "to X, to O").click(4, 1)
    expect(scope).to_contain_text("the yellow line: value 5 (cross, top left) to O, weight 0")
    slide(lesson.page, slider(scope, 13), -0.1)
    weights = changed(WEIGHTS, (4, 1), -1)
    says_what_ops_says(scope, values, weights)
    expect(scope).to_contain_text("weight −1.00")
    expect(scope).to_contain_text(".65/4 + .45/4 − .96 + .44/4 + .53/4 = −.4425")
    scope.get_by_role("button", name="the slides' weights").click()
    says_what_ops_says(scope, values)

    Grid(scope, "three small maps").click(1, 0, "antidiagonal")
    expect(scope).to_contain_text("the yellow line: value 11 (antidiagonal, bottom left) to O, weight 0")
    expect(scope.locator(".convlib-caption", has_text="made from")).to_have_count(0)
    scope.get_by_role("combobox").select_option("O, weight")
    says_what_ops_says(scope, values_of(TRICKY["O_weight"]))
    expect(scope.locator(".convlib-caption", has_text="made from O, weight")).to_be_visible()
    lesson.wait_for_python("explorer.source", "'O, weight'")


def test_keys_move_values_and_weights_and_the_notebook_stays_as_it_is(lesson):
    scope = lesson.output("explorer")
    active = "notebook.content.activeCellIndex"
    slider(scope, 2).focus()
    before = lesson.page.evaluate(active)
    for keys, value in [(["ArrowRight", "ArrowRight"], 0.67), (["PageUp"], 0.72), (["End"], 1), (["Home"], 0),
                        (["ArrowLeft"], 0)]:
        for key in keys:
            slider(scope, 2).press(key)
        says_what_ops_says(scope, changed(NEW_VALUES, 1, value))
    Grid(scope, "to X, to O").press("ArrowDown", "ArrowDown", "ArrowDown", "End")
    expect(scope).to_contain_text("value 5 (cross, top left) to O")
    slider(scope, 13).press("ArrowLeft")
    weights = changed(WEIGHTS, (4, 1), -0.05)
    says_what_ops_says(scope, changed(NEW_VALUES, 1, 0), weights)
    scope.get_by_role("combobox").focus()
    lesson.page.keyboard.press("ArrowUp")  # from your own list up to the last picture
    says_what_ops_says(scope, values_of(TRICKY["O_weight"]), weights)
    for place in (slider(scope, 2), Grid(scope, "list").svg):
        place.focus()
        for key in "xddabm":
            lesson.page.keyboard.press(key)
    assert lesson.page.locator(".jp-Notebook-cell").count() == len(lesson.cell_ids())
    assert lesson.page.evaluate(active) == before


def test_a_value_between_two_steps_stays_exact_in_the_browser_and_the_thick_x_can_be_helped(lesson):
    scope = lesson.output("explorer")
    lesson.python("explorer.source = 'X, weight'; explorer.line = 8")
    thick = values_of(TRICKY["X_weight"])
    says_what_ops_says(scope, thick)
    expect(scope).to_contain_text("= .5111…")
    for _ in range(3):
        slider(scope, 13).press("ArrowRight")
    weights = changed(WEIGHTS, (4, 0), 0.35)
    says_what_ops_says(scope, thick, weights)
    lesson.wait_for_python("explorer.source, bool(np.argmax(explorer.votes) == 0)", "('X, weight', True)")
    for name, picture in {"X": X, "O": O}.items():
        scope.get_by_role("combobox").select_option(name)
        says_what_ops_says(scope, values_of(picture), weights)
    lesson.python("explorer.values = new_values * 2")
    expect(scope.get_by_role("status")).to_contain_text("Values run from 0 to 1. 1.8 was moved to the nearer end.")


def test_the_parts_of_one_value_stand_in_one_row(lesson):
    scope = lesson.output("explorer")
    grid = Grid(scope, "list")
    for number in (1, 6, 12):
        box = slider(scope, number).bounding_box()
        assert abs(box["y"] + box["height"] / 2 - grid.centre(number - 1, 0)[1]) < 4
    ends = drawing(scope).locator("polyline").evaluate_all(
        "lines => lines.map(line => line.getBoundingClientRect()).flatMap(box => [box.top, box.bottom])")
    assert abs(min(ends) - grid.centre(0, 0)[1]) < 12 and abs(max(ends) - grid.centre(11, 0)[1]) < 12
    whole = scope.locator(".convlib-explorer").bounding_box()
    assert whole["height"] <= lesson.page.locator(".jp-WindowedPanel-outer").evaluate("panel => panel.clientHeight")
    right = drawing(scope).bounding_box()
    assert right["x"] + right["width"] <= whole["x"] + whole["width"]

    lesson.resize(500, 900)  # the sliders stand above the list, and lines and cells still meet
    assert scope.locator(".convlib-explorer").evaluate("box => box.scrollWidth - box.clientWidth") <= 1
    middle = drawing(scope).locator("polyline").evaluate_all(
        "lines => Math.max(...lines.map(line => line.getBoundingClientRect().bottom))")
    assert abs(middle - grid.centre(11, 0)[1]) < 8


def test_the_slider_of_a_weight_stands_beside_the_ends_of_the_lines(lesson):
    scope = lesson.output("explorer")
    scope.scroll_into_view_if_needed()
    around, box = drawing(scope).bounding_box(), slider(scope, 13).bounding_box()
    assert around["x"] < box["x"] < around["x"] + around["width"]
    assert around["y"] < box["y"] < around["y"] + around["height"]


def test_the_second_layer_bends_and_collapses(lesson):
    scope = lesson.output("explorer-stacked")
    says_the_votes(scope, vote(NEW_VALUES, WEIGHTS))
    assert Grid(scope, "W1 @ W2").labels() == labels(WEIGHTS)
    expect(scope).to_contain_text("X .91, O .51. That is the same.")
    against = scope.get_by_role("radio", name="for and against")
    against.focus()
    against.press("Space")
    gap = NEW_VALUES[[0, 3, 9, 10]].mean() - NEW_VALUES[[1, 2, 8, 11]].mean()
    between = np.array([gap, NEW_VALUES[4] - NEW_VALUES[5:8].mean(), -gap])
    second = np.array([[0.8, 0], [0.2, 0], [0, 1]])
    says_the_votes(scope, vote(between, second))
    expect(scope).to_contain_text("X .39, O −.38. That is the same.")
    scope.get_by_role("radio", name="ReLU").click()
    says_the_votes(scope, vote(relu(between), second))
    expect(drawing(scope)).to_contain_text("−.38 → 0")
    expect(scope).to_contain_text("X .39, O −.38. That is not the same")
    scope.get_by_role("combobox").select_option("O, weight")
    says_the_votes(scope, [0, 0])
    expect(drawing(scope)).to_contain_text("A tie, so the vote cannot tell.")
    assert lesson.python("stacked.source, stacked.rivals, stacked.bend") == "('O, weight', True, True)"


def test_predictions_and_exercises_answer_in_the_page(lesson):
    expect(lesson.output("predict-vote")).not_to_contain_text(".912")
    expect(lesson.predict("predict-vote", ".92")).to_contain_text("You said .92. You are in good company")
    expect(lesson.predict("predict-rise", "O's vote rises by .0875.")).to_contain_text("as you predicted.")
    for line, status in [("values.sum()", "No weights"), ("(values * weights).sum()", "correct")]:
        source = f"def vote_for(values, weights):\n    return {line}\n\ncheck('vote_for', vote_for)"
        expect(lesson.run_cell("exercise-1-code", source)).to_contain_text(status)


def test_before_the_first_run_the_still_pictures_show(lab, open_notebook):
    notebook = open_notebook(lab.copy(LESSONS / f"{LESSON}.ipynb"))
    for cell in ("explorer", "explorer-stacked"):
        picture = notebook.output(cell).locator("img")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.naturalWidth") > 1500
    assert notebook.problems() == []
