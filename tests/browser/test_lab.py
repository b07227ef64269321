"""The lab itself: it runs notebooks, it reaches their kernels, and it sees what goes wrong."""

import pytest
from playwright.sync_api import expect

SLIDER = ["import ipywidgets", "slider = ipywidgets.IntSlider(3)\nslider"]


def test_a_widget_and_its_kernel_are_both_in_reach(lab, open_notebook):
    notebook = open_notebook(lab.write("slider.ipynb", SLIDER))
    notebook.run_all()
    slider = notebook.output(1).locator(".widget-slider")
    expect(slider).to_contain_text("3")
    assert notebook.python("slider.value") == "3"

    notebook.python("slider.value = 7")
    expect(slider).to_contain_text("7")

    slider.locator(".noUi-handle").press("ArrowRight")
    notebook.wait_for_python("slider.value", "8")

    view = notebook.new_view(1)
    expect(view).to_contain_text("8")
    notebook.python("slider.value = 9")
    expect(view).to_contain_text("9")
    assert (notebook.errors(), notebook.broken_widgets(), notebook.console) == ([], [], [])


def test_reload_keeps_the_kernel_and_restart_does_not(lab, open_notebook):
    notebook = open_notebook(lab.write("slider.ipynb", SLIDER))
    notebook.run_cell(0)
    notebook.run_cell(1)
    notebook.python("slider.value = 7")
    notebook.save()
    assert "IntSlider(value=3)" in (lab.root / "slider.ipynb").read_text()

    notebook.page.evaluate("window.before = true")
    notebook.reload()
    assert notebook.page.evaluate("window.before") is None
    expect(notebook.output(1)).to_contain_text("7")

    notebook.restart_and_run_all()
    expect(notebook.output(1)).to_contain_text("3")
    assert (notebook.errors(), notebook.broken_widgets(), notebook.console) == ([], [], [])


def test_a_cell_runs_with_other_code(lab, open_notebook):
    notebook = open_notebook(lab.write("other.ipynb", ["print('as it was')"]))
    expect(notebook.run_cell(0)).to_have_text("as it was")
    expect(notebook.run_cell(0, "print('as it is now')")).to_have_text("as it is now")
    expect(notebook.run_cell(0)).to_have_text("as it is now")
    expect(notebook.run_cell(0, "")).to_have_text("")


def test_errors_of_cells_are_seen(lab, open_notebook):
    cells = ["import sys; print('careful', file=sys.stderr)", "1 / 0", "print('never reached')"]
    notebook = open_notebook(lab.write("errors.ipynb", cells))
    notebook.run_all()
    careful, division = notebook.errors()
    assert careful == "careful\n"
    assert "ZeroDivisionError" in division
    assert notebook.output(2).text_content() == ""


def test_an_error_in_a_callback_is_seen(lab, open_notebook):
    cells = [*SLIDER, "slider.observe(lambda change: 1 / 0, 'value')"]
    notebook = open_notebook(lab.write("callback.ipynb", cells))
    notebook.run_all()
    assert notebook.errors() == []
    notebook.output(1).locator(".noUi-handle").press("ArrowRight")
    notebook.wait_for_python("slider.value", "4")
    (error,) = notebook.errors()
    assert "ZeroDivisionError: division by zero" in error


def test_an_error_in_python_is_raised(lab, open_notebook):
    notebook = open_notebook(lab.write("empty.ipynb", [""]))
    with pytest.raises(RuntimeError, match="NameError"):
        notebook.python("nothing_of_this_name")


def test_the_console_is_read(lab, open_notebook):
    widget = """
        import anywidget
        class Widget(anywidget.AnyWidget):
            _esm = "export default { render() { console.error('a complaint'); throw Error('a failure') } }"
        Widget()"""
    notebook = open_notebook(lab.write("console.ipynb", [widget]))
    assert notebook.console == []
    notebook.run_all()
    assert any(message.startswith("error: a complaint") for message in notebook.console)
    assert "uncaught: a failure" in notebook.console


def test_a_widget_that_cannot_be_shown_is_seen(lab, open_notebook):
    widget = """
        import ipywidgets, traitlets
        class Widget(ipywidgets.DOMWidget):
            _view_module = traitlets.Unicode("no-such-module").tag(sync=True)
            _view_name = traitlets.Unicode("View").tag(sync=True)
        Widget()"""
    notebook = open_notebook(lab.write("broken.ipynb", [widget]))
    notebook.run_all()
    assert len(notebook.broken_widgets()) == 1


def test_a_widget_that_a_reload_does_not_bring_back_is_seen(lab, open_notebook):
    view_of_none = """
        view = {"application/vnd.jupyter.widget-view+json": {"model_id": "none", "version_major": 2}}
        display(view, raw=True)"""
    notebook = open_notebook(lab.write("gone.ipynb", [view_of_none]))
    notebook.run_all()
    notebook.save()
    notebook.forget_problems()
    notebook.reload(again=0)
    assert notebook.broken_widgets() == ["Error displaying widget: model not found"]
    assert ["widget model not found" in message for message in notebook.console] == [True]


def test_the_theme_is_the_one_asked_for(lab, open_notebook, theme):
    notebook = open_notebook(lab.write("theme.ipynb", ["1"]), theme)
    background = "getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor"
    red, green, blue = map(int, notebook.page.evaluate(background).removeprefix("rgb(")[:-1].split(","))
    assert (red + green + blue < 3 * 128) == (theme == "dark")


def test_a_picture_shows_the_whole_notebook(lab, open_notebook, tmp_path):
    notebook = open_notebook(lab.write("tall.ipynb", ["print('line\\n' * 200)"]))
    notebook.run_all()
    notebook.screenshot(tmp_path / "tall.png")
    height = int.from_bytes((tmp_path / "tall.png").read_bytes()[20:24])  # from the header of a PNG
    assert height > 2000
