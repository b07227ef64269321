"""How fast the whole network answers in lesson 09, beside matplotlib redrawn by `ipywidgets.interact`.

Both show the same scene in one notebook of a real JupyterLab. A pixel is flipped, by a click or by a key, and the
clock runs until the frame that paints everything that follows from it. Then a pen scribbles as fast as a hand.
Run it with `python -m benchmarks.drawing`, on a machine that does nothing else: company costs frames.
"""

import statistics
from functools import partial
from itertools import cycle, islice

import numpy as np

from benchmarks.browser import BENCH, at_release, changes, drag, dropped, progress, rest, row, spread, timed
from convlib.pictures import X
from convlib.widgets import NetworkExplorer
from tests.browser.lab import Lab

FLIPS = 20
PIXELS = (40, 41)  # the two that are flipped in turn
RATE = 60  # moves of the pen a second

SETUP = """
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact

from convlib.network import deck_network
from convlib.pictures import X
from convlib.widgets import NetworkExplorer

network = deck_network()
"""

EXPLORER = """
explorer = NetworkExplorer(X)
explorer
"""

INTERACT = """
def show(axes, values, digits=2):
    axes.imshow(values, cmap="gray", vmin=-1, vmax=1)
    for (row, column), value in np.ndenumerate(values):
        axes.text(column, row, f"{value:.{digits}f}", ha="center", va="center", color="C1", fontsize=6)
    axes.set_axis_off()

def draw(pixel=40):
    picture = X.copy()
    picture.flat[pixel] *= -1
    stages = network.stages(picture)
    figure, axes = plt.subplots(3, 7, figsize=(13, 6), width_ratios=[9, 7, 7, 7, 7, 2, 3])
    show(axes[0, 0], picture, digits=0)
    for column in (1, 2, 3, 4):
        for axis, values in zip(axes[:, column], stages[column].values):
            show(axis, values)
        axes[0, column].set_title(stages[column].name)
    for axis, values in zip(axes[:, 5], stages[5].values.reshape(3, 4, 1)):
        show(axis, values)
    axes[0, 6].barh(["O", "X"], stages[6].values[::-1])
    for axis in (axes[1, 0], axes[2, 0], axes[1, 6], axes[2, 6]):
        axis.set_axis_off()
    plt.show()

interact(draw, pixel=(0, 80))
"""

CELLS = [SETUP, EXPLORER, INTERACT]


def table():
    """Measure everything in one JupyterLab; return the results as two markdown tables."""
    with Lab() as lab:
        progress("the network's notebook opens and runs")
        notebook = lab.open(lab.write("drawing.ipynb", CELLS))
        notebook.page.set_viewport_size({"width": 1400, "height": 900})
        notebook.run_all()
        notebook.page.evaluate(BENCH)
        notebook.page.locator(".convlib-explorer").scroll_into_view_if_needed()
        progress(f"{FLIPS} pixels flipped each")
        clicks, keys, redrawn = time_flips(notebook)
        progress("a scribble through all pixels")
        scribble = time_scribble(notebook)
    peer = statistics.median(redrawn)
    rows = [["pixel flipped → everything painted", "explorer", "interact", "interact / explorer", "wanted"],
            ["---", "---:", "---:", "---:", "---:"]]
    for task, times in [("by a click", clicks), ("by a key", keys)]:
        ratio = peer / statistics.median(times)
        rows.append([task, spread(times), spread(redrawn), f"{ratio:.1f}", "≥ 10"])
    lines = [["one stroke through all 81 pixels", "explorer", "wanted"], ["---", "---:", "---:"], *scribble]
    return "\n".join([*map(row, rows), "", f"The median (and the 95th percentile) of {FLIPS} flips each.", "",
                      *map(row, lines)])


def words(picture):
    """What the page must show for a picture, in the order of the page. Worked out by Python, without a browser."""
    explorer = NetworkExplorer(picture)
    found = []
    for grid in explorer.grids.values():
        looks, index = grid.cells()
        found += [grid.caption(), *(looks[i][2] for i in index.flat)]
    return " ".join(found)


def flipped(*pixels):
    picture = X.copy()
    for pixel in pixels:
        picture.flat[pixel] *= -1
    return picture


# The measurements. All times are in milliseconds.


def time_flips(notebook):
    """How long a flip takes until all is painted: by a click and by a key in the explorer, and by a key in interact."""
    page = notebook.page
    grid = page.get_by_role("grid", name="picture")
    squares = grid.locator(".convlib-square")
    now, clicks, keys, theirs = set(), [], [], []

    def flip(pixel):
        """Take the pen that changes this pixel; return what the page must show afterwards."""
        now.symmetric_difference_update({pixel})
        pen = "light" if flipped(*now).flat[pixel] > 0 else "dark"
        notebook.python(f"explorer.pen = '{pen}'")
        return words(flipped(*now))

    for pixel in islice(cycle(PIXELS), FLIPS):
        wanted = flip(pixel)
        clicks.append(timed(notebook, "grids", squares.nth(pixel).click, kind="pointerdown", numbers=wanted))
        wanted = flip(pixel)  # the caret stands where the click was
        keys.append(timed(notebook, "grids", partial(page.keyboard.press, " "), kind="keydown", numbers=wanted))
    slider = page.locator(".widget-interact .noUi-handle")
    slider.scroll_into_view_if_needed()
    slider.focus()
    for key in islice(cycle(["ArrowRight", "ArrowLeft"]), FLIPS):
        theirs.append(timed(notebook, "interact", partial(page.keyboard.press, key), kind="keydown"))
    return clicks, keys, theirs


def time_scribble(notebook):
    """Draw through every pixel in one stroke, lift the pen on the last, and report on every frame: rows of a table."""
    page = notebook.page
    notebook.python("explorer.picture = -np.ones((9, 9)); explorer.pen = 'light'")
    page.locator(".convlib-explorer").scroll_into_view_if_needed()
    squares = page.get_by_role("grid", name="picture").locator(".convlib-square")
    boxes = [squares.nth(pixel).bounding_box() for pixel in range(81)]
    centres = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    moves = [9 * line + (step if line % 2 == 0 else 8 - step) for line in range(9) for step in range(9)]
    rest(notebook)
    began, ended = drag(page, centres, moves, RATE)
    page.wait_for_timeout(1000)
    frames, released = page.evaluate("() => bench.watched()")
    drawn = -np.ones((9, 9))
    drawn.flat[moves] = 1
    during, after, usual = at_release(frames, released)
    right = next(frame["painted"] for frame in after if frame["numbers"] == words(drawn))
    lost = int(notebook.python("int((explorer.picture < 0).sum())")) - int((drawn < 0).sum())
    return [
        ["moves of the pen sent a second", f"{(len(moves) - 1) / (ended - began):.0f}", f"{RATE}"],
        ["frames drawn, of which dropped", f"{len(during)}, {dropped(during, usual)}", ""],
        ["numbers painted anew, a second", f"{changes(during, 'numbers') / (ended - began):.0f}", ""],
        ["pixels lost", f"{lost}", "0"],
        ["after the pen is lifted: everything right", f"{right - released:.0f} ms", ""],
    ]


def main():
    print(table())


if __name__ == "__main__":
    main()
