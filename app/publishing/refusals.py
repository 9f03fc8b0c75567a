# ruff: noqa: N818 - the names read as what happened, and their codes are made from them
"""Why an act on a draft or a version is refused, and what to do about it."""

from collections.abc import Sequence

from app.errors import ShenyanError
from app.model.finding import Localized


class Refusal(ShenyanError):
    """Root of what the life cycle refuses; nothing was changed."""

    code = "refused"
    title = Localized("操作未执行", "The act was refused")


class UnknownDraft(Refusal):
    """No draft has this id."""

    code = "unknown-draft"
    title = Localized("没有这份规则草案", "There is no such draft")


class UnknownVersion(Refusal):
    """No version has this number."""

    code = "unknown-version"
    title = Localized("没有这个版本", "There is no such version")


class DraftChanged(Refusal):
    """Somebody changed the draft since the caller read it."""

    code = "draft-changed"
    title = Localized("草案已被他人改动", "Somebody else has changed the draft")

    def __init__(self, edition: int, by: str) -> None:
        super().__init__(
            Localized(
                f"草案已由 {by} 改为第 {edition} 稿，没有覆盖；请重新读取后再改",
                f"{by} has made it edition {edition}; nothing was overwritten: read it again, then change it",
            )
        )


class WrongState(Refusal):
    """The draft is not in a state for this."""

    code = "draft-state"
    title = Localized("草案的状态不允许这一步", "The draft's state does not allow this")

    def __init__(self, act: str, state: str, allowed: Sequence[str]) -> None:
        listed = ", ".join(allowed)
        super().__init__(
            Localized(
                f"草案现为 {state}，只有 {listed} 的草案可以 {act}",
                f"The draft is {state}; only {listed} can be used with {act}",
            )
        )


class OwnDraft(Refusal):
    """Nobody approves what they had a hand in."""

    code = "own-draft"
    title = Localized("本人编写或改过的草案须由他人批准", "A draft is approved by somebody who had no hand in it")


class DraftOutdated(Refusal):
    """Another version has become active since the draft was begun."""

    code = "draft-outdated"
    title = Localized("草案的基础版本已过期", "The draft was built on another version")

    def __init__(self, base: int, active: int) -> None:
        super().__init__(
            Localized(
                f"草案基于第 {base} 版，现行的是第 {active} 版；请先变基（rebase），再提交批准",
                f"It was built on version {base} and version {active} is active: rebase it, then submit it again",
            )
        )


class RebaseConflict(Refusal):
    """The draft and the active version changed the same files. ``conflicts`` are (path, difference between both)."""

    code = "rebase-conflict"
    title = Localized("草案与现行版本改了同一文件", "The draft and the active version changed the same files")

    def __init__(self, conflicts: Sequence[tuple[str, str]]) -> None:
        self.conflicts = tuple(conflicts)
        listed = ", ".join(path for path, _ in conflicts)
        super().__init__(
            Localized(
                f"双方都改了：{listed}；没有覆盖，请在变基时给出这些文件的新内容",
                f"Both changed: {listed}; nothing was overwritten. Give these files' new content with the rebase",
            )
        )


class DraftEmpty(Refusal):
    """The draft leaves the rule set as it is."""

    code = "draft-empty"
    title = Localized("草案没有改动任何文件", "The draft changes nothing")


class InvalidPath(Refusal):
    """A path that no file of a rule set has."""

    code = "invalid-path"
    title = Localized(
        "路径须为 rules/…/名称.yaml 或 lexicons/…/名称.yaml", "A path is rules/…/name.yaml or lexicons/…/name.yaml"
    )


class TrialFailed(Refusal):
    """The rule set of the draft has problems, does not compile, or an example does not hold. ``found`` lists them."""

    code = "trial-failed"
    title = Localized("草案未通过检验", "The draft did not pass its trial")

    def __init__(self, found: Sequence[tuple[str, str, Localized]]) -> None:
        self.found = tuple(found)
        first = self.found[0]
        super().__init__(
            Localized(
                f"{len(self.found)} 处须修正，首先是 {first[0]}：{first[2].zh}",
                f"{len(self.found)} thing(s) to put right, first {first[0]}: {first[2].en}",
            )
        )


class PublishedMeanwhile(Refusal):
    """Another version was published or activated at the same moment."""

    code = "published-meanwhile"
    title = Localized("另一版本刚刚启用，请重试", "Another version became active at this moment; look again")


class NothingBefore(Refusal):
    """There is no other version to go back to."""

    code = "nothing-before"
    title = Localized("没有可退回的版本", "There is no version to go back to")


class UnknownExample(Refusal):
    """The review cannot become an example."""

    code = "no-example"
    title = Localized("这条审查不能加为示例", "The review cannot be added as an example")
