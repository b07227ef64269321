"""Every explorer of every lesson, in one page (every.py): whether it fits its room, for those who work it by keys or by
touch, hear it, or have chosen the colours of the page; and under random acts, with a fixed seed.

After clicks, keys, drags, numbers, words and files nothing may have gone wrong, the page shows what Python says, and
Python says what a new explorer with the same state says, and ``ops``. A few acts are done each time; many, on demand:
``--acts=400``.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.acts import AS_TOLD, READ, STOP, WAYS, Hand
from tests.browser.conftest import LESSONS, cut_controls
from tests.browser.contrast import faint
from tests.browser.every import ALL, cell_of, open_all, show_alone, sources
from tests.browser.grid import Grid
from tests.browser.rooms import ROOMS, enter, leave, unfit

ROOT = Path(__file__).parents[2]
DONE, POSSIBLE = Counter(), {}  # the kinds of acts that all hands have done; those that were possible, by explorers
SECONDS = 20  # until the page must show what Python says
CELLS = """() => notebook.content.widgets.map(({ model }) => [model.id, model.type, model.sharedModel.getSource(),
                                                          model.executionCount])"""
# How often Tab stops in each explorer. Buttons of which one is down are one stop, so are tools in a row, and a slider
# with its number. A new control adds a stop for everybody who works by keys: it is counted here.
STOPS = {
    "00_start_here explorer": 4, "01_what_computers_see explorer": 13, "01_what_computers_see two-xs": 13,
    "01_what_computers_see two-wrong": 13, "02_features explorer": 5, "03_filtering explorer": 13,
    "04_convolution explorer": 11, "04_convolution explorer-draw": 11, "04_convolution explorer-layer": 8,
    "05_pooling explorer": 8, "05_pooling explorer-shift": 3, "06_relu explorer": 7, "06_relu explorer-orders": 13,
    "06_relu stack": 6, "07_stacking explorer": 12, "08_voting explorer": 7, "08_voting explorer-stacked": 3,
    "09_all_together explorer": 10, "10_error_and_nudging explorer": 9, "11_backpropagation explorer": 7,
    "12_learning_live explorer": 13, "12_learning_live explorer-pad": 4, "13_knobs explorer": 13, "14_sound explorer": 8,
    "15_text explorer": 9, "15_text explorer-passage": 2, "16_limits explorer": 11, "16_limits explorer-customers": 8,
    "16_limits explorer-table": 9, "17_photographs explorer": 16,
}
MOST = 60  # times that Tab is pressed before it is caught

# Put the focus right before, or right behind, an explorer, and note each stop in it. The parts of a player are its own.
BESIDE = """(explorer, where) => {
    const mark = document.createElement("span");
    mark.tabIndex = -1;
    explorer[where](mark);
    mark.focus({ preventScroll: true });
    mark.addEventListener("blur", () => mark.remove());
    window.stops = [];
}"""
RINGS = """(explorer) => { // null where the walk has left; otherwise, whether a ring shows
    const { activeElement: stop } = document;
    if (!explorer.contains(stop)) return null;
    if (stop !== stops.at(-1)) stops.push(stop);
    const { outlineStyle, outlineWidth } = getComputedStyle(stop);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""
# What is wrong with the stops: no name, or no ring around them that can be seen, or no place that can.
FAULTS = """() => {
    const words = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const named = (stop) => [stop.getAttribute("aria-label"), words(stop.getAttribute("aria-labelledby")),
        ...[...(stop.labels ?? [])].map((label) => label.textContent), stop.matches("button") && stop.textContent,
        stop.matches("button") && stop.title].some((name) => name && name.trim());
    return stops.filter((stop) => !named(stop) || !stop.checkVisibility()).map((stop) => stop.outerHTML.slice(0, 200));
}"""


@pytest.fixture(scope="module")
def all_explorers(lab, request):
    """A notebook of the explorers that the chosen tests work, open and run."""
    chosen = set()
    for item in request.session.items:
        if item.path == request.path and "all_explorers" in item.fixturenames:
            name = hasattr(item, "callspec") and item.callspec.params.get("name")
            chosen |= {name} if name else set(ALL)
    notebook = open_all(lab, [name for name in ALL if name in chosen])
    notebook.python(f"__import__('sys').path.insert(0, {str(ROOT)!r})")
    notebook.python("import json; from tests import twins")
    assert notebook.problems() == []
    yield notebook
    notebook.close()


@pytest.fixture
def every(all_explorers):
    """The page of all explorers. At the end of the test nothing may have gone wrong."""
    all_explorers.forget_problems()
    yield all_explorers
    show_alone(all_explorers, None)
    assert all_explorers.problems() == []


def test_each_cell_that_is_named_an_explorer_is_among_them():
    named = {f"{path.stem} {cell}" for path in LESSONS.glob("*.ipynb") for cell in sources(path.stem)
             if cell.startswith("explorer")}
    assert named <= set(ALL) and len(ALL) > len(named)


@pytest.mark.parametrize("room", ROOMS)
def test_every_explorer_fits_its_room(all_explorers, room):
    """As it begins: a hand may build a stack that is taller than any room."""
    enter(all_explorers, room)
    found = {name: unfit(all_explorers.output(cell_of(name)), room) for name in ALL}
    leave(all_explorers)
    assert found == dict.fromkeys(ALL, [])


def explorer(notebook, name):
    """One explorer. The others are not shown for now."""
    show_alone(notebook, name)
    return notebook.output(cell_of(name)).locator(".convlib-explorer").first


def stops(scope, key, where):
    """The stops of a walk through an explorer, as an array in the page; and how many of them show no ring."""
    element, keyboard = scope.element_handle(), scope.page.keyboard  # finding it anew at each stop would take longest
    element.evaluate(BESIDE, where)
    keyboard.press(key)
    ringless = 0
    for _ in range(MOST):
        ring = element.evaluate(RINGS)
        if ring is None:
            return ringless
        ringless += not ring
        keyboard.press(key)
    raise AssertionError(f"{key} is caught")


def test_tab_stops_seldom_and_nowhere_without_a_name_or_a_ring_and_goes_back_as_it_came(every):
    assert set(STOPS) == set(ALL)
    expect(every.page.locator(".convlib-photo-frame[aria-label]")).to_have_count(2)  # they take a moment
    found = {}
    for name in ALL:
        scope = explorer(every, name)
        ringless = stops(scope, "Tab", "before")
        many, faults = every.page.evaluate(f"[stops.length, ({FAULTS})()]")
        every.page.evaluate("window.there = stops")
        stops(scope, "Shift+Tab", "after")
        back = every.page.evaluate("stops.reverse().every((stop, place) => stop === there[place])")
        found[name] = many, ringless, faults, back
    wrong = {name: each for name, each in found.items() if each != (STOPS[name], 0, [], True)}
    assert wrong == {}, wrong


def test_arrows_move_in_what_is_one_stop_and_escape_leaves_for_the_cell(every):
    keyboard = every.page.keyboard
    scope = explorer(every, "02_features explorer")
    diagonal, cross = scope.get_by_role("radio", name="diagonal").first, scope.get_by_role("radio", name="cross")
    diagonal.click()
    keyboard.press("ArrowRight")
    expect(cross).to_be_focused()
    expect(cross).to_be_checked()
    expect(diagonal).not_to_be_checked()

    scope = explorer(every, "07_stacking explorer")
    layers = scope.locator(".convlib-chip")
    before = layers.count()
    scope.get_by_role("button", name="+ convolution").focus()
    keyboard.press("ArrowRight")
    expect(scope.get_by_role("button", name="+ ReLU")).to_be_focused()
    assert layers.count() == before  # a tool is pressed by Enter alone
    keyboard.press("Enter")
    expect(layers).to_have_count(before + 1)
    expect(layers.last).to_have_attribute("aria-pressed", "true")
    scope.get_by_role("button", name="remove").click()
    expect(layers).to_have_count(before)

    scope = explorer(every, "08_voting explorer")
    first, second = (scope.locator(".convlib-sliders .noUi-handle").nth(number) for number in (0, 1))
    first.focus()
    value = first.get_attribute("aria-valuenow")
    keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    assert first.get_attribute("aria-valuenow") == value

    scope = explorer(every, "05_pooling explorer")
    slider = scope.get_by_role("slider", name="stride")
    slider.focus()
    keyboard.press("Enter")
    number = scope.get_by_role("textbox", name="stride, as a number")
    expect(number).to_be_focused()
    keyboard.type("3")  # over what was there
    keyboard.press("Enter")
    expect(slider).to_have_attribute("aria-valuenow", "3.0")

    grid = scope.get_by_role("grid").first
    grid.focus()
    top = every.page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop")
    keyboard.press("Space")
    keyboard.press("Escape")
    assert every.page.evaluate("document.activeElement.matches('.jp-Cell')")
    assert every.page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop") == top


def test_what_an_act_has_changed_is_said_and_what_walks_says_nothing_until_it_stops(every):
    def said(name):
        return explorer(every, name).locator(".convlib-heard").first

    scope = explorer(every, "07_stacking explorer")
    scope.get_by_role("button", name="+ pooling").click()
    expect(said("07_stacking explorer")).to_have_text(
        "The stack: convolution, ReLU, pooling, pooling, pooling. Layer 5, pooling, is chosen.")
    scope.get_by_role("button", name="reset").click()
    expect(said("07_stacking explorer")).to_have_text(
        "The stack: convolution, ReLU, pooling, pooling. Layer 4, pooling, is chosen.")

    scope = explorer(every, "08_voting explorer")
    scope.get_by_role("combobox").select_option("O")
    expect(said("08_voting explorer")).to_contain_text("the vote says O.")

    scope = explorer(every, "12_learning_live explorer")
    scope.get_by_role("button", name="draw on a wrong one").click()
    expect(scope.locator(".convlib-heard").filter(has_text="comes out wrong")).to_have_count(1)

    scope = explorer(every, "13_knobs explorer")
    scope.get_by_role("button", name="remove").click()
    expect(said("13_knobs explorer")).to_contain_text("Layer 3, pooling, is chosen.")

    scope = explorer(every, "03_filtering explorer")
    status = scope.locator(".convlib-spoken .widget-html-content").last
    expect(status).to_have_attribute("role", "status")  # it is there before it says something
    live = scope.locator(".convlib-caption[aria-live=polite]")
    many = live.count()
    assert many > 0
    play = scope.get_by_role("button", name="play places")
    play.click()
    expect(live).to_have_count(0)
    play.click()
    expect(live).to_have_count(many)


READABLE = """(scope) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.background = "Canvas";
    const canvas = getComputedStyle(probe).backgroundColor;
    probe.remove();
    const parts = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
    const light = (colour) => parts(colour).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
    const contrast = (one, other) => {
        const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
        return (bright + 0.05) / (dark + 0.05);
    };
    const isClear = (colour) => colour === "none" || parts(colour)[3] === 0;
    const behind = (element) => {
        const colour = getComputedStyle(element).backgroundColor;
        return !isClear(colour) ? colour : element.parentElement ? behind(element.parentElement) : canvas;
    };
    const fillBehind = (text) => {
        const box = text.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const holds = (each) => each.left <= x && x <= each.right && each.top <= y && y <= each.bottom;
        const fills = [...text.ownerSVGElement.querySelectorAll("rect, circle")]
            .filter((shape) => text.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_PRECEDING)
            .filter((shape) => shape.checkVisibility() && !isClear(getComputedStyle(shape).fill))
            .filter((shape) => holds(shape.getBoundingClientRect()));
        return fills.length ? getComputedStyle(fills.at(-1)).fill : canvas;
    };
    const shows = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && !element.closest(":disabled, [disabled], .convlib-heard");
    const texts = [...scope.querySelectorAll("svg text")].filter((each) => each.textContent.trim() && shows(each))
        .map((each) => [each.textContent, getComputedStyle(each).fill, fillBehind(each)]);
    const walk = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { parentElement: parent, textContent } = walk.currentNode;
        if (textContent.trim() && !parent.closest("svg, option") && shows(parent))
            texts.push([textContent, getComputedStyle(parent).color, behind(parent)]);
    }
    const bad = texts.filter(([, ink, paper]) => contrast(ink, paper) < 4.5);
    return [...new Set(bad.map(([words, ...colours]) => `${words.trim()} (${colours.join(" on ")})`))];
}"""
TOLD_APART = """(scope) => [...scope.querySelectorAll("[aria-checked=true], [aria-pressed=true]")].filter((down) => {
    const up = scope.querySelector("[aria-checked=false], [aria-pressed=false]");
    return up && getComputedStyle(up).backgroundColor === getComputedStyle(down).backgroundColor;
}).map((down) => down.textContent)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_colours_of_the_readers_own_every_text_shows_and_what_is_pressed(every, scheme):
    every.page.emulate_media(forced_colors="active", color_scheme=scheme)
    try:
        unreadable = {name: explorer(every, name).evaluate(READABLE) for name in ALL}
        alike = {name: explorer(every, name).evaluate(TOLD_APART) for name in ALL}
        tracks = every.page.locator(".convlib-explorer .noUi-target").evaluate_all(
            "all => new Set(all.map((track) => getComputedStyle(track).borderTopStyle)).size === 1")
    finally:
        every.page.emulate_media(forced_colors="none", color_scheme="no-preference")
    assert {name: texts for name, texts in unreadable.items() if texts} == {}
    assert alike == dict.fromkeys(ALL, [])
    assert tracks


def test_a_finger_works_each_grid_the_page_stays_and_two_fingers_may_zoom(every):
    touch = every.page.context.new_cdp_session(every.page)
    moved = {}
    for name in ALL:
        grids = explorer(every, name).locator("svg[role=grid][tabindex], .convlib-photo-frame")
        if not grids.count():
            continue
        assert set(grids.evaluate_all("all => all.map((one) => getComputedStyle(one).touchAction)")) == {"pinch-zoom"}
        grid = grids.first
        grid.scroll_into_view_if_needed()
        box, top = grid.bounding_box(), every.page.evaluate(SCROLLED)
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 6):
            touch.send("Input.dispatchTouchEvent", {
                "type": "touchMove", "touchPoints": [{"x": x, "y": y - step * box["height"] / 10}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        moved[name] = every.page.evaluate(SCROLLED) - top
    assert moved == dict.fromkeys(moved, 0) and len(moved) > 20


SCROLLED = "document.querySelector('.jp-WindowedPanel-outer').scrollTop"


def test_a_finger_chooses_the_nearest_cell_and_corrects_itself(every):
    """In 09, where cells are small: on the edge between two cells, and dragged on to the next."""
    scope = explorer(every, "09_all_together explorer")
    maps = Grid(scope, "feature maps")
    maps.svg.scroll_into_view_if_needed()
    (x, y), (beside, _) = maps.centre(2, 2, "cross"), maps.centre(2, 3, "cross")
    touch = every.page.context.new_cdp_session(every.page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    expect(maps.svg).to_have_attribute("aria-activedescendant", f"{_id(maps)}-65")
    touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": beside, "y": y}]})
    expect(maps.svg).to_have_attribute("aria-activedescendant", f"{_id(maps)}-66")
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _id(grid):
    return grid.svg.locator("[role=gridcell]").first.get_attribute("id").removesuffix("-0")


@pytest.mark.parametrize("width", [500, 640, 934, 1280, 1920])  # the first is half a window
def test_in_every_window_every_control_can_be_reached_and_read(all_explorers, width):
    all_explorers.resize(width, 900)
    cut = {name: cut_controls(all_explorers.output(cell_of(name))) for name in ALL}
    assert cut == dict.fromkeys(ALL, [])


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_controls_are_told_from_the_page_in_light_and_dark(all_explorers, theme):
    all_explorers.change_theme(theme)
    explorers = {name: all_explorers.output(f"{lesson[:2]}-{cell}").locator(".convlib-explorer").first
                 for name, (lesson, cell) in ALL.items()}
    assert {name: faint(explorer) for name, explorer in explorers.items()} == dict.fromkeys(ALL, [])
    segment = explorers["03_filtering explorer"].get_by_role("radio", name="╲ diagonal", exact=True)
    segment.hover()
    assert faint(explorers["03_filtering explorer"]) == []
    low = "all => all.filter((each) => each.offsetParent && each.offsetHeight < 24).map((each) => each.outerHTML)"
    for explorer in explorers.values():
        assert explorer.locator("button, select, .widget-text input").evaluate_all(low) == []


@pytest.mark.parametrize("name", ALL)
def test_random_acts_leave_no_error_and_the_page_says_what_ops_says(every, request, tmp_path, name):
    notebook, acts = every, request.config.getoption("--acts")
    cell = cell_of(name)
    show_alone(notebook, name)
    before = notebook.page.evaluate(CELLS)
    number = notebook.page.evaluate(CELLS)[notebook.cell_ids().index(cell)][3]
    hand = Hand(notebook, cell, name, tmp_path, DONE)
    try:
        for _ in range(acts):
            hand.act()
        hand.close()
        POSSIBLE[name] = hand.possible
        assert acts < 2 * len(hand.possible) or hand.possible == set(hand.done), "a possible act was never done"
        notebook.page.evaluate("() => document.activeElement?.blur()")
        assert_page_shows(notebook, cell, f"Out[{number}]")
        assert json.loads(told(notebook, f"twins.against_ops(Out[{number}])")) == []
        assert json.loads(told(notebook, f"twins.differences(Out[{number}])")) == []
        assert notebook.problems() == []
        assert notebook.page.evaluate(CELLS) == before, "a key or a click went to the notebook"
    except BaseException:
        print(name, *hand.log, sep="\n  ")
        raise


def test_every_kind_of_act_has_been_done():
    """Also where the acts on a single explorer are few. Where some explorers were left out, so is this."""
    if set(POSSIBLE) == set(ALL):
        every = {(target, way) for target, ways in WAYS.items() for way in ways}
        assert set().union(*POSSIBLE.values()) == set(DONE) == every


def told(notebook, code):
    """What Python says, as JSON."""
    return notebook.python(f"print(json.dumps({code}))")


def assert_page_shows(notebook, cell, explorer):
    """Stop what goes on, wait until the page shows what Python says of an explorer, and goes on showing it."""
    scope, same = notebook.output(cell), 0
    for _ in range(SECONDS * 10):
        scope.evaluate(STOP)
        right = json.loads(told(notebook, f"twins.on_page({explorer})"))
        right["html"] = notebook.page.evaluate(AS_TOLD, right["html"])
        shown = scope.evaluate(READ)
        same = same + 1 if shown == right else 0
        if same == 2 or notebook.problems():  # what went wrong says more than what shows
            return
        notebook.page.wait_for_timeout(100)
    for what, those in right.items():
        assert len(shown[what]) == len(those), f"{what}: {shown[what]} on the page, and {those} in Python"
        for number, one in enumerate(those):
            assert shown[what][number] == one, f"{what}, number {number}: first on the page, then in Python"
    assert shown == right
