"""Lesson 15 in a real JupyterLab: sentences that are typed, and a phrase in a text."""

import re

import numpy as np
from playwright.sync_api import expect

from convlib.data import texts
from convlib.show import look
from convlib.widgets.lesson_15_text import FEATURES, NOT_GOOD
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import pressed as button
from tests.browser.grid import Grid
from tests.reading import sums

LESSON = "15_text"


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
    scope = lesson.output("explorer")
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


def test_predictions_and_exercises(lesson):
    for cell, choice, told in [
            ("predict-text", "it was not a good day", "“it was not a good day” is right, as you predicted."),
            ("predict-shuffle", "its numbers change places", "You moved the map along with the rows.")]:
        expect(lesson.predict(cell, choice)).to_contain_text(told)
    for exercise, source, told in [
            ("exercise-1-code", "check('one_hot', lambda words, dictionary: texts.one_hot(words, dictionary) * 2 - 1)",
             "Minus one for nothing"),
            ("exercise-2-code", "check('count_found', lambda picture, feature: "
             "(convolve(picture, feature) * feature.size == feature.sum()).sum())", "Not rounded"),
            ("exercise-2-code", "check('count_found', lambda picture, feature: "
             "((convolve(picture, feature) * feature.size).round() == feature.sum()).sum())", "Right on all")]:
        expect(lesson.run_cell(exercise, source)).to_contain_text(told)
