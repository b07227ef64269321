"""A cell that runs again ends the widgets that it showed before.

Nothing else would: a kernel keeps every widget that was ever made, and a page that is loaded anew makes them all.

A widget lives on while a cell shows it, or a variable holds it: by a name, or in a list, an object, a function or
another widget. What the kernel remembers by itself, such as ``_``, ``Out`` and the last error, holds nothing. A widget
does not end alone, but with all that hangs together with it: what it holds and what holds it, its children, its layout,
its cursors and its links. What lives is never touched.
"""

import gc
from asyncio import AbstractEventLoop
from types import FrameType, FunctionType, ModuleType, TracebackType

import numpy as np
from comm.base_comm import BaseComm
from IPython import get_ipython
from ipywidgets import Widget
from ipywidgets.widgets.widget import _instances  # every widget that has not ended, by its model's id
from traitlets.config import Configurable

from ..show.shown import VIEW, Shown

# Everything can be reached from the kernel and its shell: nothing that these hold is held by a variable.
MACHINERY = (ModuleType, FrameType, TracebackType, AbstractEventLoop, BaseComm, Configurable)


def end_old_widgets():
    """From now on, end what a cell showed when the cell has run again. Where no cells run, there is nothing to do.

    >>> end_old_widgets()
    """
    shell = get_ipython()
    if hasattr(getattr(shell, "kernel", None), "get_parent"):
        displays = Displays(shell)
        shell.display_formatter.mimebundle_formatter.for_type(Widget, displays.display)
        shell.events.register("post_run_cell", displays.end_old)


class Displays:
    """All that the cells of one kernel show."""

    def __init__(self, shell):
        self._shell, self._latest = shell, {}  # the latest run of each cell
        self._displays = []  # in which cell, and in which run of it, which widget was displayed

    def display(self, widget):
        """What a cell displays of a widget, as a mime bundle; and note that it does."""
        request = self._shell.kernel.get_parent()
        cell = request.get("metadata", {}).get("cellId")
        if cell is not None:
            self._displays.append((cell, request["header"]["msg_id"], widget))
        return widget._repr_mimebundle_ and widget._repr_mimebundle_()  # what has ended has none

    def end_old(self, result):
        """A cell has run: end what no cell shows any more, and no variable holds."""
        cell = getattr(result.info, "cell_id", None)
        if cell is None:  # code that is in no cell, or that a cell runs within itself
            return
        self._latest[cell] = self._shell.kernel.get_parent()["header"]["msg_id"]
        shown = {widget for cell, run, widget in self._displays if self._latest.get(cell, run) == run}
        if old := {widget for _, _, widget in self._displays} - shown:
            for widget in hanging_together(old, living=held(*shown, *self._variables())):
                widget.close()
            self._displays = [display for display in self._displays if display[-1].comm is not None]

    def _variables(self):
        """What the variables of the notebook are, but for those that IPython itself has put there."""
        own = self._shell.user_ns_hidden
        return [value for name, value in self._shell.user_ns.items() if name not in own or own[name] is not value]


def held(*things, beyond_widgets=True):
    """The widgets among ``things``, and all those that these hold: in themselves, or in whatever they hold.

    Without ``beyond_widgets``, not those that are held by other widgets only.
    """
    seen, widgets, todo = {}, set(), list(things)
    while todo:
        thing = todo.pop()
        if id(thing) in seen or issubclass(type(thing), MACHINERY):
            continue
        seen[id(thing)] = thing
        if isinstance(thing, Widget):
            widgets.add(thing)
            if not beyond_widgets and not any(thing is start for start in things):
                continue
        todo += _holds(thing)
    return widgets


def _holds(thing):
    """What something holds directly."""
    if isinstance(thing, FunctionType):  # not its globals, where everything is
        return thing.__closure__, thing.__defaults__, thing.__kwdefaults__, thing.__dict__
    if isinstance(thing, type) and thing.__module__ != "__main__":
        return ()
    if isinstance(thing, np.ndarray) and thing.dtype == object:
        return thing.ravel().tolist()
    holds = [other for other in gc.get_referents(thing) if gc.is_tracked(other) or isinstance(other, np.ndarray)]
    if isinstance(thing, dict) and VIEW in thing:  # an output that was caught shows a widget by its model's id
        holds.append(_instances.get(thing[VIEW]["model_id"]))
    return holds


def hanging_together(old, living):
    """The ``old`` widgets, what they hold and what holds them, and so on; but none that is among the ``living``, and
    none of a group in which nothing is :class:`convlib.show.shown.Shown`."""
    spare = {*_instances.values()} - living
    groups = {widget: {widget} for widget in spare}
    for widget in spare:
        for other in (held(widget, beyond_widgets=False) & spare) - groups[widget]:
            together = groups[widget] | groups[other]
            groups |= dict.fromkeys(together, together)
    of_old = [groups[widget] for widget in spare & old]
    return set().union(*(group for group in of_old if any(isinstance(member, Shown) for member in group)))
