"""Fixtures for tests in a real JupyterLab: one lab for all of them, a fresh page for each.

    def test_slider(lab, open_notebook, theme):
        lab.copy("notebooks/01-pictures.ipynb")
        notebook = open_notebook("01-pictures.ipynb", theme)

A test that fails leaves a picture of each of its pages, and says where.
"""

import pytest

from tests.browser.lab import NO_CHROMIUM, Lab, find_chromium

FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="package")
def chromium():
    """The path of Chromium. A test that needs one is skipped where there is none."""
    return find_chromium() or pytest.skip(NO_CHROMIUM)


# Not for the whole session: as long as playwright runs, `asyncio.run` fails in every other test.
@pytest.fixture(scope="package")
def lab(chromium):
    with Lab() as lab:
        yield lab


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


@pytest.fixture
def open_notebook(lab, request, tmp_path):
    """`Lab.open`, for the time of one test: its pages are closed and their kernels ended afterwards."""
    notebooks = []

    def open_one(name, theme="light"):
        notebooks.append(lab.open(name, theme))
        return notebooks[-1]

    yield open_one
    for number, notebook in enumerate(notebooks, start=1):
        try:
            if request.node.stash.get(FAILED, False):
                picture = tmp_path / f"{number}.png"
                notebook.screenshot(picture)
                print(f"{notebook.name} as it was at the end: {picture}")
        finally:
            notebook.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Remember that a test failed, for `open_notebook` to know."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report
