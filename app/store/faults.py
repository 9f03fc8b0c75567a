"""Why the verdict log cannot be written, in words from a closed list: for answers, metrics and logs."""

import errno
from dataclasses import dataclass
from typing import Final

from app.errors import VerdictLogUnavailable
from app.model.finding import Localized
from app.store.key_source import LogKeyMissing


@dataclass(frozen=True, slots=True)
class Fault:
    """``name`` never changes; ``text`` is for people."""

    name: str
    text: Localized


FULL: Final = Fault("disk-full", Localized("磁盘已满", "the disk is full"))
LOCKED: Final = Fault("locked", Localized("数据库被其他进程占用", "another process holds the database"))
KEY: Final = Fault("key", Localized("密钥缺失或不可读", "its key is missing or cannot be read"))
GONE: Final = Fault("gone", Localized("数据库无法连接或已被移走", "the database cannot be reached or was moved away"))
REFUSED: Final = Fault("refused", Localized("数据库拒绝了这条记录", "the database refused the record"))
CLOSED: Final = Fault("closed", Localized("服务正在停止", "the service is stopping"))
SLOW: Final = Fault("slow", Localized("写入超时", "writing took too long"))
FLUSH: Final = Fault(
    "flush",
    Localized("磁盘落盘失败，须检查磁盘并重启服务", "the disk failed to flush: check it, then restart the service"),
)
OTHER: Final = Fault("other", Localized("数据库无法写入", "the database cannot be written"))
FAULTS: Final = (FULL, LOCKED, KEY, GONE, REFUSED, CLOSED, SLOW, FLUSH, OTHER)

_BY_SQLITE_NAME: Final = {
    "SQLITE_FULL": FULL,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_CANTOPEN": GONE,
}
_FLUSH_NAMES: Final = ("SQLITE_IOERR_FSYNC", "SQLITE_IOERR_DIR_FSYNC")
_BY_SQLSTATE: Final = {
    "53100": FULL,  # disk_full
    "55P03": LOCKED,  # lock_not_available
    "25P03": SLOW,  # idle_in_transaction_session_timeout
}
_BY_SQLSTATE_CLASS: Final = {"08": GONE, "57": GONE, "23": REFUSED, "22": REFUSED}


class FlushLost(Exception):  # noqa: N818 - the names of errors read as what happened
    """A flush to the disk failed earlier in this process.

    The system may have thrown away what it could not write, and a later flush would succeed without it: nothing more is
    written until a new process has read the log from the disk. PostgreSQL ends itself in this case.
    """


def fault_of(error: BaseException) -> Fault:
    """What ``error``, raised while appending, says about the log."""
    error = getattr(error, "orig", None) or error
    if isinstance(error, LogKeyMissing):
        return KEY
    if isinstance(error, OSError):
        return FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else GONE
    sqlite_name = getattr(error, "sqlite_errorname", None)
    if isinstance(error, FlushLost) or sqlite_name in _FLUSH_NAMES:
        return FLUSH
    if sqlite_name is not None:
        constraint = REFUSED if sqlite_name.startswith("SQLITE_CONSTRAINT") else OTHER
        return _BY_SQLITE_NAME.get("_".join(sqlite_name.split("_")[:2]), constraint)
    if hasattr(error, "sqlstate"):  # psycopg; without a state the connection failed
        state = error.sqlstate
        return GONE if state is None else _BY_SQLSTATE.get(state, _BY_SQLSTATE_CLASS.get(state[:2], OTHER))
    return OTHER


def unavailable(fault: Fault) -> VerdictLogUnavailable:
    """The error for callers."""
    return VerdictLogUnavailable(
        Localized(
            f"结论无法留痕（{fault.text.zh}），因此未给出结论",
            f"The verdict could not be logged ({fault.text.en}), so none is given",
        )
    )
