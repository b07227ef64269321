/**
 * PixelGrid in the browser: draws the cells that Python sent, and moves the window as the hand does.
 * Python decides every colour and label (look.py); nothing here computes a number of the lesson.
 *
 * A cursor is another widget's model with a whole-number `value`. Grids that share one follow each
 * other here, at once; Python hears of it by itself.
 *
 * @typedef {{ get(name: string): any, set(name: string, value: any): void, on(event: string, f: () => void): void,
 *             save_changes(): void, send(message: object): void }} Model
 */

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 4; // room for the window's outline, in pixels
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
                Home: [0, -Infinity], End: [0, Infinity] };

/** Add a new SVG element to `parent`. */
function draw(tag, parent, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return parent.appendChild(element);
}

const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

/** One cell: a square, its label, and a title for hovering. It remembers its look, so that it repaints only changes. */
class Cell {
  constructor(parent, id, row, column, size) {
    this.where = `row ${row}, column ${column}`;
    this.group = draw("g", parent, { role: "gridcell", id });
    this.title = draw("title", this.group);
    const square = { x: column * size, y: row * size, width: size, height: size };
    this.square = draw("rect", this.group, { class: "convlib-square", ...square });
    this.label = draw("text", this.group, { x: (column + 0.5) * size, y: (row + 0.5) * size, "font-size": size * 0.35 });
  }

  paint([fill, ink, label, exact], faint) {
    if (fill !== this.fill) this.square.setAttribute("fill", (this.fill = fill));
    if (ink !== this.ink) this.label.style.fill = this.ink = ink;
    if (label !== this.text) this.label.textContent = this.text = label;
    if (exact !== this.exact) this.title.textContent = `${this.where}: ${(this.exact = exact)}`;
    if (faint !== this.faint) this.group.classList.toggle("convlib-faint", (this.faint = faint));
  }
}

