"""How much the process grows when mudata reads a whole file, in bytes of resident memory."""
import json
import sys
import warnings

warnings.filterwarnings("ignore")
import mudata
import psutil

process = psutil.Process()
before = process.memory_info().rss
data = mudata.read_h5mu(sys.argv[1])
print(json.dumps({"bytes": process.memory_info().rss - before, "cells": data.n_obs}))
