"""Layers in a file: NumPy's own kind, `.npz`, read so that no file can do harm. Nothing in it is ever run.

The file names the layers in order. What belongs to the first has names such as `1.features`.
"""

import io
import math
import zipfile

import numpy as np

from .layers import LAYERS

MOST_BYTES = 100_000_000  # of the arrays of one file, a thousand times what any network of the lessons needs
MOST_LAYERS = 1000


def write_layers(path, layers):
    """Write layers to a file that ends in `.npz`. Raises OSError when it cannot be written."""
    contents = {"layers": np.array([type(layer).__name__ for layer in layers], dtype=str)}
    for number, layer in enumerate(layers, start=1):
        contents |= {f"{number}.{name}": getattr(layer, name) for name in layer.settings}
    with open(path, "wb") as file:
        np.savez(file, **contents)


def read_layers(path):
    """The layers in a file that :func:`write_layers` has written, as a list.

    Only the arrays that they need are read, and none of them where together they have more than 100 MB.
    Raises OSError when there is no such file, and ValueError when it holds no layers, or is damaged.
    """
    with open(path, "rb") as file:
        contents = _contents(path, file)
    layers = []
    for number, kind in enumerate(contents["layers"].tolist(), start=1):
        if kind not in LAYERS:
            raise ValueError(f"{path} names a layer {kind!r}, but there are only {', '.join(LAYERS)}")
        try:
            settings = {name: contents[f"{number}.{name}"] for name in LAYERS[kind].settings}
            layers.append(LAYERS[kind](**{name: value if value.ndim else value.item()
                                          for name, value in settings.items()}))
        except KeyError as missing:
            raise ValueError(f"{path} holds no {missing}, which layer {number} ({kind}) needs") from None
        except (ValueError, TypeError) as error:
            raise ValueError(f"{path}, layer {number} ({kind}): {error}") from None
    return layers


def _contents(path, file):
    """The names of the layers in a `.npz` file, and the arrays that these layers need. Nothing else in it is read."""
    try:
        with zipfile.ZipFile(file) as archive:
            contents = _arrays(archive, ["layers"])
            layers = contents.get("layers")
            if layers is None:
                raise ValueError("it names no layers")
            if layers.ndim != 1 or layers.dtype.kind != "U":
                raise ValueError("its layers are no list of names")
            if len(layers) > MOST_LAYERS:
                raise ValueError(f"it names {len(layers):,} layers, and no more than {MOST_LAYERS:,} are read")
            return contents | _arrays(archive, [
                f"{number}.{name}" for number, kind in enumerate(layers.tolist(), start=1) if kind in LAYERS
                for name in LAYERS[kind].settings])
    except Exception as error:  # damage can surface anywhere in NumPy and zipfile, with any kind of error
        raise ValueError(f"{path} holds no network that Network.save has written, or it is damaged: {error}") from error


def _arrays(archive, names):
    """Those arrays of these names that a `.npz` archive has. Their sizes are asked before anything is read."""
    members = {member.filename: member for member in archive.infolist()}
    asked = {name: members[f"{name}.npy"] for name in names if f"{name}.npy" in members}
    size = sum(member.file_size for member in asked.values())
    if size > MOST_BYTES:
        raise ValueError(f"its arrays have {size:,} bytes, and no more than {MOST_BYTES:,} are read")
    return {name: _array(archive, member) for name, member in asked.items()}


def _array(archive, member):
    """One array of an archive, where it has the size that the archive and its own header declare."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # the others may unpack without an end
        raise ValueError(f"{member.filename} is packed in a way that NumPy does not use")
    with archive.open(member) as file:
        try:
            contents = io.BytesIO(file.read(member.file_size))  # no more than is declared, then compared with its sum
        except zipfile.BadZipFile:
            raise ValueError(f"{member.filename} is not as it was written") from None
    version = np.lib.format.read_magic(contents)
    header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, kind = header(contents)
    if math.prod(shape) * kind.itemsize != member.file_size - contents.tell():
        raise ValueError(f"{member.filename} is not as large as it says")
    contents.seek(0)
    return np.load(contents, allow_pickle=False)
