/**
 * PhotoView in the browser: paints the bytes that Python sent, one screen pixel for each, and marks the place that the
 * cursor `here` points at (hand.js). The hand and the arrow keys move it.
 *
 * @typedef {{ get(name: string): any, set(name: string, value: any): void, on(event: string, f: () => void): void,
 *             save_changes(): void }} Model
 */

const LEAP = 10; // places for an arrow key with Shift

/** @param {{ model: Model, el: HTMLElement, host: { getModel(ref: string): Promise<Model> } }} view */
async function render({ model, el, host }) {
  const here = await host.getModel(model.get("here"));
  const add = (parent, tag, name) => {
    const element = parent.appendChild(document.createElement(tag));
    element.className = name;
    return element;
  };
  el.classList.add("convlib-photo");
  const caption = add(el, "div", "convlib-caption");
  const frame = add(el, "div", "convlib-photo-frame");
  const canvas = add(frame, "canvas", "convlib-photo-pixels");
  const mark = add(frame, "div", "convlib-photo-mark");
  frame.setAttribute("role", "img");
  frame.tabIndex = 0;
  let painted = null; // the bytes that the canvas shows
  let held = false; // whether the mouse button is down

  function paint() {
    const [rows, columns] = model.get("size");
    const [bytes, scale, words] = [model.get("pixels"), model.get("scale"), model.get("caption")];
    if (bytes !== painted) paintPixels((painted = bytes), rows, columns);
    frame.style.setProperty("--wide", `${columns * scale}px`);
    frame.style.setProperty("--shape", String(columns / rows));
    canvas.style.imageRendering = scale > 1 ? "pixelated" : "auto";
    if (caption.textContent !== words) {
      caption.textContent = words;
      frame.setAttribute("aria-label", words);
    }
    put();
  }

  /** One byte for each pixel is a grey one; with three, they are red, green and blue. */
  function paintPixels(bytes, rows, columns) {
    [canvas.height, canvas.width] = [rows, columns];
    const drawing = canvas.getContext("2d");
    const image = drawing.createImageData(columns, rows);
    const shades = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const each = shades.length / (rows * columns);
    for (let from = 0, to = 0; from < shades.length; from += each, to += 4) {
      image.data[to] = shades[from];
      image.data[to + 1] = shades[from + (each === 3 ? 1 : 0)];
      image.data[to + 2] = shades[from + (each === 3 ? 2 : 0)];
      image.data[to + 3] = 255;
    }
    drawing.putImageData(image, 0, 0);
  }

  /** Put the mark around the pixels that belong to the place. */
  function put() {
    const [rows, columns] = model.get("size");
    const [shrink, side, pad, across] = ["shrink", "side", "pad", "across"].map((name) => model.get(name));
    const place = here.get("value");
    for (const [way, where, count] of [["row", Math.floor(place / across), rows], ["column", place % across, columns]]) {
      const begin = Math.floor(where / shrink) - pad;
      const [first, last] = [Math.max(begin, 0), Math.min(begin + side, count)]; // what lies on the picture
      mark.style.setProperty(`--${way}`, `${(50 * (first + last)) / count}%`);
      mark.style.setProperty(`--${way}s`, `${(100 * (last - first)) / count}%`);
    }
  }

  function go(row, column) {
    const across = model.get("across");
    const down = Math.round((here.get("max") + 1) / across);
    move(here, clamp(row, 0, down - 1) * across + clamp(column, 0, across - 1));
  }

  function goTo(event) {
    const [rows, columns] = model.get("size");
    const [shrink, side, pad] = ["shrink", "side", "pad"].map((name) => model.get(name));
    const box = canvas.getBoundingClientRect();
    const at = (share, count) => (Math.floor(share * count) - (side - 1) / 2 + pad) * shrink;
    go(at((event.clientY - box.top) / box.height, rows), at((event.clientX - box.left) / box.width, columns));
  }

  frame.addEventListener("pointerdown", (event) => {
    if (!begins(event)) return;
    frame.focus({ preventScroll: true });
    frame.setPointerCapture(event.pointerId);
    held = true;
    goTo(event);
  });
  frame.addEventListener("pointermove", (event) => held && event.isPrimary && goTo(event));
  frame.addEventListener("dragstart", (event) => event.preventDefault()); // selected text around it stays there
  frame.addEventListener("lostpointercapture", () => (held = false)); // also after pointerup and pointercancel

  frame.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (event.key === " ") event.preventDefault(); // the page does not scroll
    if (!step || isCommand(event)) return;
    const place = here.get("value");
    const across = model.get("across");
    const [rows, columns] = step.map((long) => long * model.get("shrink") * (event.shiftKey ? LEAP : 1));
    go(Math.floor(place / across) + rows, (place % across) + columns);
    event.preventDefault();
  });

  paint();
  model.on("change", paint);
  here.on("change:value", put);
  return () => el.replaceChildren(); // JupyterLab keeps removed views in memory: leave it little to keep
}

export default { render };
