"""The rooms that a lesson is shown in, and what of an explorer does not fit into one."""

from tests.browser.lab import WINDOW

ROOMS = {  # the window in pixels, and whether the list of files shows beside the lesson
    "laptop": (1366, 768, True),
    "projector": (853, 480, False),  # 1280 x 720 at 150 %
    "wide": (1920, 1080, False),
    "phone": (500, 900, False),  # or any window at 400 %
}
LEAST_LETTERS = 9  # pixels on the screen

UNFIT = """(output, [mustBeWhole, least]) => {
    const explorer = output.querySelector(".convlib-explorer");
    const panel = explorer.closest(".jp-WindowedPanel-outer");
    const found = [];
    if (mustBeWhole && explorer.offsetHeight > panel.clientHeight)
        found.push(`${explorer.offsetHeight} px tall, and ${panel.clientHeight} are seen`);
    if (explorer.scrollWidth > explorer.clientWidth + 1)
        found.push(`${explorer.scrollWidth} px wide, and there are ${explorer.clientWidth}`);
    const letters = (words) => {
        const svg = words.ownerSVGElement;
        const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
        return parseFloat(getComputedStyle(words).fontSize) * scale;
    };
    for (const words of explorer.querySelectorAll("svg text, button, .widget-label, .widget-html-content"))
        if (words.textContent.trim() && words.checkVisibility({ visibilityProperty: true }) && letters(words) < least - 0.1)
            found.push(`${words.textContent.slice(0, 30)}: ${letters(words).toFixed(1)} px`);
    const captions = [...explorer.querySelectorAll(".convlib-caption")].filter((each) => each.checkVisibility());
    const places = captions.map((caption) => {
        const range = document.createRange();
        range.selectNodeContents(caption);
        return range.getBoundingClientRect();
    });
    const meet = (one, other) => one !== other && one.left < other.right && other.left < one.right
        && one.top < other.bottom - 4 && other.top < one.bottom - 4;
    const edge = explorer.getBoundingClientRect().right;
    captions.forEach((caption, number) => {
        const place = places[number];
        const isCut = getComputedStyle(caption).overflowX !== "visible" && caption.scrollWidth > caption.clientWidth + 1;
        if (isCut || (place.right > edge && !caption.closest(".convlib-along")) || places.some((other) => meet(place, other)))
            found.push(`cut, or in the way: ${caption.textContent}`);
    });
    return found.slice(0, 5);
}"""


def enter(notebook, room):
    """Show a notebook in a room."""
    width, height, files = ROOMS[room]
    notebook.page.evaluate(f"() => jupyterapp.shell.{'expand' if files else 'collapse'}Left()")
    notebook.resize(width, height)
    notebook.page.wait_for_timeout(300)  # until the scenes are fitted


def leave(notebook):
    """Show a notebook again as it was opened."""
    notebook.page.evaluate("() => jupyterapp.shell.collapseLeft()")
    notebook.resize(**WINDOW)


def unfit(output, room):
    """What of an explorer does not fit into the room: it must be whole, but on a phone, where its parts stand below each
    other; nothing may be cut, no words meet others, and none is smaller than can be read."""
    return output.evaluate(UNFIT, [room != "phone", LEAST_LETTERS])
