"""One gene out of a file that anndata has open `backed`: how long, in ms, and how far the process grows meanwhile, in bytes. Linux only."""
import json
import re
import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
import anndata


def kilobytes(of):
    return int(re.search(rf"^{of}:\s+(\d+)", Path("/proc/self/status").read_text(), re.M)[1])


data = anndata.read_h5ad(sys.argv[1], backed="r")
before = kilobytes("VmRSS")
# The most so far is forgotten.
Path("/proc/self/clear_refs").write_text("5")
started = time.perf_counter()
values = data[:, int(sys.argv[2])].X.toarray()
print(json.dumps({"ms": (time.perf_counter() - started) * 1e3, "bytes": (kilobytes("VmHWM") - before) * 1024}))
