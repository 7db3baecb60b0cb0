"""Genes out of a sparse X by h5py, one thread: slab by slab out of CSR, by its offsets out of CSC. In ms; imports and opening are not counted.

Usage: python gene_h5py.py FILE POSITION...  (a process of its own for each round)
"""
import json
import sys
import time

import h5py
import numpy as np

CHUNKS_AT_ONCE = 64


def scan(X, gene):
    """Looks through all indices, then reads the slabs of values that had a hit."""
    indptr = X["indptr"][()]
    indices, data = X["indices"], X["data"]
    step = (indices.chunks or (2**20,))[0] * CHUNKS_AT_ONCE
    starts = range(0, indices.shape[0], step)
    places = np.concatenate([np.flatnonzero(indices[start : start + step] == gene) + start for start in starts])
    rows = np.searchsorted(indptr, places, "right") - 1
    out = np.zeros(len(indptr) - 1, data.dtype)
    for start in starts:
        first, end = np.searchsorted(places, [start, start + step])
        if end > first:
            out[rows[first:end]] = data[start : start + step][places[first:end] - start]
    return out


def take(X, gene):
    start, end = X["indptr"][gene : gene + 2]
    out = np.zeros(X.attrs["shape"][0], X["data"].dtype)
    out[X["indices"][start:end]] = X["data"][start:end]
    return out


with h5py.File(sys.argv[1]) as file:
    X = file["X"]
    read = scan if X.attrs["encoding-type"] == "csr_matrix" else take
    genes = []
    for position in map(int, sys.argv[2:]):
        started = time.perf_counter()
        values = read(X, position)
        genes.append({"ms": (time.perf_counter() - started) * 1e3, "hits": int((values != 0).sum()), "sum": float(values.sum(dtype=float))})
print(json.dumps(genes))
