/**
 * Motion that explains, for grids and drawings. What changes while a hand drags changes at once; in a grid, also what
 * changes faster than it could move. So does everything for those who asked their system for less motion. grid.py and
 * sketch.py put this in front of their own code.
 */

const EASE = 140; // milliseconds, of what moves; also in grid.css

const wantsLess = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether what changes now may move. `el` is what shows it. */
class Motion {
  last = -Infinity; // when something changed last
  dragging = false;

  constructor(el, signal) {
    this.el = el;
    const listen = (type, drags) => window.addEventListener(type, (event) => {
      this.dragging = drags && event.buttons > 0;
    }, { capture: true, passive: true, signal });
    listen("pointermove", true);
    listen("pointerup", false);
    listen("pointercancel", false);
  }

  /** Whether a hand, a wish for less motion, or a page that is not seen keeps things from moving. */
  get rests() {
    return this.dragging || wantsLess.matches || document.hidden;
  }

  /** Something changes now: let it ease, or be there at once. */
  begin() {
    const now = performance.now();
    this.moves = !this.rests && now - this.last > EASE;
    this.last = now;
    if (this.moves === this.shown) return;
    this.shown = this.moves;
    this.el.classList.toggle("convlib-eases", this.moves);
  }
}

/** Let an element come up once: what is seen for the first time, or, `large`, a perfect match. */
function pop(element, large = false) {
  const frames = large ? [{ scale: 1 }, { scale: 1.22 }, { scale: 0.96 }, { scale: 1 }] : [{ scale: 0.4 }, { scale: 1 }];
  element.animate(frames, { duration: large ? 480 : EASE, easing: "ease-out" });
}
