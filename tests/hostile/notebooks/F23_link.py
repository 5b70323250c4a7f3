"""Is a link to a file that only the grader can read."""

LINK_TO = "/etc/shadow"


def make(notebook):
    return LINK_TO
