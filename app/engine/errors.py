"""What can go wrong between facts and fired rules. A review that meets one of these has no verdict to give."""


class EngineError(Exception):
    """The engine could not answer: it reported an error, contradicted itself, or the rule set is closed."""


class CompileError(EngineError):
    """The rules cannot be compiled: outside the limits, refused, crashed the compiler or exhausted its memory."""


class CompileTimeout(CompileError):  # noqa: N818 - named for what happened, as TimeoutError is
    """The rules did not compile within the time limit."""
