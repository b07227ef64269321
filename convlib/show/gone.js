/**
 * Python may go while the page stays: it was restarted, or it crashed or was shut down. What shows then is a mere picture
 * of what was there. It says so, takes no more hands, and nothing in it goes on by itself.
 */

const GONE = "Python was restarted or has stopped, so nothing here answers any more. Choose Run → Run All Cells.";
const LOST = "Error displaying widget: model not found";
const HELP = ". It shows again after Run → Run All Cells.";
const AT_AN_END = ["restarting", "autorestarting", "terminating", "dead"];

/** Tells one widget of the page whether its Python is still there. */
class Python extends EventTarget {
  gone = false;

  watch({ model, signal }) {
    const kernel = model.widget_manager?.kernel; // JupyterLab's, and Notebook's; elsewhere there may be none
    const leave = () => {
      this.gone = true;
      this.dispatchEvent(new Event("gone"));
    };
    const heard = (_, status) => AT_AN_END.includes(status) && leave();
    kernel?.statusChanged.connect(heard);
    kernel?.disposed.connect(leave);
    signal.addEventListener("abort", () => {
      kernel?.statusChanged.disconnect(heard);
      kernel?.disposed.disconnect(leave);
    });
  }
}

/** Show of one explorer or prediction that its Python is gone, if it is, and else once it goes. */
function tellWhenGone(python, { el, signal }, box) {
  function tell() {
    const had = box().contains(document.activeElement);
    for (const child of box().children) child.inert = child !== el;
    for (const player of box().querySelectorAll("audio, video")) {
      player.pause();
      for (const track of player.srcObject?.getTracks() ?? []) {
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
    }
    box().classList.add("convlib-gone");
    const line = el.appendChild(document.createElement("div"));
    line.tabIndex = -1;
    if (!document.querySelector(".convlib-gone > .convlib-page [role=status]")) line.setAttribute("role", "status"); // once
    line.textContent = GONE;
    if (had) line.focus({ preventScroll: true });
  }
  if (python.gone) requestAnimationFrame(() => box() && tell()); // a new view of what is gone
  else python.addEventListener("gone", tell, { once: true, signal });
}

/** An output whose widget was lost with an earlier Python cannot show its picture: at least it says what helps. */
function helpTheLost() {
  for (const output of document.querySelectorAll(".jp-OutputArea-output.jupyter-widgets"))
    if (output.textContent === LOST) output.textContent += HELP;
}
