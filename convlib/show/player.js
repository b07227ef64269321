/**
 * Player in the browser: the buttons that let a cursor walk (walking.js), led by a sound where there is one (listening.js).
 */

const SHAPES = { play: "M3 1 14 8 3 15Z", pause: "M3 1H6V15H3ZM10 1H13V15H10Z", stop: "M2 2H14V14H2Z" };

/** While a walk goes on, a screen reader is told nothing of what shows meanwhile: only, in the end, of where it stops. */
function hush(el, goes) {
  const captions = el.closest(".convlib-explorer")?.querySelectorAll(".convlib-caption[aria-live]") ?? [];
  for (const caption of captions) {
    const hushed = caption.getAttribute("aria-live") === "off";
    caption.setAttribute("aria-live", goes ? "off" : "polite");
    if (hushed && !goes) setTimeout(() => (caption.textContent = caption.textContent), 100); // now it is news
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
    hush(el, walk.goes);
    play.querySelector("path").setAttribute("d", SHAPES[walk.goes ? "pause" : "play"]);
  };
  el.classList.add("convlib-player");
  play.classList.toggle("mod-primary", model.get("primary"));
  paint();
  walk.views.add(el);
  el.append(walk.sound);
  walk.addEventListener("change", paint, { signal });
  cursor.on("change:value", () => walk.heard(cursor.get("value")));
  return () => walk.views.delete(el);
}

export default () => {
  let walk;
  return { render: (view) => show(view, (walk ??= new Listening(view.model))) };
};
