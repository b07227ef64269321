"""The threads over a row of grids in the page: read which cells they join, and when a trace comes to its stages."""

import math

# The ends of the lines of one kind, and the middles of all cells, by stage.
READ = """(scope, kind) => {
    const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
    const box = (one) => one.getBoundingClientRect();
    const svg = scope.querySelector(".convlib-threads svg");
    const from = box(svg);
    const point = (line, x, y) => [Number(line.getAttribute(x)) + from.x, Number(line.getAttribute(y)) + from.y];
    return {
        lines: [...svg.querySelectorAll(`.convlib-thread-${kind} line.convlib-thread`)].map((line) => [
            Number(line.parentNode.dataset.stage), point(line, "x1", "y1"), point(line, "x2", "y2")]),
        cells: [...scope.querySelectorAll(".convlib-stage")].map((stage) =>
            [...stage.querySelectorAll(".convlib-square")].map(box).map((cell) => [...middle(cell), cell.width])),
        boxes: svg.querySelectorAll(`.convlib-thread-${kind} rect.convlib-thread`).length,
    };
}"""

# Note in every frame which stages have outlines that show, until the trace has been there for a while.
WATCH = """(scope) => {
    window.traced = [];
    const shows = (stage) => {
        const mark = stage.querySelector(".convlib-mark");
        return mark !== null && getComputedStyle(mark).visibility === "visible";
    };
    const begin = performance.now();
    const note = (now) => {
        window.traced.push([now, [...scope.querySelectorAll(".convlib-stage")].map(shows)]);
        if (now < begin + 6000) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
}"""


def joined(scope, web, kind="traced"):
    """Whether the lines in the page begin and end where Python says: [stage, cell, x, y] is a point in a cell."""
    found = scope.locator(".convlib-explorer").evaluate(READ, kind)

    def at(stage, cell, x, y):
        across, down, size = found["cells"][stage][cell]
        return across + (x - 0.5) * size, down + (y - 0.5) * size

    wanted = sorted(([start[0], at(*start), at(*end)] for start, end, _ in web["lines"]), key=lambda line: line[0])
    for told, (stage, start, end) in zip(wanted, sorted(found["lines"], key=lambda line: line[0]), strict=True):
        assert told[0] == stage
        assert math.dist(told[1], start) < 2 and math.dist(told[2], end) < 2, "a line ends beside its cell"
    return True


# A trace that goes on only when it is told to: its pauses (pace.js) wait for `step`, and `lit` says which stages it has come to.
BY_HAND = """(scope, pause) => {
    const [later, waiting] = [setTimeout, []];
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    window.setTimeout = (act, time, ...more) => (time === pause && /come/.test(act) ? -waiting.push(act) : later(act, time, ...more));
    window.step = () => waiting.shift()?.();
    window.asUsual = () => { window.setTimeout = later; };
    window.lit = async () => {
        await painted();
        const shows = (mark) => mark !== null && getComputedStyle(mark).visibility === "visible";
        return [...scope.querySelectorAll(".convlib-stage")].map((stage) => shows(stage.querySelector(".convlib-mark")));
    };
}"""


def by_hand(scope, pause):
    """Let a trace wait at each of its stages, where it would pause for so many milliseconds."""
    scope.locator(".convlib-explorer").evaluate(BY_HAND, pause)


def watch(scope):
    """Note from now on which stages are lit."""
    scope.locator(".convlib-explorer").evaluate(WATCH)


def lit_after(page, stages):
    """After how many milliseconds each of these stages was lit, counted from the first of them."""
    page.wait_for_function("stages => stages.every(stage => window.traced.at(-1)[1][stage])", arg=stages)
    frames = page.evaluate("window.traced")
    begins = [next(now for now, lit in frames if lit[stage:stage + 1] == [True]) for stage in stages]
    return [now - begins[0] for now in begins]
