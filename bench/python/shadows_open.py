"""Opens a file with the package `shadows` and draws its repr, in ms; imports are not counted. A process of its own for each round."""
import json
import sys
import time

from shadows import MuDataShadow

started = time.perf_counter()
text = repr(MuDataShadow(sys.argv[1]))
print(json.dumps({"ms": (time.perf_counter() - started) * 1e3, "characters": len(text)}))
