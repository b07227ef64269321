/**
 * The cells of a grid: how one looks, and how large the labels of all are. grid.py puts this in front of grid.js.
 */

const [USUAL, CLOSE] = [0.36, 0.44]; // letters as a share of a cell: as a rule, and at most, where cells are small
const [WIDTH, WORDS] = [1.55, 1.95]; // how many letters of the size of a cell stand side by side in it; of mere words

/** How large the labels of a grid are, in its own units: all alike, so that the longest has room. 0: there is no room. */
function letterSize(looks, size, scale) {
  const longest = Math.max(1, ...looks.map(([, , label]) => label.length));
  const areWords = looks.every(([fill]) => fill === "none"); // which may go a little beyond their cells
  const usual = size * Math.min(USUAL, (areWords ? WORDS : WIDTH) / longest);
  const most = usual * (CLOSE / USUAL);
  if (usual * scale >= LEAST_LETTERS) return usual;
  if (areWords) return LEAST_LETTERS / scale;
  return most * scale >= LEAST_LETTERS ? LEAST_LETTERS / scale : 0;
}

/** One cell: a square, its label, and a title for hovering. It remembers its look, so that it repaints only changes. */
class Cell {
  constructor(parent, id, where, x, y, size) {
    this.where = where;
    this.group = draw("g", parent, { role: "gridcell", id });
    this.title = draw("title", this.group);
    this.square = draw("rect", this.group, { class: "convlib-square", x, y, width: size, height: size });
    this.label = draw("text", this.group, { x: x + size / 2, y: y + size / 2 });
  }

  paint([fill, ink, label, exact], faint) {
    if (fill !== this.fill) this.square.setAttribute("fill", (this.fill = fill));
    if (ink !== this.ink) this.label.style.fill = this.ink = ink;
    if (label !== this.text) this.label.textContent = this.text = label;
    if (exact !== this.exact) this.title.textContent = `${this.where}: ${(this.exact = exact)}`;
    if (faint !== this.faint) this.group.classList.toggle("convlib-faint", (this.faint = faint));
  }
}
