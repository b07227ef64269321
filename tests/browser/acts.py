"""Random acts: what a hand does that does not know what it does, on whatever an explorer offers.

    hand = Hand(lesson, "explorer", seed="03_filtering explorer", folder=tmp_path, by_all=Counter())
    for _ in range(400):
        hand.act()
    hand.log       # what it has done, in words

The acts are taken from a pack of cards, which holds each kind of act that is possible; so none is left out for long.
They come as fast as the browser takes them: no act waits until Python has answered the one before.
"""

import contextlib
import random
from collections import Counter

import numpy as np
from PIL import Image
from playwright.sync_api import Error

# What there is to work, and how it is found in an explorer.
TARGETS = {
    "grid": "svg[role=grid][tabindex]",
    "photo": ".convlib-photo-frame",
    "slider": ".noUi-handle",
    "readout": ".widget-readout[contenteditable=true]",
    "toggle": "button.widget-toggle-button",
    "button": "button.widget-button",
    "play": ".convlib-player button",
    "list": "select",
    "box": "input[type=checkbox]",
    "field": "input[type=text], input[type=number]",
    "text": "textarea",
    "file": "input[type=file]",
    "picture": "svg[role=grid]:not([tabindex])",
    "sketch": ".convlib-sketch svg",
    "anything": "[tabindex='0'], button, select, input:not([type=file]), textarea",
    "kernel": ":scope",  # it is kept busy for a moment: what the next acts do, it hears all at once
}

# How each is worked: the name of the method, and how many cards of it are in a pack.
WAYS = {
    "grid": {"click": 4, "drag": 4, "drag_out": 2, "steer": 4, "tap": 1, "twice": 1},
    "photo": {"click": 1, "drag": 2, "drag_out": 1, "steer": 2},
    "slider": {"steer": 3, "pull": 3, "click": 1},
    "readout": {"write": 4},
    "toggle": {"click": 4, "press": 2, "tap": 1, "twice": 1},
    "button": {"click": 4, "press": 2, "tap": 1, "twice": 1},
    "play": {"click": 2},
    "list": {"steer": 4},
    "box": {"click": 1, "press": 1},
    "field": {"write": 4},
    "text": {"write": 3},
    "file": {"choose": 2},
    "picture": {"click": 1, "drag_out": 1},
    "sketch": {"click": 1},
    "anything": {"type_keys": 3, "walk": 2},
    "kernel": {"keep_busy": 2},
}

STEERING = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", "Space", "Enter",
            "Shift+ArrowRight", "Shift+ArrowDown"]
PLAIN_KEYS = ["x", "d d", "a", "b", "c", "v", "m", "y", "z", "0 0", "i i", "Space", "ArrowDown", "ArrowUp", "Backspace",
              "Delete", "PageDown", "+", "-", ",", "Enter"]
WORDS = ["0,5", "−30", "-30", "1/2", "abc", "", "1e99", "-1e99", "nan", "7", ".25", "2 3", "½", "  ", "not good",
         "the very good soup", "said the/alice", "you … to", "…", "/", "i'm mad", "<b>bold</b><img src=x onerror=y>",
         "🙂👩‍👩‍👧 é̀", "мама مرحبا 你好", "so good " * 60, "x" * 3000, "x,y\n1,2\n2,1\n3,3", "a;b\n1,5;2\n2,5;1",
         "1\t2\n3", "x,x\n,\n,,,,\n\"", "$x^2$ `code` **a**"]
BUSY = 0.15  # seconds for which the kernel is kept busy, so that the hand is quicker than Python

# Whatever a kind of target there is: those that show and can be worked. Files have no place on the screen.
FIND = """const find = (scope, selector) => (selector === ":scope" ? [scope] : [...scope.querySelectorAll(selector)])
    .filter((each) => !each.disabled && (each.type === "file" || each.checkVisibility({ visibilityProperty: true }))
        && !(each.matches("button") && each.querySelector("input[type=file]")));"""
COUNT = f"""(scope, targets) => {{ {FIND}
    return Object.fromEntries(Object.entries(targets).map(([name, selector]) => [name, find(scope, selector).length]));
}}"""
TAKE = f"""(scope, [selector, chance]) => {{ {FIND}
    const found = find(scope, selector);
    const one = found[Math.floor(chance * found.length)];
    if (!one) return null;
    one.scrollIntoView({{ block: "nearest", inline: "nearest", behavior: "instant" }});
    const outer = document.querySelector(".jp-WindowedPanel-outer").getBoundingClientRect();
    let box = one.getBoundingClientRect();
    if (box.top < outer.top || box.bottom > outer.bottom - 20) one.scrollIntoView({{ block: "center" }});
    box = one.getBoundingClientRect();
    const words = [one.getAttribute("aria-label"), one.title, one.tagName === "BUTTON" ? one.textContent : "",
                   one.closest(".convlib-grid")?.firstChild.textContent,
                   one.closest(".widget-inline-hbox")?.querySelector("label")?.textContent];
    window.taken = one;
    return {{ x: box.x, y: box.y, width: box.width, height: box.height,
              words: words.filter(Boolean).join(" ").trim().slice(0, 40), number: found.indexOf(one) }};
}}"""
FOCUS = "() => { window.taken.focus({ preventScroll: true }); return document.activeElement === window.taken; }"
SWITCH = """(scope, on) => [...scope.querySelectorAll("button.widget-toggle-button:not(.widget-toggle-buttons *)")]
    .filter((one) => one.classList.contains("mod-active") !== on).forEach((one) => one.click())"""
