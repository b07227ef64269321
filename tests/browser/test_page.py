"""What every explorer and every prediction brings along (page.py), in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LESSONS


@pytest.mark.parametrize("name", ["04_convolution", "16_limits"])
def test_a_lesson_may_be_run_cell_by_cell(lab, open_notebook, name):
    """Here a question without a picture comes first: its style and its keys come with itself."""
    notebook = open_notebook(lab.copy(LESSONS / f"{name}.ipynb"))
    cells = notebook.cell_ids()
    first = next(cell for cell in cells if cell.startswith("predict-"))
    for cell in cells[:cells.index(first) + 1]:
        notebook.run_cell(cell)
    question = notebook.output(first)
    expect(question.locator(".convlib-prediction")).to_have_css("border-left-style", "solid")
    place = question.get_by_role("radio").or_(question.get_by_role("textbox")).first
    place.focus()
    for key in "xddabm0":
        place.press(key)
    assert notebook.cell_ids() == cells
    assert notebook.problems() == []
