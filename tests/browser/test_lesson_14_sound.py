"""Lesson 14 in a real JupyterLab: sounds that are heard, and features that are drawn on."""

import re

import numpy as np
from playwright.sync_api import expect

from convlib.data import sounds
from convlib.data.sounds import beginning, rising
from convlib.show import look
from convlib.widgets.lesson_14_sound import WAVES
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import pressed as button
from tests.browser.grid import Grid
from tests.browser.lab import SETTLED, WINDOW
from tests.browser.rooms import unfit
from tests.reading import sums

LESSON = "14_sound"


def map_titles(scope, caption):
    """The numbers of the map, as one reads them by hovering."""
    titles = Grid(scope, caption).svg.locator("[role=gridcell] title").all_text_contents()
    return [float(title.split(": ")[-1].replace("−", "-")) for title in titles]


def sounds_like(scope, column, picture, feature):
    """Read the sound explorer's map, its largest number and its window, and set them against ``convolve``."""
    expected = sums(picture, feature)
    Grid(scope, "largest").shows([look.label(expected.max(), short=True)])
    expect(scope.get_by_text(re.compile(f"= {re.escape(look.label(expected[column]))}$"))).to_be_visible()
    np.testing.assert_allclose(map_titles(scope, "from"), expected, atol=1e-4)
    assert Grid(scope, "from").window() == Grid(scope, "drag").window() == (0, column)
    return True


def test_a_sound_is_heard_and_its_feature_slides_and_is_drawn(lesson):
    scope = lesson.output("explorer")
    picture, feature = sounds.spectrogram(WAVES["rising chirp"]), rising(20)
    assert sounds_like(scope, 0, picture, feature)
    Grid(scope, "drag").drag((10, 2), (3, 15))
    assert sounds_like(scope, 13, picture, feature)
    Grid(scope, "drag").press("ArrowLeft", "ArrowUp")
    assert sounds_like(scope, 12, picture, feature)
    Grid(scope, "from").click(0, 20)
    Grid(scope, "from").press("ArrowRight")
    assert sounds_like(scope, 21, picture, feature)
    scope.locator(".noUi-handle").press("ArrowLeft")
    assert sounds_like(scope, 20, picture, feature)
    scope.get_by_role("button", name="play time").click()
    expect(scope.get_by_text(re.compile("^from 1.15 s"))).to_be_visible()
    assert sounds_like(scope, 23, picture, feature)

    player, scene = scope.locator("audio"), scope.locator(".convlib-network")
    assert player.evaluate("audio => audio.paused && !audio.controls")
    lesson.resize(1100, 1000)
    for name in ("voice from the Moon", "tune"):
        scope.get_by_role("combobox").select_option(name)
        seconds = len(WAVES[name]) / sounds.RATE
        lesson.page.wait_for_function("([audio, seconds]) => Math.abs(audio.duration - seconds) < 0.05",
                                      arg=[player.element_handle(), seconds])
        assert player.evaluate("audio => audio.paused && !audio.autoplay && !audio.loop")
        assert sounds_like(scope, 23, sounds.spectrogram(WAVES[name]), feature)
        Grid(scope, "drag").press("End")
        lesson.page.wait_for_function("scene => scene.scrollWidth <= scene.clientWidth + 1",  # nothing is out of sight
                                      arg=scene.element_handle())
        frame = Grid(scope, "drag").svg.locator(".convlib-window").bounding_box()
        box = scene.bounding_box()
        assert frame["x"] + frame["width"] < box["x"] + box["width"]
        assert unfit(scope, "laptop") == []
        Grid(scope, "from").click(0, 23)
    lesson.resize(**WINDOW)
    button(scope, "beginning").press("Enter")
    assert sounds_like(scope, 23, sounds.spectrogram(WAVES["tune"]), beginning(20))
    above = scene.evaluate("scene => scene.offsetTop - scene.parentElement.offsetTop")

    scope.get_by_role("combobox").select_option("the slide's grid")
    expect(scope.get_by_text("there is nothing to hear")).to_be_visible()
    assert player.evaluate("audio => !audio.src")
    row = scene.evaluate("scene => scene.offsetTop - scene.parentElement.offsetTop")
    assert row == above  # the page does not jump where the player goes
    expect(scope.get_by_role("status")).to_have_text(
        "The window does not fit any more where it stood. It moved to the end.")
    assert sounds_like(scope, 5, sounds.SOUND, beginning(9))
    button(scope, "rising").click()
    assert sounds_like(scope, 4, sounds.SOUND, feature := rising(9).copy())
    drawing = Grid(scope, "draw")
    drawing.drag((0, 0), (0, 3))
    feature[0, :4] = 1
    assert sounds_like(scope, 4, sounds.SOUND, feature)
    button(scope, "−1: must not be here").click()
    lesson.wait_for_python("explorer.pen", "-1")
    drawing.click(1, 2)
    feature[1, 2] = -1
    assert sounds_like(scope, 4, sounds.SOUND, feature)
    drawing.press("Space")  # on the same pixel again
    feature[1, 2] = 0
    assert sounds_like(scope, 4, sounds.SOUND, feature)
    expect(button(scope, "rising")).not_to_have_class(re.compile("mod-active"))

    lesson.save()
    lesson.reload()
    assert sounds_like(lesson.output("explorer"), 4, sounds.SOUND, feature)


