"""Lesson 17 in a real JupyterLab: a photograph under the hand, from a file and from the camera."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from convlib import convolve
from convlib.data.photos import FILTERS, grey, on_screen
from convlib.widgets import PhotoExplorer
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import cut_controls, spoken
from tests.browser.fields import take_what_people_write
from tests.browser.grid import Grid
from tests.browser.rooms import unfit
from tests.test_photos import LIME, file_of

LESSON = "17_photographs"

SMALL = np.random.default_rng(0).uniform(-1, 1, (3, 40, 50))
EXPLORER = """small = np.random.default_rng(0).uniform(-1, 1, (3, 40, 50))
explorer = PhotoExplorer({})
explorer"""

# Note whenever the words below the result change: they tell how large and how small its numbers are.
WATCH = """() => {
    window.seen = [];
    const words = document.querySelector(".widget-html.convlib-photo-words > .widget-html-content");
    new MutationObserver(() => seen.push([performance.now(), words.textContent])).observe(words, { childList: true });
    const release = () => { window.released = performance.now() };
    document.addEventListener("pointerup", release, { capture: true, once: true });
}"""

# Keep every stream that the camera gives, to see later whether it has been switched off.
KEEP_STREAMS = """() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    window.streams = [];
    mediaDevices.getUserMedia = async (wish) => {
        const stream = await ask(wish);
        streams.push(stream);
        return stream;
    };
}"""
ON = "() => streams.map((stream) => stream.getTracks().some((track) => track.readyState === 'live'))"


def test_everything_runs_clean_and_the_photograph_is_filtered(lesson):
    scope = lesson.output("explorer")
    expected = PhotoExplorer()
    expect(scope.get_by_text("photo: 600 × 512 pixels")).to_be_visible()
    expect(scope.locator(".convlib-photo-formula")).to_have_text(expected.formula())
    scope.get_by_role("combobox").select_option("diagonal")
    expected.use("diagonal")
    expect(scope.locator(".convlib-photo-formula")).to_have_text(expected.formula())
    scope.get_by_role("img", name=re.compile("^photo")).press("Shift+ArrowDown")
    expected.row += 10
    expect(scope.locator(".convlib-photo-formula")).to_have_text(expected.formula())

    # Nothing is cut, nothing overlaps, and the sliders can be worked, also in a narrow window.
    controls = scope.locator(".convlib-photo-column")
    for width, height, beside in [(1300, 768, True), (1102, 768, True), (700, 900, False)]:
        lesson.resize(width, height)
        photos, at = (part.bounding_box() for part in (scope.locator(".convlib-photos"), controls))
        assert (photos["x"] > at["x"] + at["width"]) == (at["y"] < photos["y"] + photos["height"]) == beside
        assert controls.evaluate("all => all.scrollWidth <= all.clientWidth")
        assert min(scope.locator(".noUi-base").evaluate_all("all => all.map(each => each.clientWidth)")) > 90
        if beside:  # the controls, both photographs and the arithmetic are on one screen
            assert unfit(scope, "laptop") == []
    lesson.resize(500, 1000)
    assert cut_controls(scope) == []
    grid, explorer = Grid(scope, "products").svg.bounding_box(), scope.locator(".convlib-explorer").bounding_box()
    assert grid["x"] + grid["width"] <= explorer["x"] + explorer["width"]


def test_an_exercise_is_solved_in_the_page(lesson):
    for line, status in [("(patch * feature).mean() + bias", "Divided, as the slides do"),
                         ("(patch * feature).sum() + bias", "correct")]:
        source = f"def my_match(patch, feature, bias):\n    return {line}\n\ncheck('framework_match', my_match)"
        expect(lesson.run_cell("exercise-1-code", source)).to_contain_text(status)


# The photo explorer: what the hand does, and whether the page then shows what Python knows.


def show(lesson, state=""):
    """Show an explorer with another state in the lesson's cell, and return its place in the page."""
    return lesson.run_cell("explorer", EXPLORER.format(state))


def written(path, content):
    """The path of a new file."""
    path.write_bytes(content)
    return path


def shades(scope, view=1):
    """What the page shows of the photo, 0, or of the result, 1: (rows, columns, 3)."""
    png = scope.locator("canvas").nth(view).evaluate("canvas => canvas.toDataURL('image/png').split(',')[1]")
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")).astype(int)


def expect_shades(scope, picture, view=1):
    """Wait until the page shows this picture."""
    expected = on_screen(picture)
    expected = expected if expected.ndim == 3 else np.repeat(expected[..., np.newaxis], 3, axis=2)
    for _ in range(100):
        found = shades(scope, view)
        if found.shape == expected.shape and np.abs(found - expected.astype(int)).max() <= 1:  # .5 may go either way
            return
        scope.page.wait_for_timeout(50)
    np.testing.assert_array_equal(found, expected)


def filtered(feature, divide=2, bias=0.0):
    return convolve(grey(SMALL), feature, padding=1) * (feature.size / divide) + bias


