"""How fast the filtering explorer is in the browser, beside matplotlib redrawn by `ipywidgets.interact`.

Both show the same scene in one notebook of a real JupyterLab, and real keys and a real mouse move them. The
clock runs in the page: from the moment of the event to the moment after the frame that paints its effect.
Run it with `python -m benchmarks.browser`, on a machine that does nothing else: company costs frames.
"""

import random
import statistics
import sys
import time
from functools import partial
from itertools import cycle, islice, pairwise

import numpy as np

from convlib.pictures import FEATURES
from convlib.widgets import FilteringExplorer
from tests.browser.lab import Lab

MOVES = 40  # key presses for each contestant
BLOCK = 5  # key presses before the other contestant's turn
FLIPS = 20
RUNS = 5
GLIDES = 10
DRAG_SECONDS = 3
DRAG_RATE = 60  # moves a second
FRAME = 1 / 60  # seconds
PAUSE = 0.15  # seconds of rest before each event

# Neighbouring patches of a random picture differ, so every move changes the numbers.
PICTURE = np.random.default_rng(0).choice([-1, 1], size=(9, 9))
FEATURE = FEATURES["diagonal"]
FLIPPED = FEATURE * [[1, 1, 1], [1, -1, 1], [1, 1, 1]]

SETUP = f"""
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact
from matplotlib.patches import Rectangle

from convlib.ops import convolve
from convlib.pictures import FEATURES
from convlib.widgets import FilteringExplorer

picture = np.array({PICTURE.tolist()})
feature = FEATURES["diagonal"]
filtered = convolve(picture, feature)
"""

EXPLORER = """
explorer = FilteringExplorer(picture, feature)
explorer
"""

INTERACT = """
def show(axes, title, values, digits=0):
    axes.imshow(values, cmap="gray", vmin=-1, vmax=1)
    for (row, column), value in np.ndenumerate(values):
        axes.text(column, row, f"{value:.{digits}f}", ha="center", va="center", color="C1", fontsize=8)
    axes.set_title(title)
    axes.set_axis_off()

def mark(axes, row, column, size):
    axes.add_patch(Rectangle((column - 0.5, row - 0.5), size, size, fill=False, edgecolor="C1", linewidth=3))

def draw(row=0, column=0):
    patch = picture[row:row + 3, column:column + 3]
    products = patch * feature
    figure, axes = plt.subplots(1, 5, figsize=(12, 3.6), width_ratios=[9, 3, 3, 3, 7])
    show(axes[0], "picture", picture)
    mark(axes[0], row, column, 3)
    show(axes[1], "feature", feature)
    show(axes[2], "patch", patch)
    show(axes[3], "products", products)
    show(axes[4], "filtered map", filtered, digits=2)
    mark(axes[4], row, column, 1)
    terms = " + ".join(f"{product:.0f}" for product in products.flat)
    figure.suptitle(f"({terms}) / 9 = {products.mean():.2f}")
    plt.show()

interact(draw, row=(0, 6), column=(0, 6))
"""

CELLS = [SETUP, EXPLORER, INTERACT]

