/**
 * Numbers that fly: as the arithmetic goes on by one step, the number that it came to flies to where it goes next, from
 * a grid that `throws` to one that `catches` the same cursor. grid.py puts this in front of grid.js.
 */

const FLIGHT = 420; // milliseconds

/** Let the number of a cell fly to another cell, above everything else in the page. */
function fly({ square, text, fill, ink }, to) {
  const [start, end] = [square.getBoundingClientRect(), to.getBoundingClientRect()];
  if (!start.width || !end.width) return;
  const ghost = document.body.appendChild(document.createElement("div"));
  ghost.className = "convlib-ghost";
  ghost.setAttribute("aria-hidden", "true");
  ghost.textContent = text;
  const { x, y, width, height } = start;
  Object.assign(ghost.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`,
    fontSize: `${Math.max(height * USUAL, 12)}px`, background: fill === "none" ? "" : fill, color: ink });
  const [right, down] = [end.x + (end.width - width) / 2 - x, end.y + (end.height - height) / 2 - y];
  const flight = ghost.animate([{ opacity: 1 }, { opacity: 1, offset: 0.8 },
    { transform: `translate(${right}px, ${down}px)`, opacity: 0 }], { duration: FLIGHT, easing: "ease-in-out" });
  flight.onfinish = flight.oncancel = () => ghost.remove();
}

/** Let the numbers of a grid fly, and those that come to it. `cells()` are its cells. */
function letNumbersFly({ model, signal }, here, motion, cells) {
  let before = here?.get("value");
  here?.on("change:value", () => {
    const place = here.get("value");
    const isNext = place === before + 1;
    before = place;
    const cell = cells()[place];
    if (!model.get("throws") || !isNext || !motion.moves || !cell?.text) return;
    const detail = { thrown: cell, cursor: model.get("here"), place };
    document.dispatchEvent(new CustomEvent("convlib-throw", { detail }));
  });
  document.addEventListener("convlib-throw", ({ detail: { thrown, cursor, place } }) => {
    const only = model.get("catches_at");
    if (cells().includes(thrown) || cursor !== model.get("catches") || (only >= 0 && only !== place)) return;
    const target = cells()[only >= 0 ? here.get("value") : place];
    if (target) fly(thrown, target.square);
  }, { signal });
}
