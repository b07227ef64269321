"""How long a lesson takes: what its title says is no less than what reading, trying and solving it take.

The path that everyone takes has at most twenty minutes. What goes beyond it is folded at the end, under the cell "more".
Folded answers do not count: nobody needs them.
"""

import re

import pytest

from tests.test_notebooks import EVERY, LESSONS, read

TIMES = {"ten minutes": 10, "a quarter of an hour": 15, "twenty minutes": 20, "half an hour": 30, "forty minutes": 40,
         "fifty minutes": 50, "an hour": 60}
LONGEST = 20  # minutes, of the path that everyone takes
WORDS = 200  # that are read in a minute
MINUTES = {"try": 0.5, "recall": 0.5, "predict": 1, "check": 4, "read": 1}  # for one thing of each kind
FOLDED = pytest.mark.parametrize("path", LESSONS[1:-1], ids=lambda path: path.stem)  # the first and the last are short


def minutes(cells):
    """The time that these cells take, in minutes."""
    total = 0
    for cell in cells:
        if cell.cell_type == "code":
            does = re.search(r"^(recall|predict|check)\(", cell.source, re.MULTILINE)
            total += MINUTES[does[1] if does else "read"]
        else:
            words = re.sub(r"<details>.*?</details>", "", cell.source, flags=re.DOTALL)
            total += len(words.split()) / WORDS
            if cell.id.startswith(("explore", "knobs-try")):
                total += MINUTES["try"] * len(re.findall("^- ", words, re.MULTILINE))
    return total


def parts(path):
    """The cells of the path that everyone takes, and those that are folded before its last."""
    cells = read(path).cells
    ids = [cell.id for cell in cells]
    if "more" not in ids:
        return cells, []
    start, end = ids.index("more"), ids.index("onward")
    return cells[:start] + cells[end:], cells[start:end]


@EVERY
def test_a_lesson_takes_no_longer_than_its_title_says(path):
    walked, folded = parts(path)
    title = walked[0].source
    said, said_more = re.search(r"It takes about ([\w ]+?)(?:, and about ([\w ]+) more with what is folded at the end)?\.",
                                title).groups()
    assert minutes(walked) <= TIMES[said] <= LONGEST, f"say more than {said}, or fold some of it"
    assert minutes(folded) <= TIMES.get(said_more, 0), f"say more than {said_more} for what is folded"


@FOLDED
def test_what_goes_beyond_the_main_path_is_folded_at_its_end(path):
    """And something follows it: to run all cells leads to the last one, which JupyterLab would unfold."""
    walked, folded = parts(path)
    heading = folded[0]
    assert [cell.id for cell in walked[-2:]] == ["breath", "onward"]
    assert walked[-1] == read(path).cells[-1] and walked[-1].source.startswith("## Next\n")
    assert heading.source.startswith("## If you want more\n")
    assert heading.metadata["jp-MarkdownHeadingCollapsed"]
    for cell in folded[1:]:
        assert cell.cell_type == "code" or not re.search("^##? ", cell.source, re.MULTILINE), f"{cell.id} ends the fold"
