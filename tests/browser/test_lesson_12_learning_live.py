"""Lesson 12 in a real JupyterLab: a network learns in the page, and the hand takes part meanwhile."""

import re

import pytest
from playwright.sync_api import expect

from convlib.network import deck_network
from convlib.pictures import TRICKY
from convlib.show import look
from convlib.widgets import TrainingExplorer
from convlib.widgets.parts.learner import by_answer
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import LESSONS
from tests.browser.fields import write
from tests.browser.grid import Grid

LESSON = "12_learning_live"


def explorer(lesson):
    return lesson.output("explorer")


def button(lesson, name):
    return explorer(lesson).get_by_role("button", name=name).or_(explorer(lesson).get_by_role("radio", name=name))


def handle(lesson, name):
    """The handle of the slider of this name."""
    sliders = explorer(lesson).locator(".widget-inline-hbox").filter(has_text=re.compile(f"^{name}"))
    return sliders.locator(".noUi-handle")


def status(lesson):
    return explorer(lesson).get_by_role("status").last


def steps(lesson):
    return int(lesson.python("explorer.steps"))


def learns(lesson, more=3):
    """Wait until it has taken some more steps, and the page tells of them."""
    before = steps(lesson)
    lesson.page.wait_for_function(
        """least => [...document.querySelectorAll(".convlib-sketch text")].some(
            (text) => parseInt(text.textContent.replace(",", "")) >= least && / steps$/.test(text.textContent))""",
        arg=before + more)
    return True


def pause(lesson):
    button(lesson, "pause").click()
    expect(button(lesson, "play")).to_be_visible()
    expect(status(lesson)).to_contain_text("After ")
    return steps(lesson)


def shows_what_python_has(lesson, twin):
    """Set the page against a twin that took the same steps without a page."""
    features, weights = twin.network.parameters
    Grid(explorer(lesson), "features").shows([look.label(number, short=True) for number in features.flat])
    Grid(explorer(lesson), "their weights").shows([look.label(number) for number in by_answer(weights).flat])
    expect(status(lesson)).to_contain_text(twin.brief())
    sketch = explorer(lesson).get_by_role("img", name=twin.score())
    for shape in twin._curves.shapes:
        if hasattr(shape, "text"):
            expect(sketch.get_by_text(shape.text, exact=True).first).to_be_visible()
    says(lesson, twin)
    return True


def says(lesson, twin):
    """The votes for the picture on the pad."""
    expect(explorer(lesson).get_by_role("img", name=twin.pad.verdict())).to_be_visible()


def test_everything_runs_clean_and_it_learns_in_the_page(lesson):
    twin = TrainingExplorer()
    assert shows_what_python_has(lesson, twin)
    button(lesson, "step").click()
    twin.step()
    assert shows_what_python_has(lesson, twin)
    button(lesson, "play").click()
    assert learns(lesson)
    twin.step(pause(lesson) - 1)
    assert shows_what_python_has(lesson, twin)
    button(lesson, "fast").click()
    button(lesson, "play").click()
    assert learns(lesson, more=150)
    twin.step(pause(lesson) - twin.steps)
    assert shows_what_python_has(lesson, twin)
    assert (twin.looks[-1].ten, twin.looks[-1].unseen >= 1980) == (10, True)
    button(lesson, "reset").click()
    twin.reset()
    assert shows_what_python_has(lesson, twin)


def test_the_hand_draws_and_turns_the_knobs_while_it_learns(lesson):
    button(lesson, "play").click()
    assert learns(lesson)
    pad = Grid(explorer(lesson), "picture")
    explorer(lesson).get_by_role("combobox").select_option("X, weight")
    picture = TRICKY["X_weight"].copy()
    pad.shows([look.label(pixel, short=True) for pixel in picture.flat])
    pad.drag((0, 0), (0, 5))
    picture[0, :6] = 1
    pad.shows([look.label(pixel, short=True) for pixel in picture.flat])
    assert learns(lesson)
    pad.shows([look.label(pixel, short=True) for pixel in picture.flat])  # what was drawn stays
    handle(lesson, "learning rate").press("ArrowLeft")
    lesson.wait_for_python("explorer.rate", "0.2")
    handle(lesson, "momentum").press("End")
    lesson.wait_for_python("explorer.momentum", "0.99")
    handle(lesson, "batch").press("Home")
    lesson.wait_for_python("explorer.batch", "1")
    assert learns(lesson)
    pause(lesson)
    votes = lesson.python("explorer.pad.verdict()").strip("'")
    expect(explorer(lesson).get_by_role("img", name=votes)).to_be_visible()
    lesson.python("explorer.rate = 0.05; explorer.running = True")
    assert learns(lesson)
    expect(explorer(lesson).get_by_text(".05", exact=True).last).to_be_visible()


