/**
 * Sketch in the browser: an SVG element for each shape that Python sent. It stays as long as the shape does, and when
 * its numbers change, it goes to its new place, instead of being there at once.
 *
 * A shape is the same as one before if both have the same tag and the same key, and are the first, the second … of
 * these. Those without a key are only sure to be the same where there are as many, of the same tags, in the same order.
 */

const BOX = ["x", "y", "width", "height"];
const PLACES = { rect: BOX, image: BOX, circle: ["cx", "cy", "r"], text: ["x", "y"] };

/** How high a line, [x, y, x, y, …] from left to right, is at a certain x; at its ends, beyond them. */
function heightAt(points, x) {
  let [left, right] = [0, points.length / 2 - 1];
  if (x <= points[0]) return points[1];
  if (x >= points.at(-2)) return points.at(-1);
  while (right - left > 1) {
    const middle = (left + right) >> 1;
    if (points[2 * middle] <= x) left = middle;
    else right = middle;
  }
  const [x0, y0, x1, y1] = points.slice(2 * left, 2 * left + 4);
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

/** Whether a line that runs from left to right only goes on, or has its points elsewhere along the same curve. */
function goesOn(before, points) {
  for (let i = 0; i < points.length; i += 2) {
    if (i && points[i] < points[i - 2]) return false;
    const beyond = points[i] < before[0] - 1 || points[i] > before.at(-2) + 1;
    if (!beyond && Math.abs(heightAt(before, points[i]) - points[i + 1]) > 1) return false;
  }
  return points[0] <= before[0] + 1 && points.at(-2) >= before.at(-2) - 1;
}

/** As many points as a line is to have: new ones begin at its end; where it has too many, they stand between them. */
function resampled(points, count) {
  const last = points.length / 2 - 1;
  return Array.from({ length: count }, (_, i) => {
    const at = count > last ? Math.min(i, last) : (i * last) / Math.max(count - 1, 1);
    const [low, share] = [Math.floor(at), at % 1];
    const high = Math.min(low + 1, last);
    return [0, 1].map((side) => points[2 * low + side] * (1 - share) + points[2 * high + side] * share);
  }).flat();
}

/** How far something has come after a share of its time: quick at first, slow at the end. */
const eased = (share) => 1 - (1 - share) ** 3;

/** One shape: its element, and where it is, as the numbers of its attributes, or as its points. */
class Shape {
  constructor(svg, tag) {
    this.tag = tag;
    this.element = draw(tag, svg);
    this.looks = {};
  }

  /** What does not ease: its colour, its width, its words, and which side of it shows. */
  look({ looks, words, turned }, mayTurn) {
    if (this.turned !== undefined && this.turned !== turned && mayTurn)
      this.element.animate([1, 0, 1].map((wide) => ({ transform: `scaleX(${wide})` })), 2 * EASE);
    this.turned = turned;
    for (const name of Object.keys({ ...this.looks, ...looks }))
      if (looks[name] === undefined) this.element.removeAttribute(name);
      else if (looks[name] !== this.looks[name]) this.element.setAttribute(name, looks[name]);
    if (this.tag === "text") this.element.style.setProperty("--size", looks["font-size"]);
    this.looks = looks;
    if (words !== this.words) this.element.textContent = this.words = words;
  }

  put(place) {
    this.place = place;
    if (this.tag === "polyline") this.element.setAttribute("points", place.map((each) => each.toFixed(1)).join(" "));
    else PLACES[this.tag].forEach((name, i) => this.element.setAttribute(name, place[i].toFixed(1)));
  }

  /** Where it is to go; it is there at once if it does not glide. It tells whether it has set out. */
  aim(place, glides) {
    const before = this.place;
    const isLine = this.tag === "polyline";
    const near = () => place.every((each, i) => Math.abs(each - before[i]) < 1);
    const stays = !glides || !before.length || (isLine ? goesOn(before, place) : near());
    this.from = stays ? place : isLine ? resampled(before, place.length / 2) : before;
    this.goal = place;
    if (stays) this.put(place);
    return !stays;
  }

  /** Go on to a share of the way. What rolls along a line keeps its distance from it. */
  go(share) {
    const place = this.goal.map((goal, i) => this.from[i] + (goal - this.from[i]) * share);
    if (this.along) place[1] = heightAt(this.along.place, place[0]) + this.goal[1] - heightAt(this.along.goal, this.goal[0]);
    this.put(place);
  }
}

/** @param {{ model: any, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  const svg = draw("svg", el);
  const motion = new Motion(el, signal);
  const watcher = new ResizeObserver(() => { // words keep a size that can be read, however small the drawing
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width || 1;
    svg.style.setProperty("--least", LEAST_LETTERS / scale);
  });
  watcher.observe(svg);
  signal.addEventListener("abort", () => watcher.disconnect());
  let [shapes, kinds] = [new Map(), ""]; // by tag, key and number; and the tags of those without a key
  let [moving, begun, asked] = [[], 0, 0]; // what is on its way, since when, and the frame that was asked for

  /** Where and how the shapes are to be: those that were there set out, and others come. */
  function show() {
    const [was, counts, first] = [shapes, new Map(), shapes.size === 0];
    const sent = model.get("elements");
    const [kindsBefore, mayMove] = [kinds, !motion.rests];
    kinds = sent.filter(({ key }) => !key).map(({ tag }) => tag).join();
    [shapes, moving] = [new Map(), []];
    for (const each of sent) {
      const { tag, key, place, along } = each;
      const count = counts.get(tag + key) ?? 0;
      counts.set(tag + key, count + 1);
      const name = `${tag} ${key} ${count}`;
      const shape = was.get(name) ?? new Shape(svg, tag);
      shapes.set(name, shape);
      shape.look(each, mayMove);
      const line = `polyline ${along} 0`;
      shape.along = was.has(line) ? shapes.get(line) : undefined; // where the line is new, it goes there straight
      const glides = was.has(name) && (key !== "" || kinds === kindsBefore) && mayMove;
      if (shape.aim(place, glides)) moving.push(shape);
      if (!was.has(name) && !first && mayMove) shape.element.animate([{ opacity: 0 }, { opacity: 1 }], EASE);
    }
    for (const [name, shape] of was) if (shapes.get(name) !== shape) shape.element.remove();
    [...shapes.values()].forEach(({ element }, i) => {
      if (svg.children[i] !== element) svg.insertBefore(element, svg.children[i]);
    });
    begun = performance.now();
    svg.toggleAttribute("data-moves", moving.length > 0);
    cancelAnimationFrame(asked);
    if (moving.length) asked = requestAnimationFrame(go);
  }

  function go(time) {
    if (signal.aborted || !moving.length) return;
    const share = motion.rests ? 1 : clamp((time - begun) / EASE, 0, 1);
    for (const shape of moving) shape.go(eased(share));
    if (share < 1) {
      asked = requestAnimationFrame(go);
    } else {
      moving = [];
      svg.removeAttribute("data-moves");
    }
  }

  /** How large it is, and what it says to those who do not see it. */
  function frame() {
    const [width, height, label] = ["width", "height", "label"].map((name) => model.get(name));
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.style.setProperty("--w", width);
    svg.style.display = width && height ? "" : "none";
    const said = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
    for (const name of ["role", "aria-label", "aria-hidden"])
      if (said[name] === undefined) svg.removeAttribute(name);
      else if (svg.getAttribute(name) !== said[name]) svg.setAttribute(name, said[name]);
  }

  const paint = () => {
    frame();
    show();
  };
  paint();
  model.on("change", paint);
  return () => el.replaceChildren(); // JupyterLab keeps removed views in memory: leave it little to keep
}

export default { render };
