"""A network comes back from its file as it was, and a file that is damaged, or holds something else, is refused."""

import io
import re
import tracemalloc
import warnings
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from convlib.network import Convolution, Flatten, Layer, MaxPool, Network, Relu, Vote, deck_network
from convlib.pictures import O, X

often = settings(max_examples=60, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
REFUSED = "holds no network that Network.save has written, or it is damaged: "


def check_same(network, other):
    """The same layers with the same settings, and the same arrays to the last bit."""
    assert repr(network) == repr(other)
    for layer, same in zip(network.layers, other.layers, strict=True):
        assert type(layer) is type(same)
        for name in layer.settings:
            one, its = getattr(layer, name), getattr(same, name)
            assert type(one) is type(its) and np.array_equal(one, its)
            if isinstance(one, np.ndarray):
                assert one.dtype == its.dtype and one.tobytes() == its.tobytes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("saved")


# There and back.


@st.composite
def networks(draw):
    """Layers in any order, whether they could work on each other's results or not: a file does not ask."""
    random = np.random.default_rng(draw(SEEDS))
    kind = draw(st.sampled_from([np.float16, np.float32, np.float64]))

    def numbers(*shape):
        return random.normal(0, 10.0 ** random.integers(-3, 4), shape).astype(kind)

    counts = st.integers(1, 4)
    makers = {
        "convolution": lambda: Convolution(
            numbers(draw(counts), draw(counts), draw(counts), draw(counts)), draw(counts), draw(st.integers(0, 3))),
        "ReLU": Relu,
        "pooling": lambda: MaxPool(draw(counts), draw(counts)),
        "flattening": Flatten,
        "voting": lambda: Vote(numbers(draw(counts), draw(counts))),
    }
    return Network([makers[name]() for name in draw(st.lists(st.sampled_from(sorted(makers)), max_size=12))])


@often
@given(networks())
@example(Network([]))
def test_a_network_comes_back_as_it_was(folder, network):
    network.save(folder / "one.npz")
    check_same(Network.load(folder / "one.npz"), network)


def test_a_network_that_comes_back_votes_as_it_did_and_its_numbers_are_free_to_change(folder):
    network = deck_network()
    network.save(folder / "deck.npz")
    loaded = Network.load(folder / "deck.npz")
    np.testing.assert_array_equal(loaded(np.stack([X, O])), network(np.stack([X, O])))
    for numbers in loaded.parameters:
        numbers += 1
    check_same(Network.load(folder / "deck.npz"), network)


@pytest.mark.parametrize("name", ["deck", "deck.net", "my network.npz", "Größe.npz"])
@pytest.mark.parametrize("kind", [str, Path])
def test_the_file_has_the_name_that_it_was_given(folder, name, kind):
    path = folder / kind.__name__
    path.mkdir(exist_ok=True)
    deck_network().save(kind(path / name))
    assert (path / name).is_file()
    check_same(Network.load(kind(path / name)), deck_network())


def test_what_was_in_the_file_before_is_gone(folder):
    path = folder / "again.npz"
    path.write_bytes(b"long " * 10_000)
    deck_network().save(path)
    Network([Relu()]).save(path)
    check_same(Network.load(path), Network([Relu()]))


def test_the_file_can_be_read_by_numpy_alone_and_names_its_layers(folder):
    Network([Convolution(np.ones((2, 3, 3)), stride=2, padding=1), Relu(), MaxPool(3), Flatten(), Vote([[1, 2]])]).save(
        folder / "plain.npz")
    with np.load(folder / "plain.npz") as contents:
        assert contents["layers"].tolist() == ["Convolution", "Relu", "MaxPool", "Flatten", "Vote"]
        assert sorted(contents) == sorted([
            "layers", "1.features", "1.stride", "1.padding", "3.window", "3.stride", "5.weights"])
        np.testing.assert_array_equal(contents["1.features"], np.ones((2, 1, 3, 3)))
        assert [int(contents[name]) for name in ("1.stride", "1.padding", "3.window", "3.stride")] == [2, 1, 3, 2]
        assert contents["5.weights"].tolist() == [[1, 2]]


def test_a_folder_that_is_not_there_and_a_file_that_is_not_there_are_the_systems_to_tell(folder):
    with pytest.raises(FileNotFoundError, match=re.escape(str(folder / "nowhere" / "deck.npz"))):
        deck_network().save(folder / "nowhere" / "deck.npz")
    with pytest.raises(FileNotFoundError, match="nothing.npz"):
        Network.load(folder / "nothing.npz")
    for call in (deck_network().save, Network.load):
        with pytest.raises(OSError):
            call(folder)


# Files that hold something else.


def refused(path, message):
    with pytest.raises(ValueError, match=f"^{re.escape(f'{path}{message}')}"):
        Network.load(path)


def array_bytes(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize("contents", [
    b"", b"\n", b"This is a letter, and no network.\n" * 30, b"{}", b"\x00" * 1000, bytes(range(256)), b"PK",
    b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18, b"\x93NUMPY", b"\x93NUMPY\x01\x00", array_bytes(X),
    array_bytes(np.array(["Relu"])), array_bytes(np.zeros(0))], ids=repr)
def test_a_file_of_another_kind_is_refused(folder, contents):
    path = folder / "foreign.npz"
    path.write_bytes(contents)
    refused(path, f" {REFUSED}")


def archive(path, **members):
    """A zip file of these members: arrays as NumPy writes them, bytes as they are."""
    with zipfile.ZipFile(path, "w") as file:
        for name, value in members.items():
            raw = isinstance(value, bytes)
            file.writestr(name if raw else f"{name}.npy", value if raw else array_bytes(np.asarray(value)))


GOOD = {"layers": ["Convolution", "Vote"], "1.features": np.ones((1, 1, 2, 2)), "1.stride": 1, "1.padding": 0,
        "2.weights": np.ones((3, 2))}


def test_an_archive_of_the_right_members_is_a_network(folder):
    """So whatever is refused below is refused for the one thing that is wrong with it."""
    archive(folder / "good.npz", **GOOD)
    check_same(Network.load(folder / "good.npz"), Network([Convolution(np.ones((1, 2, 2))), Vote(np.ones((3, 2)))]))


@pytest.mark.parametrize("change, message", [
    ({"layers": None}, f" {REFUSED}it names no layers"),
    ({"layers": "Relu"}, f" {REFUSED}its layers are no list of names"),
    ({"layers": [["Relu"]]}, f" {REFUSED}its layers are no list of names"),
    ({"layers": [1, 2]}, f" {REFUSED}its layers are no list of names"),
    ({"layers": np.zeros(2, [("a", int, 2)])}, f" {REFUSED}its layers are no list of names"),
    ({"layers": ["Relu", "Dropout"]}, " names a layer 'Dropout', but there are only Convolution, Relu, MaxPool, "),
    ({"layers": ["Layer"]}, " names a layer 'Layer', but there are only "),
    ({"layers": ["Vote", "Vote"]}, " holds no '1.weights', which layer 1 (Vote) needs"),
    ({"1.features": None}, " holds no '1.features', which layer 1 (Convolution) needs"),
    ({"1.padding": None}, " holds no '1.padding', which layer 1 (Convolution) needs"),
    ({"2.weights": None}, " holds no '2.weights', which layer 2 (Vote) needs"),
    ({"2.weights": np.ones(3)}, ", layer 2 (Vote): weights must have two axes (values, answers), but their shape is"),
    ({"2.weights": np.ones((0, 2))}, ", layer 2 (Vote): weights must hold at least one number"),
    ({"2.weights": [[1, np.nan]]}, ", layer 2 (Vote): weights must hold finite numbers, but weights[0, 1] is nan"),
    ({"2.weights": [["a", "b"]]}, ", layer 2 (Vote): weights must hold real numbers"),
    ({"2.weights": [[1j]]}, ", layer 2 (Vote): weights must hold real numbers"),
    ({"1.features": np.ones((2, 2))}, ", layer 1 (Convolution): features must be a stack (F, h, w)"),
    ({"1.features": 1.0}, ", layer 1 (Convolution): features must be a stack (F, h, w)"),
    ({"1.stride": 0}, ", layer 1 (Convolution): stride must be a whole number of at least 1, but it is 0"),
    ({"1.stride": 1.5}, ", layer 1 (Convolution): stride must be a whole number of at least 1, but it is 1.5"),
    ({"1.stride": [1]}, ", layer 1 (Convolution): stride must be a whole number of at least 1, but it is array([1])"),
    ({"1.stride": True}, ", layer 1 (Convolution): stride must be a whole number of at least 1, but it is True"),
    ({"1.padding": -1}, ", layer 1 (Convolution): padding must be a whole number of at least 0, but it is -1"),
    ({"1.stride": b"one"}, " holds no '1.stride', which layer 1 (Convolution) needs"),  # what is no array is not read
    ({"2.weights": b"all"}, " holds no '2.weights', which layer 2 (Vote) needs"),
    ({"layers": b"Relu"}, f" {REFUSED}it names no layers"),
    ({"layers": ["Relu"] * 1001}, f" {REFUSED}it names 1,001 layers, and no more than 1,000 are read"),
])
def test_an_archive_with_one_thing_wrong_is_refused_for_it(folder, change, message):
    path = folder / "wrong.npz"
    with_change = {name: None if name in change else value for name, value in GOOD.items()} | change
    archive(path, **{name: value for name, value in with_change.items() if value is not None})
    refused(path, message)


def test_an_archive_of_other_things_is_refused(folder):
    np.savez(folder / "letters.npz", X=X, O=O)
    refused(folder / "letters.npz", f" {REFUSED}it names no layers")
    archive(folder / "text.zip", **{"word/document.xml": b"<letter/>"})
    refused(folder / "text.zip", f" {REFUSED}it names no layers")


def test_a_layer_of_ones_own_can_be_saved_but_nobody_would_know_what_it_does(folder):
    class Negative(Layer):
        pass

    Network([Negative()]).save(folder / "own.npz")
    refused(folder / "own.npz", " names a layer 'Negative', but there are only Convolution, Relu, MaxPool, Flatten")


def break_in():
    """What nobody wants to be run."""
    done.append("broke in")


done = []


class Burglar:
    """When pickle reads this, it calls `break_in`."""

    def __reduce__(self):
        return break_in, ()


@pytest.mark.parametrize("name", ["layers", "1.features", "1.stride", "unheard of"])
def test_nothing_in_a_file_is_ever_run(folder, name):
    path = folder / "burglar.npz"
    np.savez(path, **{**GOOD, name: np.array([Burglar()], dtype=object)})
    if name in GOOD:
        refused(path, f" {REFUSED}")
    else:
        Network.load(path)  # nobody asked for it, so nobody reads it
    assert done == []
    with np.load(path, allow_pickle=True) as contents:
        contents[name]
    assert done.pop() == "broke in"  # so it is a real burglar


# Damage.

WHOLE = Network([
    Convolution(np.random.default_rng(0).uniform(-1, 1, (3, 1, 3, 3)), 2, 1), Relu(), MaxPool(3, 1), Flatten(),
    Vote(np.random.default_rng(1).uniform(-1, 1, (300, 2)))])


@pytest.fixture(scope="module")
def saved(folder):
    """The bytes of a saved network."""
    WHOLE.save(folder / "whole.npz")
    return (folder / "whole.npz").read_bytes()


def load_damaged(path, contents):
    """The network in a damaged file, None where it is refused. No other end is allowed, and no use of much memory."""
    path.write_bytes(contents)
    tracemalloc.start()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return Network.load(path)
    except ValueError as error:
        assert str(error).startswith(str(path))
        return None
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 2_000_000 + 10 * len(contents)  # bytes


def check_damaged(path, contents):
    """A damaged file is refused, or the damage touched nothing of the network (the date in the archive, say)."""
    loaded = load_damaged(path, contents)
    if loaded is not None:
        check_same(loaded, WHOLE)
    return loaded


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_byte_that_flipped_is_noticed_or_does_not_matter(folder, saved, data):
    contents = bytearray(saved)
    for place in data.draw(st.lists(st.integers(0, len(saved) - 1), min_size=1, max_size=4)):
        contents[place] ^= data.draw(st.integers(1, 255))
    check_damaged(folder / "flipped.npz", bytes(contents))


def test_what_is_the_archives_own_may_be_damaged_as_well(folder, saved):
    """All that is not an array's: the names, the sizes and the table at the end."""
    weights = saved.index(np.ascontiguousarray(WHOLE.layers[-1].weights).tobytes())
    own = [*range(weights), *range(weights + 300 * 2 * 8, len(saved))]
    ends = set()
    for place in own[::7]:
        flipped = saved[:place] + bytes([saved[place] ^ 1]) + saved[place + 1 :]
        ends.add(check_damaged(folder / "flipped.npz", flipped) is None)
    assert ends == {True, False}


def test_a_file_that_was_cut_off_is_refused_wherever(folder, saved):
    for length in [*range(0, len(saved), 61), len(saved) - 1]:
        assert load_damaged(folder / "short.npz", saved[:length]) is None


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_piece_that_is_missing_or_twice_or_of_another_kind_is_noticed(folder, saved, data):
    first, last = sorted(data.draw(st.integers(0, len(saved))) for _ in range(2))
    middle = data.draw(st.one_of(st.just(b""), st.just(saved[first:last] * 2), st.binary(max_size=100)))
    check_damaged(folder / "pieces.npz", saved[:first] + middle + saved[last:])


def test_an_array_that_says_it_is_shorter_than_it_is_is_noticed(folder, saved):
    """NumPy would read no further than the header says, and never come to the check at the end of the contents."""
    assert saved.count(b"(300, 2)") == 1
    path = folder / "shorter.npz"
    path.write_bytes(saved.replace(b"(300, 2)", b"(100, 2)"))
    refused(path, f" {REFUSED}5.weights.npy is not as it was written")


@pytest.mark.parametrize("shape", ["(9999999, 99999)", "(999999999999999, 9)", "(-1, 2)", "(300, 2, 0)"])
def test_an_array_that_says_it_is_larger_than_it_is_is_refused(folder, shape):
    """The archive is in order here, so only the header lies."""
    path = folder / "larger.npz"
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    lying = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + b"\x00" * 4800
    with zipfile.ZipFile(path, "w") as file:
        for name, value in GOOD.items():
            file.writestr(f"{name}.npy", lying if name == "2.weights" else array_bytes(np.asarray(value)))
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))}"):
        Network.load(path)


