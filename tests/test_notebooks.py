"""What is stored in the lessons, and whether their exercises can be solved.

That the lessons run, and show what is stored, is nbval's part.
"""

import ast
import contextlib
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbconvert import HTMLExporter, ScriptExporter
from nbformat.v4 import new_code_cell, new_notebook

from convlib.show.shown import VIEW
from convlib.teach.check import Feedback
from tests.store import METADATA, store

LESSONS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
EVERY = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
NOT_YET = ["keep working", "almost"]  # what a check says of a stub with a fault, which is to be repaired
ABSOLUTE_PATH = re.compile(r"(?<![\w.:/<])/(?:home|Users|root|tmp|usr|opt|work|var|mnt|srv|private|content)/|file://|\b[A-Z]:\\\\")


def read(path):
    return nbformat.read(path, as_version=4)


def solution_of(cell, following):
    """The code of the folded solution that follows an exercise."""
    assert "solution" in following.metadata.get("tags", []), f"no folded solution follows {cell.id}"
    assert following.source.startswith("<details>"), f"the solution after {cell.id} is not folded"
    return re.findall(r"```python\n(.*?)```", following.source, flags=re.DOTALL)[-1]


def verdict(code, last, namespace):
    """Run the code of an exercise, then its last line, the check; return what the check says."""
    assert last.startswith("check("), "an exercise ends with its check"
    exec(code, namespace)
    feedback = eval(last, namespace)
    assert isinstance(feedback, Feedback)
    return feedback.status


def test_there_are_lessons_and_exercises():
    assert [path.stem for path in LESSONS][:1] == ["00_start_here"]
    for path in LESSONS[1:-1]:  # the last one asks only
        assert sum("exercise" in cell.metadata.get("tags", []) for cell in read(path).cells) >= 1, path.stem


@pytest.mark.parametrize("path", LESSONS[1:-1], ids=lambda path: path.stem)
def test_a_lesson_begins_with_two_questions_about_earlier_ones(path):
    cells = read(path).cells
    idea = next(place for place, cell in enumerate(cells) if cell.id == "idea")
    asked = [cell.id for cell in cells if cell.cell_type == "code" and cell.source.startswith("recall(")]
    assert asked == [cell.id for cell in cells[idea - 2:idea]] == ["recall-1", "recall-2"]


@EVERY
def test_what_there_is_to_explore_has_folded_answers(path):
    cells = read(path).cells
    for place, cell in enumerate(cells):
        if cell.source.startswith("## Explore") and re.search(r"^- .*\?", cell.source, re.MULTILINE):
            behind = [each.source for each in cells[place:place + 4]]
            assert any(each.startswith("<details><summary><b>What you may have found") for each in behind), cell.id


@EVERY
def test_the_folded_solutions_are_correct_and_the_stubs_are_not(path):
    """Run the lesson's code once, and each exercise twice: as it stands there, and with its solution.

    NumPy is at hand wherever a function is checked.
    """
    namespace, cells = {}, read(path).cells
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        with contextlib.redirect_stdout(io.StringIO()):
            assert "check(" not in cell.source or cell.cell_type != "code" or namespace.get("np") is np, cell.id
            if "exercise" in cell.metadata.get("tags", []):
                stub, last = cell.source.strip().rsplit("\n", 1)
                assert verdict(stub, last, namespace) in (["still missing"] if "..." in stub else NOT_YET), cell.id
                assert verdict(solution_of(cell, following), last, namespace) == "correct", cell.id
            elif cell.cell_type == "code":
                exec(cell.source, namespace)


OPERATIONS = ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Call, ast.Subscript


def nameless(node):
    """A piece of code with numbers for the names of its variables: what differs in names only is the same."""
    seen = {}
    return re.sub(r"(?<!func=)Name\(id='(\w+)'", lambda name: str(seen.setdefault(name[1], len(seen))), ast.dump(node))


def operations(node):
    return sum(isinstance(each, OPERATIONS) for each in ast.walk(node))


def pieces(code):
    """Whatever a cell works out, each with two operations at least: less than that may stand anywhere."""
    return [node for node in ast.walk(ast.parse(code))
            if isinstance(node, (ast.expr, ast.Assign)) and operations(node) >= 2]


def steps(code):
    """The pieces of a solution that are a whole line, all that a line assigns, returns or asks, or long."""
    kinds = ast.Assign, ast.AugAssign, ast.Return, ast.If
    lines = [node for node in ast.walk(ast.parse(code)) if isinstance(node, kinds)]
    parts = [line.test if isinstance(line, ast.If) else line.value for line in lines]
    whole = {*map(nameless, lines + parts)}
    return [piece for piece in pieces(code) if nameless(piece) in whole or operations(piece) >= 3]


