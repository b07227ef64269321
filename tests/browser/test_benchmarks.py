"""What the benchmarks wait for is what the page comes to show: else they could not be measured on the day they are wanted."""

from functools import partial

from benchmarks import browser, drawing, photo, training_widget
from convlib.pictures import X
from tests.browser.grid import Grid


def test_what_the_filtering_explorer_is_timed_by_is_what_it_shows(lab, open_notebook):
    notebook = open_notebook(lab.write("filtering.ipynb", [browser.SETUP, browser.EXPLORER]))
    notebook.run_all()
    notebook.page.evaluate(browser.BENCH)
    picture = Grid(notebook.output(1), "picture").svg
    picture.focus()
    expected = browser.states(browser.FEATURE)[0, 1]
    window, numbers = browser.timed(notebook, "explorer", partial(picture.press, "ArrowRight"), kind="keydown", **expected)
    assert 0 < window <= numbers
    assert notebook.problems() == []


def test_what_the_whole_network_is_timed_by_is_what_it_shows(lab, open_notebook):
    notebook = open_notebook(lab.write("network.ipynb", [drawing.SETUP, drawing.EXPLORER]))
    notebook.run_all()
    notebook.page.evaluate(browser.BENCH)
    pixel = drawing.PIXELS[0]
    notebook.python(f"explorer.pen = '{'light' if X.flat[pixel] < 0 else 'dark'}'")
    square = notebook.output(1).get_by_role("grid", name="picture").locator(".convlib-square").nth(pixel)
    took = browser.timed(notebook, "grids", square.click, kind="pointerdown", numbers=drawing.words(drawing.flipped(pixel)))
    assert took > 0
    assert notebook.problems() == []


def test_what_a_photograph_is_timed_by_is_what_it_shows(lab, open_notebook):
    notebook = open_notebook(lab.write("photo.ipynb", [photo.SETUP, photo.EXPLORER]))
    notebook.run_all()
    notebook.page.evaluate(browser.BENCH)
    notebook.page.evaluate(photo.WATCH)
    notebook.output(1).locator(".noUi-handle").first.focus()
    before = notebook.python("explorer.feature.flat[explorer.pixel]")
    assert browser.timed(notebook, "photo", partial(notebook.page.keyboard.press, "ArrowRight"), kind="keydown") > 0
    assert notebook.python("explorer.feature.flat[explorer.pixel]") != before
    assert notebook.problems() == []


def test_what_the_training_explorer_is_timed_by_is_what_it_says(lab, open_notebook):
    notebook = open_notebook(lab.write("training.ipynb", [training_widget.SETUP, training_widget.EXPLORER]))
    notebook.run_all()
    notebook.page.evaluate(training_widget.WATCH)
    notebook.python("explorer.step(200)")  # now the X and the O are told apart
    notebook.output(1).locator("select").first.focus()
    assert training_widget.timed(notebook, "ArrowDown", "votes", "the network says O.") > 0
    notebook.output(1).locator(".noUi-handle").first.focus()
    assert training_widget.timed(notebook, "ArrowLeft", "number", ".2") > 0
    assert notebook.problems() == []
