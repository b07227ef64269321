"""Explorers whose cells are run again and again are all there after F5, and no old ones beside them."""

from pathlib import Path

import nbformat
from playwright.sync_api import expect

LESSONS = Path(__file__).parents[2] / "notebooks"
COUNT = "len(__import__('ipywidgets').widgets.widget._instances)"  # a variable with their name would hold them all
RUN = """async (cells) => {
    for (const cell of cells) {
        notebook.content.activeCellIndex = cell;
        await jupyterapp.commands.execute("notebook:run-cell");
    }
}"""


def cells_of(lesson, *ids):
    """The code of some cells of a lesson."""
    cells = {cell.id: cell.source for cell in nbformat.read(LESSONS / f"{lesson}.ipynb", as_version=4).cells}
    return [cells[wanted] for wanted in ids]


def test_cells_that_are_run_again_leave_nothing_and_all_comes_back(lab, open_notebook):
    """As often as this takes a moment; that many runs leave no more than one is a test without a browser."""
    cells = [code for lesson in ("03_filtering", "09_all_together", "12_learning_live")
             for code in cells_of(lesson, "setup", "explorer")]
    notebook = open_notebook(lab.write("again.ipynb", cells))
    notebook.run_all()
    grids, count = notebook.page.locator(".convlib-svg"), notebook.python(COUNT)
    shown = grids.count()
    notebook.page.evaluate(RUN, [1, 3, 5] * 3)
    assert notebook.python(COUNT) == count
    notebook.save()
    notebook.reload()
    expect(grids).to_have_count(shown)
    notebook.output(5).get_by_role("button", name="step", exact=True).click()
    notebook.wait_for_python("explorer.steps", "1")
    assert notebook.problems() == []
