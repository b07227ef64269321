"""Lesson 13 in a real JupyterLab: turning knobs, plans that cannot be, training, comparing, and the table."""

import re

import pytest
from playwright.sync_api import expect

from convlib.architecture import parameter_count
from convlib.experiments.plans import KNOBS, ORDERS, Plan
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import spoken
from tests.browser.fields import take_what_people_write
from tests.browser.focus import press_until_disabled

LESSON = "13_knobs"


def explorer(lesson):
    return lesson.output("explorer")


def button(scope, name):
    return scope.get_by_role("button", name=name, exact=True)


def knob(scope, name):
    return scope.get_by_role("slider").nth([*KNOBS].index(name))


def shows(scope, plan):
    """Read the stages and the weights of a plan from the page, and set them against its network."""
    for _, shape, weights in plan.stages():
        expect(scope.get_by_text(" × ".join(map(str, shape)), exact=True).first if len(shape) > 1
               else scope.get_by_text(re.compile(rf"^{shape[0]} (value|neuron|vote)s?$")).first).to_be_visible()
        if weights:
            expect(scope.get_by_text(f"{weights} weights", exact=True).first).to_be_visible()
    expect(scope.get_by_text(re.compile(rf"\b{parameter_count(plan.network())} weights: "))).to_be_visible()
    return True


def rows(scope):
    """The buttons of the table's rows."""
    return scope.locator("button[title^='bring back plan']")


def dots(scope):
    """How many dots each row of the table has."""
    counts = "rows => rows.map(row => row.closest('.widget-hbox').querySelectorAll('circle').length)"
    return rows(scope).evaluate_all(counts)


def test_a_plan_is_trained_cancelled_and_compared(lesson):
    scope = explorer(lesson)
    assert shows(scope, Plan())
    lesson.python("explorer.steps = 20")
    button(scope, "train it").click()
    expect(rows(scope)).to_have_count(1)
    lesson.wait_for_python("explorer.running", "False")
    assert dots(scope) == [3]
    (accuracy,) = eval(lesson.python("[f'{100 * explorer.results[0].middle:.1f} %']"))
    expect(scope.get_by_text(accuracy, exact=True)).to_be_visible()
    button(scope, "train it").press("Enter")
    expect(scope.get_by_role("status")).to_contain_text("All these runs are in the table already")

    lesson.python("explorer.steps = 5000")
    scope.get_by_role("combobox").last.select_option("number of neurons")
    button(scope, "try 0, 2, 4, 8, 16").click()
    expect(scope.get_by_text("networks that have learned: 0 of 15", exact=True)).to_be_visible()
    expect(scope.get_by_text(re.compile(r"^step \d+ of 5000: \d+ s so far$"))).to_be_visible()
    expect(button(scope, "cancel")).to_be_enabled()
    expect(scope.locator(".widget-hprogress")).to_be_visible()
    press_until_disabled(scope, "cancel")
    expect(scope.get_by_role("status")).to_have_text("Cancelled. The runs that were finished are in the table.")
    expect(scope.get_by_role("status")).to_be_focused()
    expect(scope.locator(".widget-hprogress")).to_be_hidden()
    expect(rows(scope)).to_have_count(1)

    lesson.python("explorer.steps = 20")
    button(scope, "try 0, 2, 4, 8, 16").press("Space")
    expect(rows(scope)).to_have_count(5)
    lesson.wait_for_python("explorer.running", "False")
    assert dots(scope) == [3] * 5
    chart = scope.get_by_role("img", name=re.compile("accuracy on unseen pictures, by the number of neurons: 0: "))
    assert chart.locator("circle").count() == 15
    assert chart.locator("text").all_text_contents().count("251") == 1  # the weights with 16 neurons

    rows(scope).nth(4).click()
    lesson.wait_for_python("explorer.neurons", "16")
    assert shows(scope, Plan(neurons=16))
    rows(scope).nth(0).press("Space")
    lesson.wait_for_python("explorer.neurons", "0")
    scope.locator("button[title='take plan 2 out of the table']").click()
    expect(rows(scope)).to_have_count(4)
    lesson.save()
    lesson.reload()
    assert dots(explorer(lesson)) == [3] * 4 and shows(explorer(lesson), Plan())
    press_until_disabled(explorer(lesson), "clear the table")
    expect(rows(explorer(lesson))).to_have_count(0)


