"""Lesson 07 in a real JupyterLab: building a stack, tracing its values, and what the page then says."""

import numpy as np
import pytest
from playwright.sync_api import expect

from convlib.network import Network
from convlib.pictures import O, X
from convlib.show import look
from convlib.widgets import StackingExplorer
from convlib.widgets.lesson_07_stacking import STACKS, build
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.focus import press_until_disabled
from tests.browser.threads import joined, lit_after, watch

LESSON = "07_stacking"
SHORT, DEEP = STACKS["ends in 2 × 2"], STACKS["slide 57"]
NAMES = {"convolution": "maps", "ReLU": "ReLU", "pooling": "pooled"}


def explorer(lesson):
    return lesson.output("explorer")


def grid(scope, stage):
    return scope.get_by_role("grid").nth(stage)


def shows(scope, layers, picture=X):
    """Read every stage from the page, and set it against the network."""
    stages = Network(build(layers)).stages(picture)
    expect(scope.get_by_role("grid")).to_have_count(len(stages))
    captions = [f"{name}: {'×'.join(map(str, stage.values.shape))}"
                for name, stage in zip(["picture", *map(NAMES.get, layers)], stages, strict=True)]
    expect(scope.locator(".convlib-caption")).to_have_text(captions)
    for number, (_, values) in enumerate(stages):
        told = grid(scope, number).locator("[role=gridcell] title")
        parts = 9 if "convolution" in layers[:number] else 1
        assert [title.split(": ")[-1] for title in told.all_text_contents()] == \
            [look.exact(value, parts) for value in values.flat]
    return True


def marked(scope, stage):
    """The numbers of the cells that the page outlines in one stage."""
    return grid(scope, stage).evaluate("""svg => {
        const side = (rect, corner, length) => Math.round(+rect.getAttribute(corner) + rect.getAttribute(length) / 2);
        const middle = rect => `${side(rect, "x", "width")} ${side(rect, "y", "height")}`;
        const squares = [...svg.querySelectorAll(".convlib-square")].map(middle);
        return [...svg.querySelectorAll(".convlib-mark")].map(mark => squares.indexOf(middle(mark)));
    }""")


def traces(scope, layers, stage, cell, picture=X, sees=False):
    """Read the outlines of every stage from the page, and set them against the network."""
    network = Network(build(layers))
    values = network.stages(picture)[stage].values
    place = tuple(map(int, np.unravel_index(cell, values.shape)))
    lit = (network.sees if sees else network.trace)(picture, stage, place)
    said = f"This {look.label(values[place])} {'sees' if sees else 'came from'}"
    expect(scope.get_by_role("status")).to_contain_text(said)
    expect(scope.get_by_role("status")).to_contain_text(f"{lit[0].sum()} pixels.")
    for number, marks in enumerate(lit):
        expect(grid(scope, number).locator(".convlib-mark")).to_have_count(int(marks.sum()))
        assert marked(scope, number) == np.flatnonzero(marks).tolist()
    for number in range(stage + 1, len(layers) + 1):
        assert marked(scope, number) == []
    expect(grid(scope, stage).locator(".convlib-window")).to_be_visible()
    return True


def click(scope, stage, cell):
    grid(scope, stage).locator("[role=gridcell]").nth(cell).locator("rect").click(force=True)


def test_a_value_is_traced_by_mouse_and_by_keys(lesson):
    scope = explorer(lesson)
    assert shows(scope, SHORT)
    click(scope, 4, 0)
    assert traces(scope, SHORT, 4, 0)
    for keys, cell in [(["ArrowDown", "ArrowRight"], 3), (["ArrowDown"], 5), (["Home"], 4), (["End", "ArrowUp"], 3)]:
        for key in keys:
            grid(scope, 4).press(key)
        lesson.wait_for_python("explorer.chosen", f"(4, {cell})")
        assert traces(scope, SHORT, 4, cell)
    scope.get_by_role("radio", name="all that it sees").click()
    assert traces(scope, SHORT, 4, 3, sees=True)
    click(scope, 2, 100)  # the last map of the ReLU
    assert traces(scope, SHORT, 2, 100, sees=True)
    expect(grid(scope, 4).locator(".convlib-window")).to_be_hidden()
    scope.get_by_role("radio", name="what it came from").press("Space")
    scope.get_by_role("combobox").select_option("O")
    assert traces(scope, SHORT, 2, 100, picture=O)
    press_until_disabled(scope, "clear the trace")
    expect(scope.locator(".convlib-mark")).to_have_count(0)
    expect(scope.get_by_role("status")).to_have_text("")
    lesson.python("explorer.chosen = (3, 7)")
    assert traces(scope, SHORT, 3, 7, picture=O)


def test_threads_join_what_the_network_traces_in_any_stack(lesson):
    scope = explorer(lesson)
    lesson.let_things_move()
    watch(scope)
    click(scope, 4, 0)
    later = lit_after(lesson.page, range(4, -1, -1))
    assert later == sorted(later) and later[-1] > 400
    twin = StackingExplorer()
    for layers, stage, cell in ((SHORT, 4, 0), (SHORT, 2, 100), (DEEP, 5, 13), (DEEP, 8, 1)):
        lesson.python(f"explorer.layers = {layers}\nexplorer.chosen = {stage, cell}")
        twin.layers = layers
        twin.chosen = (stage, cell)
        assert traces(scope, layers, stage, cell)
        lesson.page.wait_for_timeout(150 * stage + 500)
        assert joined(scope, twin._threads.traced)
    scope.get_by_role("radio", name="all that it sees").click()
    twin.sees = True
    expect(scope.locator(".convlib-thread-traced .convlib-thread")).to_have_count(len(twin._threads.traced["lines"]))
    press_until_disabled(scope, "clear the trace")
    expect(scope.locator(".convlib-thread")).to_have_count(0)