def test_everything_works_by_keys(lesson):
    twin = TrainingExplorer()
    button(lesson, "step").press("Enter")
    button(lesson, "step").press("Space")
    twin.step(2)
    assert shows_what_python_has(lesson, twin)
    button(lesson, "play").press("Space")
    assert learns(lesson)
    button(lesson, "pause").press("Space")
    expect(button(lesson, "play")).to_be_visible()
    button(lesson, "the slides").press("Space")
    expect(status(lesson)).to_contain_text("Begun anew from the slides' network.")
    expect(explorer(lesson).get_by_text("✗ O").first).to_be_visible()  # the thick X
    pad = Grid(explorer(lesson), "picture")
    pad.press("ArrowRight", "Space", "Shift+ArrowRight")
    lesson.wait_for_python("explorer.pad.picture[0, 1:3].tolist()", "[1.0, 1.0]")
    network = deck_network()
    votes = network([[*row] for row in _drawn((0, 1), (0, 2))])
    lesson.wait_for_python("explorer.pad.votes.round(6).tolist()", str(votes.round(6).tolist()))
    button(lesson, "noise").press("Space")
    seed = explorer(lesson).get_by_label("seed")
    write(seed, "3")
    seed.press("Enter")
    expect(status(lesson)).to_contain_text("Begun anew from noise, seed 3.")
    handle(lesson, "training pictures").press("Home")
    expect(status(lesson)).to_contain_text("Begun anew from noise, seed 3, with 10 training pictures.")
    button(lesson, "step").press("Enter")
    twin = TrainingExplorer(seed=3, examples=10)
    twin.pad.picture = _drawn((0, 1), (0, 2))
    twin.step()
    assert shows_what_python_has(lesson, twin)


def _drawn(*cells):
    picture = TrainingExplorer().pad.picture.copy()
    for cell in cells:
        picture[cell] = 1
    return picture


def test_a_rate_that_is_too_large_ends_in_a_sentence_and_reset_helps(lesson):
    for _ in range(3):
        handle(lesson, "learning rate").press("ArrowRight")
    lesson.wait_for_python("explorer.rate", "5.0")
    button(lesson, "play").click()
    expect(status(lesson)).to_contain_text("because the learning rate was too large. Press reset")
    expect(button(lesson, "play")).to_be_visible()
    handle(lesson, "learning rate").press("Home")
    button(lesson, "reset").click()
    expect(status(lesson)).not_to_contain_text("too large")
    button(lesson, "step").click()
    twin = TrainingExplorer(rate=0.001)
    twin.step()
    assert shows_what_python_has(lesson, twin)


def test_a_wrong_picture_comes_to_the_pad(lesson):
    button(lesson, "draw on a wrong one").click()
    twin = TrainingExplorer()
    number = int(twin.wrong[0])
    picture = lesson.python("explorer.pad.picture.astype(int).tolist()")
    assert picture == lesson.python(f"unseen[{number}].astype(int).tolist()")
    Grid(explorer(lesson), "picture").shows(
        [look.label(pixel, short=True) for row in eval(picture) for pixel in row])


@pytest.mark.parametrize("wide", [1400, 1100])
def test_all_of_it_fits_on_one_screen(lesson, wide):
    lesson.resize(wide, 900)
    scene = explorer(lesson).locator(".convlib-explorer").first
    room = lesson.page.locator(".jp-WindowedPanel-outer").bounding_box()
    scene.evaluate("scene => scene.scrollIntoView({ block: 'start' })")
    box = scene.bounding_box()
    assert box["height"] <= room["height"] and box["width"] <= room["width"]
    assert scene.evaluate("scene => scene.scrollWidth <= scene.clientWidth + 1")
    for part in scene.locator("button:visible, .convlib-svg, .noUi-handle, .convlib-sketch svg").all():
        place = part.bounding_box()
        assert place["x"] + place["width"] <= box["x"] + box["width"] + 4
        assert place["y"] + place["height"] <= box["y"] + box["height"]


