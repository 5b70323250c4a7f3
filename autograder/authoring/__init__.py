"""For authors: try every rule, start a new exercise, hand in a demo class."""