def test_a_line_is_known_again_under_other_names():
    def does(code):
        return {*map(nameless, steps(code))}

    assert does("matches[row, column] = filter_patch(patch, cross)") & does("a[b, c] = filter_patch(d, e)")
    assert does("best = maps[2 * row:2 * row + 2].max()") & does("window = image[2 * y:2 * y + 2]")
    assert not does("total = (one * other).sum()") & does("total = (one * one).sum()")
    assert not does("return values.sum() / 9") & does("return values.sum() / values.size")


@EVERY
def test_no_line_of_a_solution_stands_above_its_exercise(path):
    cells, above = read(path).cells, set()
    for cell, following in pairwise(cells):
        if "exercise" in cell.metadata.get("tags", []):
            given = {*map(nameless, pieces(cell.source))}  # in the stub: nobody has to find that
            found = steps(solution_of(cell, following))
            assert not [ast.unparse(step) for step in found if nameless(step) in above - given], cell.id
        elif cell.cell_type == "code":
            above |= {*map(nameless, pieces(cell.source))}


@EVERY
def test_no_widget_and_no_error_is_stored(path):
    notebook = read(path)
    assert "widgets" not in notebook.metadata
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    for output in outputs:
        assert output.output_type != "error"
        assert output.get("name") != "stderr"
        assert VIEW not in output.get("data", {})
    assert any("image/png" in output.get("data", {}) for output in outputs), "no picture shows before the first run"


@EVERY
def test_every_picture_can_be_heard(path):
    """A page that shows the lesson without a kernel has an `alt` to say for each of its pictures."""
    for cell in read(path).cells:
        for output in cell.get("outputs", ()):
            for kind in (kind for kind in output.get("data", {}) if kind.startswith("image/")):
                alt = output.metadata.get(kind, {}).get("alt", "")
                assert 1 <= len(alt) <= 250, f"{cell.id}: {alt!r}"
                assert sum(map(str.isalpha, alt)) > sum(map(str.isdigit, alt)), f"{cell.id} is all numbers: {alt}"


@EVERY
def test_an_export_to_a_script_is_python(path):
    script, about = ScriptExporter().from_filename(path)
    assert about["output_extension"] == ".py"
    compile(script, path.stem, "exec")


@EVERY
def test_what_is_told_of_the_language_is_the_same_on_each_machine(path):
    assert json.loads(path.read_text())["metadata"] == METADATA


@EVERY
def test_every_code_cell_was_run_in_order(path):
    counts = [cell.execution_count for cell in read(path).cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))


@EVERY
def test_no_path_of_a_machine_is_stored(path):
    assert not ABSOLUTE_PATH.findall(re.sub(r'"image/png": "[^"]*"', "", path.read_text()))


@EVERY
def test_cells_are_short_and_projected_as_slides(path):
    for cell in read(path).cells:
        assert cell.metadata.get("slideshow", {}).get("slide_type") in ("slide", "subslide", "fragment", "skip", "-")
        lines = cell.source.splitlines()
        if cell.id != "glossary":  # which nobody reads from end to end
            assert len(lines) <= (16 if cell.cell_type == "code" else 24), f"{cell.id} is long"
        assert all(len(line) <= 140 for line in lines), f"{cell.id} has a long line"


@EVERY
def test_who_comes_back_to_a_saved_lesson_reads_what_helps_before_the_first_picture(path):
    """JupyterLab shows "model not found" there, in place of a stored picture, and nothing can be done about it."""
    cells = read(path).cells
    first = next(number for number, cell in enumerate(cells) if cell.get("outputs"))
    told = [" ".join(cell.source.split()) for cell in cells[:first] if "model not found" in cell.source]
    assert len(told) == 1
    assert "Run → Run All Cells" in told[0]
    assert "Do the same when you come back to a lesson that you saved." in told[0]


def test_the_first_lesson_lists_all_and_each_leads_to_the_next():
    def links(path):
        return re.findall(r"\]\(([^)#]+\.ipynb)\)", "\n".join(cell.source for cell in read(path).cells))

    assert {path.name for path in LESSONS[1:]} <= {*links(LESSONS[0])}
    for path, next_path in pairwise(LESSONS):
        assert next_path.name in links(path), f"{path.name} does not lead to {next_path.name}"


@EVERY
def test_links_between_lessons_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+\.ipynb)\)", "\n".join(cell.source for cell in read(path).cells)):
        assert (path.parent / target).is_file(), target


LIVE = """
from convlib.pictures import X
from convlib.widgets import FilteringExplorer
FilteringExplorer(X)
"""


def test_storing_keeps_the_picture_and_the_words_and_drops_the_widget(tmp_path):
    path = tmp_path / "live.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(LIVE)]), path)
    store(path)
    (output,) = read(path).cells[0].outputs
    assert set(output.data) == {"text/plain", "image/png"}
    assert json.loads(path.read_text())["metadata"] == METADATA
    assert output.metadata["image/png"]["alt"] == "Eight of nine pixels agree, one does not: (8 − 1) / 9."
    page, _ = HTMLExporter(template_name="classic").from_filename(path)
    assert re.search(r'<img[^>]* alt="Eight of nine pixels agree', page)
