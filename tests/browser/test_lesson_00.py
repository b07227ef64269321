"""Lesson 00 in a real JupyterLab: the first minute of a learner."""

from playwright.sync_api import expect

from convlib.network import deck_network
from convlib.pictures import X
from convlib.widgets.answers import verdict
from tests.browser.grid import Grid

LESSON = "00_start_here"


def votes(lesson, picture):
    """Does the page say what the network says of this picture?"""
    told = verdict(deck_network()(picture), "the network")
    expect(lesson.output("explorer").get_by_role("status")).to_have_text(told)
    return True


def test_the_network_votes_while_one_draws(lesson):
    pad, picture = Grid(lesson.output("explorer"), "picture"), X.copy()
    assert votes(lesson, picture)
    pad.drag((0, 3), (0, 5), (3, 5))
    picture[0, 3:6] = picture[:4, 5] = 1
    assert votes(lesson, picture)
    lesson.output("explorer").get_by_role("button", name="eraser").click()
    pad.take("dark")
    pad.press("Space", "Shift+ArrowUp")  # the pen stands where it was lifted
    picture[3, 5] = picture[2, 5] = -1
    assert votes(lesson, picture)


def test_a_window_moves_and_a_question_answers(lesson):
    window = Grid(lesson.output("grid"), "the same numbers")
    window.press("ArrowRight", "ArrowDown")
    assert window.window() == (1, 1)
    expect(lesson.predict("predict", "40")).to_contain_text("You said 40. That is about half of them.")
    expect(lesson.output("check")).to_contain_text("still missing")
