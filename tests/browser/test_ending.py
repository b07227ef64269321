"""Cells that are run forty times leave no more widgets than those that are run once, and F5 brings all of these back."""

from pathlib import Path

import nbformat

LESSONS = Path(__file__).parents[2] / "notebooks"
COUNT = "len(__import__('ipywidgets').widgets.widget._instances)"  # a variable with their name would hold them all
# The stills are not looked at here, and they take most of the time.
NO_STILLS = "from convlib import look; look.Still.png = lambda self: b''"
RUN = """async (cells) => {
    for (const cell of cells) {
        notebook.content.activeCellIndex = cell;
        await jupyterapp.commands.execute("notebook:run-cell");
    }
}"""


def cells_of(lesson, *ids):
    """The code of some cells of a lesson."""
    cells = nbformat.read(LESSONS / f"{lesson}.ipynb", as_version=4).cells
    return [next(cell.source for cell in cells if cell.id == wanted) for wanted in ids]


def test_forty_runs_leave_no_more_than_one_and_all_comes_back(lab, open_notebook):
    cells = [code for lesson in ("03_filtering", "09_all_together", "11_learning_live")
             for code in cells_of(lesson, "setup", "explorer")]
    notebook = open_notebook(lab.write("forty.ipynb", cells))
    notebook.run_all()
    notebook.python(NO_STILLS)
    shown, count = notebook.page.locator(".convlib-svg").count(), notebook.python(COUNT)
    notebook.page.evaluate(RUN, [1, 3, 5] * 39)
    assert notebook.python(COUNT) == count
    notebook.save()
    notebook.reload()
    assert notebook.page.locator(".convlib-svg").count() == shown
    notebook.output(5).get_by_role("button", name="step").click()
    notebook.wait_for_python("explorer.steps", "1")
    assert notebook.problems() == []