def test_hovering_reads_any_number_and_leaves_nothing_behind(lesson):
    scope = explorer(lesson)
    grid(scope, 2).locator(".convlib-square").nth(60).hover()
    expect(scope.locator(".convlib-readout")).to_have_text("stage 2 (ReLU), cross, row 1, column 4 max(0, −.55) = 0")
    expect(scope.locator(".convlib-thread-pointed line.convlib-thread")).to_have_count(3)
    scope.get_by_role("button", name="reset").hover()
    expect(scope.locator(".convlib-thread")).to_have_count(0)
    lesson.wait_for_python("explorer.pointed, explorer.chosen", "((), ())")


def test_a_stack_is_built_broken_and_mended(lesson):
    scope = explorer(lesson)
    scope.get_by_role("button", name="+ convolution").click()
    expect(scope.get_by_role("status")).to_have_text("Layer 5 (convolution): a feature of 3 × 3 pixels does not fit "
                                                     "into a map of 2 × 2. Move it earlier, or remove it.")
    expect(scope.get_by_text("✕ does not fit")).to_be_visible()
    assert shows(scope, SHORT)
    scope.get_by_role("button", name="◀ earlier").press("Enter")
    assert shows(scope, (*SHORT[:3], "convolution", "pooling"))
    expect(scope.get_by_role("status")).to_have_text("")
    scope.get_by_role("button", name="later ▶").click()
    expect(scope.get_by_role("status")).to_contain_text("Layer 5 (convolution)")
    scope.get_by_role("button", name="remove").press("Space")
    assert shows(scope, SHORT)

    scope.get_by_role("button", name="2 ReLU").click()
    scope.get_by_role("button", name="◀ earlier").click()
    assert shows(scope, ("ReLU", "convolution", "pooling", "pooling"))
    for name in ("+ ReLU", "+ pooling"):
        scope.get_by_role("button", name=name).press("Enter")
    assert shows(scope, ("ReLU", "convolution", "pooling", "pooling", "ReLU", "pooling"))
    scope.get_by_role("button", name="reset").click()
    assert shows(scope, SHORT)
    lesson.python("explorer.layers = ()")
    assert shows(scope, ())


def test_no_button_throws_the_focus_away(lesson):
    scope = explorer(lesson)
    scope.get_by_role("button", name="2 ReLU").click()
    press_until_disabled(scope, "later ▶", times=2)
    expect(scope.get_by_role("radio", name="what it came from")).to_be_focused()  # not "remove", which comes next
    press_until_disabled(scope, "remove", times=4)


def test_the_stack_of_slide_57_and_a_longer_one_fit_into_the_page(lesson):
    scope = explorer(lesson)
    scope.get_by_role("radio", name="slide 57").click()
    assert shows(scope, DEEP)
    click(scope, 3, 30)
    assert traces(scope, DEEP, 3, 30)
    wider = """row => [row.scrollWidth > row.clientWidth + 2, // 2: around a widget
                       document.querySelector(".jp-WindowedPanel-outer").scrollWidth
                       > document.querySelector(".jp-WindowedPanel-outer").clientWidth]"""
    row = grid(scope, 0).locator("xpath=ancestor::*[contains(@class, 'widget-hbox')][1]")
    assert row.evaluate(wider) == [False, False]
    for _ in range(3):  # one more than there is room for
        scope.get_by_role("button", name="+ ReLU").click()
    expect(scope.get_by_role("status")).to_contain_text("Here is room for 10 layers. The others were left out.")
    assert shows(scope, (*DEEP, "ReLU", "ReLU"))
    assert row.evaluate(wider)[1] is False
    scope.get_by_role("radio", name="slide 56").press("Enter")
    assert shows(scope, STACKS["slide 56"])


def test_every_stage_follows_the_pen(lesson):
    scope = explorer(lesson)
    picture = X.copy()
    click(scope, 4, 0)
    click(scope, 0, 10)
    picture[1, 1] = -1
    lesson.wait_for_python("int(explorer.picture[1, 1])", "-1")
    assert shows(scope, SHORT, picture) and traces(scope, SHORT, 4, 0, picture)
    grid(scope, 0).press("ArrowRight")
    grid(scope, 0).press("Space")
    picture[1, 2] = 1
    lesson.wait_for_python("int(explorer.picture[1, 2])", "1")
    assert shows(scope, SHORT, picture) and traces(scope, SHORT, 4, 0, picture)
    lesson.save()
    lesson.reload()
    assert shows(explorer(lesson), SHORT, picture) and traces(explorer(lesson), SHORT, 4, 0, picture)


@pytest.mark.parametrize(("cell", "choice", "told"), [
    ("predict-sizes", "7, 7, 3, 1", "You left out the pooling windows"),
    ("predict-57", "1 × 1", "It is 1 × 1, as you predicted. Two convolutions make 7 rows, then 5."),
    ("predict-sees", "9", "You counted what a single match sees.")])
def test_predictions(lesson, cell, choice, told):
    expect(lesson.predict(cell, choice)).to_contain_text(f"You said {choice}. {told}")


def test_exercises_name_the_mistake(lesson):
    for pooled, told in [("size // 2", "Pooling rounded down"), ("(size + 1) // 2", "Right on")]:
        source = f"""def stack_shapes(size, layers):
    sizes = []
    for layer in layers:
        size = size - 2 if layer == "convolution" else {pooled} if layer == "pooling" else size
        sizes.append(size)
    return sizes

check("stack_shapes", stack_shapes)"""
        expect(lesson.run_cell("exercise-1-code", source)).to_contain_text(told)
