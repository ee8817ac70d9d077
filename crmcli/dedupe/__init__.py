"""Likely duplicates."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Read by numpy when it is loaded: for tables as small as ours its threads only wait for each other."""
