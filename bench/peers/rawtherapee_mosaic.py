#!/usr/bin/env python3
"""Turns RawTherapee's float TIFFs, made with demosaicing "none", back into mosaics of DN.

    rawtherapee_mosaic.py CLEAN.tiff CLEAN_RT.tif PATTERN IN_RT.tif OUT.npy [BEFORE_RT.tif CHANGED.npy]

CLEAN.tiff is the undamaged mosaic as dcraw -D -4 -T writes it, CLEAN_RT.tif the same picture as RawTherapee renders it.
RawTherapee's rendering maps every DN of a colour to one value; the pair gives that curve, and its inverse gives DN back
(the script stops if the undamaged picture does not come back to within 1 DN). PATTERN is the CFA, e.g. RGGB.
With BEFORE_RT.tif, the damaged picture rendered without correction, CHANGED.npy marks the pixels that the program changed.
"""
import sys

import numpy as np
import tifffile

clean_path, clean_rendered, pattern, rendered, output = sys.argv[1:6]
POSITIONS = [(index // 2, index % 2, "RGB".index(letter)) for index, letter in enumerate(pattern)]


def sites(path):
    """The channel of each site's own filter."""
    picture = tifffile.imread(path)
    mosaic = np.empty(picture.shape[:2], np.float64)
    for row, column, channel in POSITIONS:
        mosaic[row::2, column::2] = picture[row::2, column::2, channel]
    return mosaic


clean = tifffile.imread(clean_path).astype(np.int64)
curves = {}
for row, column, _ in POSITIONS:
    dn, first = np.unique(clean[row::2, column::2], return_index=True)
    curves[row, column] = (dn, np.maximum.accumulate(sites(clean_rendered)[row::2, column::2].ravel()[first]))


def to_dn(mosaic):
    back = np.empty_like(mosaic)
    for (row, column), (dn, value) in curves.items():
        back[row::2, column::2] = np.interp(mosaic[row::2, column::2], value, dn)
    return np.rint(back).astype(np.int64)


worst = np.abs(to_dn(sites(clean_rendered)) - clean).max()
if worst > 1:
    sys.exit(f"{clean_rendered}: the undamaged picture comes back {worst} DN off")

result = to_dn(sites(rendered))
np.save(output, result.astype(np.uint16))
if len(sys.argv) > 6:
    changed = np.abs(result - to_dn(sites(sys.argv[6]))) > 2
    np.save(sys.argv[7], changed.astype(np.uint8))
