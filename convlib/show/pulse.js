/**
 * Pulse in the browser: an invisible piece of the page that answers Python when what came before has been painted.
 * Where the page is gone, nobody answers, and the work in the kernel rests.
 */

/** @param {{ model: { on(event: string, f: (message: object) => void): void, send(message: object): void },
 *             el: HTMLElement, signal: AbortSignal }} view */
function render({ model, el, signal }) {
  el.style.display = "none";
  const answer = (beat) => signal.aborted || model.send({ heard: beat });
  model.on("msg:custom", ({ beat }) => {
    if (document.hidden) answer(beat); // a page behind another one paints nothing, and the work may go on
    else requestAnimationFrame(() => setTimeout(() => answer(beat)));
  });
  answer(null); // a page that was loaded anew: here I am
}

export default { render };
