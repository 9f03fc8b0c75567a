"""One durable-rules rule set and the only protocol in which it is exact.

durable-rules keeps fixed-size tables with few checks. Its C source (state.c, events.c, rete.c of 2.0.28) shows the
limits that are kept here, and why each session runs as it does:

- `deleteStateNode` frees two pointers of the session that only a started action initialises. A session whose closing
  fact was not consumed frees garbage (a crash in 20 calls under MALLOC_PERTURB_, none in 3,000 as below). So every
  session ends with a closing fact that a catch-all rule consumes, and each shard runs one empty session when it is
  built: the slot that all its later sessions reuse is then initialised, and can be deleted even after an error.
- A session is found by the hash of its sid alone. So one session at a time runs in a shard, under its lock.
- `durable.engine.Host` starts threads and is never freed; `durable.engine.Ruleset` runs Python actions, swallows what
  they raise, and takes 12 µs for each. No Python action is needed to know which rule fired: its name is in the result
  of the engine. So the calls below are those that `Ruleset` makes, without the actions.
"""

import json
import threading
import weakref
from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import count
from typing import Final

import durable_rules_engine

from app.engine.errors import CompileError, EngineError

MAX_KEYS_PER_CONJUNCTION: Final = 16
"""Facts that one rule may need. Measured: 16 fire, the 17th raises error 304 in each review (MAX_MESSAGE_FRAMES)."""

MAX_KEYS_PER_SHARD: Final = 256
"""Distinct keys in one rule set. Measured: 510 with the closing one work, 511 loop for ever (NEXT_BUCKET_LENGTH)."""

MAX_PATTERNS_PER_SHARD: Final = 128
"""Rules in one rule set. Measured: 255 on one key work; 257 are refused or overflow the heap (BETA_LIST_LENGTH)."""

_OK: Final = 0
_CLOSING: Final = "end"
_CATCH_ALL: Final = "z"


class Shard:
    """Patterns (sets of keys) compiled into one native rule set, which is freed when the last reference is gone.

    ``patterns`` are compiled in this order; the first key of each is best the one that is seldom present. Keys are
    any strings: the engine only sees their numbers. Safe to share between threads.

    Raises CompileError for patterns outside the limits above, and when durable-rules refuses them.
    """

    __slots__ = ("__weakref__", "_facts", "_handle", "_lock", "_names", "_sids", "keys", "patterns")

    def __init__(self, name: str, patterns: Sequence[tuple[str, ...]]) -> None:
        self.patterns: Final = tuple(patterns)
        self.keys: Final = tuple(dict.fromkeys(key for pattern in self.patterns for key in pattern))
        _check_limits(self.patterns, self.keys)
        numbers = {key: number for number, key in enumerate(self.keys)}
        # The JSON of a fact, but for the sid in its middle. The id only has to be unique in the session.
        self._facts: Final = tuple((key, f'{{"id":"{n}","k{n}":1,"sid":"') for key, n in numbers.items())
        self._names: Final = {f"r{n}": n for n in range(len(self.patterns))}
        definition: dict[str, object] = {
            name: {"all": [{f"m{i}": {f"k{numbers[key]}": 1}} for i, key in enumerate(self.patterns[n])]}
            for name, n in self._names.items()
        }
        definition[_CATCH_ALL] = {"all": [{"m": {_CLOSING: 1}}]}
        try:
            handle: int = durable_rules_engine.create_ruleset(name, json.dumps(definition))
        except (durable_rules_engine.error, MemoryError) as error:
            raise CompileError(f"durable-rules refused a shard of {len(self.patterns)} rules: {error}") from error
        # Not at exit: a daemon thread might still be in a review, and the memory goes with the process anyway.
        weakref.finalize(self, durable_rules_engine.delete_ruleset, handle).atexit = False
        self._handle: Final = handle
        self._lock: Final = threading.Lock()
        self._sids: Final = count()
        try:
            self.fire(())
        except EngineError as error:
            raise CompileError(f"an empty session failed: {error}") from error

    def fire(self, present: Collection[str]) -> list[int]:
        """Numbers of the patterns whose keys are all ``present``, in no promised order, each once.

        Keys that the shard does not know are ignored. Raises EngineError when durable-rules reports anything but
        success: then it is unknown which patterns hold.
        """
        with self._lock:
            sid = str(next(self._sids))
            try:
                fired = self._run(sid, present)
            except BaseException as error:
                with suppress(durable_rules_engine.error):  # perhaps the session did not even begin
                    durable_rules_engine.delete_state(self._handle, sid)
                if isinstance(error, (durable_rules_engine.error, MemoryError)):
                    raise EngineError(f"durable-rules failed: {error}") from error
                raise
            try:
                durable_rules_engine.delete_state(self._handle, sid)
            except durable_rules_engine.error as error:
                raise EngineError(f"durable-rules could not end a session: {error}") from error
        return fired

    def _run(self, sid: str, present: Collection[str]) -> list[int]:
        handle = self._handle
        assert_fact = durable_rules_engine.assert_fact
        end = f'{sid}"}}'
        for key, start in self._facts:
            if key in present:
                outcome, _ = assert_fact(handle, start + end)
                if outcome != _OK:
                    raise EngineError(f"durable-rules did not take a fact: outcome {outcome}")
        outcome, state = assert_fact(handle, f'{{"id":"{_CLOSING}","{_CLOSING}":1,"sid":"{end}')
        if outcome != _OK:
            raise EngineError(f"durable-rules did not take the closing fact: outcome {outcome}")
        started = durable_rules_engine.start_action_for_state(handle, state)
        result: str | None = started[1] if started else None
        fired: list[int] = []
        closed = False
        while result:
            # The result is {"r7": {...}}; names of rules hold no quotes and no escapes.
            name = result[2 : result.index('"', 2)]
            if name == _CATCH_ALL:
                closed = True
            elif name in self._names:
                fired.append(self._names[name])
            else:
                raise EngineError("durable-rules fired a rule that does not exist")
            result = durable_rules_engine.complete_and_start_action(handle, state)
        if not closed:
            raise EngineError("durable-rules did not consume the closing fact")
        if len(set(fired)) != len(fired) or any(key not in present for n in fired for key in self.patterns[n]):
            raise EngineError("durable-rules fired a rule whose facts are not present, or fired it twice")
        return fired


def _check_limits(patterns: Sequence[tuple[str, ...]], keys: Sequence[str]) -> None:
    # Beyond these durable-rules crashes, loops for ever or fails in each review, so nothing may pass.
    if len(patterns) > MAX_PATTERNS_PER_SHARD or len(keys) > MAX_KEYS_PER_SHARD:
        raise CompileError(f"a shard of {len(patterns)} rules over {len(keys)} keys is too large")
    for pattern in patterns:
        if not 0 < len(pattern) <= MAX_KEYS_PER_CONJUNCTION or len(set(pattern)) != len(pattern):
            raise CompileError(f"a rule needs 1 to {MAX_KEYS_PER_CONJUNCTION} distinct facts, not {len(pattern)}")
