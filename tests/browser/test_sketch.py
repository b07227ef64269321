"""A Sketch in the page: its elements stay, and go to their places when Python moves its shapes."""

import pytest
from playwright.sync_api import expect

SKETCH = """
from convlib.show.sketch import Bar, Dot, Line, Sketch, Words
def shapes(x, most=10):
    line = Line([(each, 50 + each * 40 / most) for each in range(0, 101, 10)], key="line")
    ball = Dot(x, 50 + x * 40 / most, 5, key="ball", along="line")
    return [line, Bar(0, 0, 10 + x, 8), ball, Words(x, 20, f"at {x}")]
sketch = Sketch(300, 100, "a ball", shapes(0, most=100))
sketch
"""
# What is on its way, frame by frame.
WATCH = """() => {
    const svg = document.querySelector(".convlib-sketch svg");
    const [ball, bar] = ["circle", "rect"].map((tag) => svg.querySelector(tag));
    const seen = window.seen = [];
    const look = () => {
        seen.push([ball.getAttribute("cx"), ball.getAttribute("cy"), bar.getAttribute("width")].map(Number));
        if (seen.length < 1000) requestAnimationFrame(look);
    };
    look();
    window.kept = [...svg.children];
}"""
KEPT = """() => [...document.querySelectorAll(".convlib-sketch svg *")].every((each, i) => each === window.kept[i])"""


@pytest.fixture(scope="module")
def notebook(lab):
    notebook = lab.open(lab.write("sketch.ipynb", [SKETCH]))
    notebook.run_all()
    yield notebook
    notebook.close()


@pytest.fixture
def drawing(notebook):
    """The drawing, at rest, with a ball at 0."""
    notebook.page.emulate_media(reduced_motion="no-preference")
    notebook.run_cell(0)
    expect(notebook.output(0).get_by_text("at 0", exact=True)).to_be_visible()
    notebook.page.evaluate(WATCH)
    yield notebook
    assert notebook.problems() == []


def moves_to(notebook, x, code=None):
    """Let Python move the ball; what the frames then show, each once."""
    notebook.python(code or f"sketch.draw(shapes({x}, most=100))")
    expect(notebook.output(0).get_by_text(f"at {x}", exact=True)).to_be_visible()
    expect(notebook.output(0).locator("svg[data-moves]")).to_have_count(0)
    frames = notebook.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done(window.seen)))")
    return list(dict.fromkeys(map(tuple, frames)))


def test_elements_stay_and_go_to_their_places(drawing):
    frames = moves_to(drawing, 80)
    assert drawing.page.evaluate(KEPT)
    assert frames[0] == (0, 50, 10) and frames[-1] == (80, 82, 90)
    assert len(frames) > 3 and [*frames] == sorted(frames)  # there are frames between, and none goes back
    for x, y, wide in frames:
        assert abs(y - (50 + x * 0.4)) < 0.2 and abs(wide - 10 - x) < 0.2  # it rolls along its line


def test_where_there_is_less_motion_it_is_there_at_once(drawing):
    drawing.page.emulate_media(reduced_motion="reduce")
    assert moves_to(drawing, 80) == [(0, 50, 10), (80, 82, 90)]


def test_while_a_hand_holds_something_nothing_moves_by_itself(drawing):
    box = drawing.output(0).bounding_box()
    drawing.page.mouse.move(box["x"] + 200, box["y"] + 50)
    drawing.page.mouse.down()
    drawing.page.mouse.move(box["x"] + 210, box["y"] + 50)
    assert moves_to(drawing, 80) == [(0, 50, 10), (80, 82, 90)]
    drawing.page.mouse.up()
    assert len(moves_to(drawing, 10)) > 4


def test_a_change_on_the_way_goes_on_from_where_it_is(drawing):
    to = "sketch.draw(shapes({}, most=100))".format
    frames = moves_to(drawing, 20, f"import asyncio; {to(80)}; await asyncio.sleep(.06); {to(20)}")
    places = [x for x, _, _ in frames]
    turn = places.index(max(places))
    assert places[-1] == 20 and 0 < places[turn] <= 80
    assert places[:turn + 1] == sorted(places[:turn + 1])
    assert places[turn:] == sorted(places[turn:], reverse=True)


def test_words_are_text_and_what_is_gone_is_gone(drawing):
    words = "<img src=x onerror=window.ran=1>"
    drawing.python(f"sketch.draw([Words(5, 20, {words!r})], 'words')")
    drawing_now = drawing.output(0).get_by_role("img", name="words")
    expect(drawing_now.locator("*")).to_have_count(1)
    expect(drawing_now).to_have_text(words)
    assert drawing.page.evaluate("window.ran === undefined")
    drawing.python("sketch.draw([], '')")
    expect(drawing.output(0).locator(".convlib-sketch svg[aria-hidden=true]:not([role])")).to_have_count(1)


def test_its_width_follows_the_scale_of_its_page(drawing):
    svg = drawing.output(0).locator(".convlib-sketch svg")
    assert svg.bounding_box()["width"] == 300
    svg.evaluate("svg => svg.parentElement.style.setProperty('--convlib-scale', .5)")
    box = svg.bounding_box()
    assert (box["width"], box["height"]) == (150, 50)
