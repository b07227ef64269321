/**
 * The strokes of a pen on a grid, on their way to Python. grid.py puts this in front of grid.js.
 */

/** The cells on the straight line from one cell to another, both of [row, column]: a fast hand skips some. */
function line([row, column], [lastRow, lastColumn]) {
  const steps = Math.max(Math.abs(lastRow - row), Math.abs(lastColumn - column), 1);
  const along = (from, to, step) => Math.round(from + ((to - from) * step) / steps);
  return Array.from({ length: steps + 1 }, (_, step) => [along(row, lastRow, step), along(column, lastColumn, step)]);
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