/** @param {{ model: Model, el: HTMLElement, host: { getModel(ref: string): Promise<Model> } }} view */
async function render({ model, el, host }) {
  const cursor = (name) => (model.get(name) ? host.getModel(model.get(name)) : null);
  const [frame, here] = [await cursor("frame"), await cursor("here")];
  const id = `convlib-${Math.random().toString(36).slice(2)}`; // each view has names of its own in the page
  const [height, width] = model.get("window").length ? model.get("window") : [1, 1];
  const size = model.get("cell");
  const editable = model.get("editable");
  let rows, columns, cells, svg, outline, window, caret = 0;

  el.classList.add("convlib-grid");
  el.dataset.lmSuppressShortcuts = "true"; // JupyterLab leaves the arrow keys to the grid
  const caption = el.appendChild(document.createElement("div"));
  caption.className = "convlib-caption";
  caption.id = `${id}-caption`;

  /** Lay out the squares anew: once, and again whenever the shape changes. */
  function build() {
    [rows, columns] = [model.get("rows"), model.get("columns")];
    svg?.remove();
    const [w, h] = [columns * size, rows * size];
    svg = draw("svg", el, { role: "grid", "aria-labelledby": caption.id, class: "convlib-svg",
      viewBox: `${-MARGIN} ${-MARGIN} ${w + 2 * MARGIN} ${h + 2 * MARGIN}`, width: w + 2 * MARGIN });
    cells = [];
    for (let row = 0; row < rows; row++) {
      const line = draw("g", svg, { role: "row" });
      for (let column = 0; column < columns; column++)
        cells.push(new Cell(line, `${id}-${cells.length}`, row, column, size));
    }
    const marker = (name, high, wide) => draw("rect", svg, { class: name, width: wide * size, height: high * size });
    outline = marker("convlib-window-halo", height, width);
    window = marker("convlib-window", height, width);
    caret = marker("convlib-caret", 1, 1);
    caret.place = 0;
    if (here || editable) listen();
  }

  /** The window's rows and columns of places. */
  const places = () => [rows - height + 1, columns - width + 1];

  function paint() {
    if (rows !== model.get("rows") || columns !== model.get("columns")) build();
    const [looks, frames, captions] = [model.get("looks"), model.get("frames"), model.get("captions")];
    const now = (list) => list[clamp(frame?.get("value") ?? 0, 0, list.length - 1)];
    const place = here?.get("value");
    const faintAfter = model.get("fade") ? place : Infinity;
    now(frames).forEach((look, i) => cells[i].paint(looks[look], i > faintAfter));
    if (caption.textContent !== now(captions)) caption.textContent = now(captions);
    mark(place);
  }

  /** Put the window, and the caret of an editable grid, in their places. */
  function mark(place) {
    const [down, across] = places();
    const [row, column] = [Math.floor(place / across), place % across];
    const inside = row < down; // false without a cursor, and past the last place
    for (const line of [outline, window]) {
      line.style.display = inside ? "" : "none";
      line.style.transform = inside ? `translate(${column * size}px, ${row * size}px)` : "";
    }
    const [r, c] = [Math.floor(caret.place / columns), caret.place % columns];
    caret.style.transform = `translate(${c * size}px, ${r * size}px)`;
    caret.style.display = editable ? "" : "none";
    const active = editable ? caret.place : inside ? row * columns + column : null;
    if (active !== null) svg.setAttribute("aria-activedescendant", `${id}-${active}`);
  }

  /** Move the window to a place; every grid that shares the cursor follows in the same moment. */
  function move(row, column) {
    const [down, across] = places();
    const place = Math.min(clamp(row, 0, down - 1) * across + clamp(column, 0, across - 1), here.get("max") ?? Infinity);
    if (place === here.get("value")) return;
    here.set("value", place);
    here.save_changes();
  }

  function listen() {
    svg.setAttribute("tabindex", "0");
    const cellAt = (event) => {
      const box = svg.getBoundingClientRect();
      const scale = (columns * size + 2 * MARGIN) / box.width;
      const at = (far, near, count) => clamp(Math.floor(((far - near) * scale - MARGIN) / size), 0, count - 1);
      return [at(event.clientY, box.top, rows), at(event.clientX, box.left, columns)];
    };
    let grip = null; // where inside the window the hand holds it

    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const [row, column] = cellAt(event);
      svg.focus({ preventScroll: true });
      if (editable) return edit(row * columns + column);
      svg.setPointerCapture(event.pointerId);
      const across = places()[1];
      const [top, left] = [Math.floor(here.get("value") / across), here.get("value") % across];
      const holds = row >= top && row < top + height && column >= left && column < left + width;
      grip = holds ? [row - top, column - left] : [(height - 1) >> 1, (width - 1) >> 1];
      move(row - grip[0], column - grip[1]);
    });
    svg.addEventListener("pointermove", (event) => {
      if (!grip) return;
      const [row, column] = cellAt(event);
      move(row - grip[0], column - grip[1]);
    });
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => (grip = null));

    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const step = STEPS[event.key];
      if (step && editable) {
        const [row, column] = [Math.floor(caret.place / columns), caret.place % columns];
        caret.place = clamp(row + step[0], 0, rows - 1) * columns + clamp(column + step[1], 0, columns - 1);
        paint();
      } else if (step) {
        const [down, across] = places();
        const place = Math.min(here.get("value"), down * across); // one past the end: no place yet
        if (place === down * across) move(down - 1, across - 1);
        else move(Math.floor(place / across) + step[0], (place % across) + step[1]);
      } else if (editable && (event.key === " " || event.key === "Enter")) edit(caret.place);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** Ask Python to change a cell. A message, not a trait: no edit is lost, however fast the hand. */
  function edit(place) {
    caret.place = place;
    mark(here?.get("value"));
    model.send({ edit: place });
  }

  paint();
  model.on("change", paint);
  frame?.on("change:value", paint);
  if (model.get("here") !== model.get("frame")) here?.on("change:value", paint);
  return () => el.replaceChildren(); // JupyterLab keeps removed views in memory: leave it little to keep
}

export default { render };
