"""How the training explorer of lesson 12 bears ten thousand steps: its speed, its memory, and how soon it answers.

It learns in a notebook of a real JupyterLab, at its fast pace. Meanwhile keys work its controls, and the clock runs in
the page: from the key to the frame that paints what the network says to it.
Run it with `python -m benchmarks.training_widget`, on a machine that does nothing else: company costs steps.
"""

import time
from itertools import cycle, islice

from benchmarks.browser import progress, row, spread
from tests.browser.lab import Lab

FIRST, LAST = 1_000, 10_000  # between these steps memory may not grow
QUIET = 5  # seconds without a hand, in which steps and pictures are counted
PRESSES = 30  # of each control
PAUSE = 0.1  # seconds between two presses

SETUP = """
import resource
from pathlib import Path

from convlib.widgets import TrainingExplorer

def memory():
    '''The megabytes that this kernel holds now; where the system does not tell, the most that it has held.'''
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.open() if line.startswith("VmRSS")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
"""

EXPLORER = """
explorer = TrainingExplorer(pace="fast")
explorer
"""

# window.training.answer waits for a key and for what the page then says; its result is the milliseconds between.
WATCH = """() => {
    const says = {
        votes: (words) => [...document.querySelectorAll(".convlib-explorer .convlib-sketch svg")]
            .some((svg) => svg.getAttribute("aria-label")?.endsWith(words)),
        number: (words) => [...document.querySelectorAll(".convlib-explorer .widget-label")]
            .some((label) => label.textContent === words),
    };
    const key = () => new Promise((found) => {
        document.addEventListener("keydown", (event) => found(event.timeStamp), { capture: true, once: true });
    });
    const until = (isTrue) => new Promise((done, fail) => {
        const observer = new MutationObserver(() => isTrue() && (observer.disconnect(), done()));
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        setTimeout(() => fail(new Error("not in sight after 20 s")), 20_000);
    });
    const painted = () => new Promise((done) => {
        requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    });
    window.training = {
        async answer({ what, words }) {
            if (says[what](words)) throw new Error(`${words} is in sight before the key`);
            const pressed = key();
            await until(() => says[what](words));
            return await painted() - await pressed;
        },
    };
}"""


def table():
    """Measure everything in one JupyterLab; return the results as a markdown table."""
    with Lab() as lab:
        progress("the training explorer opens and learns")
        notebook = lab.open(lab.write("training.ipynb", [SETUP, EXPLORER]))
        notebook.page.set_viewport_size({"width": 1400, "height": 900})
        notebook.run_all()
        notebook.page.evaluate(WATCH)
        notebook.page.locator(".convlib-explorer").first.scroll_into_view_if_needed()
        notebook.python("explorer.running = True")
        wait_for_step(notebook, FIRST)
        before = memory(notebook)
        steps, pictures = count(notebook)
        progress(f"{PRESSES} presses of each control")
        votes, numbers = time_choices(notebook), time_rates(notebook)
        progress(f"step {LAST:,}")
        wait_for_step(notebook, LAST)
        after = memory(notebook)
        notebook.python("explorer.running = False")
        right = notebook.python("explorer.looks[-1].ten, explorer.looks[-1].unseen >= 1980")
    kernel, page = (later - sooner for sooner, later in zip(before, after, strict=True))
    rows = [
        [f"{LAST:,} steps with the page open", "explorer", "wanted"], ["---", "---:", "---:"],
        ["steps a second", f"{steps:.0f}", ""],
        ["pictures painted a second", f"{pictures:.0f}", ""],
        [f"the kernel's memory from step {FIRST:,} on", f"{kernel:+.1f} MB of {before[0]:.0f}", "flat"],
        [f"the page's memory from step {FIRST:,} on", f"{page:+.1f} MB of {before[1]:.0f}", "flat"],
        ["picture chosen by a key → its votes painted", spread(votes), "< 200 ms"],
        ["learning rate moved by a key → its number painted", spread(numbers), "< 200 ms"],
        ["ten of ten, and ≥ 99 % of 2,000 unseen", right, "(10, True)"],
    ]
    return "\n".join([*map(row, rows), "", f"The median (and the 95th percentile) of {PRESSES} presses each, while it "
                      "learns. Memory is measured after collecting garbage."])


def steps_so_far(notebook):
    return int(notebook.python("explorer.steps"))


def wait_for_step(notebook, step):
    while steps_so_far(notebook) < step:
        notebook.page.wait_for_timeout(100)


def memory(notebook):
    """The megabytes of the kernel, and those of the page's JavaScript."""
    kernel = float(notebook.python("import gc; gc.collect(); print(memory())"))
    driver = notebook.page.context.new_cdp_session(notebook.page)
    driver.send("HeapProfiler.collectGarbage")
    return kernel, driver.send("Runtime.getHeapUsage")["usedSize"] / 2**20


def count(notebook):
    """How many steps it takes a second, and how many pictures the page paints, while nobody touches anything."""
    both = "print(explorer.steps, explorer.pulse._beat)"
    began, before = time.perf_counter(), notebook.python(both).split()
    notebook.page.wait_for_timeout(1000 * QUIET)
    after = notebook.python(both).split()
    seconds = time.perf_counter() - began
    return [(int(later) - int(sooner)) / seconds for sooner, later in zip(before, after, strict=True)]


def time_choices(notebook):
    """From the key that chooses the X or the O for the pad, until its votes are painted."""
    notebook.page.locator(".convlib-explorer select").first.focus()
    turns = cycle([("ArrowDown", "the network says O."), ("ArrowUp", "the network says X.")])
    return [timed(notebook, key, "votes", words) for key, words in islice(turns, PRESSES)]


def time_rates(notebook):
    """From the key that moves the learning rate, until its number is painted."""
    notebook.page.locator(".convlib-explorer .noUi-handle").first.focus()
    turns = cycle([("ArrowLeft", ".2"), ("ArrowRight", ".5")])
    return [timed(notebook, key, "number", words) for key, words in islice(turns, PRESSES)]


def timed(notebook, key, what, words):
    page = notebook.page
    page.wait_for_timeout(1000 * PAUSE)
    page.evaluate("given => { training.measured = training.answer(given) }", {"what": what, "words": words})
    page.keyboard.press(key)
    return page.evaluate("() => training.measured")


def main():
    print(table())


if __name__ == "__main__":
    main()
