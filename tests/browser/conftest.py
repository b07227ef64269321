"""Fixtures for tests in a real JupyterLab: one lab for all of them, a fresh page for each.

    def test_slider(lab, open_notebook, theme):
        lab.copy("notebooks/01-pictures.ipynb")
        notebook = open_notebook("01-pictures.ipynb", theme)

A test of a lesson names it in `LESSON`, asks for `lesson`, and gets it with new explorers: the page is opened
once for all tests of the module, because opening it takes seconds. It is opened and run in dark, for the module's first
test, which works it most; then it turns light, for all others.

    LESSON = "03_filtering"

    def test_the_window_follows_the_keys(lesson):
        lesson.output("explorer").get_by_role("grid").first.press("ArrowRight")

A test that fails leaves a picture of each of its pages, and says where.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lab import NO_CHROMIUM, WINDOW, Lab, find_chromium

LESSONS = Path(__file__).parents[2] / "notebooks"
FAILED = pytest.StashKey[bool]()

expect.set_options(timeout=20_000)  # milliseconds until what is expected shows: a busy machine takes its time


@pytest.fixture(scope="package")
def chromium():
    """The path of Chromium. A test that needs one is skipped where there is none."""
    return find_chromium() or pytest.skip(NO_CHROMIUM)


# Not for the whole session: as long as playwright runs, `asyncio.run` fails in every other test.
@pytest.fixture(scope="package")
def lab(chromium):
    with Lab() as lab:
        yield lab


@pytest.fixture(params=["dark", "light"])
def theme(request):
    return request.param


@pytest.fixture
def open_notebook(lab, request, tmp_path):
    """`Lab.open`, for the time of one test: its pages are closed and their kernels ended afterwards."""
    notebooks = []

    def open_one(name, *how, **more):
        notebooks.append(lab.open(name, *how, **more))
        return notebooks[-1]

    yield open_one
    for number, notebook in enumerate(notebooks, start=1):
        try:
            take_picture_of_failure(notebook, request, tmp_path / f"{number}.png")
        finally:
            notebook.close()


@pytest.fixture(scope="module")
def opened(lab, request):
    """The module's lesson, open in a page of its own and run."""
    notebook = lab.open(lab.copy(LESSONS / f"{request.module.LESSON}.ipynb"), "dark")
    notebook.run_all()
    yield notebook
    notebook.close()


@pytest.fixture
def lesson(opened, theme, request, tmp_path):
    """The module's lesson with new explorers: a cell whose id begins with "explorer" is run again before it is used.

    At the end of the test nothing may have gone wrong: no error, no broken widget, no word in the console.
    """
    opened.forget_problems()
    opened.page.emulate_media(reduced_motion="reduce")
    if theme != opened.theme:
        opened.change_theme(theme)
    opened.resize(**WINDOW)
    opened.renew_when_used([cell for cell in opened.cell_ids() if cell.startswith("explorer")])
    yield opened
    take_picture_of_failure(opened, request, tmp_path / "lesson.png")
    assert opened.problems() == []


def pressed(scope, name):
    """What is pressed by this name: a button, or one of several of which one is down."""
    return scope.get_by_role("button", name=name, exact=True).or_(scope.get_by_role("radio", name=name, exact=True))


def spoken(scope):
    """The line where an explorer speaks. It is there while it says nothing, too."""
    return scope.locator(".convlib-line [role=status]")


def cut_controls(scope):
    """The words of the controls in the explorer of an output that stick out of it, and so cannot be reached, or whose
    words are cut.

    One in a row that scrolls can be reached.
    """
    return scope.locator(".convlib-explorer").first.evaluate("""explorer => {
        const { left, right } = explorer.getBoundingClientRect();
        const scrolls = (part) => part !== explorer
            && (["auto", "scroll"].includes(getComputedStyle(part).overflowX) && part.scrollWidth > part.clientWidth
                || scrolls(part.parentElement));
        const pen = document.createElement("canvas").getContext("2d");
        const isCut = (each) => {
            if (each.matches("input, audio")) return false;
            if (each.scrollWidth > each.clientWidth + 1) return true;
            const { font, paddingLeft, paddingRight } = getComputedStyle(each);
            const words = each.matches("select") ? each.selectedOptions[0]?.textContent ?? "" : each.textContent;
            pen.font = font;
            const room = each.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
            return pen.measureText(words).width > room + 1;
        };
        return [...explorer.querySelectorAll("select, button, input, audio, .widget-label, .widget-readout")]
            .filter((each) => each.offsetParent && !scrolls(each.parentElement))
            .filter((each) => each.getBoundingClientRect().left < left - 1
                || each.getBoundingClientRect().right > right + 1 || isCut(each))
            .map((each) => each.textContent || each.tagName);
    }""")


def take_picture_of_failure(notebook, request, path):
    if request.node.stash.get(FAILED, False):
        notebook.screenshot(path)
        print(f"{notebook.name} as it was at the end: {path}")


def pytest_collection_modifyitems(config, items):
    """Of the tests of every lesson, keep the first one in dark, and the others in light."""
    here = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]  # `items` are of all folders
    begun, others = {}, []
    for item in here:
        if "lesson" in getattr(item, "fixturenames", ()):
            first = begun.setdefault(item.path, item.originalname)
            if (item.callspec.params["theme"] == "dark") != (item.originalname == first):
                others.append(item)
    items[:] = [item for item in items if item not in others]
    config.hook.pytest_deselected(items=others)
    # The rules of access come once in each theme. In light, they wait for the test in dark: so the page turns once.
    opening = [item for item in here if item not in others and "opened" in getattr(item, "fixturenames", ())]
    dark = {item.path: item for item in opening if item.callspec.params["theme"] == "dark"}
    for item in opening:
        if "lesson" not in item.fixturenames and item.callspec.params["theme"] == "light":
            items.remove(item)
            items.insert(items.index(dark[item.path]) + 1, item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Remember that a test failed, for `open_notebook` to know."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report
