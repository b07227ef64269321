/**
 * Page in the browser: an invisible piece of every explorer and every prediction, which brings what they need of the page.
 */

/** @param {{ el: HTMLElement, signal: AbortSignal }} view */
function render({ el, signal }) {
  el.style.display = "none";
  keepLearnersKeys(signal);
}

export default { render };
