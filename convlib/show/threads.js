/**
 * Threads in the browser: lines over a row of grids, from a number to those that it came from (threads.py). Python says
 * which cells; here they are found in the page, and a trace draws itself from stage to stage.
 */

/** Where the cells of some stages are on the screen, counted from an element. Each is measured once. */
function ruler(stages, from) {
  const { x, y } = from.getBoundingClientRect();
  const squares = stages.map((stage) => stage.querySelectorAll(".convlib-square"));
  const known = new Map();
  return (stage, cell) => {
    const key = `${stage} ${cell}`;
    if (!known.has(key)) {
      const box = squares[stage]?.[cell]?.getBoundingClientRect();
      known.set(key, box && { x: box.x - x, y: box.y - y, width: box.width, height: box.height });
    }
    return known.get(key); // undefined, where a grid does not show the cell yet
  };
}

/** Draw lines and boxes into an SVG: a group for each stage that lines start from, and it tells from which. */
function drawThreads(svg, kind, { lines, boxes }, measure) {
  const groups = new Map();
  const put = (stage, tag, style, place) => {
    if (!groups.has(stage)) groups.set(stage, draw("g", svg, { class: `convlib-thread-${kind}`, "data-stage": stage }));
    for (const name of ["convlib-thread-halo", "convlib-thread"])
      draw(tag, groups.get(stage), { class: name, style, ...place });
  };
  const at = ([stage, cell, x, y]) => {
    const box = measure(stage, cell);
    return box && [box.x + x * box.width, box.y + y * box.height];
  };
  for (const [stage, first, last] of boxes) {
    const [from, to] = [measure(stage, first), measure(stage, last)];
    if (!from || !to) continue;
    const [width, height] = [to.x + to.width - from.x, to.y + to.height - from.y];
    put(stage + 1, "rect", "", { x: from.x, y: from.y, width, height });
  }
  for (const [start, end, colour] of lines) {
    const [from, to] = [at(start), at(end)];
    if (from && to)
      put(start[0], "line", `color: ${colour}`, { x1: from[0], y1: from[1], x2: to[0], y2: to[1], pathLength: 1 });
  }
}

/** @param {{ model: any, el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  el.classList.add("convlib-threads");
  const svg = draw("svg", el, { "aria-hidden": "true" });
  const pointer = new Pointer(model, signal);
  const hand = listen(el, signal, (at) => pointer.point(at) && ask());
  const pace = new Pace(() => stagesOf(el), () => svg.querySelectorAll(".convlib-thread-traced"));
  const number = (name) => JSON.stringify(model.get(name).of);
  let asked = false; // whether the next frame draws
  let chosen = number("traced");
  let watched = new Set();

  function redraw() {
    asked = false;
    if (!svg.isConnected) return;
    const measure = ruler(stagesOf(el), svg);
    svg.replaceChildren();
    drawThreads(svg, "traced", model.get("traced"), measure);
    if (pointer.isAt(number("pointed")) && number("pointed") !== chosen)
      drawThreads(svg, "pointed", model.get("pointed"), measure);
    pace.show();
    watch([el.parentElement, ...stagesOf(el)]);
  }

  function ask() {
    if (!asked) requestAnimationFrame(redraw);
    asked = true;
  }

  /** Hear when one of these parts of the page becomes larger or smaller. */
  function watch(parts) {
    for (const part of parts.filter((each) => !watched.has(each))) sizes.observe(part);
    for (const part of watched) if (!parts.includes(part)) sizes.unobserve(part);
    watched = new Set(parts);
  }

  /** Another number is chosen: let its trace draw itself, unless a hand drags from number to number. */
  function follow() {
    const before = chosen;
    chosen = number("traced");
    if (chosen !== before && (hand.drags || chosen === "[]")) pace.end();
    else if (chosen !== before) pace.begin(model.get("traced").of[0], before === "[]");
    ask();
  }

  const sizes = new ResizeObserver(ask);
  sizes.observe(svg); // when it has come into the page
  model.on("change:traced", follow);
  model.on("change:pointed", ask);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    pace.end();
  });
  return () => el.replaceChildren();
}

export default { render };
