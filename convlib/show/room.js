/**
 * A scene knows its room. All its grids and drawings are made larger or smaller by one factor, `--convlib-scale`, so that
 * it fits the width it has and the height that is seen at once: whole on a laptop and on a projector, and larger where
 * there is more room. In a narrow page its parts stand below each other instead (page.css).
 */

const [LEAST, MOST] = [0.4, 2.2];
const LOW = 450; // pixels: where less is seen at once, controls are lower, too (controls.css)
const SLACK = 0.004; // of a factor: so much smaller than what would fit to the hair
const [FULL, STEP] = [0.98, 0.025]; // as a share of the height, and of a factor: so near to the largest is near enough
const NARROW = 500; // pixels: in less, parts stand below each other
const PANEL = ".jp-WindowedPanel-outer, .jp-LinkedOutputView"; // what JupyterLab scrolls

/** How much of the page is seen at once, in pixels. In a frame of its own the page is as long as what is in it. */
function seenAtOnce(box) {
  const panel = box.closest(PANEL);
  return panel ? panel.clientHeight : window.top === window ? window.innerHeight : Infinity;
}

const isTooMuch = ([needed, room]) => needed > room;
const isFull = ([needed, room]) => needed > FULL * room;

/**
 * The largest factor, from LEAST to MOST, with which no part needs more than there is; 0 where there is none. `needs(scale)`
 * are pairs, what a part needs and what there is for it: `across`, and `down`, where one sees how much room is left. The page
 * is laid out for each try, so there must be few: the next is where a line leads. Where it led too far down, what lies
 * between is halved.
 */
function largest(needs) {
  let [scale, fits, last] = [MOST, 0, null]; // what is tried, what is known to fit, and the last that did not
  for (;;) {
    const { across, down } = needs(scale);
    const all = [...across, ...down];
    const isFit = !all.some(isTooMuch);
    if (isFit && (!last || down.some(isFull))) return scale;
    if (!isFit && scale <= LEAST) return 0;
    const next = isFit || fits ? null : alongLine(scale, all, last);
    if (isFit) fits = scale;
    else last = { scale, all };
    if (!next && last.scale - fits < STEP) return fits;
    scale = next ?? (fits + last.scale) / 2;
  }
}

/** The factor with which all parts fit, if what they need grows in lines: each through the last two tries, or through 0. */
function alongLine(scale, all, last) {
  const fitting = all.map(([needed, room], part) => {
    if (needed <= room) return scale;
    const slope = last ? (last.all[part][0] - needed) / (last.scale - scale) : needed / scale;
    return slope > 0 ? scale - (needed - room) / slope : LEAST;
  });
  return Math.max(LEAST, Math.min(...fitting) - SLACK);
}

/** Fit a scene into so much height. What does not fit as a whole gets at least each of its rows in there. */
function fitInto(scene, tall) {
  const put = (scale) => scene.style.setProperty("--convlib-scale", scale.toFixed(3));
  const rolls = [scene, ...scene.querySelectorAll(".convlib-along, .convlib-scrolls")]; // each may be too wide by itself
  const across = () => rolls.map((part) => [part.scrollWidth, part.clientWidth + (part === scene)]);
  const fit = (down) => largest((scale) => {
    put(scale);
    return { across: across(), down: down() };
  });
  scene.classList.remove("convlib-narrow");
  scene.classList.toggle("convlib-low", tall < LOW);
  scene.classList.add("convlib-measured");
  const isNarrow = scene.clientWidth < NARROW;
  const whole = isNarrow ? 0 : fit(() => [[scene.offsetHeight, tall]]);
  if (isNarrow || (!whole && across().some(isTooMuch))) {
    scene.classList.remove("convlib-measured", "convlib-low");
    scene.classList.add("convlib-narrow");
    return put(1);
  }
  const rows = [...scene.querySelectorAll(".convlib-scene")];
  put(whole || Math.min(fit(() => rows.map((row) => [row.offsetHeight, 0.8 * tall])) || LEAST, 1));
  scene.classList.remove("convlib-measured");
  return undefined;
}

/** Keep one explorer in its room, for as long as its view shows. */
function keepInRoom({ el, signal }, box) {
  let before = ""; // the room and the parts that it was fitted to last,
  let height = 0; // and how high it was then
  let waits = false;

  const parts = (scene) => [...scene.querySelectorAll("svg[style*='--w']")].map((svg) => svg.style.getPropertyValue("--w"));

  function fit() {
    waits = false;
    const scene = box();
    if (!scene?.isConnected || !scene.matches(":not(.convlib-explorer *).convlib-explorer")) return;
    const tall = seenAtOnce(scene);
    const now = [scene.clientWidth, tall, ...parts(scene)].join();
    const hasGrown = scene.offsetHeight > Math.max(tall, height); // it says more than it did
    if (!scene.clientWidth || (now === before && !hasGrown)) return;
    before = now;
    fitInto(scene, tall);
    height = scene.offsetHeight;
  }

  const soon = () => {
    if (!waits) requestAnimationFrame(fit);
    waits = true;
  };
  const watcher = new ResizeObserver(fit);
  requestAnimationFrame(() => { // now the view is in the page
    if (signal.aborted || !box()) return;
    for (const part of [box(), box().closest(PANEL)]) if (part) watcher.observe(part);
  });
  window.addEventListener("resize", soon, { signal });
  document.addEventListener("convlib-built", soon, { signal });
  signal.addEventListener("abort", () => watcher.disconnect());
}
