"""A cell that runs again ends what it showed before, unless a cell still shows it or a variable holds it.

The cells run in a real shell of IPython; only the kernel around it is a stand-in, which tells the cell that runs.
"""

import asyncio
import builtins
import importlib
import sys
from types import SimpleNamespace

import ipywidgets
import pytest
from IPython.core.interactiveshell import InteractiveShell
from ipywidgets.widgets.widget import _instances
from traitlets.config import Config

import convlib
import convlib.teach
from convlib.kernel.ending import end_old_widgets
from convlib.kernel.one_thread import InOneThread
from convlib.show import look
from convlib.show.grid import PixelGrid
from convlib.show.player import sweep
from convlib.show.shown import VIEW
from convlib.show.stills import Still
from convlib.widgets.parts.explorer import Explorer
from tests.test_running import Counter

MADE = {}  # every Small, by its name: a module's variable is none of the notebook's


class Small(Explorer):
    """An explorer with one of everything: a grid, a cursor that is never shown, and controls with their links."""

    def __init__(self, name):
        super().__init__()
        self.name, MADE[name] = name, self
        self._place = ipywidgets.IntSlider(max=0)
        self.grid = PixelGrid(look.pixels([[1]]), here=self._place)
        self._place.observe(lambda _: self.say("place", "moved"), names="value")
        self.chart = ipywidgets.HTML()
        self.children = [self.grid, self.chart, sweep(ipywidgets.IntSlider(max=3), "steps", 100), self._line,
                         self.button("say", "words", lambda: self.say("button", "pressed"))]

    def text(self):
        return self.name

    def still(self):
        return SimpleNamespace(size=(4, 4), png=bytes)  # quicker than to draw one


class Notebook:
    """Cells to run, and the variables that they leave."""

    def __init__(self, shell):
        self._shell, self._runs, self.variables = shell, 0, shell.user_ns
        shell.kernel = SimpleNamespace(get_parent=lambda channel=None: self._parent)
        end_old_widgets()
        self.run(None, "import functools, numpy\nfrom ipywidgets import *\n"
                       "from IPython.display import display, update_display\n"
                       "from tests.test_ending import Small, made")

    def run(self, cell, code):
        self._runs += 1
        metadata = {} if cell is None else {"cellId": cell}
        self._parent = {"metadata": metadata, "header": {"msg_id": f"run {self._runs}"}}
        return self._shell.run_cell(code, store_history=True, cell_id=cell)


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        patch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # a shell takes its place
        patch.setattr("sys.excepthook", sys.excepthook)
        yield InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
        InteractiveShell.clear_instance()


@pytest.fixture
def notebook(shell, monkeypatch):
    monkeypatch.delattr(builtins, "_", raising=False)  # a doctest leaves one, and a shell then sets none of its own
    others, names, hidden = dict(_instances), dict(shell.user_ns), dict(shell.user_ns_hidden)
    _instances.clear()  # of the thousands that other tests have left
    yield Notebook(shell)
    shell.events.callbacks["post_run_cell"].clear()
    for namespace, then in (shell.user_ns, names), (shell.user_ns_hidden, hidden), (shell.user_ns["_oh"], {}):
        namespace.clear()
        namespace.update(then)
    shell.displayhook._ = shell.displayhook.__ = shell.displayhook.___ = ""
    MADE.clear()
    for widget in [*_instances.values()]:
        widget.close()
    _instances.update(others)


def made(name):
    return MADE[name]


def ended():
    return "".join(sorted(name for name, widget in MADE.items() if widget.comm is None))


