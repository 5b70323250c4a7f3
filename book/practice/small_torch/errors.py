"""Two kinds of errors: torch's own, which a reader's code may catch, and "this small torch does not know"."""

unknown = []  # every name asked for since `forget`, so that no `except:` can hide one
not_allowed = []  # what was used and the task forbids
torch_errors = []  # exceptions that real torch raises in the same place
forbidden = set()  # policies of the running task: convolution, layers, d2l.corr2d
work = [0]  # steps since `forget`: one an operation, and one a number that goes to or comes from Python


class UnknownHere(BaseException):
    """Real torch may know this; the small one does not. No `Exception`: `except Exception` lets it through."""


class NotAllowedError(Exception):
    """The task asks to build this operation, not to call it."""


def forget():
    """Begin a new call."""
    del unknown[:], not_allowed[:], torch_errors[:]
    work[0] = 0


def do_not_know(name):
    """Give up on an operation; `name` is what the reader sees."""
    unknown.append(name)
    raise UnknownHere(name)


def refuse(name):
    """The reader's code called what its task forbids."""
    not_allowed.append(name)
    raise NotAllowedError(name + " is not allowed in this task")


def fail(kind, text):
    """Raise what torch raises here, in torch's words."""
    error = kind(text)
    torch_errors.append(error)
    raise error


def is_torch_error(error):
    """Whether real torch raises this error, too."""
    for known in torch_errors:
        if known is error:
            return True
    return False