def test_the_window_follows_the_sound_and_a_hand_moves_the_sound(lesson):
    scope = lesson.output("explorer")
    scope.get_by_role("combobox").select_option("voice from the Moon")
    play, stop = (scope.get_by_role("button", name=f"{does} time") for does in ("play", "stop"))
    audio = scope.locator("audio").element_handle()
    lesson.page.wait_for_function("audio => audio.duration > 3", arg=audio)
    expect(Grid(scope, "drag").svg.locator(".convlib-square")).to_have_count(20 * sounds.spectrogram(
        WAVES["voice from the Moon"]).shape[1])
    lesson.page.evaluate(SETTLED)
    svg = Grid(scope, "drag").svg.element_handle()  # that of the new sound
    ahead = (rising(20).shape[1] - 1) / 2

    def now():
        """At which column the sound is, and the window, at one moment."""
        return lesson.page.evaluate("""([audio, svg, step]) => [audio.currentTime / step,
            parseFloat(svg.querySelector(".convlib-held").style.transform.match(/[\\d.]+/)[0])
            / svg.querySelector(".convlib-square").getAttribute("width")]""", [audio, svg, sounds.STEP / sounds.RATE])

    def together(least):
        """Wait until the sound is beyond a column, and the window where the sound is."""
        for _ in range(200):
            sound, window = now()
            if sound > least and abs(sound - ahead - window) < 4:
                return True
            lesson.page.wait_for_timeout(20)
        return False

    place = Grid(scope, "drag").centre(3, 20)
    play.click()
    assert together(4)
    lesson.page.mouse.click(*place)
    assert together(19.9)
    play.click()
    assert audio.evaluate("audio => audio.paused")
    stop.click()
    Grid(scope, "drag").stands_at(0, 0)


def test_predictions_and_exercises(lesson):
    expect(lesson.predict("predict-size", "28")).to_contain_text(
        "You said 28. You let the feature begin in every column.")
    expect(lesson.predict("predict-steady", "0")).to_contain_text("It is 0, as you predicted.")
    for exercise, source, told in [
            ("exercise-1-code", "check('when_found', lambda picture, feature, step: "
             "convolve(picture, feature).argmax())", "The place, not the time"),
            ("exercise-1-code", "check('when_found', lambda picture, feature, step: "
             "convolve(picture, feature).argmax() * step)", "Right on all"),
            ("exercise-2-code", "check('cut_pieces', lambda wave, piece, step: np.array("
             "[wave[start:start + piece] for start in range(0, len(wave) - piece, step)]))",
             "The last piece is missing")]:
        expect(lesson.run_cell(exercise, source)).to_contain_text(told)
