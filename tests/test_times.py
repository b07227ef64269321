"""How long a lesson takes: what its title says is no less than what reading, trying and solving it take.

Folded cells do not count: nobody needs them.
"""

import re

from tests.test_notebooks import EVERY, read

TIMES = {"a quarter of an hour": 15, "twenty minutes": 20, "half an hour": 30, "thirty minutes": 30,
         "thirty-five minutes": 35, "forty minutes": 40, "fifty minutes": 50, "an hour": 60, "an hour and a quarter": 75}
WORDS = 200  # that are read in a minute
MINUTES = {"try": 0.5, "recall": 0.5, "predict": 1, "check": 4, "read": 1}  # for one thing of each kind


def minutes(path):
    """The time that a lesson takes, in minutes."""
    total = 0
    for cell in read(path).cells:
        if cell.cell_type == "code":
            does = re.search(r"^(recall|predict|check)\(", cell.source, re.MULTILINE)
            total += MINUTES[does[1] if does else "read"]
        else:
            words = re.sub(r"<details>.*?</details>", "", cell.source, flags=re.DOTALL)
            total += len(words.split()) / WORDS
            if cell.id.startswith(("explore", "knobs-try")):
                total += MINUTES["try"] * len(re.findall("^- ", words, re.MULTILINE))
    return total


@EVERY
def test_a_lesson_takes_no_longer_than_its_title_says(path):
    title = read(path).cells[0].source
    said = re.search(r"It takes about ([\w -]+?)(?: if you try everything)?[.,]", title)[1]
    assert minutes(path) <= TIMES[said], f"say more than {said}"
