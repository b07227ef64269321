"""The set-up: what is promised in one file and repeated in another stays the same."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def requirements():
    return {*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]}


def bounds():
    return requirements() | {*PROJECT["optional-dependencies"]["teach"]}


def test_the_conda_environment_names_the_same_packages_and_bounds():
    lines = re.findall(r"^  - (\S+[<>=]\S+)$", (ROOT / "environment.yml").read_text(), flags=re.MULTILINE)
    assert set(lines) == requirements() | {f"python{PROJECT['requires-python']}"}


def test_every_bound_is_a_lower_one():
    for requirement in bounds():
        assert re.fullmatch(r"[a-z-]+>=[\d.]+", requirement), requirement


def test_the_frameworks_of_lesson_18_are_the_extra_that_brings_them():
    lesson = nbformat.read(ROOT / "notebooks" / "18_real_networks.ipynb", as_version=4)
    code = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "code")
    asked = set(re.findall(r'find_spec\("(\w+)"\)', code))
    assert {re.match(r"\w+", brought)[0] for brought in PROJECT["optional-dependencies"]["teach"]} == asked


def test_the_readme_gives_commands_that_exist():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^(?:make|.*`make) (\w+)", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    assert {"lab", "test"} <= set(targets)
    for target in targets:
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_a_class_gets_a_copy_of_the_lessons_once_and_git_leaves_it_alone(tmp_path):
    """What the README promises teachers; the copy is made here by what `make lab` makes it with."""
    (folder,) = re.findall(r"`make lab LESSONS=(\w+)`", (ROOT / "README.md").read_text())
    assert f"/{folder}/" in (ROOT / ".gitignore").read_text().splitlines()
    copy = tmp_path / folder
    opens = subprocess.run(["make", "--dry-run", "lab", f"LESSONS={copy}"], cwd=ROOT, capture_output=True, text=True)
    assert f"cp -R notebooks {copy}" in opens.stdout and f"--notebook-dir={copy}" in opens.stdout
    for text in (None, "what the class has done"):
        subprocess.run(["make", copy, f"LESSONS={copy}"], cwd=ROOT, check=True, capture_output=True)
        lesson = copy / "00_start_here.ipynb"
        assert lesson.read_text() == (text or (ROOT / "notebooks" / lesson.name).read_text())
        assert (copy / "images" / "drawing.gif").exists()
        lesson.write_text("what the class has done")


def test_the_readme_links_lead_somewhere():
    for target in re.findall(r"\]\(([^):#]+)\)", (ROOT / "README.md").read_text()):
        assert (ROOT / target).exists(), target


def test_every_slide_has_its_lesson():
    """The README's table gives each slide from 1 to 88 to a lesson, which says so."""
    readme = (ROOT / "README.md").read_text()
    rows = re.findall(r"^\| \[(\d\d) .*?\]\((\S+)\) \| (\d+)(?:(-|, )(\d+))? \|", readme, flags=re.MULTILINE)
    covered = []
    for number, path, first, between, last in rows:
        assert Path(path).name.startswith(number)
        covered += [int(first), int(last)] if between == ", " else range(int(first), int(last or first) + 1)
        text = "\n".join(cell.source for cell in nbformat.read(ROOT / path, as_version=4).cells)
        said = f"slides {first} {'to' if between == '-' else 'and'} {last}" if last else f"slide {first}"
        assert re.search(rf"[Ii]t follows {said}\b", text), f"{path} does not say that it follows {said}"
    assert sorted(set(covered)) == list(range(1, 89))  # 10 and 11 share theirs
    lessons = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert [Path(path).name for _, path, *_ in rows] == lessons


@pytest.mark.parametrize("skip", [
    "import pytest\ndef test_it(): pytest.skip('no wind')",
    "import pytest\npytest.importorskip('no_wind')\ndef test_it(): pass",
])
def test_a_skip_is_a_failure_only_where_it_is_asked_for(skip, tmp_path):
    path = tmp_path / "test_skip.py"
    path.write_text(skip)
    (tmp_path / "none.ini").write_text("[pytest]")
    plugins = ("-p", "tests.conftest", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *plugins, f"--rootdir={tmp_path}", "-c", tmp_path / "none.ini", path]
    allowed, refused = (subprocess.run([*command, *option], cwd=ROOT, capture_output=True, text=True)
                        for option in ([], ["--no-skips"]))
    assert allowed.returncode in (0, 5) and "1 skipped" in allowed.stdout
    assert refused.returncode not in (0, 5)
    assert re.search("skipped, and no test may be: .*no.wind", refused.stdout)
