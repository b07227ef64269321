"""Lesson 14 in a real JupyterLab: sounds that are heard and drawn on, sentences that are typed, a phrase in a text."""

import re

import numpy as np
from playwright.sync_api import expect

from convlib.data import sounds, texts
from convlib.data.sounds import beginning, rising
from convlib.ops import convolve
from convlib.show import look
from convlib.widgets.lesson_14_not_just_pictures.hearing import WAVES
from convlib.widgets.lesson_14_not_just_pictures.reading import FEATURES, NOT_GOOD
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import pressed as button
from tests.browser.grid import Grid
from tests.browser.lab import SETTLED, WINDOW
from tests.browser.rooms import unfit

LESSON = "14_not_just_pictures"


def sums(picture, feature):
    return np.round(convolve(picture, feature)[0] * feature.size, 6)


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


def reads(scope, column, sentence, pieces=NOT_GOOD):
    """Read the text explorer from the page, and set it against ``convolve``."""
    words = texts.words(sentence)
    rows = texts.dictionary([*words, *pieces])
    feature = texts.feature(pieces, rows)
    empty = feature.shape[1] - 1
    expected = sums(np.pad(texts.one_hot(words, rows), [(0, 0), (empty, 0)]), feature)
    grid = Grid(scope, "up to")
    grid.shows([look.label(total, short=True) for total in expected])
    Grid(scope, "draw").shows([look.label(pixel, short=True) for pixel in feature.flat])
    Grid(scope, "largest").shows([look.label(expected.max(), short=True)])
    assert scope.locator(".convlib-sketch").first.locator("text").all_text_contents() == rows
    assert grid.window() == Grid(scope, "drag").window() == (0, column)
    assert grid.caption().startswith(f"up to “{words[column]}”")
    return True


def test_a_sentence_is_typed_and_a_phrase_is_found_in_a_real_text(lesson):
    scope = lesson.output("explorer-text")
    box = scope.get_by_role("textbox")
    assert reads(scope, 0, "The soup was very good")
    box.fill("")
    expect(scope.get_by_role("status")).to_have_text("There is no word yet. The picture waits for one.")
    box.press_sequentially("Well, it's not so good")
    assert reads(scope, 0, "Well, it's not so good")
    Grid(scope, "drag").press("End")
    assert reads(scope, 4, "Well, it's not so good")
    expect(scope.get_by_text("up to “good”: not 1 + good 1 = 2", exact=True)).to_be_visible()
    box.fill("x " * 30)
    expect(scope.get_by_role("status")).to_have_text(
        "That is too long for the page: these are the first 24 words, and the last 6 are cut.")
    assert reads(scope, 4, "x " * 24)
    assert scope.evaluate("out => out.scrollWidth <= out.clientWidth")

    scope.get_by_role("combobox").select_option("Good, not too salty")
    expect(box).to_have_value("Good, not too salty")
    assert reads(scope, 3, "Good, not too salty")
    button(scope, "good without not").press("Enter")
    assert reads(scope, 3, "Good, not too salty", FEATURES["good without not"])
    Grid(scope, "draw").click(3, 3)  # the row of too
    pieces = FEATURES["good without not"] | {"too": [0, 0, 0, 1]}
    assert reads(scope, 3, "Good, not too salty", pieces)
    Grid(scope, "draw").press("ArrowUp", "Space")
    assert reads(scope, 3, "Good, not too salty", pieces | {"salty": [0, 0, 0, 1]})
    Grid(scope, "up to").click(0, 2)
    expect(scope.get_by_text("up to “too”: − not 1 + too 1 = 0", exact=True)).to_be_visible()

    scope.get_by_role("combobox").select_option("the slide's grid")
    Grid(scope, "up to").shows(["0", "1", "0", "0", "0", "0", "2", "0", "0"])

    scope = lesson.output("explorer-passage")
    box, told = scope.get_by_role("textbox"), scope.get_by_role("status").first
    expect(told).to_have_text("All of it fits 13 times: the sum is 2.")
    box.fill("said the cat")
    expect(told).to_have_text("All of it fits 8 times: the sum is 3.")
    expect(scope.get_by_role("row")).to_have_count(8)
    expect(scope.locator("strong").first).to_have_text("said the cat")
    box.fill("which way you/i")
    expect(told).to_have_text("All of it fits twice: the sum is 3.")
    chart = scope.get_by_role("img", name=re.compile("a bar for each of 330 positions"))
    text = texts.words(texts.alice())
    rows = texts.dictionary(text)
    found = sums(texts.one_hot(text, rows), texts.feature(texts.phrase("which way you/i"), rows))
    expect(chart.locator("rect")).to_have_count(int((found > 0.5).sum()))
    scope.get_by_role("combobox").select_option("i'm mad")
    expect(box).to_have_value("i'm mad")
    expect(told).to_have_text("All of it fits 3 times: the sum is 2.")
    box.fill("…")
    expect(scope.get_by_role("status").last).to_have_text("There is no word yet. The text waits for one.")
    box.fill("the cat")  # a phrase of one's own: none of the list
    expect(told).to_contain_text("All of it fits")
    expect(scope.get_by_role("combobox")).to_have_value("")
    scope.get_by_role("combobox").select_option("said the/alice")  # its first one
    expect(box).to_have_value("said the/alice")


def test_a_sound_is_heard_and_its_feature_slides_and_is_drawn(lesson):
    scope = lesson.output("explorer-sound")
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
    assert sounds_like(lesson.output("explorer-sound"), 4, sounds.SOUND, feature)


def test_the_window_follows_the_sound_and_a_hand_moves_the_sound(lesson):
    scope = lesson.output("explorer-sound")
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
            parseFloat(svg.querySelector(".convlib-window").style.transform.match(/[\\d.]+/)[0])
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
    for cell, choice, told in [
            ("predict-size", "28", "You said 28. You let the feature begin in every column."),
            ("predict-text", "it was not a good day", "“it was not a good day” is right, as you predicted."),
            ("predict-shuffle", "its numbers change places", "You moved the map along with the rows.")]:
        expect(lesson.predict(cell, choice)).to_contain_text(told)
    expect(lesson.predict("predict-steady", "0")).to_contain_text("It is 0, as you predicted.")
    for exercise, source, told in [
            ("exercise-1-code", "check('one_hot', lambda words, dictionary: texts.one_hot(words, dictionary) * 2 - 1)",
             "Minus one for nothing"),
            ("exercise-2-code", "check('count_found', lambda picture, feature: "
             "(convolve(picture, feature) * feature.size == feature.sum()).sum())", "Not rounded"),
            ("exercise-2-code", "check('count_found', lambda picture, feature: "
             "((convolve(picture, feature) * feature.size).round() == feature.sum()).sum())", "Right on all")]:
        expect(lesson.run_cell(exercise, source)).to_contain_text(told)
