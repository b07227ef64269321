/**
 * The focus stays with the learner. When what has it is disabled, hidden or taken away, a browser drops it at the page's
 * very beginning. Here it goes on to what the act has shown: to the line that spoke, or else to the next control that
 * does nothing by itself. So a key that is pressed once too often undoes nothing, and begins nothing that takes long.
 */

const CONTROLS = "button, input, select, textarea, audio[controls], a[href], [contenteditable=true], [tabindex='0']";
const ACTS = "button:not(.widget-toggle-button)";
const LATER = 1000; // milliseconds
const canHold = (element) =>
  element.isConnected && !element.disabled && !element.closest("[inert]") && element.checkVisibility();

/** Keep the focus in `box()`, once it is there: `isOurs` tells whether an element is in it. */
function keepFocus({ signal }, box, isOurs) {
  let held = null; // what has the focus
  let order = []; // the controls as they stood when it came
  let place = 0; // where among them it is
  let before = ""; // what the lines said when the hand last did something
  let put = null; // where the focus went in its place,
  let since = 0; // and when: what the line says may come a little later
  let checking = false;

  const lines = () => [...box().querySelectorAll("[role=status]")].filter((line) => line.textContent.trim());
  const words = () => lines().map((line) => line.textContent).join();

  function spoken() {
    if (words() === before) return undefined;
    const line = lines().at(-1);
    if (line) line.tabIndex = -1;
    return line;
  }

  function check() {
    checking = false;
    if (!held || !box()) return;
    if (canHold(held)) {
      if (held === put && performance.now() < since + LATER) spoken()?.focus({ preventScroll: true });
      return;
    }
    const now = document.activeElement;
    if (now && now !== document.body && now !== held) return;
    const after = [...order.slice(place + 1), ...order.slice(0, place).reverse()];
    const anew = [...box().querySelectorAll(CONTROLS)].filter(canHold); // all of them may have been made anew
    const can = [...after.filter(canHold), anew[Math.min(place, anew.length - 1)]];
    put = spoken() ?? can.find((each) => each && !each.matches(ACTS)) ?? can[0];
    since = performance.now();
    put?.focus({ preventScroll: true });
  }

  const watcher = new MutationObserver(() => {
    if (!checking) requestAnimationFrame(check);
    checking = true;
  });

  function came({ target }) {
    held = isOurs(target) ? target : null;
    watcher.disconnect();
    if (!held) return;
    watcher.observe(box(), { subtree: true, childList: true, attributeFilter: ["disabled", "hidden", "style", "class"] });
    if (!held.matches(CONTROLS)) return;
    order = [...box().querySelectorAll(CONTROLS)];
    place = order.indexOf(held);
  }

  /** The hand left for a place that takes no focus: that is its own will, unless there was nothing left to leave. */
  const left = () => setTimeout(() => {
    if (held && document.activeElement !== held && canHold(held)) held = null;
  });

  function acts({ target }) {
    put = null;
    if (isOurs(target)) before = words();
  }

  const listen = (type, heard) => document.addEventListener(type, heard, { capture: true, signal });
  listen("focusin", came);
  listen("focusout", left);
  listen("pointerdown", acts);
  listen("keydown", acts);
  signal.addEventListener("abort", () => watcher.disconnect());
}
