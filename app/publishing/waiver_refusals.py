# ruff: noqa: N818 - the names read as what happened, and their codes are made from them
"""Why an act on a waiver is refused, and what to do about it."""

from app.errors import ShenyanError
from app.model.finding import Localized


class UnknownWaiver(ShenyanError):
    """No waiver has this id."""

    code = "unknown-waiver"
    title = Localized("没有这份豁免", "There is no such waiver")


class WaiverChanged(ShenyanError):
    """Somebody acted on the waiver since the caller read it."""

    code = "waiver-changed"
    title = Localized(
        "豁免刚刚由他人处理，没有改动；请重新读取", "Somebody else acted first; nothing was changed: read it again"
    )


class WaiverClosed(ShenyanError):
    """The waiver is not in a state for this."""

    code = "waiver-state"
    title = Localized("豁免的状态不允许这一步", "The waiver's state does not allow this")

    def __init__(self, state: str) -> None:
        super().__init__(
            Localized(f"豁免现为 {state}，不能这样做", f"The waiver is {state}: this cannot be done any more")
        )


class OwnWaiver(ShenyanError):
    """Nobody approves a waiver that they asked for or answer for."""

    code = "own-waiver"
    title = Localized(
        "本人申请或负责的豁免须由他人批准", "A waiver is approved by somebody who neither asked nor answers for it"
    )


class NotWaivable(ShenyanError):
    """The rule is never waived."""

    code = "not-waivable"
    title = Localized(
        "该规则不得豁免：个人信息、密码、隐藏文字，或规则写有 waivable: false",
        "This rule is never waived: personal data, secrets, hidden text, or its file says waivable: false",
    )


class WaiverTerm(ShenyanError):
    """The last day is over already, or more than a year away."""

    code = "waiver-term"
    title = Localized(
        "到期日须为今天或以后，且不超过一年", "The last day is today or later, and at most a year from today"
    )


class WaiverInvalid(ShenyanError):
    """What the waiver is narrowed to cannot be."""

    code = "waiver-invalid"
    title = Localized("豁免的范围有误", "What the waiver is narrowed to is not valid")
