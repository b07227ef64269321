"""What a list or a row of buttons names is what the explorer holds, whatever was chosen there before."""

import pytest
from ipywidgets.widgets.widget_selection import _Selection

from convlib import widgets
from tests import twins

EXPLORERS = [name for name in widgets.__all__ if isinstance(getattr(widgets, name), type)]


@pytest.mark.parametrize("name", EXPLORERS)
def test_a_choice_that_changes_nothing_is_not_kept(name):
    """The words for what has no name, "your own", can be chosen, too, and mean nothing then."""
    explorer = getattr(widgets, name)()
    for chooser in [part for part in twins.parts(explorer) if isinstance(part, _Selection)]:
        for option in range(len(chooser.options)):  # the last one is "your own", where there is such a choice
            chooser.index = option
        assert twins.differences(explorer) == [], chooser.options
