"""The box and its walls, seen from the trusted side."""
