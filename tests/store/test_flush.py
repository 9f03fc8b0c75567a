"""A disk that does not flush: nothing is acknowledged from then on, until a new process has read the log."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.store.verdict_log import VerdictLog
from tests.store.entries import entry
from tests.store.keys import KEYS

ROOT = Path(__file__).resolve().parents[2]
FAILING = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
static int fails(void) { return access(getenv("FLUSH_FAILS"), F_OK) == 0; }
int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    if (fails()) { errno = EIO; return -1; }
    return real(fd);
}
int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    if (fails()) { errno = EIO; return -1; }
    return real(fd);
}
"""
APPENDER = """
import sys
from pathlib import Path
from app.errors import VerdictLogUnavailable
from app.store.verdict_log import VerdictLog
from app.store.writer import LogHooks
from tests.store.entries import entry
from tests.store.keys import KEYS
failed, writable, flag = [], [], Path(sys.argv[2])
log = VerdictLog.open(sys.argv[1], KEYS, hooks=LogHooks(failed=failed.append, writable=writable.append))
log.append(entry(1))
flag.touch()
for number in (2, 3):
    if number == 3:
        flag.unlink()  # a flush would succeed again, without what was lost
    try:
        log.append(entry(number))
    except VerdictLogUnavailable:
        continue
    failed.append("acknowledged")
print(*failed, *writable)
"""


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_after_a_failed_flush_nothing_is_acknowledged_until_a_restart(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "failing.c").write_text(FAILING)
    library = tmp_path / "failing.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, tmp_path / "failing.c", "-ldl"], check=True)
    flag = tmp_path / "flush-fails"
    done = subprocess.run(
        [sys.executable, "-c", APPENDER, sqlite_url, str(flag)],
        cwd=ROOT, env={"LD_PRELOAD": str(library), "FLUSH_FAILS": str(flag), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout.splitlines()[-1] == "flush flush False"

    log = VerdictLog.open(sqlite_url, KEYS)
    assert log.append(entry(4)).sequence in (2, 3)  # what was not acknowledged may be there or not
    assert log.verify().broken is None
    log.close()
