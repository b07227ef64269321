"""Lesson 18: a network rebuilt elsewhere votes the same, or that is an error; and what the learner sees, and when."""

import io
import re
import sys
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest

from tests.test_lesson_17_photographs import lines_between

LESSON = Path(__file__).parent.parent / "notebooks" / "18_real_networks.ipynb"
CELLS = {cell.id: cell for cell in nbformat.read(LESSON, as_version=4).cells}
CODE = {name: cell.source for name, cell in CELLS.items() if cell.cell_type == "code"}
VOTES = {"torch": "pytorch-votes", "onnxruntime": "onnx-votes"}  # the cell that asks each framework
INSTALLED = [name for name in VOTES if find_spec(name)]
BUILT = {"torch": ["in-pytorch"], "onnxruntime": ["onnx-graph", "in-onnx"]}  # the cells that rebuild the network
OTHERWISE = [("features / 9", "features"), ("features / 9", "features[::-1] / 9"),
             ("features / 9", "features / (9 + 1e-4)")]


@pytest.fixture(scope="module")
def learned():
    """What stands in the lesson's cells when the network has learned and the frameworks have not been asked yet."""
    names = {}
    for cell in ("setup", "learn", "compare", "in-pytorch", "onnx-graph", "in-onnx"):
        run(CODE[cell], names)
    return names


def run(source, names):
    """Run a cell; return what it prints."""
    with redirect_stdout(io.StringIO()) as printed:
        exec(source, names)
    return printed.getvalue()


@pytest.mark.parametrize("framework", INSTALLED)
def test_a_framework_gives_the_same_votes(framework, learned):
    assert "gives the same 420 votes. The largest difference is " in run(CODE[VOTES[framework]], dict(learned))


@pytest.mark.parametrize("framework", INSTALLED)
@pytest.mark.parametrize(("right", "wrong"), OTHERWISE)
def test_a_network_that_votes_otherwise_is_an_error(framework, right, wrong, learned):
    names = dict(learned)
    source = "\n".join(CODE[cell] for cell in BUILT[framework])
    assert right in source
    run(source.replace(right, wrong), names)
    with pytest.raises(ValueError, match="votes otherwise: the largest difference is"):
        run(CODE[VOTES[framework]], names)


@pytest.mark.parametrize("framework", VOTES)
def test_where_a_framework_is_not_installed_its_cell_says_how_to_get_it(framework, learned, monkeypatch):
    monkeypatch.setitem(sys.modules, framework, None)  # as if it were not there
    printed = run(CODE[VOTES[framework]], dict(learned))
    assert "is not installed here" in printed and "You would read that" in printed
    assert f"%pip install {'torch' if framework == 'torch' else 'onnx onnxruntime'}" in printed


# What the learner sees, and when.


def test_between_the_last_question_and_the_cell_that_answers_it_there_is_more_than_a_screen():
    assert lines_between([*CELLS.values()], "predict-nine", "in-pytorch") > 20


def test_the_code_that_only_draws_is_folded():
    drawing = [name for name, source in CODE.items() if re.search(r"Sketch\(", source)]
    assert len(drawing) == 2
    assert all(CELLS[name].metadata.get("jupyter", {}).get("source_hidden") for name in drawing)
