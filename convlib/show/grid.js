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

/** @param {{ model: Model, el: HTMLElement, signal: AbortSignal, host: { getModel(ref: string): Promise<Model> } }} view */
async function render({ model, el, signal, host }) {
  const cursor = (name) => (model.get(name) ? host.getModel(model.get(name)) : null);
  const [frame, here] = [await cursor("frame"), await cursor("here")];
  const id = `convlib-${Math.random().toString(36).slice(2)}`; // each view has names of its own in the page
  const drawn = new Strokes(model, id, signal);
  const motion = new Motion(el, signal);
  const draws = () => model.get("pens").length > 0;
  let size, panels, rows, columns, pitch, shape, cells, svg, marks; // made by build()
  let scale = 1; // of the grid on the screen
  let letters = 0; // how large its labels are; 0 where there is no room for them
  let tag; // the number at the hand, where there is no room
  let caret = 0; // the cell that the keyboard would draw on
  let hint = null; // the place that the pointer is over, in any grid that shares our cursor
  let seen = new Set(); // the places where the window has been
  let grip = null; // where inside the window the hand holds it, and whether it has moved it
  let looksBefore = null; // the looks that the labels were last measured for,
  let riderBefore = null; // what rode in the window,
  let spanBefore = null; // and how many cells it spanned
  let thingsBefore = []; // what stood in the columns or the cells
  let stroke = null; // the pen on the picture: the cell it came to last, and whether it draws light

  el.classList.add("convlib-grid");
  const caption = el.appendChild(document.createElement("div"));
  caption.className = "convlib-caption";
  caption.id = `${id}-caption`;
  el.addEventListener("focusin", () => { // heard here: an SVG that listens itself becomes a stop of the Tab key
    svg.dataset.by ??= "key";
    mark();
  }, { signal });
  el.addEventListener("focusout", () => {
    delete svg.dataset.by;
    tag.hide();
  }, { signal });
  if (frame) caption.setAttribute("aria-live", "polite"); // a screen reader says what the window has moved to

  /** What the squares depend on: when this changes, they are laid out anew. */
  const LAYOUT = ["cell", "panels", "across", "rows", "columns", "names", "window", "stride"];
  const layout = () => JSON.stringify(LAYOUT.map((name) => model.get(name)));

  /** Lay out the squares anew: once, and again whenever the shape changes. */
  function build() {
    const hadFocus = svg !== undefined && document.activeElement === svg;
    if (rows !== model.get("rows") || columns !== model.get("columns")) drawn.forget();
    grip = stroke = null; // a hand that is on the old squares holds nothing any more
    shape = layout();
    [size, panels, rows, columns] = ["cell", "panels", "rows", "columns"].map((name) => model.get(name));
    const [below, beside] = [model.get("below"), model.get("beside")];
    const panel = [(columns + beside) * size, (rows + below) * size];
    pitch = model.get("across") ? [panel[0] + GAP, 0] : [0, panel[1] + GAP]; // from one panel to the next
    svg?.remove();
    const [w, h] = panel.map((side, axis) => side + (panels - 1) * pitch[axis]);
    svg = draw("svg", el, { role: "grid", "aria-labelledby": caption.id, class: "convlib-svg",
      viewBox: `${-MARGIN} ${-MARGIN} ${w + 2 * MARGIN} ${h + 2 * MARGIN}` });
    svg.style.setProperty("--w", w + 2 * MARGIN);
    svg.style.setProperty("--line", clamp(size / 11, 2, 4)); // of the window's frame: it hides no number
    cells = [];
    seen = new Set();
    thingsBefore = [];
    caret = clamp(caret, 0, panels * rows * columns - 1);
    const names = model.get("names");
    for (let panel = 0; panel < panels; panel++)
      for (let row = 0; row < rows; row++) {
        const line = draw("g", svg, { role: "row" });
        for (let column = 0; column < columns; column++) {
          const where = `${names[panel] ? `${names[panel]}, ` : ""}row ${row}, column ${column}`;
          const [x, y] = [panel * pitch[0] + column * size, panel * pitch[1] + row * size];
          cells.push(new Cell(line, `${id}-${cells.length}`, where, x, y, size));
        }
      }
    border();
    const rect = (name) => draw("rect", svg, { class: `convlib-${name}` });
    marks = { marked: draw("g", svg), hint: rect("hint"), held: draw("g", svg, { class: "convlib-held" }),
              caret: rect("caret") };
    const inHand = (tag, name) => draw(tag, marks.held, { class: `convlib-${name}` }); // all of it moves as one
    Object.assign(marks, { rider: inHand("g", "rider"), halo: inHand("rect", "window-halo"), window: inHand("rect", "window") });
    span(marks.caret, 1, 1);
    spanBefore = riderBefore = null; // what had them is gone with the old squares
    tag = new Tag(svg);
    if (model.get("best")) draw("text", svg, { class: "convlib-star", "aria-hidden": "true", x: size * 0.84, y: size * 0.2,
      "font-size": size * 0.24 }).textContent = "★";
    listen();
    takeKeys();
    watcher.disconnect();
    watcher.observe(svg); // which measures it before it is painted: here the page would have to be laid out for it
    letter();
    if (hadFocus) svg.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("convlib-built")); // the scene fits it into its room (room.js)
  }

  /** A line around each panel, which is seen on any page, whatever its cells are filled with. */
  function border() {
    if (model.get("looks").every(([fill]) => fill === "none")) return;
    for (let panel = 0; panel < panels; panel++)
      draw("rect", svg, { class: "convlib-frame", x: panel * pitch[0], y: panel * pitch[1], width: columns * size,
        height: rows * size });
  }

  /** How large the grid is on the screen, and so its labels. */
  function measure() {
    scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width || 1;
    letter();
  }

  function letter() {
    letters = letterSize(model.get("looks"), size, scale);
    svg.setAttribute("font-size", letters || size * USUAL);
    svg.classList.toggle("convlib-wordless", letters === 0);
    if (letters) tag.hide();
  }

  const watcher = new ResizeObserver(measure);
  signal.addEventListener("abort", () => watcher.disconnect());

  /** The window's height and width, by how much it moves, and in how many rows and columns it can stand in a panel. */
  function places() {
    const [height, width] = model.get("window").length ? model.get("window") : [1, 1];
    const [stride, down, across] = ["stride", "rows_of_places", "columns_of_places"].map((name) => model.get(name));
    return { height, width, stride, down, across };
  }

  /** The one of several prepared contents that shows now. */
  const now = (list) => list[clamp(frame?.get("value") ?? 0, 0, list.length - 1)];

  function paint() {
    motion.begin();
    if (shape !== layout()) build();
    if (looksBefore !== model.get("looks")) {
      looksBefore = model.get("looks");
      letter();
    }
    if (riderBefore !== model.get("rider")) ride();
    const [looks, pens, fade, place] = [model.get("looks"), model.get("pens"), model.get("fade"), here?.get("value")];
    const marked = new Set(now(model.get("marks")));
    const isNew = fade === "unseen" && motion.moves && seen.size > 0 && !seen.has(place) && place < cells.length;
    seen.add(place);
    const isFaint = (i) => (fade === "after" && i > place) || (fade === "unseen" && !seen.has(i))
      || (fade === "unmarked" && !marked.has(i));
    const best = model.get("best");
    const had = best && cells[0].text;
    now(model.get("frames")).forEach((look, i) => {
      const light = drawn.at(i);
      cells[i].paint(light === undefined || !draws() ? looks[look] : pens[Number(light)], isFaint(i));
    });
    const things = model.get("things");
    if (motion.moves) glide(cells, things, thingsBefore, corner);
    thingsBefore = things;
    if (isNew) pop(cells[place].group);
    if (best) svg.classList.toggle("convlib-best", cells[0].text === best);
    if (best && had !== undefined && had !== best && cells[0].text === best && motion.moves)
      cells.forEach((cell) => cell.text === best && pop(cell.group, true));
    const words = now(model.get("captions"));
    if (caption.textContent !== words) caption.textContent = words;
    takeKeys();
    svg.dataset.pen = draws() ? model.get("pen") : "";
    svg.toggleAttribute("data-waits", drawn.fresh.size + drawn.sent.size > 0); // for acts.js
    svg.classList.toggle("convlib-hides", fade === "after" || fade === "unseen");
    marks.marked.replaceChildren(...[...marked].map(outline));
    mark();
  }

  /** The window has moved: where no cell looks other for it, that is all. */
  function follow() {
    if (model.get("fade")) return paint();
    motion.begin();
    mark();
  }

  /** The feature rides in the window: a ring of its colour in each pixel, which leaves the pixel to be seen. */
  function ride() {
    const rider = (riderBefore = model.get("rider"));
    const wide = places().width;
    const ring = size * 0.14;
    marks.rider.replaceChildren();
    rider.forEach((fill, i) => draw("rect", marks.rider, { class: "convlib-ring", stroke: fill, "stroke-width": ring,
      x: (i % wide) * size + ring, y: Math.floor(i / wide) * size + ring, width: size - 2 * ring, height: size - 2 * ring }));
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
    const panel = Math.floor(row / rows);
    return { x: panel * pitch[0] + (cell % columns) * size, y: panel * pitch[1] + (row % rows) * size };
  }

  /** The first cell of the window at a place. */
  function firstCell(place) {
    const { down, across, stride } = places();
    const [row, column] = [Math.floor(place / across), place % across];
    return (Math.floor(row / down) * rows + (row % down) * stride) * columns + column * stride;
  }

  /** Let a mark span some cells. */
  function span(rect, high, wide) {
    rect.setAttribute("height", high * size);
    rect.setAttribute("width", wide * size);
  }

  /** Put the window, the hint under the pointer, and the caret of a grid to draw on in their places. */
  function mark() {
    const { height, width, down, across } = places();
    if (spanBefore !== `${height} ${width}`)
      for (const rect of [marks.hint, marks.halo, marks.window]) span(rect, height, width);
    spanBefore = `${height} ${width}`;
    const put = (mark, cell) => {
      mark.style.display = cell === null ? "none" : "";
      if (cell === null) return;
      const { x, y } = corner(cell);
      mark.style.transform = `translate(${x}px, ${y}px)`;
    };
    // A cursor may point past the last place: nowhere.
    const cellOf = (place) => (place === null || place >= panels * down * across ? null : firstCell(place));
    const place = here?.get("value") ?? null;
    const first = cellOf(place);
    put(marks.hint, hint === place || draws() ? null : cellOf(hint));
    put(marks.held, first);
    put(marks.caret, draws() ? caret : null);
    marks.rider.style.display = draws() ? "none" : "";
    const active = draws() ? caret : first;
    if (active === null) svg.removeAttribute("aria-activedescendant");
    else svg.setAttribute("aria-activedescendant", `${id}-${active}`);
    if (svg.dataset.by === "key") tell(active);
  }

  /** Show the number of a cell where the grid is too small to print it; that of none where it is null. */
  function tell(cell) {
    if (letters || cell === null) tag.hide();
    else tag.show(cells[cell].text, corner(cell), size, scale, columns * size);
  }

  /** The number of the place whose window begins at a cell, or of the nearest one that the window can stand at. */
  function placeAt(panel, row, column) {
    const { down, across, stride } = places();
    const nearest = (at, count) => clamp(Math.round(at / stride), 0, count - 1);
    const place = (panel * down + nearest(row, down)) * across + nearest(column, across);
    return Math.min(place, here.get("max") ?? Infinity);
  }

  /** The place that lies some rows and columns of places away; they go on from one panel to the next. */
  function placeBeside(place, [rowsAway, columnsAway]) {
    const { down, across } = places();
    const panel = Math.floor(place / (down * across));
    const [wide, high] = pitch[0] ? [panels, 1] : [1, panels]; // how many panels stand beside and below each other
    const row = clamp((pitch[0] ? 0 : panel * down) + (Math.floor(place / across) % down) + rowsAway, 0, high * down - 1);
    const column = clamp((pitch[0] ? panel * across : 0) + (place % across) + columnsAway, 0, wide * across - 1);
    const to = pitch[0] ? Math.floor(column / across) : Math.floor(row / down);
    return (to * down + (row % down)) * across + (column % across);
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
      panel ??= clamp(Math.floor(pitch[0] ? x / pitch[0] : y / pitch[1]), 0, panels - 1);
      const at = (length, count) => clamp(Math.floor(length / size), 0, count - 1);
      return [panel, at(y - panel * pitch[1], rows), at(x - panel * pitch[0], columns)];
    };
    /** Where the hand holds a window that it takes by its middle. */
    const middle = () => [(places().height - 1) / 2, (places().width - 1) / 2];
    /** Where in the window a cell lies, [row, column] of it; null where it lies outside. */
    const holdAt = (panel, row, column) => {
      const { height, width, down, across } = places();
      const place = here.get("value");
      const first = place < panels * down * across ? firstCell(place) : -Infinity;
      const [top, left] = [Math.floor(first / columns) - panel * rows, first % columns];
      const holds = row >= top && row < top + height && column >= left && column < left + width;
      return holds ? [row - top, column - left] : null;
    };
    const number = (panel, row, column) => (panel * rows + row) * columns + column;

    /** The pen goes on to the pointer. Outside of the picture it does not draw. */
    const drawTo = (event) => {
      const [panel, ...to] = cellAt(event, stroke.panel);
      const [x, y] = pointAt(event);
      const [left, top] = pitch.map((each) => panel * each);
      const inside = x >= left && x < left + columns * size && y >= top && y < top + rows * size;
      const passed = line(stroke.last, to).map(([row, column]) => number(panel, row, column));
      if (inside && passed.at(-1) !== caret) drawOn(passed, stroke.light);
      stroke.last = to;
    };

    svg.addEventListener("pointerdown", (event) => {
      if (!begins(event) || !(draws() || here)) return;
      const [panel, row, column] = cellAt(event);
      svg.dataset.by = "pointer"; // no ring around what a pointer has pressed
      svg.focus({ preventScroll: true });
      svg.setPointerCapture(event.pointerId);
      if (draws()) {
        const cell = number(panel, row, column);
        stroke = { panel, last: [row, column], light: penAt(cell) };
        drawn.stroke++;
        return drawOn([cell], stroke.light);
      }
      const hold = holdAt(panel, row, column);
      grip = { panel, hold: hold ?? middle(), still: hold !== null };
      svg.classList.add("convlib-grabs");
      point(null);
      move(here, placeAt(panel, row - grip.hold[0], column - grip.hold[1]));
    });
    svg.addEventListener("pointermove", (event) => {
      if (!event.isPrimary) return;
      if (!letters) tell(number(...cellAt(event)));
      if (stroke) {
        for (const each of event.getCoalescedEvents?.() ?? [event]) drawTo(each);
      } else if (here && !draws()) {
        const [panel, row, column] = cellAt(event, grip?.panel);
        const [down, right] = grip?.hold ?? middle();
        const place = placeAt(panel, row - down, column - right);
        if (grip) {
          grip.still &&= place === here.get("value");
          move(here, place);
        } else {
          point(place);
          svg.classList.toggle("convlib-grabbable", places().height * places().width > 1 && holdAt(panel, row, column) !== null);
        }
      }
    });
    svg.addEventListener("pointerup", (event) => { // a click inside the window centres it
      if (!grip?.still) return;
      const [panel, row, column] = cellAt(event, grip.panel);
      const [down, right] = middle();
      move(here, placeAt(panel, row - down, column - right));
    });
    svg.addEventListener("dragstart", (event) => event.preventDefault()); // selected text around it stays there
    svg.addEventListener("pointerleave", () => {
      point(null);
      tag.hide();
    });
    svg.addEventListener("lostpointercapture", () => { // also after pointerup and pointercancel
      grip = stroke = null;
      svg.classList.remove("convlib-grabs");
    });

    svg.addEventListener("keydown", (event) => {
      if (isCommand(event) || !(draws() || here)) return;
      svg.dataset.by = "key";
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
        move(here, place > last ? 0 : next); // from nowhere to the first
      } else if (draws() && (event.key === " " || (event.key === "Enter" && !event.shiftKey))) {
        drawn.stroke++;
        drawOn([caret], penAt(caret));
      } else if (event.key !== " ") return; // nor does the page scroll
      event.preventDefault();
    });
  }

  paint();
  model.on("change", paint);
  model.on("msg:custom", () => signal.aborted || paint()); // Python has drawn: now it knows best
  frame?.on("change:value", paint);
  if (model.get("here") !== model.get("frame")) here?.on("change:value", follow);
  letNumbersFly({ model, signal }, here, motion, () => cells);
  keepLearnersKeys(signal);
  document.addEventListener("convlib-point", ({ detail }) => {
    if (detail.cursor !== model.get("here")) return;
    hint = detail.place;
    mark();
  }, { signal });
  return () => el.replaceChildren(); // JupyterLab keeps removed views in memory: leave it little to keep
}

export default { render };
