"""Small edits of Python code: the slips that people make, over the syntax tree.

Forward, on a right answer, they make wrong ones: `verify` asks whether the hidden tests notice. Backward, on a wrong
answer, they look for the line at fault: one where a small edit makes every test pass. This room runs on both sides of
the wall and knows nothing but `ast`.
"""
