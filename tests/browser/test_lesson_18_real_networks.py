"""Lesson 18 in a real JupyterLab: two other programs rebuild the network, and a real layer is counted."""

import re

from playwright.sync_api import expect

from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too

LESSON = "18_real_networks"


def test_everything_runs_clean_and_other_programs_give_the_same_votes(lesson):
    expect(lesson.output("onnx-votes")).to_contain_text("ONNX Runtime gives the same 420 votes.")
    expect(lesson.output("pytorch-votes")).to_contain_text(re.compile("gives the same 420 votes"))


def test_an_exercise_is_solved_in_the_page(lesson):
    for line, status in [("features * channels * side ** 2", "No biases"),
                         ("features * (channels * side ** 2 + 1)", "correct")]:
        source = f"def my_count(features, side, channels):\n    return {line}\n\ncheck('count_with_bias', my_count)"
        expect(lesson.run_cell("exercise-1-code", source)).to_contain_text(status)
