"""Every explorer of every lesson in one notebook, made of the lessons' own cells: each behind those that it needs.

    file = write_all(lab, ALL)
    notebook = lab.open(file)
"""

import ast

import nbformat

from convlib import widgets
from tests.browser.conftest import LESSONS


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


def cell_of(name):
    """The id of an explorer's cell in the notebook of all."""
    lesson, cell = ALL[name]
    return f"{lesson[:2]}-{cell}"


ALONE = """id => notebook.content.widgets.forEach(({ model, node }) => {
    node.style.display = !id || model.id === id || model.type === "markdown" ? "" : "none";
})"""


def show_alone(notebook, name):
    """Show one explorer of the notebook of all, or, without a name, all of them: what is not in the page costs no time
    whenever something in it changes."""
    notebook.page.evaluate(ALONE, name and cell_of(name))


def open_all(lab, names):
    """The notebook of the explorers of these names, open and run."""
    cells = {}
    for lesson, cell in map(ALL.get, names):
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
    return notebook
