/**
 * PixelGrid in the browser: draws the cells that Python sent, moves the window as the hand does, and draws with a pen.
 * Python decides every colour and label (look.py), and counts the places of the window; nothing here computes a number
 * of the lesson. GAP, between two panels, and MARGIN, around them, come in pixels from grid.py.
 *
 * Cells are counted row by row, panel after panel; so are the places where the window can stand.
 *
 * @typedef {{ get(name: string): any, set(name: string, value: any): void, on(event: string, f: () => void): void,
 *             save_changes(): void, send(message: object): void }} Model
 */

/** The cells on the straight line from one cell to another, both of [row, column]: a fast hand skips some. */
function line([row, column], [lastRow, lastColumn]) {
  const steps = Math.max(Math.abs(lastRow - row), Math.abs(lastColumn - column), 1);
  const along = (from, to, step) => Math.round(from + ((to - from) * step) / steps);
  return Array.from({ length: steps + 1 }, (_, step) => [along(row, lastRow, step), along(column, lastColumn, step)]);
}

/** One cell: a square, its label, and a title for hovering. It remembers its look, so that it repaints only changes. */
class Cell {
  constructor(parent, id, where, x, y, size) {
    this.where = where;
    this.group = draw("g", parent, { role: "gridcell", id });
    this.title = draw("title", this.group);
    this.square = draw("rect", this.group, { class: "convlib-square", x, y, width: size, height: size });
    this.size = size;
    this.label = draw("text", this.group, { x: x + size / 2, y: y + size / 2 });
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

/**
 * What the hand has drawn and Python has not yet heard or answered. It shows at once, and goes to Python at most one
 * message at a time, so that no stroke is lost and none waits in a queue, however fast the hand.
 */
class Strokes {
  constructor(model, id, signal) {
    this.model = model;
    this.id = id;
    this.fresh = new Map(); // cell -> light or not; not yet sent
    this.sent = new Map(); // sent, not yet answered
    this.stroke = 0; // counts the strokes
    model.on("msg:custom", (message) => {
      if (signal.aborted || message.drawn !== id) return;
      this.sent = new Map();
      this.send();
    });
  }

  add(cells, light) {
    for (const cell of cells) this.fresh.set(cell, light);
    this.send();
  }

  send() {
    if (this.sent.size || !this.fresh.size) return;
    [this.sent, this.fresh] = [this.fresh, new Map()];
    const on = [this.model.get("rows"), this.model.get("columns")];
    this.model.send({ draw: [...this.sent], on, stroke: this.stroke, from: this.id });
  }

  /** The grid has another shape: what was drawn is on cells that are no more. */
  forget() {
    this.fresh.clear();
    this.sent.clear();
  }

  /** Whether the cell has been drawn light or dark; undefined where Python knows best. */
  at(cell) {
    return this.fresh.get(cell) ?? this.sent.get(cell);
  }
}

/** @param {{ model: Model, el: HTMLElement, signal: AbortSignal, host: { getModel(ref: string): Promise<Model> } }} view */
async function render({ model, el, signal, host }) {
  const cursor = (name) => (model.get(name) ? host.getModel(model.get(name)) : null);
  const [frame, here] = [await cursor("frame"), await cursor("here")];
  const id = `convlib-${Math.random().toString(36).slice(2)}`; // each view has names of its own in the page
  const drawn = new Strokes(model, id, signal);
  const draws = () => model.get("pens").length > 0;
  let size, panels, rows, columns, panelHeight, shape, cells, svg, marks; // made by build()
  let caret = 0; // the cell that the keyboard would draw on
  let hint = null; // the place that the pointer is over, in any grid that shares our cursor
  let seen = new Set(); // the places where the window has been
  let grip = null; // where inside the window the hand holds it
  let stroke = null; // the pen on the picture: the cell it came to last, and whether it draws light

  el.classList.add("convlib-grid");
  const caption = el.appendChild(document.createElement("div"));
  caption.className = "convlib-caption";
  caption.id = `${id}-caption`;
  if (frame) caption.setAttribute("aria-live", "polite"); // a screen reader says what the window has moved to

  /** What the squares depend on: when this changes, they are laid out anew. */
  const LAYOUT = ["cell", "panels", "rows", "columns", "names", "window", "stride"];
  const layout = () => JSON.stringify(LAYOUT.map((name) => model.get(name)));

  /** Lay out the squares anew: once, and again whenever the shape changes. */
  function build() {
    const hadFocus = svg !== undefined && document.activeElement === svg;
    if (rows !== model.get("rows") || columns !== model.get("columns")) drawn.forget();
    grip = stroke = null; // a hand that is on the old squares holds nothing any more
    shape = layout();
    [size, panels, rows, columns] = ["cell", "panels", "rows", "columns"].map((name) => model.get(name));
    const [below, beside] = [model.get("below"), model.get("beside")];
    panelHeight = (rows + below) * size + GAP;
    svg?.remove();
    const [w, h] = [(columns + beside) * size, panels * panelHeight - GAP];
    svg = draw("svg", el, { role: "grid", "aria-labelledby": caption.id, class: "convlib-svg",
      viewBox: `${-MARGIN} ${-MARGIN} ${w + 2 * MARGIN} ${h + 2 * MARGIN}`, width: w + 2 * MARGIN });
    cells = [];
    seen = new Set();
    caret = clamp(caret, 0, panels * rows * columns - 1);
    const names = model.get("names");
    for (let panel = 0; panel < panels; panel++)
      for (let row = 0; row < rows; row++) {
        const line = draw("g", svg, { role: "row" });
        for (let column = 0; column < columns; column++) {
          const where = `${names[panel] ? `${names[panel]}, ` : ""}row ${row}, column ${column}`;
          cells.push(new Cell(line, `${id}-${cells.length}`, where, column * size, panel * panelHeight + row * size, size));
        }
      }
    const rect = (name) => draw("rect", svg, { class: `convlib-${name}` });
    marks = { marked: draw("g", svg), hint: rect("hint"), halo: rect("window-halo"), window: rect("window"),
              caret: rect("caret") };
    listen();
    takeKeys();
    if (hadFocus) svg.focus({ preventScroll: true });
  }

  /** The window's height and width, by how much it moves, and in how many rows and columns it can stand in a panel. */
  function places() {
    const [height, width] = model.get("window").length ? model.get("window") : [1, 1];
    const [stride, down, across] = ["stride", "rows_of_places", "columns_of_places"].map((name) => model.get(name));
    return { height, width, stride, down, across };
  }

  /** The one of several prepared contents that shows now. */
  const now = (list) => list[clamp(frame?.get("value") ?? 0, 0, list.length - 1)];

  function paint() {
    if (shape !== layout()) build();
    const [looks, pens, fade, place] = [model.get("looks"), model.get("pens"), model.get("fade"), here?.get("value")];
    const marked = new Set(now(model.get("marks")));
    seen.add(place);
    const isFaint = (i) => (fade === "after" && i > place) || (fade === "unseen" && !seen.has(i))
      || (fade === "unmarked" && marked.size > 0 && !marked.has(i));
    now(model.get("frames")).forEach((look, i) => {
      const light = drawn.at(i);
      cells[i].paint(light === undefined || !draws() ? looks[look] : pens[Number(light)], isFaint(i));
    });
    const words = now(model.get("captions"));
    if (caption.textContent !== words) caption.textContent = words;
    takeKeys();
    svg.dataset.pen = draws() ? model.get("pen") : "";
    svg.toggleAttribute("data-waits", drawn.fresh.size + drawn.sent.size > 0); // for acts.js
    svg.classList.toggle("convlib-hides", fade === "after" || fade === "unseen");
    marks.marked.replaceChildren(...[...marked].map(outline));
    mark();
  }

  /** Tab reaches a grid with which there is something to do. */
  function takeKeys() {
    if (draws() || here) svg.setAttribute("tabindex", "0");
    else svg.removeAttribute("tabindex");
  }

  /** An outline around one marked cell. */
  function outline(cell) {
    const { x, y } = corner(cell);
    const stroke = clamp(size / 12, 1.5, 3);
    const box = { x: x + stroke / 2, y: y + stroke / 2, width: size - stroke, height: size - stroke };
    const group = document.createElementNS(SVG, "g");
    draw("rect", group, { class: "convlib-mark-halo", "stroke-width": stroke + 1.5, ...box });
    draw("rect", group, { class: "convlib-mark", "stroke-width": stroke, ...box });
    return group;
  }

  /** Where the top left corner of a cell is in the drawing. */
  function corner(cell) {
    const row = Math.floor(cell / columns);
    return { x: (cell % columns) * size, y: Math.floor(row / rows) * panelHeight + (row % rows) * size };
  }

  /** The first cell of the window at a place. */
  function firstCell(place) {
    const { down, across, stride } = places();
    const [row, column] = [Math.floor(place / across), place % across];
    return (Math.floor(row / down) * rows + (row % down) * stride) * columns + column * stride;
  }

  /** Put the window, the hint under the pointer, and the caret of a grid to draw on in their places. */
  function mark() {
    const { height, width, down, across } = places();
    const put = (rect, cell, high, wide) => {
      rect.style.display = cell === null ? "none" : "";
      if (cell === null) return;
      const { x, y } = corner(cell);
      rect.setAttribute("height", high * size);
      rect.setAttribute("width", wide * size);
      rect.style.transform = `translate(${x}px, ${y}px)`;
    };
    // A cursor may point past the last place: nowhere.
    const cellOf = (place) => (place === null || place >= panels * down * across ? null : firstCell(place));
    const place = here?.get("value") ?? null;
    const first = cellOf(place);
    put(marks.hint, hint === place || draws() ? null : cellOf(hint), height, width);
    put(marks.halo, first, height, width);
    put(marks.window, first, height, width);
    put(marks.caret, draws() ? caret : null, 1, 1);
    const active = draws() ? caret : first;
    if (active === null) svg.removeAttribute("aria-activedescendant");
    else svg.setAttribute("aria-activedescendant", `${id}-${active}`);
  }

  /** The number of the place whose window begins at a cell, or of the nearest one that the window can stand at. */
  function placeAt(panel, row, column) {
    const { down, across, stride } = places();
    const nearest = (at, count) => clamp(Math.round(at / stride), 0, count - 1);
    const place = (panel * down + nearest(row, down)) * across + nearest(column, across);
    return Math.min(place, here.get("max") ?? Infinity);
  }

  /** The place that lies some rows and columns of places away; the rows go on from one panel to the next. */
  function placeBeside(place, [rowsAway, columnsAway]) {
    const { down, across } = places();
    const row = clamp(Math.floor(place / across) + rowsAway, 0, panels * down - 1);
    return row * across + clamp((place % across) + columnsAway, 0, across - 1);
  }

  /** Say to all grids that share the cursor which place the pointer is over; null where it has left. */
  function point(place) {
    if (here && place !== hint)
      document.dispatchEvent(new CustomEvent("convlib-point", { detail: { cursor: model.get("here"), place } }));
  }

  /** Draw on cells, light or dark: at once here, and soon in Python. */
  function drawOn(numbers, light) {
    caret = numbers.at(-1);
    drawn.add(numbers, light);
    paint();
  }

  /** Whether the pen draws light when it begins at a cell: one that flips makes a light cell dark, and others light. */
  function penAt(cell) {
    const pen = model.get("pen");
    const isLight = drawn.at(cell) ?? cells[cell].fill === model.get("pens")[1][0];
    return pen === "flip" ? !isLight : pen === "light";
  }

  function listen() {
    /** Where the pointer is in the drawing. */
    const pointAt = (event) => {
      const box = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / box.width;
      return [(event.clientX - box.left) * scale - MARGIN, (event.clientY - box.top) * scale - MARGIN];
    };
    /** The panel, the row and the column of the cell under the pointer, or of the nearest one. */
    const cellAt = (event, panel = null) => {
      const [x, y] = pointAt(event);
      panel ??= clamp(Math.floor(y / panelHeight), 0, panels - 1);
      const at = (length, count) => clamp(Math.floor(length / size), 0, count - 1);
      return [panel, at(y - panel * panelHeight, rows), at(x, columns)];
    };
    /** Where the hand holds a window that it takes by its middle. */
    const middle = () => [(places().height - 1) / 2, (places().width - 1) / 2];
    const number = (panel, row, column) => (panel * rows + row) * columns + column;

    /** The pen goes on to the pointer. Outside of the picture it does not draw. */
    const drawTo = (event) => {
      const [panel, ...to] = cellAt(event, stroke.panel);
      const [x, y] = pointAt(event);
      const top = panel * panelHeight;
      const inside = x >= 0 && x < columns * size && y >= top && y < top + rows * size;
      const passed = line(stroke.last, to).map(([row, column]) => number(panel, row, column));
      if (inside && passed.at(-1) !== caret) drawOn(passed, stroke.light);
      stroke.last = to;
    };

    svg.addEventListener("pointerdown", (event) => {
      if (!begins(event) || !(draws() || here)) return;
      const [panel, row, column] = cellAt(event);
      svg.focus({ preventScroll: true });
      svg.setPointerCapture(event.pointerId);
      if (draws()) {
        const cell = number(panel, row, column);
        stroke = { panel, last: [row, column], light: penAt(cell) };
        drawn.stroke++;
        return drawOn([cell], stroke.light);
      }
      const { height, width, down, across } = places();
      const place = here.get("value");
      const first = place < panels * down * across ? firstCell(place) : -Infinity;
      const [top, left] = [Math.floor(first / columns) - panel * rows, first % columns];
      const holds = row >= top && row < top + height && column >= left && column < left + width;
      grip = { panel, hold: holds ? [row - top, column - left] : middle() };
      point(null);
      move(here, placeAt(panel, row - grip.hold[0], column - grip.hold[1]));
    });
    svg.addEventListener("pointermove", (event) => {
      if (!event.isPrimary) return;
      if (stroke) {
        for (const each of event.getCoalescedEvents?.() ?? [event]) drawTo(each);
      } else if (here && !draws()) {
        const [panel, row, column] = cellAt(event, grip?.panel);
        const [down, right] = grip?.hold ?? middle();
        const place = placeAt(panel, row - down, column - right);
        if (grip) move(here, place);
        else point(place);
      }
    });
    svg.addEventListener("dragstart", (event) => event.preventDefault()); // selected text around it stays there
    svg.addEventListener("pointerleave", () => point(null));
    svg.addEventListener("lostpointercapture", () => (grip = stroke = null)); // also after pointerup and pointercancel

    svg.addEventListener("keydown", (event) => {
      if (isCommand(event) || !(draws() || here)) return;
      const step = STEPS[event.key];
      if (step && draws()) {
        const row = clamp(Math.floor(caret / columns) + step[0], 0, panels * rows - 1);
        caret = row * columns + clamp((caret % columns) + step[1], 0, columns - 1);
        if (event.shiftKey) drawOn([caret], model.get("pen") !== "dark");
        else mark();
      } else if (step) {
        const { down, across } = places();
        const last = panels * down * across - 1;
        const place = here.get("value");
        const next = Math.min(placeBeside(place, step), here.get("max") ?? Infinity);
        move(here, place > last ? last : next); // from nowhere to the last
      } else if (draws() && (event.key === " " || (event.key === "Enter" && !event.shiftKey))) {
        drawn.stroke++;
        drawOn([caret], penAt(caret));
      } else return;
      event.preventDefault();
    });
  }

  paint();
  model.on("change", paint);
  model.on("msg:custom", () => signal.aborted || paint()); // Python has drawn: now it knows best
  frame?.on("change:value", paint);
  if (model.get("here") !== model.get("frame")) here?.on("change:value", paint);
  keepLearnersKeys(signal);
  document.addEventListener("convlib-point", ({ detail }) => {
    if (detail.cursor !== model.get("here")) return;
    hint = detail.place;
    mark();
  }, { signal });
  return () => el.replaceChildren(); // JupyterLab keeps removed views in memory: leave it little to keep
}

export default { render };