HOLDS_FOCUS = "(scope) => scope.contains(document.activeElement)"
KEEP_BUSY = """([code]) => { notebook.sessionContext.session.kernel.requestExecute(
    { code, silent: true, store_history: false }); }"""


def odd_files(folder):
    """Small odd files: what a hand may choose."""
    picture = Image.fromarray(np.random.default_rng(0).integers(0, 256, (30, 40, 3), np.uint8))
    contents = {
        "empty.csv": b"", "table.csv": b"x,y,z\n1,2,3\n2,1,3\n3,3,1\n4,0,2\n", "points.txt": b"a;b\n1,5;2\n",
        "wide.tsv": "\t".join(map(str, range(40))).encode("utf-16"), "noise.csv": bytes(range(256)) * 20,
        "<b>nämé ✓.csv": b"1,2\n2,3\n5,4\n7,9\n", "noise.png": bytes(range(256)), "empty.png": b"",
        "text.jpg": b"Dear diary", "cut.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    picture.save(folder / "picture.png")
    picture.convert("L").resize((3, 4)).save(folder / "tiny.png")
    return sorted(folder.iterdir())


class Hand:
    """A hand that works the explorer in a cell's output, always in the same way for the same ``seed``.

    ``by_all`` counts what all hands have done, by kinds. In the ``folder`` it finds files to choose.
    """

    def __init__(self, notebook, cell, seed, folder, by_all):
        self.page = notebook.page
        self._chance, self._pack, self._by_all = random.Random(seed), [], by_all
        self._files = odd_files(folder)
        self._touch = self.page.context.new_cdp_session(self.page)
        self.log, self.possible, self.done = [], set(), Counter()
        self._element = notebook.output(cell).element_handle()
        self._element.evaluate(SWITCH, True)  # what is closed until somebody needs it opens

    def close(self):
        """Switch off what can be: a new explorer has nothing open."""
        self._element.evaluate(SWITCH, False)

    def act(self):
        """Do one of the acts that are possible now."""
        there = self._element.evaluate(COUNT, TARGETS)
        possible = {(target, way): cards for target, count in there.items() if count
                    for way, cards in WAYS[target].items()}
        self._deal(possible)
        card = next(card for card in reversed(self._pack) if card in possible)
        self._pack.remove(card)
        target, way = card
        box = self._element.evaluate(TAKE, [TARGETS[target], self._chance.random()])
        if box:  # it was there a moment ago
            self._note(f"{way} {target} {box['number']} “{box['words']}”")
            if getattr(self, f"_{way}")(box) is not False:
                self.done[card] += 1
                self._by_all[card] += 1

    def _deal(self, possible):
        """Put on the pack what is possible for the first time, on top what no hand has done. An empty one is dealt anew."""
        new = [card for card in possible if card not in self.possible]
        self.possible |= set(possible)
        if not new and not any(card in possible for card in self._pack):
            self._pack = [card for card, count in possible.items() for _ in range(count)]
            self._chance.shuffle(self._pack)
        self._chance.shuffle(new)
        self._pack += sorted(new, key=lambda card: self._by_all[card] == 0)

    def _note(self, words):
        self.log.append(words)

    def _more(self, words):
        self.log[-1] += f": {words}"

    # The ways.

    def _keep_busy(self, _):
        self.page.evaluate(KEEP_BUSY, [f"__import__('time').sleep({BUSY})"])

    def _somewhere(self, box, beyond=0):
        """A point on a target, or up to so many pixels beyond its edges."""
        return (box["x"] + self._chance.uniform(-beyond, box["width"] + beyond),
                box["y"] + self._chance.uniform(-beyond, box["height"] + beyond))

    def _click(self, box):
        self.page.mouse.click(*self._somewhere(box))

    def _twice(self, box):
        point = self._somewhere(box)
        self.page.mouse.click(*point)
        self.page.mouse.click(*point)

    def _drag(self, box, beyond=0):
        self.page.mouse.move(*self._somewhere(box))
        self.page.mouse.down()
        for _ in range(self._chance.randint(1, 3)):
            self.page.mouse.move(*self._somewhere(box, beyond), steps=2)
        self.page.mouse.up()

    def _drag_out(self, box):
        self._drag(box, beyond=150)

    def _pull(self, box):
        """Take a slider by its handle, and let go somewhere else."""
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + self._chance.uniform(-200, 200), box["y"], steps=2)
        self.page.mouse.up()

    def _tap(self, box):
        x, y = self._somewhere(box)
        self._touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        self._touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def _keys(self, keys, times):
        if not self.page.evaluate(FOCUS):
            return False
        for _ in range(times):
            key = self._chance.choice(keys)
            self._more(key)
            for each in key.split(" "):
                if self._element.evaluate(HOLDS_FOCUS):  # else the key belongs to the notebook
                    self.page.keyboard.press(each)

    def _steer(self, _):
        return self._keys(STEERING, self._chance.randint(1, 4))

    def _press(self, _):
        return self._keys(["Space", "Enter"], 1)

    def _type_keys(self, _):
        return self._keys(PLAIN_KEYS, self._chance.randint(1, 3))

    def _walk(self, _):
        """Walk on with Tab, or back, and press a key there."""
        if not self.page.evaluate(FOCUS):
            return False
        for _ in range(self._chance.randint(1, 4)):
            self.page.keyboard.press(self._chance.choice(["Tab", "Tab", "Shift+Tab"]))
        if self._element.evaluate(HOLDS_FOCUS):
            key = self._chance.choice(STEERING)
            self._more(key)
            self.page.keyboard.press(key)

    def _write(self, _):
        """Write over what stands in a field, and leave it, or press Enter."""
        if not self.page.evaluate(FOCUS):
            return False
        words = self._chance.choice(WORDS)
        self._more(words[:40])
        self.page.keyboard.press("Control+a")
        if not words:
            self.page.keyboard.press("Delete")
        elif len(words) < 6 and words.isascii():
            self.page.keyboard.type(words)
        else:
            self.page.keyboard.insert_text(words)
        if self._element.evaluate(HOLDS_FOCUS):
            self.page.keyboard.press(self._chance.choice(["Enter", "Tab"]))

    def _choose(self, _):
        file = self._chance.choice(self._files)
        self._more(file.name)
        with contextlib.suppress(Error):  # the field has just been taken away
            self.page.evaluate_handle("window.taken").as_element().set_input_files(file)


