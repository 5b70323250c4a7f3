"""What a page says of a reader's answer, in plain Python for MicroPython; CPython runs it in the tests.

language    sentences in the language of the page
prompts     what a notebook or a session left around pasted code
tokens      the text as names, numbers, strings and signs
rules       clear mistakes: brackets, indentation, colons
reading     the text before it runs: the three above, and spellings that MicroPython lacks
failing     errors in CPython's words, with the reader's line
values      values of the questions, compared and written down as the grader does it
sentences   how an answer differs from the right one
references  what is right for a simplified input
beliefs     the public beliefs of the chapters, and which one explains an answer
answer      the reader's text, run once, whose functions are asked
smallest    the smallest question that an answer gets wrong
asking      one verdict
entry       what the page's script calls
"""
