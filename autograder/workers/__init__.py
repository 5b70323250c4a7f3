"""Where the marking of a class happens: in local processes, or in anything shaped like `concurrent.futures.Executor`.

    job        one submission to mark, and what came of it
    pool       submits the jobs of a class; results come as they finish
    process    how a local worker starts and ends
    worker     marks: keeps one box and the exercise's tests for as long as it lives

The process that submits imports neither torch nor a test: only `worker` does, in the processes that mark.
"""
