"""Lesson 00 in a real JupyterLab: the first minute of a learner."""

import json

from playwright.sync_api import expect

from convlib.network import deck_network
from convlib.pictures import X
from convlib.show.shown import VIEW
from convlib.widgets.parts.answers import verdict
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import LESSONS
from tests.browser.grid import Grid

LESSON = "00_start_here"


def votes(lesson, picture):
    """Does the page say what the network says of this picture?"""
    numbers = deck_network()(picture)
    told, _, letter = verdict(numbers, "the network").rpartition(" ")
    pad = lesson.output("explorer")
    expect(pad.get_by_role("status")).to_have_text(f"The network says {letter}")
    expect(pad.get_by_role("img", name=f"the votes: {told.partition(':')[0]}")).to_be_visible()
    return True


def test_the_network_votes_while_one_draws(lesson):
    pad, picture = Grid(lesson.output("explorer"), "picture"), X.copy()
    assert votes(lesson, picture)
    pad.drag((0, 3), (0, 5), (3, 5))
    picture[0, 3:6] = picture[:4, 5] = 1
    assert votes(lesson, picture)
    lesson.output("explorer").get_by_role("radio", name="eraser").click()
    pad.take("dark")
    pad.press("Space", "Shift+ArrowUp")  # the pen stands where it was lifted
    picture[3, 5] = picture[2, 5] = -1
    assert votes(lesson, picture)


def test_the_pad_stands_whole_on_the_first_screen(lesson):
    """On a laptop, beside the list of files."""
    lesson.resize(1000, 768)
    lesson.page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")
    pad = lesson.output("explorer")
    parts = [lesson.page.get_by_role("heading", name="00 · Start here"), pad.locator(".convlib-svg").first,
             pad.get_by_role("button", name="invert"), pad.get_by_role("status"), pad.get_by_role("img", name="the votes")]
    for part in parts:
        expect(part).to_be_in_viewport(ratio=1)


def test_a_window_moves_and_a_question_answers(lesson):
    window = Grid(lesson.output("grid"), "the same numbers")
    window.press("ArrowRight", "ArrowDown")
    assert window.window() == (1, 1)
    expect(lesson.predict("predict", "40")).to_contain_text("You said 40. That is about half of them.")
    expect(lesson.output("check")).to_contain_text("still missing")


def without_what_a_run_changes(path):
    """A lesson's file without what each run of it may change: the counts, the live views, and Python's version.

    How a still is drawn depends on the fonts of a machine, so of its bytes only that there are some.
    """
    lesson = json.loads(path.read_text())
    lesson["metadata"]["language_info"].pop("version", None)
    for cell in lesson["cells"]:
        cell.pop("execution_count", None)
        for output in cell.get("outputs", ()):
            output.pop("execution_count", None)
            data = output.get("data", {})
            data.pop(VIEW, None)
            if "image/png" in data:
                data["image/png"] = data["image/png"] > ""
    return lesson


def test_after_two_runs_and_a_save_only_counts_and_views_have_changed(lesson, lab):
    """What git then shows. The last test here, since it begins anew."""
    for _ in range(2):
        lesson.restart_and_run_all()
    lesson.save()
    saved = without_what_a_run_changes(lab.root / lesson.name)
    assert saved == without_what_a_run_changes(LESSONS / lesson.name)