# What the page says.

READ = """(scope) => {
    const all = (selector) => [...scope.querySelectorAll(selector)];
    const active = (one) => one.classList.contains("mod-active");
    const grid = (svg) => {
        const here = svg.getAttribute("aria-activedescendant");
        return {
            caption: svg.previousElementSibling.textContent,
            cells: [...svg.querySelectorAll("[role=gridcell]")].map((cell) => [
                cell.querySelector("rect").getAttribute("fill"), cell.querySelector("text").textContent,
                cell.querySelector("title").textContent]),
            marks: svg.querySelectorAll(".convlib-mark").length,
            window: svg.dataset.pen ? "drawn" : here && Number(here.split("-").at(-1)),
        };
    };
    const photo = (frame) => {
        const { width, height } = frame.querySelector("canvas");
        const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
        copy.drawImage(frame.querySelector("canvas"), 0, 0);
        const { data } = copy.getImageData(0, 0, width, height);
        const sums = Array.from({ length: height }, (_, row) => {
            let sum = 0;
            for (let at = 4 * row * width; at < 4 * (row + 1) * width; at += 4)
                sum += data[at] + data[at + 1] + data[at + 2];
            return sum;
        });
        return [frame.previousElementSibling.textContent, [height, width], sums];
    };
    const BOX = ["x", "y", "width", "height"];
    const PLACES = { rect: BOX, image: BOX, circle: ["cx", "cy", "r"], text: ["x", "y"] };
    const shape = (one) => [one.tagName, (PLACES[one.tagName] ? PLACES[one.tagName].map((name) => one.getAttribute(name))
        : one.getAttribute("points").split(" ").filter(Boolean)).map(Number), one.textContent];
    const sketch = (svg) => [svg.getAttribute("aria-label") ?? "", [...svg.children].map(shape)];
    return {
        grids: all("svg[role=grid]").map(grid),
        html: all(".widget-html-content").map((one) => one.innerHTML),
        lists: all("select").map((one) => one.selectedIndex),
        buttons: all("button.widget-button").filter((one) => !one.closest(".convlib-source, .convlib-file-source"))
            .map((one) => [one.textContent, one.disabled]),
        toggles: all(".widget-toggle-buttons").map((one) => [...one.querySelectorAll("button")].findIndex(active)),
        switches: all("button.widget-toggle-button").filter((one) => !one.closest(".widget-toggle-buttons"))
            .map((one) => [one.textContent, active(one)]),
        boxes: all("input[type=checkbox]").map((one) => one.checked),
        sliders: all(".noUi-target").map((one) => Math.round(one.noUiSlider.get(true) * 100) / 100),
        fields: all("input[type=text], input[type=number], textarea").map((one) => one.value),
        photos: all(".convlib-photo-frame").map(photo),
        sketches: all(".convlib-sketch svg").map(sketch),
    };
}"""
# HTML as Python writes it is not yet as the browser tells it: <br/> becomes <br>.
AS_TOLD = """(texts) => texts.map((text) => {
    const paper = document.createElement("div");
    paper.innerHTML = text;
    return paper.innerHTML;
})"""
# Stop whatever goes on, by its own control: a walk, a training, the camera.
STOP = """(scope) => [...scope.querySelectorAll("button")].filter((one) => !one.disabled && one.checkVisibility()
        && (one.matches(".convlib-player [aria-pressed=true]") || /pause|^cancel$|^switch off$/.test(one.textContent)))
    .forEach((one) => one.click())"""
