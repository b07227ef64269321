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
const EXPLORING = ".convlib-explorer, .convlib-prediction, .convlib-grid"; // where the keys belong to the learner
const MARGIN = 4; // room for the window's outline, in pixels
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
                Home: [0, -Infinity], End: [0, Infinity] };

/** Add a new SVG element to `parent`. */
function draw(tag, parent, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return parent.appendChild(element);
}

/**
 * JupyterLab takes a plain key outside of text for a command: x cuts the cell. Inside our widgets it does not hear
 * of them. Tab, Escape, Shift + Enter and everything with Ctrl keep their meaning.
 */
function keepKeys(event) {
  const command = event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key === "Enter");
  const leaves = command || event.key === "Tab" || event.key === "Escape";
  if (!leaves && event.target.closest(EXPLORING)) event.stopPropagation();
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
    this.size = size;
    this.label = draw("text", this.group, { x: (column + 0.5) * size, y: (row + 0.5) * size });
  }

  paint([fill, ink, label, exact], faint) {
    if (fill !== this.fill) this.square.setAttribute("fill", (this.fill = fill));
    if (ink !== this.ink) this.label.style.fill = this.ink = ink;
    if (label !== this.text) {
      this.label.textContent = this.text = label;
      this.label.setAttribute("font-size", this.size * Math.min(0.36, 1.55 / label.length)); // long labels fit, too
    }
    if (exact !== this.exact) this.title.textContent = `${this.where}: ${(this.exact = exact)}`;
    if (faint !== this.faint) this.group.classList.toggle("convlib-faint", (this.faint = faint));
  }
}

