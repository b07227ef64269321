"""A real JupyterLab, driven by Chromium: what a learner sees when a notebook runs.

`Lab` starts a JupyterLab of its own and a Chromium; `Lab.open` opens one notebook in a fresh page:

    with Lab() as lab:
        lab.write("slider.ipynb", ["import ipywidgets", "slider = ipywidgets.IntSlider(3); slider"])
        notebook = lab.open("slider.ipynb", theme="dark")
        notebook.run_all()
        notebook.python("slider.value")     # '3', from the notebook's kernel
        notebook.output(1)                  # the slider, as a playwright locator

Nothing here needs pytest. Nothing is read from or left in the settings of the person who runs it.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import nbformat
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

TIMEOUT = 60  # seconds for one action
RUN_TIMEOUT = 300  # seconds for the cells of a notebook to run
WINDOW = {"width": 1300, "height": 1000}
MOST_NOTEBOOKS = 8  # one after the other in one tab: JupyterLab keeps something of each
TALLEST_PICTURE = 16_000  # pixels; Chromium cannot draw a window much taller

NO_CHROMIUM = (
    "no Chromium found: run `.venv/bin/playwright install --with-deps chromium`, or set CHROMIUM to the path of one"
)

# Chromium refuses to run as root inside its sandbox. The pages shown are our own.
# The camera is a drawn one that moves, and every page may use it.
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu",
                  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]

SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "apputils-extension/sessionDialogs": {"skipKernelRestartDialog": True},
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is in the page, seen or not
}

# What JupyterLab itself says when a kernel restarts: the connection is lost, and its open requests too.
NOISE = (
    "Connection lost, reconnecting in",
    "Canceled future for create_subshell_request message before replies were done",
    "Canceled future for debug_request message before replies were done",
    # What JupyterLab says of itself on a busy machine.
    "is taking too long to activate",
    "ms to activate",
    # What Jupyter Notebook 7 says of itself, with any notebook.
    "Menu entry for command",
    "[yjs#509] Not same Y.Doc",
    "Command 'filebrowser:open-path' not registered",
    ".woff2)",  # a font of its own, which JupyterLab's server does not hand out
    "Cannot read properties of undefined (reading 'schema')",
)

GIVEN_UP = "[anywidget] Failed to initialize model"  # by a page that was busy for two seconds
OUTPUT = ".jp-OutputArea-output"  # one output of a cell

# What is missing until the notebook is open in the wanted theme with an idle kernel; it is then `window.notebook`.
# A notebook whose kernel is unknown makes JupyterLab ask for one: better an error than a long wait.
MISSING = """({ light, name }) => {
    const dialog = document.querySelector(".jp-Dialog");
    if (dialog) throw new Error("JupyterLab asks: " + dialog.textContent);
    if (document.body.dataset.jpThemeLight !== light) return "the theme";
    const shell = window.jupyterapp?.shell;
    const panel = shell?.currentWidget;
    if (panel?.context?.path !== name) {
        const opened = [...shell?.widgets("main") ?? []].find((each) => each.context?.path === name);
        if (opened) shell.activateById(opened.id); // where it has come in behind a launcher
        return `the notebook: ${panel?.title.label} is in front`;
    }
    if (!panel.context.isReady) return "what is in the notebook";
    const status = panel.sessionContext.session?.kernel?.status;
    if (status !== "idle") return `an idle kernel: it is ${status}`;
    window.notebook = panel;
    return "";
}"""

# An exception in a widget's callback is shown in no cell: JupyterLab only logs it. Here it is noted.
NOTE_CALLBACK_ERRORS = """() => notebook.sessionContext.iopubMessage.connect((_, message) => {
    if (message.header.msg_type === "error" && message.parent_header.msg_type === "comm_msg")
        noteCallbackError(message.content.traceback.join("\\n"));
})"""

# How far the notebook ends from the right and the lower edge of the window: always the same, once it is laid out.
MARGINS = """() => {
    const { right, bottom } = document.querySelector(".jp-NotebookPanel").getBoundingClientRect();
    return `${innerWidth - right} ${innerHeight - bottom}`;
}"""

SETTLED = """async () => { // until all explorers are fitted into their room: nothing moves away from under a hand
    const heights = () => [...document.querySelectorAll(".convlib-explorer")].map((each) => each.offsetHeight).join();
    for (let [before, same] = ["", 0]; same < 4;) {
        await new Promise(requestAnimationFrame);
        same = heights() === before ? same + 1 : 0;
        before = heights();
    }
}"""

# Run code in the kernel as a cell would, but outside the notebook.
RUN_IN_KERNEL = """async ({ code }) => {
    const kernel = notebook.sessionContext.session.kernel;
    const future = kernel.requestExecute({ code, store_history: false });
    let text = "";
    future.onIOPub = ({ header, content }) => {
        if (header.msg_type === "stream") text += content.text;
        if (header.msg_type === "execute_result") text += content.data["text/plain"];
    };
    const { content } = await future.done;
    return content.status === "ok" ? { text } : { error: content.traceback.join("\\n") };
}"""


def find_chromium() -> str | None:
    """The Chromium to drive: $CHROMIUM, one on the PATH, or the one that playwright installed."""
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def without_colours(text: str) -> str:
    """The text without the terminal colours that IPython gives its tracebacks.

    >>> without_colours("\\x1b[31mZeroDivisionError\\x1b[39m: division by zero")
    'ZeroDivisionError: division by zero'
    """
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


class Lab:
    """A JupyterLab server and a Chromium, both ended when the `with` block ends.

    The notebooks are in the folder `lab.root`, which is the lab's own and is deleted with it.
    """

    def __enter__(self) -> "Lab":
        chromium = find_chromium()
        if chromium is None:
            raise RuntimeError(NO_CHROMIUM)
        with contextlib.ExitStack() as stack:
            self._home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lab-")))
            self.root = self._home / "notebooks"
            self.root.mkdir()
            for name, values in SETTINGS.items():
                self._write_settings(name, values)
            # Else every page asks whether JupyterLab should be built anew: seconds of work, where node is installed.
            page_config = self._home / "config" / "labconfig" / "page_config.json"
            page_config.parent.mkdir(parents=True)
            page_config.write_text(json.dumps({"buildCheck": False}))
            self._start_server(stack)
            playwright = stack.enter_context(sync_playwright())
            self._left: list[Tab] = []
            self._browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
            stack.callback(self._browser.close)
            self._ending = stack.pop_all()
        return self

    def __exit__(self, *exception) -> None:
        self._ending.close()

    def copy(self, path: str | Path) -> str:
        """Copy a notebook, or a file it needs, into the lab, and return its name there."""
        return Path(shutil.copy(path, self.root)).name

    def write(self, name: str, cells: list[str]) -> str:
        """Write a notebook of these code cells into the lab, and return its name there."""
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(code) for code in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        )
        nbformat.write(notebook, self.root / name)
        return name

    def open(self, name: str, theme: str = "light", app: str = "lab", unfold: bool = True) -> "Notebook":
        """Open a notebook of the lab in a page of its own, in the "light" or the "dark" theme.

        A lesson's end is folded, and a test wants to work it, too: ``unfold`` says so.
        ``app`` is "lab" for JupyterLab, or "notebook" for Jupyter Notebook 7, which the same server serves.
        """
        tab = self._left.pop() if app == "lab" and self._left else Tab(self)
        return Notebook(self, name, theme, app, tab, unfold)

    def take_back(self, tab: "Tab") -> None:
        """Keep the tab of a closed notebook for the next one: JupyterLab takes seconds to load."""
        tab.used += 1
        if tab.used < MOST_NOTEBOOKS:
            self._left.append(tab)
        else:
            tab.browsing.close()

    def forget_layouts(self) -> None:
        """Forget what earlier pages had open: a page that shows several things at once would open it again."""
        for layout in (self._home / "workspaces").glob("*"):
            layout.unlink()

    def _write_settings(self, name: str, values: dict) -> None:
        path = self._home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))

    def _start_server(self, stack: contextlib.ExitStack) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        command = [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
            "--JupyterNotebookApp.expose_app_in_browser=True",  # where Jupyter Notebook is installed beside it
            *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="),
            f"--ServerApp.root_dir={self.root}",
        ]
        own_folders = {
            variable: str(self._home / folder)
            for variable, folder in {
                "JUPYTERLAB_SETTINGS_DIR": "settings",
                "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
                "JUPYTER_CONFIG_DIR": "config",
                "JUPYTER_DATA_DIR": "data",
                "JUPYTER_RUNTIME_DIR": "runtime",
                "IPYTHONDIR": "ipython",
            }.items()
        }
        log = stack.enter_context(open(self._home / "log", "w"))
        # In a session of its own the server does not see Ctrl-C: it is ended here, and only here.
        self._server = subprocess.Popen(
            command, env=os.environ | own_folders, stdout=log, stderr=log, start_new_session=True
        )
        stack.callback(self._stop_server)
        deadline = time.monotonic() + TIMEOUT
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"JupyterLab did not start:\n{(self._home / 'log').read_text()[-3000:]}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/status", timeout=5):
                return True
        except OSError:
            return False

    def _stop_server(self) -> None:
        self._server.terminate()  # the server shuts its kernels down, then ends
        try:
            self._server.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self._server.kill()  # kernels end by themselves when their server is gone
            self._server.wait()


class Tab:
    """A page of the browser with JupyterLab in it, for one notebook after the other. It tells the present one what the
    page says."""

    def __init__(self, lab: Lab, browsing: BrowserContext | None = None):
        self.browsing = browsing or lab._browser.new_context(viewport=WINDOW, reduced_motion="reduce")
        self.page = self.browsing.new_page()
        self.page.set_default_timeout(TIMEOUT * 1000)
        self.notebook: Notebook | None = None
        self.used = 0  # how many notebooks have been closed in it
        self.page.on("console", lambda message: self.notebook and self.notebook._note_message(message))
        self.page.on("pageerror", lambda error: self.notebook and self.notebook._note(f"uncaught: {error}"))
        self.page.expose_function("noteCallbackError",
                                  lambda text: self.notebook and self.notebook._callback_errors.append(text))


class Notebook:
    """One notebook, open in a page of its own. A cell is told by its id, or by its number from 0, text cells included.

    `page` is the page itself, of playwright. Its JavaScript finds the notebook's panel in `window.notebook`.
    """

    def __init__(self, lab: Lab, name: str, theme: str, app: str, tab: Tab, unfold: bool = True):
        self.name = name
        self._path = {"lab": "doc/tree", "notebook": "notebooks"}[app]
        self.theme = theme
        self.console: list[str] = []  # errors and warnings in the browser's console, and uncaught errors
        self._used: dict[str, str] = {}  # cells that show what another test has worked, and their code
        self._callback_errors: list[str] = []
        self._lab = lab
        self._tab = tab
        self._unfold = unfold
        self.page = tab.page
        self._loading = self.page.locator(OUTPUT).filter(has_text=re.compile("^Loading widget"))
        tab.notebook = self
        if tab.used:
            self._begin_anew()
        else:
            self._load()

    def close(self, again: bool = True) -> None:
        """End the kernel and close the notebook. Its tab serves ``again`` where nothing has gone wrong in it, and nothing
        else has been opened. It should not where something that a test has put there goes on."""
        others = """() => [...jupyterapp.shell.widgets("main")]
            .some((each) => each !== notebook && !each.id.startsWith("launcher"))"""
        serves = False
        try:
            self._evaluate("() => notebook.sessionContext.shutdown()")
            if again and self._path == "doc/tree" and not self.problems() and not self._evaluate(others):
                self._evaluate("() => notebook.dispose()")
                # In an empty page JupyterLab opens a launcher, a little later. It must not come in front of the next one.
                self.page.wait_for_function("() => [...jupyterapp.shell.widgets('main')].length > 0")
                serves = True
        finally:
            self._tab.notebook = None
            if serves:
                self._lab.take_back(self._tab)
            else:
                self._tab.browsing.close()

    @contextlib.contextmanager
    def second_page(self):
        """The notebook as it was saved, in a second page of the same browser, with the same kernel: a `Notebook`, too."""
        self.renew()
        other = Notebook(self._lab, self.name, self.theme, "lab", Tab(self._lab, self._tab.browsing))
        try:
            yield other
        finally:
            other.page.close()

    def let_things_move(self) -> None:
        """Ask for motion. A page begins without: then whatever changes is where it goes at once."""
        self.page.emulate_media(reduced_motion="no-preference")

    @contextlib.contextmanager
    def slowly(self, times: int):
        """What the style sheets move takes so many times as long: so a busy machine, too, has frames between."""
        animations = self._tab.browsing.new_cdp_session(self.page)
        animations.send("Animation.enable")
        animations.send("Animation.setPlaybackRate", {"playbackRate": 1 / times})
        try:
            yield
        finally:
            animations.send("Animation.setPlaybackRate", {"playbackRate": 1})
            animations.detach()

    def reload(self, again: int = 2) -> None:
        """Load the page anew, as a learner who presses F5 does. The kernel keeps running.

        An output waits two seconds for its widget. When all widgets arrive at the end of these two seconds, while the
        page is busy making them, JupyterLab may show "model not found" in place of a widget that is there. A learner
        then presses F5 once more, and so does this: ``again`` says how often at most.
        """
        self.renew()
        self._load()
        for _ in range(again):
            if not any("model not found" in text for text in self.broken_widgets()):
                return
            self.console[:] = [message for message in self.console if "widget model not found" not in message]
            self._load()

    def save(self) -> None:
        self.renew()
        self.command("docmanager:save")

    def change_theme(self, theme: str) -> None:
        """Turn the page "light" or "dark", as a learner does in the menu."""
        self.theme = theme
        self.command("apputils:change-theme", theme=self._theme_name())
        self._wait_until_ready()

    def resize(self, width: int, height: int) -> None:
        """Make the window larger or smaller, and wait until the notebook has been laid out in it."""
        margins = self._evaluate(MARGINS)
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_function(f"margins => ({MARGINS})() === margins", arg=margins)

    def run_all(self) -> None:
        """Run all cells, up to the first error."""
        self._used.clear()
        self._run("notebook:run-all-cells")

    def restart_and_run_all(self) -> None:
        self._used.clear()
        self._run("notebook:restart-run-all")

    def renew_when_used(self, cells: list[str]) -> None:
        """Run each of these cells once more, but not before its output, or a name that it makes, is asked for."""
        code = "() => notebook.content.widgets.map(({ model }) => [model.type, model.id, model.sharedModel.source])"
        self._used = {cell: source for kind, cell, source in self._evaluate(code) if kind == "code" and cell in cells}

    def renew(self, code: str = "") -> None:
        """Run now those cells that are to be renewed: those that make a name of this code, or all of them."""
        names = set(re.findall(r"\w+", code))
        for cell, source in [*self._used.items()]:
            if not code or names & set(re.findall(r"^(\w+) = ", source, re.MULTILINE)):
                self._renew(cell)

    def _renew(self, cell: int | str) -> None:
        if self._used.pop(cell, None):
            self.run_cell(cell)
            self.page.evaluate(SETTLED)

    def run_cell(self, cell: int | str, source: str | None = None) -> Locator:
        """Run a cell, with other code in it where there is a ``source``, and return its output."""
        number = self._number(cell)
        self._used.pop(self.cell_ids()[number], None)
        self.renew(source or self._source(number))
        if source is not None:
            set_source = "({ i, source }) => notebook.content.widgets[i].model.sharedModel.setSource(source)"
            self._evaluate(set_source, i=number, source=source)
        self._evaluate("({ i }) => { notebook.content.activeCellIndex = i }", i=number)
        self._run("notebook:run-cell")
        return self.output(number)

    def _run(self, command: str, again: int = 2) -> None:
        """Run what a command runs.

        A widget has two seconds to begin, and on a page that is busy for longer, anywidget gives it up. A learner then
        runs the cell once more, and so does this: ``again`` says how often at most.
        """
        for left in reversed(range(again + 1)):
            before = len(self.console)
            self.command(command)
            self._settle()
            if not left or not any(GIVEN_UP in text for text in self.console[before:]):
                return
            del self.console[before:]

    def cell_ids(self) -> list[str]:
        return self._evaluate("() => notebook.content.widgets.map(cell => cell.model.id)")

    def command(self, name: str, **arguments) -> None:
        """Execute a command of JupyterLab, such as "apputils:change-theme", and wait for its end."""
        self._evaluate(
            "async ({ name, given }) => { await jupyterapp.commands.execute(name, given) }",
            seconds=RUN_TIMEOUT,
            name=name,
            given=arguments,
        )

    def python(self, code: str) -> str:
        """Run code in the notebook's kernel, and return what a cell would show of it as text."""
        self.renew(code)
        reply = self._evaluate(RUN_IN_KERNEL, code=code)
        if "error" in reply:
            raise RuntimeError(f"{code!r} failed in the kernel:\n{without_colours(reply['error'])}")
        return reply["text"]

    def wait_for_python(self, code: str, text: str) -> None:
        """Wait until `python(code)` is this text: the kernel hears of a click a little later."""
        deadline = time.monotonic() + TIMEOUT
        while (found := self.python(code)) != text:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{code} is still {found}, not {text}")
            self.page.wait_for_timeout(50)

    def output(self, cell: int | str) -> Locator:
        """The output area of a cell."""
        self._renew(cell)
        return self.page.locator(".jp-Notebook-cell").nth(self._number(cell)).locator(".jp-Cell-outputWrapper")

    def predict(self, cell: int | str, answer: str) -> Locator:
        """Answer the question of a cell, which says nothing yet: choose a label, or type. Returns what it then says."""
        question = self.output(cell)
        told = question.get_by_role("status")
        expect(told).to_have_text("")
        field = question.get_by_role("textbox")
        if field.count():
            field.fill(answer)
            field.press("Enter")
        else:
            question.get_by_role("radio", name=answer, exact=True).check()
            question.get_by_role("button").click()
        return told

    def new_view(self, cell: int | str) -> Locator:
        """Choose "Create New View for Cell Output" of a cell, and return the new view."""
        self._renew(cell)
        views = self.page.locator(".jp-LinkedOutputView")
        before = views.count()
        self.command("application:set-mode", mode="multiple-document")
        self.page.locator(".jp-NotebookPanel").wait_for()
        self.command("notebook:create-output-view", path=self.name, index=self._number(cell))
        views.nth(before).wait_for()
        return views.nth(before)

    def errors(self) -> list[str]:
        """The errors and the text on stderr in the outputs, and the errors in the callbacks of widgets."""
        shown = self.page.locator(
            '.jp-Notebook [data-mime-type="application/vnd.jupyter.error"],'
            '.jp-Notebook [data-mime-type="application/vnd.jupyter.stderr"]'
        )
        return shown.all_text_contents() + [without_colours(text) for text in self._callback_errors]

    def broken_widgets(self) -> list[str]:
        """What is shown in place of the widgets that JupyterLab could not show.

        A widget whose own JavaScript fails leaves an empty place instead: its error is in `console`.
        """
        failed = self.page.locator(OUTPUT).filter(has_text=re.compile("^Error displaying widget"))
        crossed = self.page.locator(f"{OUTPUT} .jupyter-widgets-error-widget")
        return [text for found in (self._loading, failed, crossed) for text in found.all_text_contents()]

    def problems(self) -> list[str]:
        """Everything that went wrong: errors, widgets that did not show, and what the browser's console says."""
        return self.errors() + self.broken_widgets() + self.console

    def forget_problems(self) -> None:
        """Clear what the console and the callbacks said so far."""
        self.console.clear()
        self._callback_errors.clear()

    def screenshot(self, path: str | Path) -> None:
        """Take a picture of the whole notebook, the part below the window's edge too."""
        height = self._evaluate("() => document.querySelector('.jp-WindowedPanel-outer').scrollHeight")
        height = min(max(height + 150, WINDOW["height"]), TALLEST_PICTURE)
        self.resize(WINDOW["width"], height)
        self._evaluate("() => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0 }")
        self.page.screenshot(path=path)
        self.resize(**WINDOW)

    def _source(self, number: int) -> str:
        return self._evaluate("({ i }) => notebook.content.widgets[i].model.sharedModel.source", i=number)

    def _number(self, cell: int | str) -> int:
        return cell if isinstance(cell, int) else self.cell_ids().index(cell)

    def _load(self) -> None:
        self._lab._write_settings("apputils-extension/themes", {"theme": self._theme_name()})
        self._lab.forget_layouts()
        self.page.goto(f"{self._lab.url}/{self._path}/{self.name}")
        self._take_over()

    def _take_over(self) -> None:
        self._wait_until_ready()
        self._evaluate(NOTE_CALLBACK_ERRORS)
        if self._unfold:
            self.command("notebook:expand-all-headings")
        self._settle()

    def _begin_anew(self) -> None:
        """Let a tab where another notebook has been look as if nothing had been, and open this one."""
        self.page.emulate_media(reduced_motion="reduce", forced_colors="none", color_scheme="light")
        self.page.set_viewport_size(WINDOW)
        self.page.mouse.move(0, 0)
        self._evaluate("() => { delete window.notebook; jupyterapp.shell.collapseLeft() }")
        self.command("apputils:change-theme", theme=self._theme_name())
        self.command("docmanager:open", path=self.name, factory="Notebook")
        self._take_over()

    def _theme_name(self) -> str:
        return f"JupyterLab {self.theme.title()}"

    def _wait_until_ready(self) -> None:
        wanted = {"light": "true" if self.theme == "light" else "false", "name": self.name}
        try:
            self.page.wait_for_function(f"wanted => !({MISSING})(wanted)", arg=wanted)
        except PlaywrightTimeout:
            missing = self.page.evaluate(MISSING, wanted)
            raise TimeoutError(f"{self.name} is not ready. What is missing is {missing}") from None

    def _settle(self) -> None:
        """Wait for an idle kernel and for the widgets. One that never comes is left to `broken_widgets`."""
        self.page.wait_for_function("notebook.sessionContext.session?.kernel?.status === 'idle'")
        with contextlib.suppress(AssertionError):
            expect(self._loading).to_have_count(0, timeout=TIMEOUT * 1000)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"{message.type}: {message.text} ({message.location['url']})")

    def _note(self, text: str) -> None:
        if not any(noise in text for noise in NOISE):
            self.console.append(text)

    def _evaluate(self, function: str, seconds: float = TIMEOUT, **arguments):
        """Call a JavaScript function in the page and wait for its answer, but not for ever."""
        too_late = f"""new Promise((_, fail) =>
            setTimeout(() => fail(new Error("no answer in {seconds} s")), {seconds * 1000}))"""
        return self.page.evaluate(f"given => Promise.race([({function})(given), {too_late}])", arguments)