NEVER = ""
# What cells hold and show: pairs of a cell and its code, in the order of their runs, and the names of what then ended.
SITUATIONS = {
    "the cell runs again": ([("one", "Small('a')"), ("one", "Small('b')")], "a"),
    "and again": ([("one", f"Small('{name}')") for name in "abcd"], "abc"),
    "another cell runs": ([("one", "Small('a')"), ("two", "Small('b')")], NEVER),
    "it shows something else now": ([("one", "Small('a')"), ("one", "1")], "a"),
    "it shows nothing now": ([("one", "Small('a')"), ("one", "")], "a"),
    "it cannot be read": ([("one", "Small('a')"), ("one", "(")], "a"),
    "it fails half-way": ([("one", "display(Small('a'))"), ("one", "display(Small('b')); 1 / 0")], "a"),
    "it failed half-way": ([("one", "display(Small('a')); 1 / 0"), ("one", "display(Small('b'))")], "a"),
    "several in one cell": ([("one", "display(Small('a'), Small('b')); Small('c')"), ("one", "Small('d')")], "abc"),
    "the same in one cell again": ([("one", "made = [Small('a')]; display(made[0]); display(made.pop())"),
                                    ("one", "1")], "a"),
    # a name
    "a variable is given something else": ([("one", "it = Small('a'); it"), ("one", "it = Small('b'); it")], "a"),
    "a variable names it": ([("one", "it = Small('a'); it"), ("one", "Small('b')")], NEVER),
    "a variable named it": ([("one", "it = Small('a'); it"), ("one", "Small('b')"), ("two", "del it")], "a"),
    "another variable names it, too": ([("one", "it = Small('a'); it"), ("two", "same = it"),
                                        ("one", "it = Small('b'); it")], NEVER),
    "another cell shows it": ([("one", "it = Small('a'); it"), ("two", "it"), ("one", "it = Small('b'); it")], NEVER),
    "no cell shows it": ([("one", "it = Small('a'); it"), ("two", "it"), ("one", "it = Small('b'); it"),
                          ("two", "it")], "a"),
    "it is made in one cell and shown in another": ([("one", "it = Small('a')"), ("two", "it"),
                                                     ("one", "it = Small('b')"), ("two", "it")], "a"),
    # held by what a variable names
    "a list": ([("one", "them = [Small('a')]; them[0]"), ("one", "1")], NEVER),
    "a dictionary of tuples": ([("one", "them = {1: (2, Small('a'))}; them[1][1]"), ("one", "1")], NEVER),
    "a set": ([("one", "them = {Small('a')}; [*them][0]"), ("one", "1")], NEVER),
    "an array": ([("one", "them = numpy.array([[None]]); them[0, 0] = Small('a'); them[0, 0]"), ("one", "1")], NEVER),
    "an object": ([("one", "class Mine: pass\nmine = Mine(); mine.it = Small('a'); mine.it"), ("one", "1")], NEVER),
    "an object with slots": ([("one", "class Mine: __slots__ = 'it'\nmine = Mine(); mine.it = Small('a'); mine.it"),
                              ("one", "1")], NEVER),
    "a class": ([("one", "class Mine: it = Small('a')\nMine.it"), ("one", "1")], NEVER),
    "a function": ([("one", "def hold(it): return lambda: it\nf = hold(Small('a')); f()"), ("one", "1")], NEVER),
    "a function's default": ([("one", "f = lambda it=Small('a'): it\nf()"), ("one", "1")], NEVER),
    "a partial function": ([("one", "f = functools.partial(len, Small('a')); f.args[0]"), ("one", "1")], NEVER),
    "a cache": ([("one", "f = functools.cache(lambda: Small('a')); f()"), ("one", "1")], NEVER),
    "a method": ([("one", "f = Small('a').say; f.__self__"), ("one", "1")], NEVER),
    "a generator": ([("one", "def walk():\n    it = Small('a'); display(it)\n    yield it\nwalking = walk(); "
                      "next(walking);"), ("one", "1")], NEVER),
    "a generator that has ended": ([("one", "def walk():\n    it = Small('a'); display(it)\n    yield it\n"
                                     "for _ in walk(): pass\ndel _"), ("one", "1")], "a"),
    "what has gone wrong": ([("one", "try: raise ValueError(Small('a'))\nexcept ValueError as error: kept = error\n"
                              "kept.args[0]"), ("one", "1")], NEVER),
    # not held by what the kernel remembers
    "the last output": ([("one", "Small('a')"), ("two", "2"), ("one", "1")], "a"),
    "the last output, taken": ([("one", "Small('a')"), ("two", "kept = _"), ("one", "1")], NEVER),
    "the shell in a variable": ([("one", "shell = get_ipython(); Small('a')"),
                                 ("one", "1")], "a"),
    "the last error": ([("one", "def fail():\n    it = Small('a'); display(it); 1 / 0\nfail()"), ("one", "1")], "a"),
    "an error that was kept": ([("one", "def fail():\n    it = Small('a'); display(it); 1 / 0\ntry: fail()\n"
                                 "except Exception as error: kept = error"), ("one", "1")], "a"),
    "a module": ([("one", "import tests.test_ending as module; Small('a')"), ("one", "1")], "a"),
    # no cell, or one within another
    "no cell has an id": ([(None, "Small('a')"), (None, "Small('b')")], NEVER),
    "code runs that is in no cell": ([("one", "Small('a')"), (None, "1")], NEVER),
    "a cell runs a cell": ([("one", "get_ipython().run_cell('Small(\"a\")'); Small('b')"), ("two", "1")], NEVER),
    "a cell runs a cell again": ([("one", "get_ipython().run_cell('Small(\"a\")')"), ("one", "Small('b')")], "a"),
    "a cell runs a cell first": ([("one", "it = Small('a'); it"), ("one", "def show():\n    global it\n"
                                 "    mine = it; del it\n    get_ipython().run_cell('1')\n    display(mine)\nshow()")],
                                 NEVER),
    # pieces, boxes, and what catches outputs
    "a piece is shown": ([("one", "Small('a').grid"), ("one", "Small('b').grid")], "a"),
    "a piece that knows nothing of the whole is shown": ([("one", "Small('a').chart"), ("one", "1")], "a"),
    "a piece is shown and the whole is held": ([("one", "it = Small('a'); it.grid"), ("one", "1")], NEVER),
    "a piece is held": ([("one", "it = Small('a'); piece = it.grid; it"), ("one", "it = Small('b'); it")], NEVER),
    "a box holds two": ([("one", "HBox([Small('a'), Small('b')])"), ("one", "1")], "ab"),
    "a box shows it elsewhere": ([("one", "it = Small('a'); it"), ("two", "HBox([it])"), ("one", "it = 1")], NEVER),
    "an output is captured": ([("one", "%%capture\nSmall('a')"), ("one", "1")], "a"),
    "an output is captured and kept": ([("one", "%%capture caught\nSmall('a')"), ("one", "1")], NEVER),
    "an output is caught in a widget": ([("one", "out = Output(); out"), ("two", "with out: display(Small('a'))\n"
                                        "out.append_display_data(made('a'))"), ("two", "1")], NEVER),
    "an output was caught in a widget": ([("one", "out = Output(); out"), ("two", "with out: display(Small('a'))\n"
                                         "out.append_display_data(made('a'))"), ("two", "1"),
                                         ("three", "out.outputs = ()")], "a"),
    "an output is updated": ([("one", "display(Small('a'), display_id='it')"),
                              ("two", "update_display(Small('b'), display_id='it')"), ("three", "1")], NEVER),
    "an output is updated anew": ([("one", "display(Small('a'), display_id='it')"),
                                   ("two", "update_display(Small('b'), display_id='it')"),
                                   ("two", "update_display(Small('c'), display_id='it')")], "b"),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_ends(notebook, name):
    runs, gone = SITUATIONS[name]
    for cell, code in runs:
        notebook.run(cell, code)
    assert MADE
    assert ended() == gone


def test_all_that_belongs_to_it_ends_with_it(notebook):
    """Children, cursors, layouts, styles and links: none is left. So goes a button that has lost its place before."""
    notebook.run("one", "it = Small('a'); it")
    notebook.run("one", "it = Small('b'); it")
    count = len(_instances)
    notebook.run("one", "it = Small('c'); it.children = it.children[:-1]; it")
    assert len(_instances) == count
    notebook.run("one", "it = Small('d'); it")
    assert len(_instances) == count


@pytest.mark.parametrize(("times", "code"), [
    (40, "Small('a')"), (3, "FilteringExplorer(X, FEATURES['diagonal'])"), (3, "NetworkExplorer(X)"),
    (3, "TrainingExplorer()"), (3, "KnobsExplorer()"), (3, "StackingExplorer(X)"),
    (3, "predict('pixels that differ')")])
def test_many_runs_leave_no_more_than_one(notebook, monkeypatch, times, code):
    monkeypatch.setattr(Still, "png", bytes)  # quicker than to draw them
    notebook.run(None, "from convlib.pictures import *\nfrom convlib.teach import *\nfrom convlib.widgets import *")
    counts = []
    for _ in range(times):
        assert notebook.run("explorer", f"explorer = {code}\nexplorer").success
        counts.append(len(_instances))
    assert set(counts) == {counts[0]}


def test_what_lives_stays_whole(notebook):
    """Nothing is taken from an explorer that is held, whichever piece of it was shown, nor from a shared widget."""
    notebook.run("one", "it = Small('a'); it.grid")
    parts = set(_instances.values())
    notebook.run("one", "shared = HTML('a'); HBox([shared, Small('b')])")
    notebook.run("one", "1")
    assert parts <= set(_instances.values())
    assert ended() == "b" and notebook.variables["shared"].comm is not None
    notebook.run("two", "it")
    assert MADE["a"]._repr_mimebundle_()[0][VIEW]["model_id"] == MADE["a"].model_id


def test_widgets_of_others_are_left_alone(notebook):
    before = set(_instances.values())
    notebook.run("one", "IntSlider()")
    (slider,) = (widget for widget in set(_instances.values()) - before if isinstance(widget, ipywidgets.IntSlider))
    notebook.run("one", "1")
    assert slider.comm is not None


def test_one_that_has_ended_shows_its_words(notebook, capsys):
    notebook.run("one", "Small('a')")
    notebook.run("one", "1")
    capsys.readouterr()
    assert notebook.run("two", "made('a')").success
    assert capsys.readouterr().out.endswith("a\n")


class Working(Counter):
    still = Small.still

    def text(self):
        return "working"


def test_one_that_works_stops(notebook):
    async def scenario():
        counter = notebook.variables["it"] = Working()
        notebook.run("one", "display(it); it.running = True; del it")
        await asyncio.sleep(0)
        assert counter.running
        notebook.run("one", "1")
        assert not counter.running and counter.comm is None
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(scenario())


@pytest.mark.parametrize("module", ["convlib.widgets", "convlib.teach"])
def test_whatever_is_imported_first_ends_and_is_heard(shell, monkeypatch, module):
    """Where a notebook imports only predictions, or only a bar, it is as with explorers."""
    handlers = {"comm_msg": print}
    shell.kernel = SimpleNamespace(shell_handlers=handlers, get_parent=lambda channel=None: {})
    monkeypatch.delattr(convlib, "widgets")
    for name in ("convlib.widgets", "convlib.teach"):
        monkeypatch.delitem(sys.modules, name)

    async def scenario():
        importlib.import_module(module)

    asyncio.run(scenario())
    (callback,) = shell.events.callbacks["post_run_cell"]
    assert callback.__name__ == "end_old"
    assert isinstance(handlers["comm_msg"], InOneThread)
    shell.events.callbacks["post_run_cell"].clear()


def test_where_no_kernel_runs_nothing_is_noted(monkeypatch):
    before = InteractiveShell.initialized()
    end_old_widgets()
    assert InteractiveShell.initialized() == before