# What the page does for the benchmark. `Bench` notes when things happen, on the clock of the events.
BENCH = """() => {
    const everything = { subtree: true, childList: true, attributes: true, characterData: true };

    const event = (kind) => new Promise((found) => {
        document.addEventListener(kind, (event) => found(event.timeStamp), { capture: true, once: true });
    });

    const afterPaint = (call) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = call;
        port2.postMessage(null);
    };

    const nextPaint = () => new Promise((done) => {
        requestAnimationFrame(() => afterPaint(() => done(performance.now())));
    });

    const until = (isTrue) => new Promise((done, fail) => {
        const observer = new MutationObserver(() => isTrue() && (observer.disconnect(), done()));
        observer.observe(document.body, everything);
        setTimeout(() => fail(new Error(`not in sight after 20 s: ${isTrue}`)), 20_000);
    });

    const SAYING = ".convlib-caption, [role=gridcell] text";
    const explorer = () => document.querySelector(".convlib-explorer");
    const place = () => explorer()?.querySelector(".convlib-held")?.style.transform;
    const words = () => [...explorer()?.querySelectorAll(SAYING) ?? []]
        .map((element) => element.textContent).join(" ");
    const image = () => document.querySelector(".widget-interact img");

    let frames, released;
    let watches = 0;

    window.bench = {
        /** From the next event to the paint of the window, and to the paint of the numbers. */
        async explorer({ kind, window, numbers }) {
            const begin = event(kind);
            const ends = [until(() => place() === window).then(nextPaint),
                          until(() => words() === numbers).then(nextPaint)];
            return [await ends[0] - await begin, await ends[1] - await begin];
        },

        /** From the next event to the paint of all grids. */
        async grids({ kind, numbers }) {
            const begin = event(kind);
            await until(() => words() === numbers);
            return await nextPaint() - await begin;
        },

        /** From the next event to the paint of interact's new picture. */
        async interact({ kind }) {
            const begin = event(kind);
            const before = image().src;
            await until(() => image() && image().src !== before);
            await image().decode();
            return await nextPaint() - await begin;
        },

        /** From running the active cell again to the paint of its new explorer. */
        async run({ numbers }) {
            const before = explorer();
            const begin = performance.now();
            jupyterapp.commands.execute("notebook:run-cell");
            await until(() => explorer() !== before && words() === numbers);
            return await nextPaint() - begin;
        },

        /** Note what every frame shows, from now on. */
        watch() {
            let changed = false;
            frames = [];
            const mine = ++watches; // the one before ends
            event("pointerup").then((time) => { released = time; });
            new MutationObserver(() => { changed = true; }).observe(explorer(), everything);
            const look = (time) => {
                const frame = { time, changed, window: place(), numbers: words() };
                changed = false;
                frames.push(frame);
                afterPaint(() => { frame.painted = performance.now(); });
                if (mine === watches) requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        },

        /** The frames up to now that are painted, and when the mouse button was released. */
        watched: () => [frames.filter((frame) => frame.painted), released],
    };
}"""


def table():
    """Measure everything in one JupyterLab; return the results as two markdown tables."""
    with Lab() as lab:
        progress("the notebook opens and runs")
        notebook = lab.open(lab.write("benchmark.ipynb", CELLS))
        notebook.run_all()
        notebook.let_things_move()
        notebook.page.evaluate(BENCH)
        expected = states(FEATURE)
        progress(f"the explorer's cell, {RUNS} runs")
        visible = time_runs(notebook, expected)
        progress(f"{MOVES} key presses each")
        window, numbers, redrawn = time_keys(notebook, expected)
        progress(f"a drag of {DRAG_SECONDS} seconds")
        dragged = time_drag(notebook, expected)
        progress(f"{GLIDES} glides")
        glided = time_glides(notebook)
        progress(f"{FLIPS} pixels flipped")
        flipped = time_flips(notebook)
    peer = statistics.median(redrawn)
    rows = [["from → to painted", "explorer", "interact", "interact / explorer", "wanted"],
            ["---", "---:", "---:", "---:", "---:"]]
    for task, times, wanted in [("key press → window", window, "≥ 20"), ("key press → all numbers", numbers, "≥ 12"),
                                ("feature pixel flipped → all numbers, through Python", flipped, "")]:
        ratio = peer / statistics.median(times)
        rows.append([task, spread(times), spread(redrawn), f"{ratio:.1f}", wanted])
    rows.append(["explorer's cell run again → explorer", spread(visible), "", "", "< 500 ms"])
    dragged.append([f"in {GLIDES} glides of the window: frames dropped, of", glided, "0"])
    drag = [[f"a drag of {DRAG_SECONDS} seconds", "explorer", "wanted"], ["---", "---:", "---:"], *dragged]
    return "\n".join([*map(row, rows), "", circumstances(), "", *map(row, drag)])


def states(feature):
    """For every place of the window: what the page must show. Worked out by Python, without a browser."""
    explorer = FilteringExplorer(PICTURE, feature)
    cell = explorer.grids["picture"].cell
    found = {}
    for place in np.ndindex(explorer.feature_map.shape):
        explorer.row, explorer.column = place
        words = []
        for grid in explorer.grids.values():
            looks, index = grid.cells()
            words += [grid.caption(), *(looks[i][2] for i in index.flat)]
        window = f"translate({place[1] * cell}px, {place[0] * cell}px)"
        found[place] = {"window": window, "numbers": " ".join(words)}
    return found


