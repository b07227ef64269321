"""What every explorer and every prediction brings along (page.py), in a real JupyterLab."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LESSONS
from tests.browser.rooms import enter, unfit


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


def test_what_goes_beyond_the_main_path_is_folded_runs_too_and_unfolds_into_its_room(lab, open_notebook):
    notebook = open_notebook(lab.copy(LESSONS / "05_pooling.ipynb"), unfold=False)
    cells = notebook.page.locator(".jp-Notebook-cell")
    heading, beyond = (cells.nth(notebook.cell_ids().index(cell)) for cell in ("more", "explorer-shift"))
    expect(heading).to_be_visible()
    expect(beyond).to_be_hidden()
    notebook.run_all()
    expect(beyond).to_be_hidden()
    heading.locator(".jp-showHiddenCellsButton").click()
    expect(beyond.locator(".convlib-explorer")).to_be_visible()
    enter(notebook, "laptop")
    assert unfit(beyond, "laptop") == []
    assert notebook.problems() == []
