"""What a page says of a reader's answer, in plain Python for MicroPython; CPython runs it in the tests.

reading     the text before it runs: pasted prompts, clear mistakes, spellings that MicroPython lacks
failing     errors in CPython's words, with the reader's line
values      values of the questions, compared and written down as the grader does it
sentences   how an answer differs from the right one
references  what is right for a simplified input
beliefs     the public beliefs of the chapters, and which one explains an answer
asking      one verdict: the smallest question that the answer gets wrong
entry       what the page's script calls
"""
