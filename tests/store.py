"""Run lessons and store their outputs: the still pictures and the words, without the live widgets.

A stored widget is dead on a page without a kernel: it would show "model not found" in place of the picture.
So every output keeps its text and its picture, and loses its widget view; no widget state is saved.

The language is told in full, so that an export to a script gets its name and its colours; but not Python's version,
which is another one on each machine.
"""

import re
import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from convlib.show.shown import VIEW

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python",
                      "codemirror_mode": {"name": "ipython", "version": 3}, "nbconvert_exporter": "python",
                      "pygments_lexer": "ipython3"},
}


def absent(path):
    """The libraries that a lesson imports and that are not here: without them, it would not show what they say."""
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
    return sorted(name for name in {*re.findall(r"^ *import (\w+)", code, re.M)} if find_spec(name) is None)


def store(path):
    """Run one notebook from top to bottom in its own folder, and write it back. Raises where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, record_timing=False, coalesce_streams=True,
                            resources={"metadata": {"path": Path(path).parent}})
    client.execute()
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(VIEW, None)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for number, path in enumerate(sys.argv[1:], 1):
        print(f"[{number}/{len(sys.argv) - 1}] {path}", flush=True)
        if missing := absent(path):
            print(f"    left as it is: it shows what {', '.join(missing)} says. Install the extra [teach].", flush=True)
        else:
            store(path)
