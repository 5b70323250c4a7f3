"""Hopes to get its notebook back with the hidden tests in it: the autograded copy is searched by the test."""


def make(notebook):
    return notebook
