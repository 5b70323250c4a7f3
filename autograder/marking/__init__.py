"""Verdicts: hidden tests, counterexamples, known mistakes, feedback; one submission or many at once."""
