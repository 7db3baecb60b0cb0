"""An .h5ad with a large sparse X, drawn at random with a fixed seed, for `npm run bench`; written a few million entries at a time.

As anndata writes it: chunks as h5py chooses them, gzip or none, int32 indices, float32 values: counts that were normalised for each cell
and logarithmised. Each gene is in the same share of the cells. obs has a categorical, obsm a UMAP.

Usage: python make_matrix.py OUT --cells 200000 --genes 20000 --per-cell 500 [--format csr|csc] [--gzip] [--pad-gb 8]
"""
import argparse
import os

import h5py
import numpy as np

AT_ONCE = 2_000_000
TYPES = 20

parser = argparse.ArgumentParser()
parser.add_argument("out")
parser.add_argument("--cells", type=int, required=True)
parser.add_argument("--genes", type=int, required=True)
parser.add_argument("--per-cell", type=int, required=True, help="entries of each cell")
parser.add_argument("--format", choices=["csr", "csc"], default="csr")
parser.add_argument("--gzip", action="store_true")
parser.add_argument("--pad-gb", type=float, default=0, help="a dense array before all else: HDF5 sets its room aside, nothing is written to it")
args = parser.parse_args()
random = np.random.default_rng(0)
text = h5py.string_dtype()


def encoded(node, encoding, version, **attributes):
    for name, value in {"encoding-type": encoding, "encoding-version": version, **attributes}.items():
        node.attrs[name] = value
    return node


def write_names(group, name, names):
    encoded(group.create_dataset(name, data=np.array(names, dtype=object), dtype=text), "string-array", "0.2.0")


def write_frame(file, name, index, columns):
    order = np.array(columns, dtype=text)
    frame = encoded(file.create_group(name), "dataframe", "0.2.0", **{"_index": "_index", "column-order": order})
    write_names(frame, "_index", index)
    return frame


def write_padding(uns, gigabytes):
    """So that everything else lies beyond it. Its bytes are part of the file, and of the disk only where that knows no holes."""
    layout = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    layout.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    layout.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
    space = h5py.h5s.create_simple((int(gigabytes * 1e9) // 4,))
    encoded(h5py.Dataset(h5py.h5d.create(uns.id, b"padding", h5py.h5t.IEEE_F32LE, space, layout)), "array", "0.2.0")


def write_matrix(file, by_rows):
    """Each row (CSR) or column (CSC) has as many entries, one in each of as many equal ranges: ascending, and never twice the same."""
    majors, minors = (args.cells, args.genes) if by_rows else (args.genes, args.cells)
    per_major = args.per_cell if by_rows else args.cells * args.per_cell // args.genes
    entries = majors * per_major
    compression = {"compression": "gzip"} if args.gzip else {}
    shape = np.array([args.cells, args.genes])
    X = encoded(file.create_group("X"), f"{args.format}_matrix", "0.1.0", shape=shape)
    X.create_dataset("indptr", data=np.arange(0, entries + 1, per_major, dtype=np.int64), chunks=True, **compression)
    indices = X.create_dataset("indices", (entries,), np.int32, chunks=True, **compression)
    data = X.create_dataset("data", (entries,), np.float32, chunks=True, **compression)
    range_starts = np.arange(per_major)
    scales = 1e4 / random.integers(2_000, 20_000, args.cells)
    step = max(1, AT_ONCE // per_major)
    for first in range(0, majors, step):
        n = min(step, majors - first)
        place = slice(first * per_major, (first + n) * per_major)
        drawn = ((range_starts + random.random((n, per_major))) * (minors / per_major)).astype(np.int32)
        scale = scales[first : first + n, None] if by_rows else scales[drawn]
        indices[place] = drawn.ravel()
        data[place] = np.log1p(random.geometric(0.6, (n, per_major)) * scale).astype(np.float32).ravel()


unfinished = f"{args.out}.part"
with h5py.File(unfinished, "w") as file:
    encoded(file, "anndata", "0.1.0")
    slots = {name: encoded(file.create_group(name), "dict", "0.1.0") for name in ("layers", "obsm", "obsp", "uns", "varm", "varp")}
    if args.pad_gb:
        write_padding(slots["uns"], args.pad_gb)
    write_matrix(file, args.format == "csr")
    kind = random.integers(0, TYPES, args.cells).astype(np.int8)
    obs = write_frame(file, "obs", [f"{i:016d}-1" for i in range(args.cells)], ["celltype"])
    column = encoded(obs.create_group("celltype"), "categorical", "0.2.0", ordered=False)
    encoded(column.create_dataset("codes", data=kind), "array", "0.2.0")
    write_names(column, "categories", [f"type {i}" for i in range(TYPES)])
    write_frame(file, "var", [f"GENE{i}" for i in range(args.genes)], [])
    umap = random.normal(0, 5, (TYPES, 2))[kind] + random.normal(0, 1, (args.cells, 2))
    encoded(slots["obsm"].create_dataset("X_umap", data=umap.astype(np.float32)), "array", "0.2.0")
os.replace(unfinished, args.out)
