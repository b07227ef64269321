"""axe-core: rules of accessibility, run over what a lesson shows.

Every module that tests a lesson imports the test here, which needs its page: so no lesson is opened once more for it.
The rules come from npm, and are a tool of the tests alone: `npm ci --prefix tests/browser` brings them.
"""

from functools import cache
from pathlib import Path

import pytest

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
NO_AXE = "no axe-core found: install Node.js with npm, and run `npm ci --prefix tests/browser`"
LEFT_OUT = ["region"]  # that all stands in landmarks of the page: the page is JupyterLab's
RUN = """async (only) => {
    const outputs = { include: [[".jp-Cell-outputWrapper"]], exclude: [[".jp-OutputPrompt"]] };
    const rules = Object.fromEntries(LEFT_OUT.map((rule) => [rule, { enabled: false }]));
    const runOnly = only ? { runOnly: [only] } : {};
    const { violations } = await axe.run(outputs, { resultTypes: ["violations"], rules, ...runOnly });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) =>
        `${id}: ${html.slice(0, 200)}: ${[...any, ...all, ...none].map(({ message }) => message)[0]}`));
}""".replace("LEFT_OUT", str(LEFT_OUT))


@cache
def code():
    """axe-core itself, as JavaScript. A test that needs it is skipped where it is not there."""
    return AXE.read_text(encoding="utf-8") if AXE.is_file() else pytest.skip(NO_AXE)


def broken_rules(page, only=None):
    """What breaks a rule in the outputs of a page, in words; ``only`` the rules of one kind, such as "cat.color"."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(code())
    return page.evaluate(RUN, only)


def test_no_rule_of_access_is_broken(opened, theme):
    """In dark, all rules, when all cells have just been run. In light, when one test has worked the lesson, those of
    colour: the others do not depend on it."""
    code()
    if theme != opened.theme:
        opened.change_theme(theme)
    assert broken_rules(opened.page, only="cat.color" if theme == "light" else None) == []