/** @param {{ model: Model, el: HTMLElement, signal: AbortSignal, host: { getModel(ref: string): Promise<Model> } }} view */
async function render({ model, el, signal, host }) {
  const cursor = (name) => (model.get(name) ? host.getModel(model.get(name)) : null);
  const [frame, here] = [await cursor("frame"), await cursor("here")];
  const id = `convlib-${Math.random().toString(36).slice(2)}`; // each view has names of its own in the page
  const size = model.get("cell");
  const editable = model.get("editable");
  let rows, columns, cells, svg, marks; // made by build()
  let caret = 0; // the cell that the keyboard would edit
  let hint = null; // the place that the pointer is over, in any grid that shares our cursor
  let seen = new Set(); // the places where the window has been
  let grip = null; // where inside the window the hand holds it

  el.classList.add("convlib-grid");
  const caption = el.appendChild(document.createElement("div"));
  caption.className = "convlib-caption";
  caption.id = `${id}-caption`;
  if (frame) caption.setAttribute("aria-live", "polite"); // a screen reader says what the window has moved to

  /** Lay out the squares anew: once, and again whenever the shape changes. */
  function build() {
    const hadFocus = svg !== undefined && document.activeElement === svg;
    [rows, columns] = [model.get("rows"), model.get("columns")];
    svg?.remove();
    const [w, h] = [columns * size, rows * size];
    svg = draw("svg", el, { role: "grid", "aria-labelledby": caption.id, class: "convlib-svg",
      viewBox: `${-MARGIN} ${-MARGIN} ${w + 2 * MARGIN} ${h + 2 * MARGIN}`, width: w + 2 * MARGIN });
    cells = [];
    seen = new Set();
    for (let row = 0; row < rows; row++) {
      const line = draw("g", svg, { role: "row" });
      for (let column = 0; column < columns; column++)
        cells.push(new Cell(line, `${id}-${cells.length}`, row, column, size));
    }
    const mark = (name) => draw("rect", svg, { class: `convlib-${name}` });
    marks = { hint: mark("hint"), halo: mark("window-halo"), window: mark("window"), caret: mark("caret") };
    if (here || editable) listen();
    if (hadFocus) svg.focus({ preventScroll: true });
  }

  /** The window's height and width, and in how many rows and columns it can stand. */
  function places() {
    const [height, width] = model.get("window").length ? model.get("window") : [1, 1];
    return { height, width, down: rows - height + 1, across: columns - width + 1 };
  }

  function paint() {
    if (rows !== model.get("rows") || columns !== model.get("columns")) build();
    const [looks, frames, captions] = [model.get("looks"), model.get("frames"), model.get("captions")];
    const now = (list) => list[clamp(frame?.get("value") ?? 0, 0, list.length - 1)];
    const [place, fade] = [here?.get("value"), model.get("fade")];
    seen.add(place);
    const isFaint = (i) => (fade === "after" && i > place) || (fade === "unseen" && !seen.has(i));
    now(frames).forEach((look, i) => cells[i].paint(looks[look], isFaint(i)));
    if (caption.textContent !== now(captions)) caption.textContent = now(captions);
    mark();
  }

  /** Put the window, the hint under the pointer, and the caret of an editable grid in their places. */
  function mark() {
    const { height, width, down, across } = places();
    const put = (rect, place, high, wide, perRow, most) => {
      const shows = place !== null && place < most; // a cursor may point past the last place: nowhere
      rect.style.display = shows ? "" : "none";
      if (!shows) return null;
      const [row, column] = [Math.floor(place / perRow), place % perRow];
      rect.setAttribute("height", high * size);
      rect.setAttribute("width", wide * size);
      rect.style.transform = `translate(${column * size}px, ${row * size}px)`;
      return row * columns + column;
    };
    const place = here?.get("value") ?? null;
    put(marks.hint, hint === place ? null : hint, height, width, across, down * across);
    put(marks.halo, place, height, width, across, down * across);
    const corner = put(marks.window, place, height, width, across, down * across);
    put(marks.caret, editable ? caret : null, 1, 1, columns, rows * columns);
    const active = editable ? caret : corner;
    if (active === null) svg.removeAttribute("aria-activedescendant");
    else svg.setAttribute("aria-activedescendant", `${id}-${active}`);
  }

  /** The number of a place, or of the nearest one that the window can stand at. */
  function placeAt(row, column) {
    const { down, across } = places();
    const place = clamp(row, 0, down - 1) * across + clamp(column, 0, across - 1);
    return Math.min(place, here.get("max") ?? Infinity);
  }

  /** Move the window; every grid that shares the cursor follows in the same moment. */
  function move(place) {
    if (place === here.get("value")) return;
    here.set("value", place);
    here.save_changes();
  }

  /** Say to all grids that share the cursor which place the pointer is over; null where it has left. */
  function point(place) {
    if (here && place !== hint)
      document.dispatchEvent(new CustomEvent("convlib-point", { detail: { cursor: model.get("here"), place } }));
  }

  function listen() {
    svg.setAttribute("tabindex", "0");

    /** The row and the column of the cell under the pointer, or of the nearest one. */
    const cellAt = (event) => {
      const box = svg.getBoundingClientRect();
      const scale = (columns * size + 2 * MARGIN) / box.width;
      const at = (far, near, count) => clamp(Math.floor(((far - near) * scale - MARGIN) / size), 0, count - 1);
      return [at(event.clientY, box.top, rows), at(event.clientX, box.left, columns)];
    };
    /** Where the hand holds a window that it takes by its middle. */
    const middle = () => [(places().height - 1) >> 1, (places().width - 1) >> 1];

    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      const [row, column] = cellAt(event);
      svg.focus({ preventScroll: true });
      if (editable) return edit(row * columns + column);
      svg.setPointerCapture(event.pointerId);
      const { height, width, across } = places();
      const [top, left] = [Math.floor(here.get("value") / across), here.get("value") % across];
      const holds = row >= top && row < top + height && column >= left && column < left + width;
      grip = holds ? [row - top, column - left] : middle();
      point(null);
      move(placeAt(row - grip[0], column - grip[1]));
    });
    svg.addEventListener("pointermove", (event) => {
      if (!event.isPrimary || !here) return;
      const [row, column] = cellAt(event);
      const [down, right] = grip ?? middle();
      const place = placeAt(row - down, column - right);
      if (grip) move(place);
      else point(place);
    });
    svg.addEventListener("pointerleave", () => point(null));
    svg.addEventListener("lostpointercapture", () => (grip = null)); // also after pointerup and pointercancel

    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const step = STEPS[event.key];
      if (step && editable) {
        const [row, column] = [Math.floor(caret / columns), caret % columns];
        caret = clamp(row + step[0], 0, rows - 1) * columns + clamp(column + step[1], 0, columns - 1);
        mark();
      } else if (step) {
        const { down, across } = places();
        const place = here.get("value");
        if (place >= down * across) move(placeAt(down - 1, across - 1)); // from nowhere to the last place
        else move(placeAt(Math.floor(place / across) + step[0], (place % across) + step[1]));
      } else if (event.key === " " || (event.key === "Enter" && !event.shiftKey)) {
        if (editable) edit(caret);
      } else return;
      event.preventDefault();
    });
  }

  /** Ask Python to change a cell. A message, not a trait: no edit is lost, however fast the hand. */
  function edit(place) {
    caret = place;
    mark();
    model.send({ edit: place });
  }

  paint();
  model.on("change", paint);
  frame?.on("change:value", paint);
  if (model.get("here") !== model.get("frame")) here?.on("change:value", paint);
  document.body.addEventListener("keydown", keepKeys, { signal });
  document.addEventListener("convlib-point", ({ detail }) => {
    if (detail.cursor !== model.get("here")) return;
    hint = detail.place;
    mark();
  }, { signal });
  return () => el.replaceChildren(); // JupyterLab keeps removed views in memory: leave it little to keep
}

export default { render };
