/**
 * A trace draws itself: it comes to its stages one after the other, and those that it has not come to wait (threads.css).
 * Who wants less motion (motion.js) sees all of it at once. threads.py puts this in front of threads.js.
 */

const STAGE = 150; // milliseconds that it takes from one stage to the one before it

/** `parts()` are the stages, and `groups()` those of the threads, each of which starts from a stage. */
class Pace {
  constructor(parts, groups) {
    this.parts = parts;
    this.groups = groups;
    this.stage = -1; // that it has come to
    this.comes = false; // whether the threads that start from there are being drawn
  }

  /** Begin at a stage; `clear` where nothing was faint before. */
  begin(stage, clear) {
    this.end();
    this.clear = clear;
    if (!wantsLess.matches) this.come(stage);
  }

  come(stage) {
    [this.stage, this.comes] = [stage, stage > 0];
    this.show();
    if (this.comes) this.next = setTimeout(() => this.come(stage - 1), STAGE);
  }

  end() {
    clearTimeout(this.next);
    [this.stage, this.comes] = [-1, false];
    this.show();
  }

  show() {
    this.parts().forEach((part, number) => {
      part.classList.toggle("convlib-waits", number < this.stage);
      part.classList.toggle("convlib-clear", number < this.stage && this.clear);
    });
    for (const group of this.groups()) {
      group.classList.toggle("convlib-waits", Number(group.dataset.stage) < this.stage);
      group.classList.toggle("convlib-comes", this.comes && Number(group.dataset.stage) === this.stage);
    }
  }
}
