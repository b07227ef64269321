"""The set-up: what is promised in one file and repeated in another stays the same."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def requirements():
    return {*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]}


def test_the_conda_environment_names_the_same_packages_and_bounds():
    lines = re.findall(r"^  - (\S+[<>=]\S+)$", (ROOT / "environment.yml").read_text(), flags=re.MULTILINE)
    assert set(lines) == requirements() | {f"python{PROJECT['requires-python']}"}


def test_every_bound_is_a_lower_one():
    for requirement in requirements():
        assert re.fullmatch(r"[a-z-]+>=[\d.]+", requirement), requirement


def test_the_readme_gives_commands_that_exist():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^(?:make|.*`make) (\w+)", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    assert {"lab", "test"} <= set(targets)
    for target in targets:
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_the_readme_links_lead_somewhere():
    for target in re.findall(r"\]\(([^):#]+)\)", (ROOT / "README.md").read_text()):
        assert (ROOT / target).exists(), target
