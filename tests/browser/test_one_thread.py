"""Two controls that are moved quickly are answered one after the other, in whatever threads the kernel hears them."""

CODE = """
import threading, time
import ipywidgets
from convlib.widgets.parts.explorer import Explorer

heard = []

def slowly(change):
    name = change.owner.description
    heard.append(f"{name} begins")
    time.sleep(0.3)
    heard.append(f"{name} ends in {threading.current_thread().name}")

explorer = Explorer()
explorer.children = [ipywidgets.Checkbox(description=name) for name in "ab"]
for box in explorer.children:
    box.observe(slowly, names="value")
ipywidgets.VBox(explorer.children)
"""


def test_nothing_is_answered_in_the_midst_of_something_else(lab, open_notebook):
    notebook = open_notebook(lab.write("threads.ipynb", [CODE]))
    notebook.run_all()
    a, b = notebook.output(0).get_by_role("checkbox").all()
    a.click()  # what a widget says first may be heard in another thread than what it says later
    notebook.wait_for_python("len(heard)", "2")
    for box in (a, b, b, a):
        box.click()
    notebook.wait_for_python("len(heard)", "10")
    told = notebook.python("print(*heard, sep='\\n')").splitlines()
    assert [line for line in told if "begins" in line] == told[::2]
    assert {line[1:] for line in told[1::2]} == {" ends in MainThread"}
    assert notebook.problems() == []
