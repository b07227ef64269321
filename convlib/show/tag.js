/**
 * The tag of a cell: its number, large, beside the hand or the keyboard's place. It shows where the grid is too small to
 * print its numbers. grid.py puts this in front of grid.js.
 */

const TAG = 14; // the size of its letters on the screen, in pixels

class Tag {
  constructor(svg) {
    this.group = draw("g", svg, { class: "convlib-tag", "aria-hidden": "true" });
    this.back = draw("rect", this.group, { rx: 3 });
    this.label = draw("text", this.group, {});
    this.hide();
  }

  hide() {
    this.group.style.display = "none";
  }

  /** Show a label at a cell with this corner and size; `scale` is that of the grid on the screen, `width` its own. */
  show(label, { x, y }, size, scale, width) {
    if (!label) return this.hide();
    const letters = TAG / scale;
    const [wide, tall] = [letters * (0.62 * label.length + 0.8), letters * 1.5];
    const left = clamp(x + size / 2 - wide / 2, 0, Math.max(width - wide, 0));
    const top = y >= tall + 2 / scale ? y - tall - 2 / scale : y + size + 2 / scale;
    for (const [name, value] of Object.entries({ x: left, y: top, width: wide, height: tall }))
      this.back.setAttribute(name, value);
    this.label.setAttribute("x", left + wide / 2);
    this.label.setAttribute("y", top + tall / 2);
    this.label.setAttribute("font-size", letters);
    this.label.textContent = label;
    this.group.style.display = "";
  }
}
