#!/usr/bin/env python3
"""What h5py and anndata read of files that may be damaged: the judge of the fuzz run.

Reads requests from stdin, one a line, {"file": …, "paths": […]}, and answers each with a line of JSON. What stands at `paths` is also tried
where the group that lists it is broken. An answer has:

  opens      whether h5py opens the file
  digests    by path, as src/testing/digest.ts makes them: a dataset's shape and hash of its values, an attribute's value (path@name), or
             {"error": …}; null where nothing of ours is to be compared with it (references, opaque bytes, what is too large)
  elements   by path in AnnData's words, as describe.py describes them, each read on its own, or {"type": "unreadable"}

It may crash or hang on what it is given, as libhdf5 does: whoever runs it watches it.
"""
import hashlib
import json
import resource
import struct
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "e2e/fixtures"))
import h5py
import numpy as np
from anndata.io import read_elem

import describe

warnings.filterwarnings("ignore")
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
LARGEST = 1 << 28
DEEPEST = 32
MOST = 20_000


def sha(data):
    return hashlib.sha256(data).hexdigest()[:16]


def is_string(dtype):
    return h5py.check_string_dtype(dtype) is not None


def digest_array(a):
    if a.dtype.names and not a.dtype.kind == "c":
        parts = {name: digest_array(np.asarray(a[name])) for name in a.dtype.names}
        return None if None in parts.values() else ", ".join(f"{name} {digest}" for name, digest in parts.items())
    if a.dtype.kind in "SO":
        if a.dtype.kind == "O" and not is_string(a.dtype):
            return None
        h = hashlib.sha256()
        for item in a.reshape(-1):
            text = (item if isinstance(item, bytes) else str(item).encode("utf-8", "surrogateescape")).split(b"\0")[0]
            h.update(f"{len(text)}:".encode() + text)
        return h.hexdigest()[:16]
    if a.dtype.kind not in "biufc":
        return None
    if a.dtype == np.dtype("f2"):
        a = a.astype("f4")
    return sha(np.ascontiguousarray(a.astype(a.dtype.newbyteorder("<"))).tobytes())


def digest_dataset(d):
    if d.shape is None:
        return "empty"
    if d.size * max(1, d.dtype.itemsize) > LARGEST:
        return None
    value = d[()]
    value = np.asarray(value, dtype=d.dtype if d.dtype.kind == "O" else None)
    digest = digest_array(value)
    return digest and f"{'×'.join(map(str, d.shape))} {digest}"


def bits(x):
    return "nan" if np.isnan(x) else "x" + format(struct.unpack(">Q", struct.pack(">d", x))[0], "x")


def digest_attribute(value):
    if isinstance(value, h5py.Empty):
        return None
    items = np.asarray(value).reshape(-1).tolist() if not isinstance(value, (str, bytes)) else [value]
    out = []
    for item in items:
        if isinstance(item, (str, bytes)):
            raw = item if isinstance(item, bytes) else item.encode("utf-8", "surrogateescape")
            out.append("“" + raw.split(b"\0")[0].decode("utf-8", "replace") + "”")
        elif isinstance(item, (bool, int, float)):
            out.append(bits(float(item)))
        else:
            return None
    return ",".join(out)


def attempt(out, path, work):
    try:
        out[path] = work()
    except Exception as error:
        out[path] = {"error": f"{type(error).__name__}: {error}"[:200]}


def visit(obj, path, out, depth):
    try:
        names = list(obj.attrs)
    except Exception as error:
        out[path + "@"] = {"error": str(error)[:200]}
        names = []
    for name in names:
        attempt(out, f"{path}@{name}", lambda: digest_attribute(obj.attrs[name]))
    if isinstance(obj, h5py.Dataset):
        attempt(out, path, lambda: digest_dataset(obj))
    elif isinstance(obj, h5py.Group) and depth < DEEPEST and len(out) < MOST:
        try:
            members = list(obj)
        except Exception as error:
            out[path] = {"error": str(error)[:200]}
            return
        for name in members:
            child = f"{path}/{name}" if path else name
            try:
                visit(obj[name], child, out, depth + 1)
            except Exception as error:
                out[child] = {"error": f"{type(error).__name__}: {error}"[:200]}


