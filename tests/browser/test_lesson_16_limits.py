"""Lesson 16 in a real JupyterLab: moving columns, letting networks learn, cancelling, and tables of one's own."""

import re

import numpy as np
from playwright.sync_api import expect

from convlib.data.tables import judge, read_table
from convlib.data.tables.examples import EXAMPLES
from convlib.pictures import O, X
from convlib.widgets import ShufflingExplorer
from tests.browser.axe import test_no_rule_of_access_is_broken  # noqa: F401 - here, too
from tests.browser.conftest import cut_controls
from tests.browser.focus import press_until_disabled
from tests.browser.grid import Grid

LESSON = "16_limits"
WHITE = "#fbfbfb"


def button(scope, name):
    return scope.get_by_role("button", name=name, exact=True)


def shows(scope, picture):
    """Wait until the letter in the learner's order is this picture."""
    cells = scope.get_by_role("grid", name=re.compile("^yours")).locator(".convlib-square")
    expect(cells).to_have_count(81)
    white = [str(number) for number in np.flatnonzero(picture > 0)]
    scope.page.wait_for_function(
        """([cells, light, white]) => cells.flatMap((cell, i) => cell.getAttribute("fill") === light ? [String(i)] : [])
            .join() === white.join()""", arg=[cells.element_handles(), WHITE, white])
    return True


def learned(lesson, name):
    """Wait until nothing is learned any more, and the chart shows a dot for each run and each test of it."""
    lesson.wait_for_python(f"{name}.running", "False")
    told = eval(lesson.python(f"{name}.told()"))
    dots = int(lesson.python(f"sum(map(len, {name}.found().values()))"))
    picture = lesson.output("explorer" if name == "explorer" else "explorer-customers").get_by_role(
        "img", name=re.compile("^" + re.escape(told.splitlines()[0])))
    expect(picture.locator("circle")).to_have_count(dots)
    return told.splitlines()


def test_columns_move_and_networks_learn(lesson):
    scope = lesson.output("explorer")
    assert shows(scope, X)
    letter = Grid(scope, "yours")
    letter.click(3, 4)
    button(scope, "◀").click()
    order = [0, 1, 2, 4, 3, 5, 6, 7, 8]
    assert shows(scope, X[:, order]) and letter.window() == (0, 3)
    letter.press("ArrowRight", "End")
    lesson.wait_for_python("explorer.column", "8")
    button(scope, "▶").press("Space")
    expect(scope.get_by_role("status")).to_have_text("The chosen column is the last one: no neighbour is there.")
    expect(button(scope, "▶")).to_be_focused()
    button(scope, "◀").press("Space")
    button(scope, "◀").press("Enter")
    order = [0, 1, 2, 4, 3, 5, 8, 6, 7]
    assert shows(scope, X[:, order]) and letter.window() == (0, 6)
    lesson.wait_for_python("explorer.columns()", str(order))
    button(scope, "mirror").click()
    assert shows(scope, X[:, order[::-1]])

    lesson.python("explorer.steps, explorer.runs = 2, 2")
    button(scope, "in your order").click()
    assert [line.split(":")[0] for line in learned(lesson, "explorer")] == [
        f"{net}, {words}" for net in ("ConvNet", "voters alone")
        for words in ("as they are", "columns shuffled only in the test", "in your order, learned anew")]
    button(scope, "columns shuffled").press("Enter")
    expect(scope.get_by_text("columns shuffled, learned anew").first).to_be_visible()
    lesson.wait_for_python("len(explorer.results)", "12")
    twin = ShufflingExplorer(steps=2, runs=2)
    twin.train("columns")
    assert set(twin.told().splitlines()) <= set(learned(lesson, "explorer"))
    press_until_disabled(scope, "clear")

    lesson.python("explorer.steps, explorer.runs = 1000, 30")
    expect(button(scope, "clear")).to_be_disabled()
    press_until_disabled(scope, "all pixels scattered")
    expect(scope.get_by_text(re.compile(r"^networks that have learned: \d+ of 120"))).to_be_visible()
    expect(button(scope, "columns shuffled")).to_be_disabled()
    button(scope, "put back").click()
    assert shows(scope, X)  # while it learns
    press_until_disabled(scope, "cancel")
    expect(scope.get_by_role("status").last).to_have_text("Cancelled. What was learned stays in the chart.")
    button(scope, "in your order").click()
    expect(scope.get_by_role("status").last).to_contain_text("Move a column first.")

    scope.get_by_role("combobox").select_option("O")
    button(scope, "scatter all pixels").click()
    assert shows(scope, O.ravel()[np.random.default_rng(0).permutation(81)].reshape(9, 9))