def test_knobs_turn_by_mouse_and_by_keys_and_what_cannot_be_is_explained(lesson):
    scope = explorer(lesson)
    knob(scope, "features").press("ArrowRight")
    assert shows(scope, Plan(features=4))
    track = knob(scope, "features").locator("xpath=ancestor::*[contains(@class, 'noUi-target')]")
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    lesson.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lesson.wait_for_python("4 < explorer.features < 24", "True")
    knob(scope, "features").press("End")
    assert shows(scope, Plan(features=24))
    for name, key in [("side", "ArrowRight"), ("window", "ArrowRight"), ("stride", "ArrowLeft"), ("neurons", "End")]:
        knob(scope, name).press(key)
    assert shows(scope, Plan(features=24, side=4, window=3, stride=1, neurons=32))
    button(scope, "the slides' plan").click()
    assert shows(scope, Plan())

    knob(scope, "side").press("End")
    assert shows(scope, Plan(side=9))
    button(scope, "1 convolution").click()
    expect(button(scope, "later ▶")).to_be_enabled()  # a key, unlike a click, does not wait for it
    button(scope, "later ▶").press("Enter")
    button(scope, "later ▶").click()
    expect(scope.get_by_role("status")).to_have_text(
        "Layer 3 (convolution): a feature of 9 × 9 pixels does not fit into a map of 5 × 5. "
        "Make the features smaller, or move or remove this layer.")
    expect(scope.get_by_text("✕ does not fit")).to_be_visible()
    expect(button(scope, "train it")).to_be_disabled()
    knob(scope, "side").press("Home")
    expect(spoken(scope)).to_be_empty()
    assert shows(scope, Plan(layers=("ReLU", "pooling", "convolution", "pooling"), side=1))
    button(scope, "remove").press("Space")
    button(scope, "+ convolution").click()
    lesson.wait_for_python("explorer.layers", "('ReLU', 'pooling', 'pooling', 'convolution')")

    lesson.python("explorer.steps, explorer.layers = 2, ()")
    scope.get_by_role("combobox").first.select_option("1")
    scope.get_by_role("combobox").last.select_option("layers and their order")
    button(scope, "try 6 orders").click()
    expect(rows(scope)).to_have_count(6)
    lesson.wait_for_python("explorer.running", "False")
    assert dots(scope) == [1] * 6
    expect(rows(scope).nth(2)).to_have_text("pool conv ReLU pool")
    rows(scope).nth(5).click()
    assert shows(scope, Plan(layers=ORDERS[5], side=1))


def test_the_table_fits_into_a_narrow_page(lesson):
    scope = explorer(lesson)
    lesson.python("explorer.steps = explorer.runs = 1; explorer.sweep('layers')")
    for width in (1300, 1100):
        lesson.resize(width, 900)
        remove = scope.locator("button[title^='take plan']").first
        expect(remove).to_be_visible()
        assert lesson.page.evaluate("""() => { const page = document.querySelector(".jp-WindowedPanel-outer");
            return page.scrollWidth <= page.clientWidth }""")
        box = remove.bounding_box()
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize(("cell", "choice", "told"), [
    ("predict-weights", "204", "It is 204, as you predicted."),
    ("predict-features", "from 12 to 24", "Twelve more features sound like a lot."),
    ("predict-size", "5 × 5", "It is 5 × 5, as you predicted. They get 49, 83, 86, 72 and 52"),
    ("predict-order", "none of them", "Most changes of the order do"),
    ("predict-luck", "about 90: it was not finished",
     "“about 90: it was not finished” is right, as you predicted. They get")])
def test_predictions(lesson, cell, choice, told):
    status = lesson.predict(cell, choice)
    expect(status).to_contain_text(re.compile(f"^(You said “?{choice}”?\\. )?{re.escape(told)}"))


@pytest.mark.parametrize(("exercise", "source", "told"), [
    ("exercise-1-code", "check('count_weights', lambda features, side, channels, values, answers:"
     " features * side ** 2 + values * answers)", "No channels"),
    ("exercise-2-code", "check('best_plan', lambda results: results.max(axis=1).argmax())", "The luckiest run"),
    ("exercise-2-code", "check('best_plan', lambda results: np.median(results, axis=1).argmax())", "Right on all")])
def test_exercises_name_the_mistake(lesson, exercise, source, told):
    expect(lesson.run_cell(exercise, source)).to_contain_text(told)


def test_its_numbers_may_be_written_in_the_usual_ways(lesson):
    assert take_what_people_write(lesson, lesson.output("explorer"), ["2,6", "zwei"])
