"""Turns trained weights into a verified bundle for phones: convert, quantize, verify, write."""

import logging
import os
import sys

# Before any converter is imported: they log a great deal, and draw bars into logs.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if not sys.stderr.isatty():
    os.environ.setdefault("TQDM_DISABLE", "1")
for name in ("coremltools", "torchao"):  # they complain about each other's versions
    logging.getLogger(name).setLevel(logging.ERROR)