# Count the cells of each of these grids that set out to glide.
COUNT = """(...svgs) => {
    const animate = Element.prototype.animate;
    window.glides = svgs.map(() => 0);
    Element.prototype.animate = function (frames, how) {
        svgs.forEach((svg, i) => (window.glides[i] += svg.contains(this) && how.duration > 400));
        return animate.call(this, frames, how);
    };
}"""


def test_columns_glide_to_their_places_unless_less_motion_is_wanted(lesson):
    scope = lesson.output("explorer")
    svgs = [Grid(scope, caption).svg.element_handle() for caption in ("yours", "the same eight")]
    lesson.let_things_move()
    lesson.page.evaluate(f"svgs => ({COUNT})(...svgs)", svgs)

    def glides(name, picture):
        """How many cells glide in the large letter and in the small ones, when this button makes it this picture."""
        lesson.page.evaluate("glides.fill(0)")
        button(scope, name).click()
        assert shows(scope, picture)
        lesson.python("'what Python sent before is here, too'")
        lesson.page.wait_for_timeout(300)
        return lesson.page.evaluate("glides")

    assert glides("mirror", X[:, ::-1]) == [8 * 9, 4 * 8 * 19]  # but for the columns in the middle
    scattered = glides("scatter all pixels", X.ravel()[np.random.default_rng(0).permutation(81)].reshape(9, 9))
    assert scattered[1] == 0 < scattered[0]
    assert glides("put back", X)[0] > 50
    lesson.page.emulate_media(reduced_motion="reduce")
    assert glides("mirror", X[:, ::-1]) == [0, 0]


def test_customers_learn_in_any_order(lesson):
    scope = lesson.output("explorer-customers")
    lesson.python("tables.steps, tables.runs = 2, 2")
    button(scope, "columns shuffled").click()
    lesson.wait_for_python("len(tables.results)", "8")
    twin = ShufflingExplorer("customers", steps=2, runs=2)
    twin.train("columns")
    assert learned(lesson, "tables") == twin.told().splitlines()
    grid = Grid(scope, "in your order")
    grid.click(2, 1)
    expect(scope.get_by_text("the chosen column: visits")).to_be_visible()
    button(scope, "▶").click()
    lesson.wait_for_python("tables.columns()[:3]", "[0, 2, 1]")
    expect(scope.get_by_text("the chosen column: visits")).to_be_visible()
    button(scope, "put back").click()
    expect(scope.get_by_text("the chosen column: km")).to_be_visible()