def test_the_result_follows_the_filter_the_number_and_the_mark(lesson):
    scope = show(lesson, "small, row=0, column=0")
    feature = FILTERS["vertical edge"].feature.copy()
    expect_shades(scope, grey(SMALL), view=0)
    expect_shades(scope, filtered(feature))

    # The feature, by mouse and by keys.
    grid = Grid(scope, "feature")
    grid.click(1, 1)
    grid.press("ArrowRight")
    number = scope.locator(".noUi-handle").nth(0)
    expect(number).to_have_attribute("aria-valuenow", "1.0")
    for _ in range(3):
        number.press("ArrowLeft")
    feature[1, 2] = -0.5
    expect_shades(scope, filtered(feature))
    expect(scope.get_by_role("combobox")).to_have_value("your own")
    typed = scope.locator(".widget-readout").nth(0)
    typed.fill("7")
    typed.press("Enter")
    feature[1, 2] = 7
    expect_shades(scope, filtered(feature))
    assert grid.labels()[5] == "7"
    scope.get_by_role("combobox").select_option("sharpen")
    expect_shades(scope, filtered(FILTERS["sharpen"].feature, divide=1))

    # The mark, by mouse on both pictures, and by keys.
    for view, place in [(0, (30, 20)), (1, (12, 45))]:
        canvas = scope.locator("canvas").nth(view)
        box = canvas.bounding_box()
        side = box["width"] / 50
        canvas.click(position={"x": (place[1] + 0.5) * side, "y": (place[0] + 0.5) * side})
        lesson.wait_for_python("explorer.row, explorer.column", str(place))
    frame = scope.locator(".convlib-photo-frame").nth(1)
    for key in ("ArrowDown", "ArrowLeft", "Shift+ArrowUp", "End"):
        frame.press(key)
    lesson.wait_for_python("explorer.row, explorer.column", "(3, 49)")
    expect(scope.locator(".convlib-photo-formula")).to_have_text(
        PhotoExplorer(SMALL, filter="sharpen", row=3, column=49).formula())
    marks = [scope.locator(".convlib-photo-mark").nth(view).bounding_box() for view in (0, 1)]
    boxes = [scope.locator("canvas").nth(view).bounding_box() for view in (0, 1)]
    for mark, box in zip(marks, boxes, strict=True):
        assert (mark["y"] + mark["height"] / 2 - box["y"]) * 40 / box["height"] == pytest.approx(3.5, abs=0.1)
        assert box["x"] + box["width"] - (mark["x"] + mark["width"]) == pytest.approx(1.5, abs=0.1)  # inside

    # What else can be chosen.
    for words in ("colours", "keep the size", "ReLU"):
        scope.get_by_role("checkbox", name=words).press("Space")
    scope.locator(".noUi-handle").nth(3).press("ArrowRight")  # pooled once
    expected = PhotoExplorer(SMALL, filter="sharpen", colour=True, padding=False, relu=True, pooling=1)
    expect_shades(scope, expected.result)
    expect_shades(scope, SMALL, view=0)
    lesson.wait_for_python("explorer.row, explorer.column", "(3, 47)")


def test_while_the_slider_is_dragged_the_portrait_follows_and_nothing_waits_in_a_queue(lesson):
    scope = show(lesson)
    page = lesson.page
    lesson.resize(1300, 1000)
    expect(scope.locator("canvas").nth(1)).to_have_attribute("width", "512")
    Grid(scope, "feature").click(1, 1)
    handle = scope.locator(".noUi-handle").nth(0)
    expect(handle).to_have_attribute("aria-valuenow", "0.0")
    page.evaluate(WATCH)
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 41):
        page.mouse.move(x + step, y)
        page.wait_for_timeout(25)  # a hand that takes a second
    page.mouse.up()
    last = float(handle.get_attribute("aria-valuenow"))
    assert last > 2
    lesson.wait_for_python("float(explorer.feature[1, 1])", str(last))
    expect_shades(scope, PhotoExplorer(feature=[[-1, 0, 1], [-1, last, 1], [-1, 0, 1]]).result)
    settled = page.evaluate("() => seen.length")
    page.wait_for_timeout(300)
    seen, released = page.evaluate("() => [seen, released]")
    assert len(seen) == settled  # nothing came later
    during = {words for moment, words in seen if moment < released}
    assert len(during) >= 4, seen
    assert all(moment < released + 1000 for moment, _ in seen), (seen, released)


