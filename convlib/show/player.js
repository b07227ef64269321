/**
 * Player in the browser: walks a cursor (hand.js) from place to place, as a hand does, and stops at the end. It keeps no
 * copy of the place.
 */

const SHAPES = { play: "M3 1 14 8 3 15Z", pause: "M3 1H6V15H3ZM10 1H13V15H10Z", stop: "M2 2H14V14H2Z" };

/** The walk of one cursor in this page. It is shown by every view of the player here; another page walks by itself. */
class Walk extends EventTarget {
  timer = null;
  views = new Set(); // the elements of the views

  get goes() {
    return this.timer !== null;
  }

  start(cursor, milliseconds) {
    this.cursor = cursor;
    this.timer = setInterval(() => this.beat(), milliseconds);
    this.dispatchEvent(new Event("change"));
    if (cursor.get("value") < cursor.get("max")) this.beat();
    else this.go(0);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.dispatchEvent(new Event("change"));
  }

  /** One place further. Nobody walks where nothing shows any more, or where Python is gone (page.js). */
  beat() {
    const next = this.cursor.get("value") + 1;
    const shows = [...this.views].some((el) => !el.closest("[inert]"));
    if (shows && next <= this.cursor.get("max")) this.go(next);
    if (!shows || next >= this.cursor.get("max")) this.stop();
  }

  go(place) {
    this.place = place;
    move(this.cursor, place);
  }

  /** The cursor has moved: if it was not the walk that moved it, then the hand, which goes first. */
  heard(place) {
    if (this.goes && place !== this.place) this.stop();
  }
}

/** @param {{ model: any, el: HTMLElement, signal: AbortSignal, host: any }} view */
async function show({ model, el, signal, host }, walk) {
  const cursor = await host.getModel(model.get("cursor"));
  const name = model.get("name");

  const button = (does, act) => {
    const element = el.appendChild(document.createElement("button"));
    element.className = "jupyter-button";
    element.title = `${does} ${name}`;
    element.setAttribute("aria-label", element.title);
    const picture = draw("svg", element, { viewBox: "0 0 16 16", "aria-hidden": "true" });
    draw("path", picture, { d: SHAPES[does] });
    element.addEventListener("click", act);
    return element;
  };
  const play = button("play", () => (walk.goes ? walk.stop() : walk.start(cursor, model.get("milliseconds"))));
  button("stop", () => {
    walk.stop();
    move(cursor, 0);
  });

  const paint = () => {
    play.setAttribute("aria-pressed", String(walk.goes));
    play.querySelector("path").setAttribute("d", SHAPES[walk.goes ? "pause" : "play"]);
  };
  el.classList.add("convlib-player");
  paint();
  walk.views.add(el);
  walk.addEventListener("change", paint, { signal });
  cursor.on("change:value", () => walk.heard(cursor.get("value")));
  return () => walk.views.delete(el);
}

export default () => {
  const walk = new Walk();
  return { render: (view) => show(view, walk) };
};
