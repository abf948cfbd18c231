#!/usr/bin/env python3
"""Wraps a WebAssembly module in a JavaScript module, as text: gzip, then base64.

    embed.py dueby.wasm wasm.js"""
import base64
import gzip
import pathlib
import sys

module, out = map(pathlib.Path, sys.argv[1:])
packed = base64.b64encode(gzip.compress(module.read_bytes(), 9, mtime=0)).decode()
out.write_text(f"export default '{packed}';\n", encoding='ascii')
