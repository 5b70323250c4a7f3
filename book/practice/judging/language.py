"""The sentences of the page in its language: English in the code, another one in the words that the page brings."""

words = {}  # each English text with its places {0}, {1} …, and its translation


def say(text, *values):
    return words.get(text, text).format(*values)