# The measurements. All times are in milliseconds.


def time_runs(notebook, expected):
    """How long the explorer's cell takes to show it, when it is run again."""
    notebook.page.evaluate("i => { notebook.content.activeCellIndex = i }", CELLS.index(EXPLORER))
    times = []
    for _ in range(RUNS):
        rest(notebook)
        times.append(notebook.page.evaluate("given => bench.run(given)", expected[0, 0]))
    return times


def time_keys(notebook, expected):
    """How long a key press takes to the explorer's window, to its numbers, and to interact's picture."""
    page = notebook.page
    columns = [0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1]
    moves = [("ArrowRight" if after > before else "ArrowLeft", after)
             for before, after in islice(pairwise(cycle(columns)), MOVES)]
    ours, theirs = [], []
    for start in range(0, MOVES, BLOCK):
        block = moves[start:start + BLOCK]
        page.locator(".convlib-explorer .convlib-svg").first.focus()
        for key, column in block:
            press = partial(page.keyboard.press, key)
            ours.append(timed(notebook, "explorer", press, kind="keydown", **expected[0, column]))
        page.locator(".widget-interact .noUi-handle").last.focus()
        for key, _ in block:
            theirs.append(timed(notebook, "interact", partial(page.keyboard.press, key), kind="keydown"))
    windows, numbers = zip(*ours, strict=True)
    return windows, numbers, theirs


def time_flips(notebook):
    """How long a click on a feature's pixel takes until all grids show the new numbers."""
    notebook.python("explorer.row, explorer.column = 3, 3")
    middle = notebook.page.get_by_role("grid", name="feature").locator(".convlib-square").nth(4)
    turns = cycle([states(FLIPPED), states(FEATURE)])
    return [timed(notebook, "grids", middle.click, kind="pointerdown", numbers=next(turns)[3, 3]["numbers"])
            for _ in range(FLIPS)]


def time_glides(notebook):
    """Let the window glide from place to place, as it does after a single key, and count the frames."""
    notebook.python("explorer.row, explorer.column = 2, 0")
    notebook.page.locator(".convlib-explorer .convlib-svg").first.focus()
    rest(notebook)
    notebook.page.evaluate("() => bench.watch()")
    for number in range(GLIDES):
        notebook.page.keyboard.press("ArrowRight" if number % 2 == 0 else "ArrowLeft")
        notebook.page.wait_for_timeout(400)
    frames, _ = notebook.page.evaluate("() => bench.watched()")
    return f"{dropped(frames, statistics.median(gaps(frames)))} of {len(frames)}"


def time_drag(notebook, expected):
    """Drag the window through all places and back, and report on every frame: the rows of a table."""
    page = notebook.page
    path = list(islice(cycle(tour()), 1 + DRAG_SECONDS * DRAG_RATE))
    last = path[-1]
    page.locator(".convlib-explorer").scroll_into_view_if_needed()
    points = {place: middle_of_window(page, place) for place in expected}
    notebook.python("explorer.row, explorer.column = 0, 0")
    rest(notebook)
    began, ended = drag(page, points, path, DRAG_RATE)
    notebook.wait_for_python("explorer.row, explorer.column", str(last))
    agreed = time.perf_counter()
    page.wait_for_timeout(1000)
    frames, released = page.evaluate("() => bench.watched()")

    numbers_at = {state["window"]: state["numbers"] for state in expected.values()}
    apart = sum(frame["numbers"] != numbers_at[frame["window"]] for frame in frames)
    during, after, usual = at_release(frames, released)
    right = next(frame["painted"] for frame in after if frame.items() >= expected[last].items())
    still_changing = sum(frame["changed"] for frame in after if frame["time"] > released + usual)
    seconds = ended - began
    return [
        ["moves sent a second", f"{(len(path) - 1) / seconds:.0f}", f"{DRAG_RATE}"],
        ["frames drawn, one every", f"{len(during)}, {usual:.1f} ms", ""],
        ["frames dropped", f"{dropped(during, usual)}", "0"],
        ["frames dropped at rest, in the second after release", f"{dropped(after, usual)}", ""],
        ["the window painted anew, a second", f"{changes(during, 'window') / seconds:.0f}", ""],
        ["the numbers painted anew, a second", f"{changes(during, 'numbers') / seconds:.0f}", "≥ 40"],
        ["frames whose numbers belong to another place", f"{apart}", "0"],
        ["after release: window and numbers right", f"{right - released:.0f} ms", "≤ 50 ms"],
        ["after release: frames still changing, later than one frame", f"{still_changing}", "0"],
        ["after release: Python knows the place, at the latest", f"{(agreed - ended) * 1000:.0f} ms", ""],
    ]