WATCH = """() => { // where the mark of 50 steps is, frame by frame
    window.squeezed = [];
    const mark = () => [...document.querySelectorAll(".convlib-sketch text")].find((text) => text.textContent === "50");
    const look = () => {
        window.squeezed.push(Number(mark()?.getAttribute("x")));
        requestAnimationFrame(look);
    };
    look();
}"""


FRAME_BY_FRAME = """() => { // the page's clock goes on with its frames alone: so the slowest machine has frames between
    const frame = requestAnimationFrame.bind(window);
    let time = performance.now();
    performance.now = () => time;
    window.requestAnimationFrame = (act) => frame(() => act((time += 1)));
    window.asUsual = () => Object.assign(window, { requestAnimationFrame: frame }) && delete performance.now;
}"""


def test_the_axis_of_the_steps_eases_without_a_jump(lesson):
    lesson.let_things_move()
    lesson.python("explorer.step(50)")
    expect(explorer(lesson).get_by_text("50 steps", exact=True)).to_be_visible()
    lesson.page.wait_for_timeout(400)
    lesson.page.evaluate(FRAME_BY_FRAME)
    lesson.page.evaluate(WATCH)
    button(lesson, "step").click()
    expect(explorer(lesson).get_by_text("51 steps", exact=True)).to_be_visible()
    lesson.page.wait_for_function("window.squeezed.at(-1) === 136")
    places = lesson.page.evaluate("window.squeezed")
    moves = [one - two for one, two in zip(places, places[1:], strict=False)]
    assert places[0] == 228 and places[-1] == 136 and min(moves) >= 0  # from the end to the middle, never back
    assert len(set(places)) >= 10  # there are frames between
    lesson.page.evaluate("window.asUsual()")


def test_small_pictures_keep_their_places_and_turn_over(lesson):
    lesson.let_things_move()
    pictures = explorer(lesson).get_by_role("img", name="the ten of the slides")
    expect(pictures.locator("image")).to_have_count(10)
    pictures.evaluate("""svg => {
        window.tiles = [...svg.querySelectorAll("image")];
        window.turned = 0;
        for (const tile of window.tiles) {
            const animate = tile.animate.bind(tile);
            tile.animate = (...how) => (window.turned++, animate(...how));
        }
    }""")
    lesson.python("explorer.step(200)")
    expect(pictures.get_by_text("✗")).to_have_count(0)
    assert lesson.page.evaluate("window.tiles.every(tile => tile.isConnected)")
    assert lesson.page.evaluate("window.turned") == 5  # those that were wrong


def test_the_page_does_not_jump_when_it_begins_to_learn(lesson):
    scene = explorer(lesson).locator(".convlib-explorer").first
    before = scene.bounding_box()["height"]
    button(lesson, "play").click()
    assert learns(lesson)
    assert scene.bounding_box()["height"] == before
    pause(lesson)
    assert scene.bounding_box()["height"] == before


def test_running_the_cell_again_stops_the_one_before(lesson):
    button(lesson, "play").click()
    assert learns(lesson)
    lesson.python("before = explorer")
    lesson.run_cell("explorer")
    twin = TrainingExplorer()
    assert shows_what_python_has(lesson, twin)
    stopped = lesson.python("before.steps")
    button(lesson, "play").click()
    assert learns(lesson)
    assert lesson.python("before.steps") == stopped


def test_it_goes_on_after_a_reload_of_the_page(lesson):
    button(lesson, "play").click()
    assert learns(lesson)
    lesson.save()
    lesson.reload()
    assert learns(lesson)
    twin = TrainingExplorer()
    twin.step(pause(lesson))
    assert shows_what_python_has(lesson, twin)


def test_what_was_learned_is_loaded_and_votes(lesson):
    pad = lesson.output("explorer-pad")
    pad.get_by_role("combobox").select_option("X, weight")
    expect(pad.get_by_role("status")).to_have_text("The network says X.")


@pytest.mark.parametrize("theme", ["light"])
def test_in_jupyter_notebook_7_it_works_as_well(lab, open_notebook, theme):
    notebook = open_notebook(lab.copy(LESSONS / f"{LESSON}.ipynb"), theme, app="notebook")
    notebook.run_cell("setup")
    notebook.run_cell("explorer")
    test_everything_runs_clean_and_it_learns_in_the_page(notebook)
    assert notebook.problems() == []
