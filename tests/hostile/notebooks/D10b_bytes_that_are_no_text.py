"""Is not UTF-8, has a NUL and a coding cookie."""


def make(notebook):
    return b'# -*- coding: utf-7 -*-\n{"cells": [\xff\xfe\x00], "nbformat": 4}'
