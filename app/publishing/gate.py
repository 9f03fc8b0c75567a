"""A rule set passes its trial once for each app version; what has passed need not be tried again."""

from collections.abc import Callable, Mapping
from pathlib import Path

from app.publishing.proven import is_proven, remember_proven
from app.publishing.trial import Trial, try_files
from app.ruleset.loader import revision_of


class TrialGate:
    """``trial`` is how a rule set is tried; ``state_dir`` remembers which passed."""

    def __init__(self, state_dir: Path, trial: Callable[[Mapping[str, bytes]], Trial] = try_files) -> None:
        self._state_dir = state_dir
        self._trial = trial

    def examine(self, files: Mapping[str, bytes]) -> Trial:
        """Everything that a trial finds, advice included."""
        trial = self._trial(files)
        if trial.holds:
            remember_proven(self._state_dir, trial.revision)
        return trial

    def require(self, files: Mapping[str, bytes]) -> None:
        """Return when ``files`` may go live. Raises TrialFailed."""
        if not is_proven(self._state_dir, revision_of(files)):
            self.examine(files).require()
