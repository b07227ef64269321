"""Lesson 19 in a real JupyterLab: the self-test counts along, and its score leads back to the lessons."""

import re

from playwright.sync_api import expect

from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import LESSONS

LESSON = "19_self_test"

# The answers of a learner who is right in ten of twelve: numbers are written, choices are found by their beginning.
ANSWERS = ["A letter that moves", "3/9", "antidiagonal", "0", "2", ".4", "The moved X", ".86", "−.3",
           "the accuracy on pictures that were kept", "how warm", "456"]
WRONG = {"lesson 09 (all together)": "question 7", "lesson 10 (error and nudging)": "question 8"}


def test_everything_runs_clean_and_nothing_is_counted_yet(lesson):
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
        expect(question.get_by_role("status")).to_contain_text(re.compile(r"[Ll]esson .* tells? more\.$"))
        expect(button).to_have_count(0)  # what is told stands in its place
        expect(score.get_by_role("status")).to_contain_text(f"{number} of 12 questions answered")
    expect(score.get_by_role("status")).to_have_text("12 of 12 questions answered, 10 of them right.")
    expect(score.get_by_role("img")).to_have_attribute("aria-label", re.compile("Not right: questions 7 and 8.$"))
    expect(score.get_by_role("listitem")).to_have_text([f"{title}, for {words}" for title, words in WRONG.items()])
    expect(lesson.output("question-8").get_by_role("status")).to_contain_text("You said .86. Your step is as long")

    # To take it anew: the cells below it are run again.
    lesson.run_cell("test")
    lesson.run_cell("question-1")
    expect(lesson.run_cell("score")).to_contain_text("None of 12 questions is answered yet.")


# At the end, since another lesson stands before this one afterwards.


def test_a_link_of_the_score_opens_its_lesson_in_the_same_lab(lab, lesson):
    lab.copy(LESSONS / "03_filtering.ipynb")
    for cell in ("test", "question-2", "score"):
        lesson.run_cell(cell)
    question = lesson.output("question-2")
    question.get_by_role("textbox").fill("1")
    question.get_by_role("button", name="That is my answer").click()
    lesson.output("score").get_by_role("link", name="lesson 03 (filtering)").click()
    expect(lesson.page.get_by_role("heading", name="03 · Filtering")).to_be_visible()
    assert len(lesson.page.context.pages) == 1
