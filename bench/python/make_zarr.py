"""The same content as an .h5ad or .h5mu as sharded Zarr v3 with consolidated metadata, for `npm run bench -- --only remote`.

Usage: python make_zarr.py IN OUT.zarr
"""
import os
import sys

import anndata as ad
import mudata as md
import zarr

source, out = sys.argv[1:]
md.set_options(pull_on_update=False)
ad.settings.zarr_write_format = 3
ad.settings.auto_shard_zarr_v3 = True
part = f"{out}.part"
if source.endswith(".h5mu"):
    md.read_h5mu(source).write_zarr(part)
else:
    ad.read_h5ad(source).write_zarr(part)
zarr.consolidate_metadata(part)
os.rename(part, out)
