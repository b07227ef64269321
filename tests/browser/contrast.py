"""How well controls are told from the page and read, as WCAG counts it: 21 for black on white, 1 for no difference."""

# Every visible control of an explorer that can be worked: [what it is, what is compared, the contrast].
FAINT = """([explorer, words, edge]) => {
    const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
        return [red, green, blue, alpha / 255];
    };
    const over = (top, below) => [0, 1, 2].map((part) => top[part] * top[3] + below[part] * (1 - top[3])).concat(1);
    const fill = (element, part) => getComputedStyle(element, part).backgroundColor;
    const behind = (element) => {
        if (!element) return [255, 255, 255, 1];
        const own = rgba(fill(element));
        return own[3] === 1 ? own : over(own, behind(element.parentElement));
    };
    const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, share, part) => {
        const value = colour[part] / 255;
        return sum + share * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0);
    const ratio = (one, other) => {
        const [bright, dark] = [light(one), light(other)].sort((a, b) => b - a);
        return (bright + 0.05) / (dark + 0.05);
    };
    const found = [];
    const note = (element, what, one, other, least) => {
        const contrast = ratio(one, other);
        if (contrast < least) found.push([element.textContent || element.className, what, contrast.toFixed(2)]);
    };
    const all = (names) => [...explorer.querySelectorAll(names)]
        .filter((each) => each.offsetParent && !each.disabled && !each.closest("[disabled]"));
    for (const each of all(".jupyter-button, select, textarea, .widget-text input")) {
        const page = behind(each.parentElement);
        const { color, borderTopColor } = getComputedStyle(each);
        note(each, "words", over(rgba(color), behind(each)), behind(each), words);
        note(each, "edge", over(rgba(borderTopColor), page), page, edge);
    }
    for (const each of all(".mod-active")) note(each, "state", behind(each), behind(each.parentElement), edge);
    for (const each of all(".widget-label, .widget-readout")) {
        note(each, "words", over(rgba(getComputedStyle(each).color), behind(each)), behind(each), words);
    }
    for (const each of all(".noUi-base")) {
        const page = behind(each.parentElement);
        note(each, "track", rgba(fill(each.querySelector(".noUi-connects"))), page, edge);
        note(each, "handle", rgba(fill(each.querySelector(".noUi-handle"))), page, edge);
    }
    return found;
}"""


def faint(explorer, words=4.5, edge=3):
    """Of the controls in an explorer (a locator): those whose words, edge or state is fainter than this."""
    return explorer.evaluate(f"(explorer, least) => ({FAINT})([explorer, ...least])", [words, edge])
