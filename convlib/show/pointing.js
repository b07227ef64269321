/**
 * At which number of a row of grids the hand points, for threads.js: with the pointer, or with the caret of a grid to
 * draw on. In other grids the keys choose.
 */

const SLIP = 4; // pixels: a hand that moves so little has not begun to drag

/** The grids of an explorer that are stages, in order. */
const stagesOf = (el) => [...(el.closest(".convlib-explorer")?.querySelectorAll(".convlib-stage") ?? [])];

/** Tell Python at which cell the hand points: one at a time, and of those that come meanwhile only the last. */
class Pointer {
  constructor(model, signal) {
    this.model = model;
    this.id = Math.random().toString(36).slice(2); // each view hears its own answers
    this.at = []; // where the hand points
    this.told = "[]"; // what Python has been told
    this.waits = false; // for its answer
    model.on("msg:custom", ({ heard }) => {
      if (signal.aborted || heard !== this.id) return;
      this.waits = false;
      this.tell();
    });
  }

  /** Returns whether this is another cell. */
  point(at) {
    if (JSON.stringify(at) === JSON.stringify(this.at)) return false;
    this.at = at;
    this.tell();
    return true;
  }

  tell() {
    const at = JSON.stringify(this.at);
    if (this.waits || at === this.told) return;
    [this.waits, this.told] = [true, at];
    this.model.send({ at: this.at, from: this.id });
  }

  /** Whether the hand points at a cell: [stage, cell], as JSON. */
  isAt(cell) {
    return this.at.length > 0 && JSON.stringify(this.at) === cell;
  }
}

/** Hear at which cell of a stage the pointer or the caret is, and whether a hand drags. */
function listen(el, signal, point) {
  const hand = { drags: false, began: null };
  const on = (type, heard) => document.addEventListener(type, heard, { capture: true, signal });
  const stage = (target) => stagesOf(el).indexOf(target.closest?.(".convlib-stage"));
  const cellOf = (svg, cell) => [...svg.querySelectorAll("[role=gridcell]")].indexOf(cell);
  const caret = ({ target }) => setTimeout(() => { // when the grid has moved it
    const svg = target.closest(".convlib-svg");
    const cell = svg?.dataset.pen ? document.getElementById(svg.getAttribute("aria-activedescendant")) : null;
    if (svg) point(cell ? [stage(svg), cellOf(svg, cell)] : []);
  });

  /** A screen reader says what is read at a number that the keys have come to. */
  const speak = (live) => el.closest(".convlib-explorer")?.querySelector(".convlib-readout")
    ?.setAttribute("aria-live", live);

  on("pointerdown", (event) => {
    hand.began = [event.clientX, event.clientY];
    speak("off");
    point([]);
  });
  on("pointermove", (event) => {
    const { target, buttons, clientX, clientY, pointerType } = event;
    if (buttons && hand.began) hand.drags ||= Math.hypot(clientX - hand.began[0], clientY - hand.began[1]) > SLIP;
    if (buttons || pointerType === "touch") return;
    const [number, cell] = [stage(target), target.closest?.("[role=gridcell]")];
    point(number >= 0 && cell ? [number, cellOf(cell.closest(".convlib-svg"), cell)] : []);
  });
  for (const type of ["pointerup", "pointercancel"]) on(type, () => (hand.drags = false));
  on("keydown", (event) => {
    if (stage(event.target) < 0) return;
    speak("polite");
    caret(event);
  });
  on("focusin", (event) => stage(event.target) >= 0 && event.target.matches(":focus-visible") && caret(event));
  on("focusout", (event) => stage(event.target) >= 0 && point([]));
  document.documentElement.addEventListener("pointerleave", () => point([]), { signal });
  return hand;
}
