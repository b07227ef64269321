"""Random acts on every explorer of every lesson: clicks, keys, drags, numbers, words and files, with a fixed seed.

Afterwards nothing may have gone wrong, the page shows what Python says, and Python says what a new explorer with the
same state says, and ``ops``. A few acts are done each time; many, on demand: ``--acts=400``.

All explorers stand in one notebook, made of the lessons' own cells: each behind those that it needs, and no others.
"""

import ast
import json
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from convlib import widgets
from tests.browser.acts import AS_TOLD, READ, STOP, WAYS, Hand
from tests.browser.conftest import LESSONS, cut_controls

ROOT = Path(__file__).parents[2]
DONE, POSSIBLE = Counter(), {}  # the kinds of acts that all hands have done; those that were possible, by explorers
SECONDS = 20  # until the page must show what Python says
CELLS = """() => notebook.content.widgets.map(({ model }) => [model.id, model.type, model.sharedModel.getSource(),
                                                          model.executionCount])"""


def sources(lesson):
    """The code of a lesson's cells, by their ids."""
    cells = nbformat.read(LESSONS / f"{lesson}.ipynb", as_version=4).cells
    return {cell.id: cell.source for cell in cells if cell.cell_type == "code"}


def shows_explorer(source):
    """Is the last line of a cell an explorer?"""
    *before, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        return False
    made = {target.id: line.value for line in before if isinstance(line, ast.Assign)
            for target in line.targets if isinstance(target, ast.Name)}
    shown = made.get(last.value.id) if isinstance(last.value, ast.Name) else last.value
    return isinstance(shown, ast.Call) and getattr(shown.func, "id", "") in widgets.__all__


def needed(cells, cell):
    """The cells before a cell that make what it uses, and what these use, in their order."""
    wanted, ids = _names(cells[cell], ast.Load), [cell]
    for earlier in reversed([*cells][:[*cells].index(cell)]):
        if wanted & _names(cells[earlier], ast.Store):
            wanted |= _names(cells[earlier], ast.Load)
            ids.append(earlier)
    return ids[::-1]


def _names(source, use):
    """The names that a piece of code makes (`ast.Store`), or those that it uses (`ast.Load`)."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, use):
            names.add(node.id)
        elif isinstance(node, ast.alias) and use is ast.Store:
            names.add(node.asname or node.name)
        elif isinstance(node, ast.FunctionDef) and use is ast.Store:
            names.add(node.name)
    return names


ALL = {f"{path.stem} {cell}": (path.stem, cell) for path in sorted(LESSONS.glob("*.ipynb"))
       for cell, source in sources(path.stem).items() if shows_explorer(source)}


@pytest.fixture(scope="module")
def all_explorers(lab, request):
    """A notebook of the explorers that the chosen tests work, open and run."""
    chosen = set()
    for item in request.session.items:
        if item.path == request.path and "all_explorers" in item.fixturenames:
            chosen |= {item.callspec.params["name"]} if hasattr(item, "callspec") else set(ALL)
    cells = {}
    for name, (lesson, cell) in ALL.items():
        if name in chosen:
            code = sources(lesson)
            cells |= {f"{lesson[:2]}-{each}": code[each] for each in needed(code, cell)}
    file = lab.write("all_explorers.ipynb", [*cells.values()])
    written = nbformat.read(lab.root / file, as_version=4)
    for cell, made in zip(cells, written.cells, strict=True):
        made.id = cell
    # Room below, so that the page does not move under the hand where the last explorer becomes less tall.
    written.cells.append(nbformat.v4.new_markdown_cell("# The end\n" * 20))
    nbformat.write(written, lab.root / file)
    notebook = lab.open(file)
    for cell in cells:  # one after the other: a busy page may give up widgets that come all at once
        notebook.run_cell(cell)
    notebook.python(f"__import__('sys').path.insert(0, {str(ROOT)!r})")
    notebook.python("import json; from tests import twins")
    assert notebook.problems() == []
    yield notebook
    notebook.close()


def test_each_cell_that_is_named_an_explorer_is_among_them():
    named = {f"{path.stem} {cell}" for path in LESSONS.glob("*.ipynb") for cell in sources(path.stem)
             if cell.startswith("explorer")}
    assert named <= set(ALL) and len(ALL) > len(named)


@pytest.mark.parametrize("name", ALL)
def test_random_acts_leave_no_error_and_the_page_says_what_ops_says(all_explorers, request, tmp_path, name):
    notebook, acts = all_explorers, request.config.getoption("--acts")
    lesson, cell = ALL[name]
    cell = f"{lesson[:2]}-{cell}"
    notebook.forget_problems()
    before = notebook.page.evaluate(CELLS)
    number = notebook.page.evaluate(CELLS)[notebook.cell_ids().index(cell)][3]
    hand = Hand(notebook, cell, name, tmp_path, DONE)
    try:
        for _ in range(acts):
            hand.act()
        POSSIBLE[name] = hand.possible
        assert acts < 2 * len(hand.possible) or hand.possible == set(hand.done), "a possible act was never done"
        notebook.page.evaluate("() => document.activeElement?.blur()")
        assert_page_shows(notebook, cell, f"Out[{number}]")
        assert json.loads(told(notebook, f"twins.against_ops(Out[{number}])")) == []
        assert json.loads(told(notebook, f"twins.differences(Out[{number}])")) == []
        assert notebook.problems() == []
        assert notebook.page.evaluate(CELLS) == before, "a key or a click went to the notebook"
    except BaseException:
        print(name, *hand.log, sep="\n  ")
        raise


def test_in_half_a_window_every_control_can_be_reached(all_explorers):
    all_explorers.resize(500, 900)  # beside a text of the learner's own
    cut = {name: cut_controls(all_explorers.output(f"{lesson[:2]}-{cell}")) for name, (lesson, cell) in ALL.items()}
    assert cut == dict.fromkeys(ALL, [])


def test_every_kind_of_act_has_been_done():
    """Also where the acts on a single explorer are few. Where some explorers were left out, so is this."""
    if set(POSSIBLE) == set(ALL):
        every = {(target, way) for target, ways in WAYS.items() for way in ways}
        assert set().union(*POSSIBLE.values()) == set(DONE) == every


def told(notebook, code):
    """What Python says, as JSON."""
    return notebook.python(f"print(json.dumps({code}))")


def assert_page_shows(notebook, cell, explorer):
    """Stop what goes on, wait until the page shows what Python says of an explorer, and goes on showing it."""
    scope, same = notebook.output(cell), 0
    for _ in range(SECONDS * 10):
        scope.evaluate(STOP)
        right = json.loads(told(notebook, f"twins.on_page({explorer})"))
        right["html"] = notebook.page.evaluate(AS_TOLD, right["html"])
        shown = scope.evaluate(READ)
        same = same + 1 if shown == right else 0
        if same == 2 or notebook.problems():  # what went wrong says more than what shows
            return
        notebook.page.wait_for_timeout(100)
    for what, those in right.items():
        assert len(shown[what]) == len(those), f"{what}: {shown[what]} on the page, and {those} in Python"
        for number, one in enumerate(those):
            assert shown[what][number] == one, f"{what}, number {number}: first on the page, then in Python"
    assert shown == right
