"""A PixelGrid alone in a real JupyterLab."""

import numpy as np

from tests.browser.grid import Grid

GRID = """
from convlib.show import look
from convlib.show.grid import PixelGrid
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

    # A hand that holds the window meanwhile holds nothing any more: what it held is gone.
    small = Grid(notebook.output(1), "a smaller picture")
    notebook.page.mouse.move(*small.centre(2, 1))
    notebook.page.mouse.down()
    notebook.python("grid.show(look.pixels(X), 'a larger picture')")
    large = Grid(notebook.output(1), "a larger picture")
    large.svg.wait_for()
    notebook.page.mouse.up()
    notebook.page.mouse.move(*large.centre(7, 7))
    large.press("End")
    notebook.wait_for_python("grid.window_corner()", "(0, 6)")
    assert (notebook.errors(), notebook.broken_widgets(), notebook.console) == ([], [], [])


DRAWING = """
import numpy as np
from convlib.show import look
from convlib.show.grid import PixelGrid
drawn = -np.ones((9, 9))
grid = PixelGrid(look.pixels(drawn), caption="draw here", pens=look.pixels([-1, 1]).looks)
times = []
def draw(cells, light):
    times.append(len(cells))
    drawn[tuple(zip(*cells))] = 1 if light else -1
    time.sleep(slow)
    grid.show(look.pixels(drawn), "draw here")
import time
slow = 0.0
grid.draws = draw
"""


def shown_as(pixels):
    return ["1" if pixel > 0 else "−1" for pixel in pixels.flat]


def test_a_stroke_draws_every_pixel_at_once_and_python_hears_of_each(lab, open_notebook):
    notebook = open_notebook(lab.write("drawing.ipynb", [DRAWING, "grid"]))
    notebook.run_all()
    grid = Grid(notebook.output(1), "draw here")
    notebook.python("slow = 0.2")  # a slow kernel: the page does not wait for it
    grid.drag((0, 0), (8, 8), (8, 0))
    wanted = -np.ones((9, 9))
    wanted[np.arange(9), np.arange(9)] = wanted[8] = 1
    assert grid.labels() == shown_as(wanted)
    notebook.wait_for_python("int((drawn > 0).sum())", str(int((wanted > 0).sum())))
    assert int(notebook.python("len(times)")) < 8  # while Python was busy, the strokes were gathered
    notebook.python("slow = 0.0")
    grid.drag((8, 8), (8, 4))  # begins on a light pixel: it rubs out
    wanted[8, 4:] = -1
    notebook.wait_for_python("int((drawn > 0).sum())", str(int((wanted > 0).sum())))
    assert grid.labels() == shown_as(wanted)

    notebook.python("grid.pen = 'light'")
    grid.click(0, 0)  # it is light already
    grid.press("ArrowRight", "Space", "Shift+ArrowDown", "Shift+ArrowDown")
    wanted[[0, 1, 2], 1] = 1
    notebook.wait_for_python("int((drawn > 0).sum())", str(int((wanted > 0).sum())))
    assert grid.labels() == shown_as(wanted)
    notebook.python("grid.pen = 'dark'")
    grid.press("Enter", "Shift+ArrowUp")
    wanted[[1, 2], 1] = -1
    notebook.wait_for_python("int((drawn > 0).sum())", str(int((wanted > 0).sum())))
    assert grid.labels() == shown_as(wanted)
    assert notebook.problems() == []


def test_outside_of_the_picture_the_pen_does_not_draw(lab, open_notebook):
    notebook = open_notebook(lab.write("drawing.ipynb", [DRAWING, "grid"]))
    notebook.run_all()
    grid = Grid(notebook.output(1), "draw here")
    (left, top), (_, below) = grid.centre(4, 0), grid.centre(6, 0)
    mouse = notebook.page.mouse
    mouse.move(left, top)
    mouse.down()
    for x, y in [(left - 60, top), (left - 60, below), (left, below)]:
        mouse.move(x, y, steps=4)
    mouse.up()
    mouse.move(*grid.centre(2, 2))
    wanted = -np.ones((9, 9))
    wanted[[4, 6], 0] = 1
    notebook.wait_for_python("drawn[:, 0].tolist()", str(wanted[:, 0].tolist()))
    assert grid.labels() == shown_as(wanted)


STACK = """
import numpy as np
from convlib.show import look
from convlib.show.grid import PixelGrid
stack = PixelGrid(look.pixels(np.linspace(-1, 1, 98).reshape(2, 7, 7)), caption="a stack", names=["first", "second"],
                  window=(2, 2), stride=2, cell=30)
"""


def test_a_window_with_a_stride_goes_through_a_stack_and_hangs_over_its_edges(lab, open_notebook):
    notebook = open_notebook(lab.write("stack.ipynb", [STACK, "stack"]))
    notebook.run_all()
    svg = Grid(notebook.output(1), "a stack").svg

    def over():
        """The names of the cells that lie under the window."""
        return svg.evaluate("""svg => {
            const box = svg.querySelector(".convlib-window").getBoundingClientRect();
            const under = c => c.left > box.left - 3 && c.right < box.right + 3
                && c.top > box.top - 3 && c.bottom < box.bottom + 3;
            return [...svg.querySelectorAll("[role=gridcell]")]
                .filter(cell => under(cell.querySelector("rect").getBoundingClientRect()))
                .map(cell => cell.querySelector("title").textContent.split(":")[0]);
        }""")

    def cells(panel, rows, columns):
        return [f"{panel}, row {row}, column {column}" for row in rows for column in columns]

    assert over() == cells("first", (0, 1), (0, 1))
    svg.press("End")
    assert over() == cells("first", (0, 1), (6,))  # half of it hangs over
    for _ in range(3):
        svg.press("ArrowDown")
    assert over() == cells("first", (6,), (6,))
    svg.press("ArrowDown")
    assert over() == cells("second", (0, 1), (6,))
    notebook.wait_for_python("stack.here.value", "19")
    svg.get_by_role("gridcell", name="second, row 5, column 2:").locator("rect").click()
    assert over() == cells("second", (4, 5), (2, 3))
    notebook.wait_for_python("stack.here.value", "25")

    notebook.python("stack.marks = [[0, 97]]")
    svg.locator(".convlib-mark").nth(1).wait_for()
    notebook.python("stack.fade = 'unmarked'")
    svg.locator(".convlib-faint").nth(95).wait_for()
    assert svg.locator(".convlib-faint").count() == 96
    assert notebook.problems() == []
