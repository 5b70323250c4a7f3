"""Measured against stock nbgrader, otter and the limit: `make bench`, or `python -m benchmarks.run --help`."""
