"""Snapshot: a photograph in a cell's output, and in words what it shows."""

import base64
import io

import ipywidgets
from PIL import Image
from traitlets import Unicode

from ..data.photos import on_screen
from .shown import VIEW


class Snapshot(ipywidgets.Image):
    """A photograph: an array (3, rows, columns) of numbers from -1 to 1, or (rows, columns) for a grey one. Who hears
    the page hears ``words`` in its place, which JupyterLab tells of no other picture.

    >>> import numpy as np
    >>> Snapshot(np.zeros((30, 40)), "fog")
    fog
    """

    description = Unicode().tag(sync=True)  # the page looks for it before it tells a picture's tooltip

    def __init__(self, values, words):
        file = io.BytesIO()
        Image.fromarray(on_screen(values)).save(file, "jpeg", quality=90)
        super().__init__(value=file.getvalue(), format="jpeg", tooltip=words)

    def __repr__(self):
        return self.tooltip

    def _repr_mimebundle_(self, **_):
        data = {"text/plain": repr(self), "image/jpeg": base64.b64encode(self.value).decode(),
                VIEW: {"version_major": 2, "version_minor": 0, "model_id": self.model_id}}
        return data, {"image/jpeg": {"alt": self.tooltip}}