def visit_directly(f, paths, out):
    """Objects and attributes that somebody else has found: libhdf5 finds a member by its name even where it cannot list them all."""
    for path in paths:
        at, _, name = path.partition("@")
        if path in out and not isinstance(out[path], dict):
            continue
        try:
            obj = f[at or "/"]
            if name:
                out[path] = digest_attribute(obj.attrs[name])
            elif isinstance(obj, h5py.Dataset):
                out[path] = digest_dataset(obj)
        except Exception as error:
            out[path] = {"error": f"{type(error).__name__}: {error}"[:200]}


def is_modern(f):
    """Layouts of before 0.8 are put together out of several elements: only their datasets are compared."""
    try:
        return f["obs"].attrs["encoding-version"] == "0.2.0" and "__categories" not in f["obs"]
    except Exception:
        return False


def elements_of(f):
    out = {}

    def element(group, name, path):
        try:
            part = {}
            describe.walk(read_elem(group[name]), path, part)
            out.update(part)
        except Exception:
            out[path] = {"type": "unreadable"}

    def frame(group, name, path):
        """Column by column, as Umbra reads: one that is broken must not hide the others. Without one, anndata counts the rows of X."""
        try:
            if name not in group and "X" in group:
                n = read_elem(group["X"]).shape[0 if name == "obs" else 1]
                out[path] = {"type": "dataframe", "index": describe.strings([str(i) for i in range(n)]), "columns": [], "n": n}
                return
            g = group[name]
            index = g.attrs["_index"]
            part = {"type": "dataframe", "index": describe.strings(list(read_elem(g[index]))), "columns": [str(c) for c in g.attrs["column-order"]]}
            out[path] = part | {"n": part["index"]["n"]}
            for column in part["columns"]:
                try:
                    out[f"{path}/{column}"] = describe.series(describe.pd.Series(read_elem(g[column])))
                except Exception:
                    out[f"{path}/{column}"] = {"type": "unreadable"}
        except Exception:
            out[path] = {"type": "unreadable"}

    def members(group, slot, path):
        try:
            names = list(group[slot]) if slot in group else []
        except Exception:
            names = []
        for name in names:
            element(group[slot], name, f"{path}/{name}")

    def anndata(g, prefix):
        if "X" in g:
            element(g, "X", f"{prefix}X")
        for axis in ("obs", "var"):
            frame(g, axis, prefix + axis)
        for slot in ("layers", "obsm", "varm", "obsp", "varp"):
            members(g, slot, prefix + slot)
        if "raw" in g:
            element(g["raw"], "X", f"{prefix}raw/X")
            frame(g["raw"], "var", f"{prefix}raw/var")

    if not is_modern(f):
        return out
    try:
        if "mod" in f:
            for axis in ("obs", "var"):
                frame(f, axis, axis)
            for slot in ("obsm", "varm", "obsp", "varp"):
                members(f, slot, slot)
            for name in f["mod"]:
                anndata(f["mod"][name], f"mod/{name}/")
        else:
            anndata(f, "")
    except Exception:
        pass
    return out


def read(file, paths):
    try:
        f = h5py.File(file, "r")
    except Exception as error:
        return {"opens": False, "error": str(error)[:200], "digests": {}, "elements": {}}
    out = {}
    visit(f, "", out, 0)
    visit_directly(f, paths, out)
    return {"opens": True, "digests": out, "elements": elements_of(f)}


def finite(value):
    """JSON has no NaN: as text, as `describe` writes it."""
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [finite(item) for item in value]
    return describe.plain(value) if isinstance(value, float) else value


for line in sys.stdin:
    print(json.dumps(finite(read(**json.loads(line)))), flush=True)