# Files that would fill the memory. None of these bytes is ever written: only what the archive says of them.


def says(path, name, contents, size=None, packed=zipfile.ZIP_DEFLATED):
    """An archive that is in order, but for one member with these contents, of which it may tell another size."""
    with zipfile.ZipFile(path, "w") as file:
        for other, value in GOOD.items():
            if other != name:
                file.writestr(f"{other}.npy", array_bytes(np.asarray(value)))
        file.writestr(f"{name}.npy", contents, packed)
        if size is not None:
            file.getinfo(f"{name}.npy").file_size = size  # the directory at the end is written after this
    return path


def header(shape, kind="<f8"):
    """The beginning of an array in a file."""
    words = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(words).to_bytes(2, "little") + words.encode()


ZEROS = header((5_000_000, 8)) + bytes(20_000_000)  # 20 MB that pack into 20 kB


@pytest.mark.parametrize(("member", "contents", "size", "packed", "words"), [
    ("2.weights", header((125_000_000, 1)), 10**9, zipfile.ZIP_DEFLATED, "arrays have 1,000,000,"),
    ("layers", header((250_000_000,), "<U1"), 10**9, zipfile.ZIP_DEFLATED, "arrays have 1,000,000,000 bytes, and no"),
    ("2.weights", ZEROS, 128, zipfile.ZIP_DEFLATED, "not as it was written"),  # it unpacks into more than it says
    ("2.weights", ZEROS, 128, zipfile.ZIP_BZIP2, "packed in a way that NumPy does not use"),
    ("2.weights", ZEROS, 128, zipfile.ZIP_LZMA, "packed in a way that NumPy does not use"),
    ("2.weights", header((125_000_000, 1)) + bytes(80), None, zipfile.ZIP_DEFLATED, "not as large as it says"),
    ("2.weights", header((10**12, 10**12)) + bytes(80), None, zipfile.ZIP_STORED, "not as large as it says"),
    ("2.weights", header((2, 1), "|O") + bytes(16), None, zipfile.ZIP_STORED, "Object arrays cannot be loaded"),
])
def test_a_file_that_would_fill_the_memory_is_refused_by_what_it_says(folder, member, contents, size, packed, words):
    path = says(folder / "bomb.npz", member, contents, size, packed)
    tracemalloc.start()
    with pytest.raises(ValueError, match=words):
        Network.load(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_what_nobody_asked_for_is_not_read(folder):
    path = says(folder / "more.npz", "photographs", header((125_000_000, 1)), 10**9)
    with zipfile.ZipFile(path) as file:
        assert file.getinfo("photographs.npy").file_size == 10**9
    check_same(Network.load(path), Network([Convolution(np.ones((1, 2, 2))), Vote(np.ones((3, 2)))]))
