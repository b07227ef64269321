"""A PixelGrid alone in a real JupyterLab."""

GRID = """
from convlib import look
from convlib.grid import PixelGrid
from convlib.pictures import X
grid = PixelGrid(look.pixels(X), caption="a picture", window=(3, 3))
"""


def test_showing_it_again_and_again_leaves_nothing_behind(lab, open_notebook):
    notebook = open_notebook(lab.write("grid.ipynb", [GRID, "grid"]))
    notebook.run_all()
    chrome = notebook.page.context.new_cdp_session(notebook.page)

    def nodes_after_showing(times):
        for _ in range(times):
            notebook.run_cell(1)
            notebook.output(1).get_by_role("grid").wait_for()
        chrome.send("HeapProfiler.collectGarbage")
        return chrome.send("Memory.getDOMCounters")["nodes"]

    one_view = notebook.output(1).evaluate("output => output.querySelectorAll('*').length")
    before = nodes_after_showing(times=3)
    assert nodes_after_showing(times=10) - before < one_view


def test_a_new_shape_is_drawn_anew_and_the_keys_still_work(lab, open_notebook):
    notebook = open_notebook(lab.write("grid.ipynb", [GRID, "grid"]))
    notebook.run_all()
    grid = notebook.output(1).get_by_role("grid", name="a picture")
    assert grid.get_by_role("gridcell").count() == 81
    grid.focus()
    notebook.python("grid.show(look.pixels(X[:5, :4]), 'a smaller picture')")
    grid = notebook.output(1).get_by_role("grid", name="a smaller picture")
    grid.wait_for()
    notebook.page.keyboard.press("ArrowDown")  # the focus has stayed
    assert grid.get_by_role("gridcell").count() == 20
    notebook.wait_for_python("grid.window_corner()", "(1, 0)")
    assert (notebook.errors(), notebook.broken_widgets(), notebook.console) == ([], [], [])
