"""Lesson 15 in a real JupyterLab: a photograph under the hand, a network rebuilt, and a self-test that counts along.

All that the photo explorer can do is worked in test_photo_explorer.py.
"""

import re

from playwright.sync_api import expect

from convlib.widgets import PhotoExplorer
from tests.browser.conftest import LESSONS

LESSON = "15_the_real_world"

# The answers of a learner who is right in ten of twelve: numbers are written, choices are found by their beginning.
ANSWERS = ["8", "A letter that moves", "3/9", "antidiagonal", "0", "2", ".4", "The moved X", "1.35", ".86",
           "the accuracy on pictures that no plan", "how warm"]
WRONG = {"lesson 09 (all together)": "question 8", "lesson 10 (error and nudging)": "question 10"}


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
    expect(lesson.output("onnx-votes")).to_contain_text("ONNX Runtime gives the same 420 votes.")
    expect(lesson.output("pytorch-votes")).to_contain_text(re.compile("gives the same 420 votes"))
    expect(lesson.output("score")).to_contain_text("None of 12 questions is answered yet.")


def test_the_self_test_counts_along_and_sends_back_to_the_lessons(lesson):
    score = lesson.output("score")
    for number, answer in enumerate(ANSWERS, start=1):
        question = lesson.output(f"question-{number}")
        button = question.get_by_role("button", name="That is my answer")
        if question.get_by_role("textbox").count():
            question.get_by_role("textbox").fill(answer)
            question.get_by_role("textbox").press("Enter")
        else:
            question.get_by_role("radio", name=re.compile(f"^{re.escape(answer)}")).press("Space")
            button.press("Enter")
        expect(question.get_by_role("status")).to_contain_text("To read more: lesson ")
        expect(button).to_be_disabled()
        expect(score.get_by_role("status")).to_contain_text(f"{number} of 12 questions answered")
    expect(score.get_by_role("status")).to_have_text("12 of 12 questions answered, 10 of them right.")
    expect(score.get_by_role("img")).to_have_attribute("aria-label", re.compile("Not right: questions 8 and 10.$"))
    expect(score.get_by_role("listitem")).to_have_text([f"{title}, for {words}" for title, words in WRONG.items()])
    expect(lesson.output("question-10").get_by_role("status")).to_contain_text("You said .86. It is .74. From .75 to")

    # To take it anew: the cells below it are run again.
    lesson.run_cell("test")
    lesson.run_cell("question-1")
    expect(lesson.run_cell("score")).to_contain_text("None of 12 questions is answered yet.")


def test_an_exercise_is_solved_in_the_page(lesson):
    for line, status in [("(patch * feature).mean() + bias", "Divided, as the slides do"),
                         ("(patch * feature).sum() + bias", "correct")]:
        source = f"def my_match(patch, feature, bias):\n    return {line}\n\ncheck('framework_match', my_match)"
        expect(lesson.run_cell("exercise-1-code", source)).to_contain_text(status)


def test_a_link_of_the_score_opens_its_lesson_in_the_same_lab(lab, lesson):
    lab.copy(LESSONS / "03_filtering.ipynb")
    for cell in ("test", "question-3", "score"):
        lesson.run_cell(cell)
    question = lesson.output("question-3")
    question.get_by_role("textbox").fill("1")
    question.get_by_role("button", name="That is my answer").click()
    lesson.output("score").get_by_role("link", name="lesson 03 (filtering)").click()
    expect(lesson.page.get_by_role("heading", name="03 · Filtering")).to_be_visible()
    assert len(lesson.page.context.pages) == 1
    lesson.command("application:close")  # the lesson that it opened
