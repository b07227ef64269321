"""The bar that fills: what it hands on, what it says on the way, at the end, and where it was stopped."""

import re

import pytest

from convlib.show import progress as MODULE
from convlib.show.progress import Progress, progress


@pytest.fixture
def shown(monkeypatch):
    """Everything that is displayed, and what the bar says each time it is displayed anew."""
    displayed = []

    class Handle:
        def update(self, bar):
            displayed.append(bar.said())

    def display(bar, display_id):
        assert display_id is True  # else nothing could be displayed anew in its place
        displayed.append(bar)
        return Handle()

    monkeypatch.setattr(MODULE, "display", display)
    return displayed


@pytest.fixture
def clock(monkeypatch):
    """The time in seconds, which a test sets."""
    now = [100.0]
    monkeypatch.setattr(MODULE.time, "monotonic", lambda: now[0])
    return now


def test_it_hands_on_every_item_in_order_and_ends_with_a_full_bar(shown, clock):
    assert list(progress("abc", "letters")) == ["a", "b", "c"]
    bar, again = shown
    assert again == bar.said() == "letters: 3 of 3, 0.0 s"
    assert bar._bar.value == bar._bar.max == 3 and bar._bar.bar_style == "success"


def test_nothing_is_shown_before_the_loop_begins(shown):
    walk = progress([1, 2], "numbers")
    assert shown == []
    next(walk)
    assert shown[0].said() == "numbers: 0 of 2"


def test_on_the_way_it_tells_how_far_it_is_and_how_long_it_takes(shown, clock):
    said = []
    for _ in progress(range(12), "measuring"):
        said.append(shown[0].said())
        clock[0] += 2
    assert said[0] == "measuring: 0 of 12"
    assert said[3] == "measuring: 3 of 12, 6.0 s, about 18 s to go"
    assert said[11] == "measuring: 11 of 12, 22.0 s, about 2 s to go"
    assert shown[0].said() == "measuring: 12 of 12, 24.0 s"


def test_quick_steps_do_not_flood_the_browser(shown, clock):
    changes = []
    for number in progress(range(1000), "quick"):
        if number == 0:
            shown[0]._words.observe(lambda change: changes.append(change.new), names="value")
        clock[0] += 0.001
    assert 9 <= len(changes) <= 11 and "1000 of 1000" in changes[-1]


def test_a_break_and_an_error_leave_the_bar_where_it_was(shown, clock):
    for number in progress(range(12), "until three"):
        if number == 3:
            break
    assert shown[-1] == "until three: 3 of 12, stopped after 0.0 s"
    assert shown[0]._bar.bar_style == "warning" and shown[0]._bar.value == 3
    with pytest.raises(KeyboardInterrupt):
        for number in progress(range(5), "interrupted"):
            if number == 2:
                raise KeyboardInterrupt
    assert shown[-1] == "interrupted: 2 of 5, stopped after 0.0 s"


def test_its_words_for_a_stored_lesson_never_change_and_its_picture_fills():
    bar = Progress(5, "measured")
    empty, before = bar.text(), bar.still().png()
    bar.show(5, "2.5 s")
    assert repr(bar) == bar.text() == empty == "measured: a bar of 5"
    assert not re.search(r"\d s", bar.text())
    data, _ = bar._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert bar.still().png() != before


def test_no_items_are_done_at_once(shown, clock):
    assert list(progress([], "nothing")) == []
    assert shown[0].said() == "nothing: 0 of 0, 0.0 s" and shown[0]._bar.value == shown[0]._bar.max


@pytest.mark.parametrize("items", [7, iter([1, 2])])
def test_what_has_no_length_is_refused_before_the_loop(items):
    with pytest.raises(TypeError, match="items must have a length, such as a list, but they are "):
        progress(items, "endless")
