"""Motion that explains, and a truthful hand: the window glides and carries the feature, numbers fly to their places, a
perfect match is an event; nothing moves while a hand drags, or for those who want less motion.
"""

import pytest
from playwright.sync_api import expect

from convlib.pictures import FEATURES
from convlib.show import look
from tests.browser.grid import Grid
from tests.browser.rooms import enter

# What the page notes in every frame from now on: where the window is, and how many numbers fly.
WATCH = """() => {
    window.seen = [];
    const look = () => {
        const frame = document.querySelector(".convlib-explorer .convlib-window");
        if (frame) seen.push([Math.round(frame.getBoundingClientRect().x), document.querySelectorAll(".convlib-ghost").length]);
        requestAnimationFrame(look);
    };
    look();
}"""
RING = "svg => getComputedStyle(svg).outlineStyle"
CURSOR = "svg => getComputedStyle(svg).cursor"


@pytest.fixture(scope="module")
def notebook(lab):
    opened = lab.open(lab.write("motion.ipynb", ["from convlib.widgets import FilteringExplorer",
                                                   "explorer = FilteringExplorer()", "explorer"]))
    opened.run_all()
    opened.page.evaluate(WATCH)
    yield opened
    opened.close(again=False)  # what watches the page never ends


@pytest.fixture(params=["moving", "still"])
def moves(notebook, request):
    """Whether things may move; the explorer stands where it began."""
    notebook.page.emulate_media(reduced_motion="no-preference" if request.param == "moving" else "reduce")
    notebook.python("explorer.row, explorer.column, explorer.step = 0, 0, 11")
    Grid(notebook.output(2), "picture").stands_at(0, 0)
    notebook.page.wait_for_timeout(400)  # until what moved has come to rest
    notebook.page.evaluate("() => { seen.length = 0 }")
    return request.param == "moving"


def places(notebook, seconds=0.7):
    """At how many places the window has been seen, and how many numbers flew at most."""
    notebook.page.wait_for_timeout(seconds * 1000)
    seen = notebook.page.evaluate("() => seen")
    return len({x for x, _ in seen}), max(flying for _, flying in seen)


def test_after_a_key_the_window_glides_and_the_feature_with_it(notebook, moves):
    picture = Grid(notebook.output(2), "picture")
    picture.svg.focus()
    with notebook.slowly(10):
        notebook.page.keyboard.press("End")
        between, _ = places(notebook, seconds=2.5)
    assert between > 4 if moves else between == 2
    assert picture.window() == (0, 6)
    assert picture.window(".convlib-ring") == (0, 6)  # it rides in the window
    assert picture.svg.locator(".convlib-ring").count() == 9


def test_another_feature_rides_in_its_own_colours(notebook, moves):
    scope = notebook.output(2)
    scope.get_by_role("radio", name="cross").click()
    rings = Grid(scope, "picture").svg.locator(".convlib-ring")
    for number, pixel in enumerate(FEATURES["cross"].flat):
        expect(rings.nth(number)).to_have_attribute("stroke", look.COLOURS["cross"] if pixel > 0 else look.SLATE)
    scope.get_by_role("radio", name="diagonal").first.click()
    expect(rings.nth(2)).to_have_attribute("stroke", look.SLATE)


def test_a_hand_that_drags_has_the_window_at_once(notebook, moves):
    picture = Grid(notebook.output(2), "picture")
    picture.drag((1, 1), (1, 3), (1, 5))
    assert picture.svg.evaluate("svg => !svg.closest('.convlib-eases')") or not moves
    assert picture.window() == (0, 4)


def test_a_product_flies_to_its_place_in_the_sum_and_the_match_into_the_map(notebook, moves):
    steps = notebook.output(2).get_by_role("slider", name="arithmetic")
    for step in (3, 11):
        notebook.python(f"explorer.step = {step - 1}")
        notebook.wait_for_python("explorer.step", str(step - 1))
        notebook.page.wait_for_timeout(400)
        notebook.page.evaluate("() => { seen.length = 0 }")
        steps.focus()
        notebook.page.keyboard.press("ArrowRight")
        _, flying = places(notebook)
        assert flying == (1 if moves else 0)
        assert notebook.page.locator(".convlib-ghost").count() == 0  # it has arrived


def test_a_perfect_match_has_a_star(notebook, moves):
    star = notebook.output(2).locator(".convlib-star")
    expect(star).to_be_hidden()
    notebook.python("explorer.row, explorer.column = 1, 1")
    expect(star).to_be_visible()


def test_the_hand_shows_what_it_can_do_and_a_click_in_the_window_centres_it(notebook, moves):
    picture, mouse = Grid(notebook.output(2), "picture"), notebook.page.mouse
    picture.svg.scroll_into_view_if_needed()
    mouse.move(*picture.centre(5, 5))
    assert picture.svg.evaluate(CURSOR) == "pointer"
    mouse.move(*picture.centre(2, 2))
    assert picture.svg.evaluate(CURSOR) == "grab"
    mouse.down()
    assert picture.svg.evaluate(CURSOR) == "grabbing"
    mouse.up()
    picture.stands_at(1, 1)
    assert picture.svg.evaluate(RING) == "none"  # a pointer has pressed it
    notebook.page.keyboard.press("ArrowRight")
    assert picture.svg.evaluate(RING) == "solid"
    picture.stands_at(1, 2)


def test_a_number_that_has_no_room_is_told_at_the_hand_and_at_the_keys(notebook):
    notebook.python("from convlib.widgets import NetworkExplorer")
    notebook.run_cell(2, "NetworkExplorer()")
    enter(notebook, "projector")
    maps = Grid(notebook.output(2), "feature maps")
    tag, hidden = maps.svg.locator(".convlib-tag"), maps.svg.locator("[role=gridcell] text").first
    maps.svg.scroll_into_view_if_needed()
    expect(hidden).to_be_hidden()
    notebook.page.mouse.move(*maps.centre(3, 3, "cross"))
    expect(tag.locator("text")).to_have_text("1.00")
    notebook.page.mouse.move(0, 0)
    expect(tag).to_be_hidden()
    maps.svg.focus()
    notebook.page.keyboard.press("ArrowRight")
    expect(tag.locator("text")).to_have_text(".77")
    notebook.page.keyboard.press("ArrowRight")
    expect(tag.locator("text")).to_have_text("−.11")
    assert notebook.problems() == []
