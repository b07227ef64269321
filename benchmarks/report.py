"""All benchmarks in one run, written to `benchmarks/results.md` with the date and the machine they ran on.

Run it with `make bench`, on a machine that does nothing else.
"""

import datetime
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from benchmarks import browser, convolution, drawing, learning, photo, showing, training_widget
from tests.browser.lab import NO_CHROMIUM, find_chromium

RESULTS = Path(__file__).with_name("results.md")


def report():
    """Run everything; return the report as markdown."""
    load = os.getloadavg()[0]  # before the benchmarks add to it
    chromium = find_chromium()
    return f"""# How fast it is

Measured against named peers, in one run, by `make bench` on {datetime.date.today()}.

{machine(chromium)}

A busy machine spoils these figures. The load average was {load:.1f} at the start; near 0 is quiet.

## `convolve`

{convolution.table()}

## Learning

{learning.table()}

## Importing and showing

{showing.table()}

## The filtering explorer in JupyterLab

{browser.table() if chromium else f"Not measured: {NO_CHROMIUM}."}

## The whole network in JupyterLab

{drawing.table() if chromium else f"Not measured: {NO_CHROMIUM}."}

## Learning live in JupyterLab

{training_widget.table() if chromium else f"Not measured: {NO_CHROMIUM}."}

## Filtering a photograph

{photo.table()}

{photo.browser_table() if chromium else f"Not measured: {NO_CHROMIUM}."}
"""


def machine(chromium):
    """The machine and the versions of what ran on it, in one line."""
    system = f"{platform.system()} {platform.machine()}"
    parts = [system, f"{os.cpu_count()} CPUs", f"Python {platform.python_version()}",
             *(f"{name} {version(name)}" for name in ("numpy", "jupyterlab"))]
    if chromium:
        parts.append(subprocess.run([chromium, "--version"], capture_output=True, text=True).stdout.strip())
    return ", ".join(parts) + "."


def main():
    text = report()
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