def drag(page, points, path, rate, watch="bench.watch()"):
    """Press the mouse on the first place of a path, move on at a rate, and release on the last: from when to when.

    `page.mouse` asks the page several things at each move, and is far too slow for this.
    """
    driver = page.context.new_cdp_session(page)

    def mouse(kind, place, buttons=1):
        x, y = points[place]
        driver.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, "button": "left",
                                                 "buttons": buttons, "clickCount": 1})

    first, *moves = path
    mouse("mouseMoved", first, buttons=0)
    mouse("mousePressed", first)
    page.evaluate(f"() => {watch}")
    began = time.perf_counter()
    for number, place in enumerate(moves):
        time.sleep(max(0, began + number / rate - time.perf_counter()))
        mouse("mouseMoved", place)
    ended = time.perf_counter()
    mouse("mouseReleased", path[-1], buttons=0)
    return began, ended


def tour():
    """All places, each beside the one before: row by row to the end, and the same way back."""
    there = [(row, column if row % 2 == 0 else 6 - column) for row, column in np.ndindex(7, 7)]
    return there + there[-2:0:-1]


def middle_of_window(page, place):
    """Where on the screen the middle of the window is when it stands at a place."""
    row, column = place[0] + 1, place[1] + 1
    square = page.get_by_role("grid", name="picture").locator(".convlib-square").nth(row * 9 + column)
    box = square.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def at_release(frames, released):
    """The frames painted before the mouse button was released, those after it, and the usual time between two.

    At rest nothing delays a frame, so the usual time is that of the frames after the release.
    """
    during = [frame for frame in frames if frame["painted"] < released]
    after = [frame for frame in frames if frame["painted"] >= released]
    return during, after, statistics.median(gaps(after))


def dropped(frames, usual):
    """How many frames are missing between these, where ``usual`` is the time from one to the next."""
    return sum(round(gap / usual) - 1 for gap in gaps(frames))


def gaps(frames):
    return [after["time"] - before["time"] for before, after in pairwise(frames)]


def changes(frames, name):
    return sum(before[name] != after[name] for before, after in pairwise(frames))


def timed(notebook, what, act, **given):
    """Let `bench` wait for an event and its paint, then make the event: what it measured."""
    rest(notebook)
    notebook.page.evaluate("([what, given]) => { bench.answer = bench[what](given) }", [what, given])
    act()
    return notebook.page.evaluate("() => bench.answer")


def rest(notebook):
    """Wait until nothing is under way; and a bit of a frame, so that events come at any moment of a frame."""
    time.sleep(PAUSE + random.uniform(0, FRAME))
    notebook.page.wait_for_function("notebook.sessionContext.session.kernel.status === 'idle'")


# The tables.


def spread(times):
    """The median and the 95th percentile."""
    return f"{statistics.median(times):.1f} ms ({np.percentile(times, 95):.0f})"


def row(cells):
    return "| " + " | ".join(cells) + " |"


def circumstances():
    return (f"The median (and the 95th percentile) of {MOVES} key presses, {FLIPS} flips and {RUNS} runs. "
            "A key press redraws interact's whole picture, so its time stands in three rows.")


def progress(phase):
    print(f"browser: {phase}", file=sys.stderr)


def main():
    print(table())


if __name__ == "__main__":
    main()
