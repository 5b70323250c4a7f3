"""Marks notebooks behind a wall: hidden tests on one side, student code on the other."""

__version__ = "1.1.0"
