"""Races: contestants take turns in one run, so that each meets the same machine. The median of many turns counts."""

import statistics
import time

TURNS = 41
TURN_SECONDS = 0.005


def medians(contestants, turns=TURNS):
    """The median seconds that a call takes each contestant."""
    pairs = [(run, max(1, round(TURN_SECONDS / seconds(run, calls=3)))) for run in contestants]
    times = [[seconds(run, calls) for run, calls in pairs] for _ in range(turns)]
    return [statistics.median(of_one) for of_one in zip(*times, strict=True)]


def seconds(run, calls=1):
    """The seconds that one of several calls takes."""
    start = time.perf_counter()
    for _ in range(calls):
        run()
    return (time.perf_counter() - start) / calls


def microseconds(seconds):
    return f"{seconds * 1e6:,.0f} µs"


def table(*rows):
    """A markdown table: the first row names the columns, and all but the first column are numbers."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "| --- |" + " ---: |" * (len(rows[0]) - 1), *lines[1:]])
