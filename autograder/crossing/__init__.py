"""Which Python values cross the wall, and as what: taken apart into what the wire carries, and put together again.

Both sides use it. Libraries are used only where the process has imported them already: a value of theirs can exist
nowhere else.
"""
