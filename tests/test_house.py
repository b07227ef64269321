"""How the house stands: which way its imports go, and one stem for all that belongs to a lesson."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from convlib import widgets

ROOT = Path(__file__).parent.parent
MODULES = [path for path in sorted((ROOT / "convlib").rglob("*.py"))]
# What each part may import of the project, beside its own modules. The modules of `convlib` itself are the textbook.
ARROWS = {
    "textbook": set(),
    "data": {"textbook"},
    "experiments": {"textbook", "data"},
    "show": {"textbook", "data"},
    "kernel": {"show"},
    "parts": {"textbook", "data", "experiments", "show", "kernel"},
    "widgets": {"textbook", "data", "experiments", "show", "kernel", "parts"},
    "teach": {"textbook", "data", "experiments", "show", "kernel", "parts", "widgets"},
}


def part(names):
    """The part of the house that a module belongs to: its names from `convlib` on, such as ("data", "texts")."""
    if names[:2] == ("widgets", "parts"):
        return "parts"
    return names[0] if names and names[0] in ARROWS else "textbook"


def imports(path):
    """What a module of the house imports: of the project, as names from `convlib` on, and of others."""
    here = path.relative_to(ROOT).with_suffix("").parts
    ours, others = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            others |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = (*here[:-node.level], *(node.module or "").split("."))
            base = tuple(filter(None, base))[1:]
            for alias in node.names:
                is_module = (ROOT / "convlib").joinpath(*base, alias.name).with_suffix(".py").exists()
                is_folder = (ROOT / "convlib").joinpath(*base, alias.name).is_dir()
                ours.add((*base, alias.name) if is_module or is_folder else base)
        elif isinstance(node, ast.ImportFrom):
            others.add(node.module.partition(".")[0])
    return ours, others


@pytest.mark.parametrize("path", MODULES, ids=lambda path: "/".join(path.relative_to(ROOT).parts))
def test_imports_go_one_way(path):
    mine = part(path.relative_to(ROOT / "convlib").with_suffix("").parts)
    ours, others = imports(path)
    assert {part(names) for names in ours} - {mine} <= ARROWS[mine]
    if mine == "textbook":
        assert others - set(sys.stdlib_module_names) <= {"numpy"}


def test_what_draws_still_pictures_is_loaded_with_the_first_of_them():
    """It takes longer than all else that explorers and questions need."""
    code = "import sys, convlib.widgets, convlib.teach; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "convlib.show.look" in loaded.split() and "matplotlib" not in loaded.split()


def test_every_part_says_what_lives_there():
    for folder in {path.parent for path in MODULES}:
        tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), folder


# Every lesson that has begun, wherever: by its notebook, its explorers, or its questions.
STEMS = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")} | {
    path.stem.removeprefix("lesson_") for folder in ("widgets", "teach/lessons")
    for path in (ROOT / "convlib" / folder).glob("lesson_*")}
# Without an explorer of their own: a welcome, a lesson about other programs, and one that asks only.
WITHOUT_EXPLORER = {"00_start_here", "18_real_networks", "19_self_test"}


@pytest.mark.parametrize("stem", sorted(STEMS))
def test_one_stem_leads_to_all_of_a_lesson(stem):
    places = [f"notebooks/{stem}.ipynb", f"convlib/teach/lessons/lesson_{stem}.py",
              f"tests/browser/test_lesson_{stem}.py"]
    if not stem.startswith("00"):  # the first has nothing to test without a browser
        places.append(f"tests/test_lesson_{stem}.py")
    if stem not in WITHOUT_EXPLORER:
        shown = [name for name in widgets.__all__ if f".lesson_{stem}" in getattr(widgets, name).__module__]
        assert shown, f"name the explorer of lesson {stem} in __all__ of convlib/widgets/__init__.py"
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_operation_and_its_gradient_are_tested():
    """Each public function of ops is called in test_ops, in test_gradients or in test_ties."""
    files = (ROOT / "tests" / f"test_{name}.py" for name in ("ops", "gradients", "ties"))
    tests = "".join(path.read_text(encoding="utf-8") for path in files)
    functions = [node.name for node in ast.parse((ROOT / "convlib/ops.py").read_text(encoding="utf-8")).body
                 if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    assert [name for name in functions if f"{name}(" not in tests and f"{name}," not in tests] == []


def longest(nodes):
    """The most lines of any of these pieces of code; of a function, without its docstring."""
    lengths = []
    for node in nodes:
        begin = node.lineno
        if not isinstance(node, ast.ClassDef) and ast.get_docstring(node):
            begin = node.body[0].end_lineno + 1
        lengths.append(node.end_lineno - begin + 1)
    return max(lengths, default=0)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: "/".join(path.relative_to(ROOT).parts))
def test_what_is_read_in_one_piece_is_short(path):
    source = path.read_text(encoding="utf-8")
    nodes = [*ast.walk(ast.parse(source))]
    assert source.count("\n") <= 400
    assert longest(node for node in nodes if isinstance(node, ast.ClassDef)) <= 250
    assert longest(node for node in nodes if isinstance(node, ast.FunctionDef)) <= 40