def test_a_picture_file_is_taken_and_one_that_is_none_is_refused_in_words(lesson, tmp_path):
    scope = show(lesson, "small, filter='unchanged', colour=True")
    file = scope.locator("input[type=file]")

    picture = Image.fromarray(np.random.default_rng(1).integers(0, 256, (30, 20, 3), dtype=np.uint8))
    with lesson.page.expect_file_chooser() as chooser:
        scope.get_by_role("button", name="a picture of your own").press("Enter")
    chooser.value.set_files(written(tmp_path / "me.png", file_of(picture)))
    expect(scope.get_by_text("photo: 30 × 20 pixels")).to_be_visible()
    np.testing.assert_array_equal(shades(scope), np.asarray(picture))
    file.set_input_files(written(tmp_path / "notes.png", b"Dear diary"))
    expect(spoken(scope)).to_contain_text("no picture file that can be read")
    file.set_input_files(written(tmp_path / "diary.png", b"Dear diary" * 600_000))
    expect(spoken(scope)).to_have_text(re.compile("^diary.png: .*no picture file that can be read"))
    large = file_of(Image.effect_noise((2800, 1900), 100), "TIFF")  # Python reads it, but the browser does not
    assert len(large) > 5e6
    file.set_input_files(written(tmp_path / "large.tiff", large))
    expect(scope.get_by_text("photo: 434 × 640 pixels")).to_be_visible()

    # As large as a telephone takes it, and turned by its EXIF: the browser shrinks it first.
    exif = Image.Exif()
    exif[0x0112] = 6
    large = file_of(Image.effect_noise((2800, 2100), 100), "JPEG", quality=98, exif=exif)
    assert len(large) > 5e6
    file.set_input_files(written(tmp_path / "large.jpg", large))
    expect(scope.get_by_text("photo: 640 × 480 pixels")).to_be_visible()
    expect(spoken(scope)).to_be_empty()
    scope.get_by_role("button", name="Grace Hopper").click()
    expect(scope.get_by_text("photo: 600 × 512 pixels")).to_be_visible()


def test_the_camera_gives_pictures_and_is_switched_off_after_them(lesson, tmp_path):
    scope = show(lesson, "small, filter='unchanged', colour=True")
    page = lesson.page
    page.evaluate(KEEP_STREAMS)
    start, take, follow, stop = (scope.get_by_role("button", name=name)
                                 for name in ("use the camera", "take the picture", "follow live", "switch off"))
    expect(take).to_be_hidden()
    places = [start.bounding_box()]
    start.press("Enter")
    expect(take).to_be_focused()
    video = scope.locator("video")
    expect(video).to_be_visible()
    places.append(take.bounding_box())
    assert places[0]["x"] == places[1]["x"] and places[0]["y"] == places[1]["y"]  # the camera moves no button
    assert video.bounding_box()["y"] > places[0]["y"] + places[0]["height"]
    assert page.evaluate(ON) == [True]
    take.press("Enter")
    expect(scope.get_by_text("photo: 480 × 640 pixels")).to_be_visible()
    expect(start).to_be_focused()
    assert page.evaluate(ON) == [False]
    green = np.abs(shades(scope) - LIME).sum(axis=2) < 250
    assert green.mean() > 0.2  # the drawn camera shows a green wall

    # Live: one picture after the other, until it is switched off.
    lesson.python("photos = []; explorer.observe(lambda change: photos.append(change.new), names='photo')")
    start.click()
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    lesson.wait_for_python("len(photos) > 3", "True")
    assert lesson.python("bool((photos[0] != photos[-1]).any())") == "True"  # the drawn camera moves
    scope.get_by_role("button", name="Grace Hopper").click()  # instead of the camera
    expect(take).to_be_hidden()
    assert page.evaluate(ON) == [False, False]
    expect(scope.get_by_text("photo: 600 × 512 pixels")).to_be_visible()
    lesson.wait_for_python("count = len(photos); import time; time.sleep(0.2); count == len(photos)", "True")

    start.click()
    stop.click()
    expect(take).to_be_hidden()
    start.click()
    expect(take).to_be_visible()
    scope.locator("input[type=file]").set_input_files(written(tmp_path / "me.png", file_of(Image.new("RGB", (8, 7)))))
    expect(scope.get_by_text("photo: 7 × 8 pixels")).to_be_visible()
    expect(take).to_be_hidden()
    start.click()
    expect(take).to_be_visible()
    assert page.evaluate(ON) == [False, False, False, False, True]
    show(lesson, "small")  # the cell is run again: the old view is gone
    page.wait_for_function(f"() => !({ON})().includes(true)")


def test_a_camera_that_will_not_is_explained_and_where_there_is_none_there_is_no_button(lesson):
    scope = show(lesson, "small")
    page = lesson.page
    for error, words in [("NotAllowedError", "The browser may not use the camera"),
                         ("NotFoundError", "There is no camera here."),
                         ("NotReadableError", "another program is using it"),
                         ("OddError", "The camera could not be started: it is odd")]:
        page.evaluate("""error => { navigator.mediaDevices.getUserMedia =
            () => Promise.reject(new DOMException("it is odd", error)) }""", error)
        scope.get_by_role("button", name="use the camera").click()
        expect(spoken(scope)).to_contain_text(words)
    page.evaluate("() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    scope = show(lesson, "small")
    expect(scope.get_by_role("button", name="a picture of your own")).to_be_visible()
    expect(scope.get_by_role("button", name="use the camera")).to_have_count(0)


def test_its_numbers_may_be_written_in_the_usual_ways(lesson):
    assert take_what_people_write(lesson, lesson.output("explorer"), ["2,6", "zwei"])
