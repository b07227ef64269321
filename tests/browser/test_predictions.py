"""Predictions in a real JupyterLab: what shows before an answer, what shows after it, and where."""

import pytest
from playwright.sync_api import expect

from convlib.show import look
from convlib.teach.lessons import QUESTIONS
from tests.browser.lab import WINDOW

CHOICES, NUMBER, WORDS = "an X moved to the right", "match of the arm", "width of another map"


@pytest.fixture(scope="module")
def questions(lab):
    """A notebook that asks three questions, in the cells 1 to 3: choices with pictures, a number, choices alone."""
    lab.write("asked.ipynb", ["from convlib.teach import predict",
                              *(f"predict({name!r})" for name in (CHOICES, NUMBER, WORDS))])
    notebook = lab.open("asked.ipynb")
    yield notebook
    notebook.close()


@pytest.fixture
def asked(questions):
    """The notebook of three questions, asked anew."""
    questions.page.emulate_media(reduced_motion="reduce")
    questions.resize(**WINDOW)
    questions.run_all()
    yield questions
    assert questions.problems() == []


def badges(scope):
    return scope.locator(".convlib-badge")


def row(scope, words):
    """The row of a choice."""
    return scope.locator(".convlib-answer-row").filter(has=scope.page.get_by_text(words, exact=True))


def box(locator):
    return locator.bounding_box()


def test_nothing_of_an_answer_is_there_before_it_is_given(asked, lab):
    asked.save()
    for place in (asked.page.content(), (lab.root / asked.name).read_text()):
        assert "convlib-badge convlib" not in place and "Outlined" not in place
        assert not any(QUESTIONS[name].because in place for name in (CHOICES, NUMBER, WORDS))
    expect(asked.page.locator(".convlib-mark")).to_have_count(0)


def test_the_right_answer_and_ones_own_are_marked_in_their_places_and_in_the_pictures(asked):
    below = asked.output(3)
    before = box(below)["y"] - box(asked.output(1))["y"]
    told = asked.predict(1, "13")
    expect(told).to_contain_text("You said 13. You counted the pixels that the X leaves.")
    expect(told).to_be_focused()
    question = asked.output(1)
    expect(row(question, "13")).to_contain_text("✗ yours")
    expect(row(question, "26")).to_contain_text("✓ right")
    expect(badges(question)).to_have_count(2)
    expect(question.locator(".convlib-mark")).to_have_count(2 * 26)
    expect(question.get_by_text("Outlined: where the two disagree.")).to_be_visible()
    expect(question.get_by_role("button")).to_be_hidden()
    for label in question.locator(".convlib-answer-row").all():
        expect(label).to_have_css("opacity", "1")
    expect(asked.predict(3, "8")).to_contain_text("You said 8. It is 8, as you predicted.")
    expect(badges(asked.output(3))).to_have_text(["✓ right"])
    assert abs(box(below)["y"] - box(asked.output(1))["y"] - before) <= 2


def test_a_number_has_the_right_one_beside_it(asked):
    told = asked.predict(2, "9")
    question = asked.output(2)
    expect(told).to_contain_text("You said 9.")
    expect(question.get_by_role("textbox")).to_have_value("9")
    expect(badges(question)).to_have_text(["✗ yours", "✓ right"])
    expect(question.locator(".convlib-number")).to_have_text("1✓ right")
    mine, right = badges(question).all()
    assert abs(box(mine)["y"] - box(right)["y"]) < 2 and box(mine)["x"] < box(right)["x"]
    expect(question.locator(".convlib-mark")).to_have_count(2 * 9)


def test_all_of_it_works_from_the_keyboard(asked):
    question, page = asked.output(1), asked.page
    question.get_by_role("radio").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(question.get_by_role("status")).to_be_focused()
    expect(row(question, "26")).to_contain_text("✓ right")
    expect(badges(question)).to_have_count(1)
    page.keyboard.press("Tab")  # all of it is done: Tab goes on
    assert not question.evaluate("output => output.contains(document.activeElement)")


def test_verdicts_wear_their_colours_in_light_and_dark(asked, theme):
    asked.change_theme(theme)
    asked.predict(1, "13")
    expect(badges(asked.output(1))).to_have_count(2)
    for badge, kind in zip(badges(asked.output(1)).all(), ("wrong", "right"), strict=True):
        red, green, blue = bytes.fromhex(look.VERDICTS[kind][1:])
        expect(badge).to_have_css("background-color", f"rgb({red}, {green}, {blue})")
        expect(badge).to_have_css("color", "rgb(255, 255, 255)")


def test_answers_stand_beside_the_pictures_where_there_is_room_and_else_below(asked):
    def parts():
        question = asked.output(1)
        return [box(question.locator(part)) for part in (".convlib-svg >> nth=1", ".convlib-form")]

    asked.resize(1366 - 250, 768)
    picture, form = parts()
    assert form["x"] >= picture["x"] + picture["width"] and form["y"] < picture["y"] + picture["height"]
    for width in (800, 500):
        asked.resize(width, 768)
        picture, form = parts()
        assert form["y"] >= picture["y"] + picture["height"]
        assert form["x"] + form["width"] <= width and picture["x"] + picture["width"] <= width


def test_the_reveal_moves_for_a_moment_and_not_for_those_who_want_none(asked):
    moves = "badge => getComputedStyle(badge).animationName"
    asked.let_things_move()
    asked.predict(1, "13")
    assert badges(asked.output(1)).first.evaluate(moves) == "convlib-appear"
    asked.page.emulate_media(reduced_motion="reduce")
    assert badges(asked.output(1)).first.evaluate(moves) == "none"
    assert asked.output(1).locator(".convlib-mark").first.evaluate(moves) == "none"
