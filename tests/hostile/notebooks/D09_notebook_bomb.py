"""Is a hundred thousand brackets deep."""


def make(notebook):
    return b'{"cells": ' + b"[" * 10**5 + b"]" * 10**5 + b', "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
