"""Lesson 00 in a real JupyterLab: the first minute of a learner."""

from pathlib import Path

import nbformat
from playwright.sync_api import expect

LESSON = Path(__file__).parents[2] / "notebooks" / "00_start_here.ipynb"
PLACES = [cell.id for cell in nbformat.read(LESSON, as_version=4).cells]


def test_everything_runs_clean_and_answers(lab, open_notebook, theme):
    notebook = open_notebook(lab.copy(LESSON), theme)
    notebook.run_all()
    picture = notebook.output(PLACES.index("grid")).get_by_role("grid")
    window = picture.locator(".convlib-window")
    before = window.bounding_box()
    picture.press("ArrowRight")
    picture.press("ArrowDown")
    after = window.bounding_box()
    assert after["x"] > before["x"] and after["y"] > before["y"]

    question = notebook.output(PLACES.index("predict"))
    question.get_by_label("40").check()
    question.get_by_role("button").click()
    expect(question.get_by_role("status")).to_contain_text("You said 40. It is 21.")
    expect(notebook.output(PLACES.index("check"))).to_contain_text("still missing")
    assert (notebook.errors(), notebook.broken_widgets(), notebook.console) == ([], [], [])
