"""The moving picture at the top of the README, taken from the real lesson 09: a hand draws, every number follows, and a
vote is traced back to its pixels.

    python -m tests.film      # or: make film

It drives JupyterLab as the browser tests do, and takes a picture of the explorer again and again, with a drawn hand in
it, for a browser's own pictures have none.
"""

import io
import time
from itertools import pairwise
from pathlib import Path

from PIL import Image

from tests.browser.grid import Grid
from tests.browser.lab import Lab

FILM = Path(__file__).parents[1] / "notebooks" / "images" / "drawing.gif"
MOST_BYTES = 2_000_000
WIDE = 940  # of the film, in pixels
COLOURS = 128
STROKE = [(1, 4), (2, 4), (3, 4), (4, 4), (5, 4), (6, 4), (7, 4)]  # through the X, from the top down
UNDO = [(1, 4), (2, 4), (3, 4), (5, 4), (6, 4), (7, 4)]
END, SLOWEST = 1500, 110  # milliseconds: how long the last picture stands, and any other one at most

HAND = """() => {
    const hand = document.body.appendChild(document.createElement("div"));
    hand.innerHTML = '<svg width="30" height="30" viewBox="0 0 24 24"><path d="M4 1l16 13h-8l-4 8z" fill="#fff" stroke="#000" stroke-width="1.6"/></svg>';
    Object.assign(hand.style, { position: "fixed", zIndex: 10000, pointerEvents: "none", left: 0, top: 0 });
    const put = (event) => { hand.style.transform = `translate(${event.clientX - 4}px, ${event.clientY - 1}px)`; };
    window.addEventListener("pointermove", put, true);
    window.addEventListener("pointerdown", put, true);
}"""


class Camera:
    """Takes pictures of a scene, and remembers when."""

    def __init__(self, scene):
        self.scene, self.frames, self.times = scene, [], []

    def take(self, count=1):
        """Take so many pictures, one after the other, as fast as the browser gives them."""
        for _ in range(count):
            self.times.append(time.monotonic())
            self.frames.append(Image.open(io.BytesIO(self.scene.screenshot())).convert("RGB"))

    def durations(self):
        """For how many milliseconds each picture stands: until the next one was taken."""
        between = [min(max(round((later - sooner) * 1000), 40), SLOWEST) for sooner, later in pairwise(self.times)]
        return [*between, END]


def play(notebook):
    """What is to be seen, and a picture of every moment of it."""
    scene = notebook.output(1).locator(".convlib-explorer")
    picture, votes = Grid(scene, "picture"), Grid(scene, "votes")
    scene.scroll_into_view_if_needed()
    notebook.let_things_move()
    notebook.page.evaluate(HAND)
    camera, mouse = Camera(scene), notebook.page.mouse
    mouse.move(*picture.centre(0, 8), steps=3)
    camera.take(5)
    for cells, light in ((STROKE, True), (UNDO, False)):
        scene.get_by_role("radio", name="pen" if light else "eraser").click()
        picture.take("light" if light else "dark")
        mouse.move(*picture.centre(*cells[0]), steps=3)
        mouse.down()
        for cell in cells:
            if light or cell != (5, 4):
                mouse.move(*picture.centre(*cell), steps=2)
            camera.take(2)
        mouse.up()
        camera.take(5)
    mouse.move(*votes.centre(0, 0, "X"), steps=8)
    camera.take(6)
    mouse.down()
    mouse.up()
    camera.take(16)
    return camera


def save(camera):
    """Write the film, in few colours: those of all its pictures together."""
    size = WIDE, round(camera.frames[0].height * WIDE / camera.frames[0].width)
    frames = [frame.resize(size, Image.Resampling.LANCZOS) for frame in camera.frames]
    some = frames[::8] + frames[-1:]
    sheet = Image.new("RGB", (size[0], size[1] * len(some)))
    for number, frame in enumerate(some):
        sheet.paste(frame, (0, number * size[1]))
    palette = sheet.quantize(COLOURS, dither=Image.Dither.NONE)
    first, *others = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    first.save(FILM, save_all=True, append_images=others, duration=camera.durations(), loop=0, optimize=True)
    return FILM.stat().st_size


def main():
    with Lab() as lab:
        notebook = lab.open(lab.write("film.ipynb", ["from convlib.widgets import NetworkExplorer", "NetworkExplorer()"]))
        notebook.run_all()
        camera = play(notebook)
        assert notebook.problems() == [], notebook.problems()
    written = save(camera)
    assert written < MOST_BYTES, f"the film is {written:,} bytes long, and may be {MOST_BYTES:,}"
    print(f"{FILM.name}: {len(camera.frames)} pictures, {sum(camera.durations()) / 1000:.1f} s, {written:,} bytes")


if __name__ == "__main__":
    main()
