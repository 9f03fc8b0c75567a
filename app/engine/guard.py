"""Compiles a candidate rule set in a child process first, where a hang or a crash costs nothing.

durable-rules compiles in C and holds the interpreter lock: in our own process a hang could not be interrupted and a
crash would end the service. The limits of `Shard` keep every known hang and crash away; this is the net below them.
"""

import json
import math
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.engine.compile import compile_conjunctions
from app.engine.errors import CompileError, CompileTimeout, EngineError
from app.engine.session import evaluate
from app.model.fact import Conjunction, Fact

WORKER: Final = (sys.executable, "-m", "app.engine.guard")
"""The command that reads conjunctions on its standard input and tries them; its limits are appended as arguments."""

_ROOT: Final = Path(__file__).resolve().parents[2]
_MEBIBYTE: Final = 1024 * 1024


def check_compiles(
    conjunctions: Sequence[Conjunction],
    limit_s: float = 5.0,
    memory_mb: int = 512,
    *,
    worker: Sequence[str] = WORKER,
) -> None:
    """Return if the rules compile in a child process and each conjunction fires its rule for its own facts.

    ``limit_s`` are seconds of wall clock with the start of the child (0.1 s; 2,000 rules take another 0.3 s, measured),
    ``memory_mb`` MiB of address space of the child (2,000 rules fit into 100, measured).
    Raises CompileTimeout when the time is over, CompileError for all else; the message says the reason.
    """
    document = json.dumps([[conjunction.rule_id, list(conjunction.keys)] for conjunction in conjunctions])
    # The limit of processor time ends a child that hangs after we were killed ourselves.
    command = [*worker, str(memory_mb), str(math.ceil(limit_s) + 1)]
    try:
        child = subprocess.run(  # noqa: S603 - the command is a constant; the rules go through standard input
            command, input=document.encode(), capture_output=True, timeout=limit_s, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired:
        raise CompileTimeout(f"the rules did not compile within {limit_s:g} s") from None
    except OSError as error:
        raise CompileError(f"the compiler could not be started: {error.strerror}") from error
    if child.returncode < 0:
        raise CompileError(f"the compiler crashed: {_signal_name(-child.returncode)}")
    if child.returncode > 0:
        raise CompileError(f"the compiler failed with status {child.returncode}")
    try:
        reason = json.loads(child.stdout)["reason"]
    except (ValueError, TypeError, KeyError):
        raise CompileError("the compiler gave no answer") from None
    if reason is not None:
        raise CompileError(str(reason))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _try(conjunctions: Sequence[Conjunction]) -> None:
    compiled = compile_conjunctions(conjunctions)
    for conjunction in conjunctions:
        facts = [Fact(str(n), "trial", key) for n, key in enumerate(conjunction.keys)]
        if conjunction.rule_id not in {fired.rule_id for fired in evaluate(compiled, facts)}:
            raise CompileError(f"rule {conjunction.rule_id} does not fire when all its facts are present")


def main(arguments: Sequence[str]) -> None:
    """The child: limits itself to MiB of memory and seconds of processor time, and answers {"reason": text or null}."""
    memory_mb, cpu_s = (int(argument) for argument in arguments)
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * _MEBIBYTE, memory_mb * _MEBIBYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reason: str | None = None
    try:
        _try([Conjunction(rule_id, tuple(keys)) for rule_id, keys in json.load(sys.stdin)])
    except EngineError as error:
        reason = str(error)
    except MemoryError:
        reason = f"the rules need more than {memory_mb} MB to compile"
    sys.stdout.write(json.dumps({"reason": reason}))


if __name__ == "__main__":
    main(sys.argv[1:])
