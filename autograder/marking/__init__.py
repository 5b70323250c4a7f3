"""Verdicts: hidden tests, counterexamples, known mistakes, feedback; one submission or many at once."""

from autograder import torchvision_pair

# The authors' code that runs here may import d2l, also where the package came from its wheel and not from `make`.
torchvision_pair.install_hook()