DROP = """(target, count) => {
    const data = new DataTransfer();
    for (let i = 0; i < count; i++) data.items.add(new File(["1,2\\n2,1\\n3,3"], `${i}.csv`));
    for (const type of ["dragover", "drop"]) {
        const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
        if (target.dispatchEvent(event)) throw new Error(`${type}: the page would open the file`);
    }
}"""
PASTE = """(target, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", text);
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_tables_are_chosen_pasted_and_brought_as_files(lesson, tmp_path):
    scope = lesson.output("explorer-table")
    verdict = scope.locator(".convlib-verdict")
    name = "temperature by the hour"
    ranks = read_table(EXAMPLES[name]()).ranks
    expect(verdict).to_have_text(" ".join(judge(ranks)))
    scope.get_by_role("combobox").select_option("a questionnaire")
    expect(Grid(scope, "9 of 120 rows").svg).to_be_visible()
    scope.get_by_role("combobox").select_option(name)
    expect(scope.get_by_role("img", name=re.compile("^how much each two of 24 columns"))).to_be_visible()
    button(scope, "shuffle the columns").click()
    expect(verdict).to_have_text(" ".join(judge(ranks, np.random.default_rng(0).permutation(24))))
    grid = Grid(scope, "9 of 40 rows")
    first = grid.labels()[0]
    grid.press("Home", "End")
    button(scope, "mirror").press("Space")
    expect(grid.svg.locator("[role=gridcell] text").nth(23)).to_have_text(first)

    walks = np.cumsum(np.random.default_rng(0).normal(size=(40, 8)), axis=1).round(3)
    button(scope, "as text").click()
    pasted = scope.get_by_role("textbox")
    pasted.fill("\n".join("\t".join(map(str, [*row, "same"])) for row in walks))
    button(scope, "read it").click()
    expect(verdict).to_contain_text("A ConvNet may help.")
    expect(scope.get_by_text("Column 9 is the same in every row, and was left out.")).to_be_visible()
    expect(scope.get_by_role("combobox")).to_have_value(re.compile("own"))
    pasted.fill("hello")
    button(scope, "read it").click()
    refusal = scope.locator(".convlib-refusal")
    expect(refusal).to_have_text(re.compile("^There is only one column.*The table before it still shows, in grey."))
    expect(scope.locator(".convlib-before .convlib-verdict")).to_be_visible()
    expect(scope.get_by_text("Column 9 is the same in every row")).to_have_count(0)

    # A file of 12 MB, then a small one, and the same once more.
    large = tmp_path / "large.csv"
    large.write_text("".join(f"{number:09},{number % 7}\n" for number in range(1_000_000)))
    assert large.stat().st_size == 12_000_000
    path = tmp_path / "mine.csv"
    path.write_text("größe;maß\n1,5;2\n0,5;3\n2,5;1", encoding="utf-8-sig")
    for file, words in [(large, "large.csv (the first 25,199 characters)"), (path, "mine.csv"),
                        (tmp_path / "empty.csv", re.compile("^empty.csv: This file is empty")), (path, "mine.csv")]:
        file.touch()
        with lesson.page.expect_file_chooser() as chooser:
            button(scope, "choose a CSV file").press("Enter")
        chooser.value.set_files(file)
        expect(refusal).to_have_text(words)
        if file == large:
            expect(scope.get_by_text("Only the first 2,000 rows were read.")).to_be_visible()

    # Dropped on the table: one, two, and a folder. A long text that is pasted comes as a file does.
    for files, words in [(1, "0.csv"), (2, re.compile("^0.csv: These are 2 files. Bring one at a time.")),
                         (1, "0.csv")]:
        scope.locator(".convlib-verdict").evaluate(DROP, files)
        expect(refusal).to_have_text(words)
    pasted.evaluate(PASTE, "\n".join(f"{number},{number % 7}" for number in range(2_000_000)))
    expect(refusal).to_have_text(re.compile(r"^pasted \(the first \d+,\d+ characters\)"))
    lesson.wait_for_python("1 + 1", "2")  # the connection is still there
    with lesson.page.expect_file_chooser() as chooser:
        button(scope, "choose a CSV file").press("Space")
    chooser.value.set_files(path)
    expect(refusal).to_have_text("mine.csv")
    expect(scope.locator(".convlib-before")).to_have_count(0)
    expect(verdict).to_contain_text("With 2 columns there is only 1 order")
    assert Grid(scope, "3 rows").labels()[:2] == ["größe", "maß"]

    for width in (1300, 1100):
        lesson.resize(width, 900)
        for cell in ("explorer", "explorer-customers", "explorer-table"):
            expect(lesson.output(cell).get_by_role("grid").first).to_be_visible()
            assert lesson.output(cell).locator(".convlib-explorer").first.evaluate("""explorer =>
                [...explorer.querySelectorAll(".convlib-svg"), explorer].every(part =>
                part.getBoundingClientRect().right <= explorer.getBoundingClientRect().right + 1
                && part.scrollWidth <= part.clientWidth + 1)"""), (cell, width)
    lesson.resize(500, 900)  # beside a text of the learner's own
    assert cut_controls(scope) == []
    place = scope.get_by_role("combobox").bounding_box()
    assert Grid(scope, "3 rows").svg.bounding_box()["x"] < place["x"] + place["width"]  # below it, at its full width


PREDICTIONS = [("predict-voters", "about 58", "You said “about 58”. You expected that"),
               ("predict-convnet", "about 74",
                "“about 74” is right, as you predicted. It loses 9 of 100"),
               ("predict-customers", "about 83", "You said “about 83”. That would be"),
               ("predict-order", "about 98", "You made them neighbours, as in a picture.")]
EXERCISES = [
    ("exercise-1-code", "check('shuffle_columns', lambda letters, seed: np.stack([letter[:, order] for chance in "
     "[np.random.default_rng(seed)] for letter in letters for order in [chance.permutation(letters.shape[-1])]]))",
     "A shuffle for each picture"),
    ("exercise-2-code", "check('neighbours_alike', lambda table: np.abs(np.corrcoef(table, rowvar=False)).mean())",
     "All pairs"),
    ("exercise-2-code", "check('neighbours_alike', lambda table: "
     "np.abs(np.diag(np.corrcoef(table, rowvar=False), 1)).mean())", "Right on all")]


def test_predictions_and_exercises(lesson):
    for cell, choice, told in PREDICTIONS:
        expect(lesson.predict(cell, choice)).to_contain_text(told)
    for cell, source, told in EXERCISES:
        expect(lesson.run_cell(cell, source)).to_contain_text(told)
