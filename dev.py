#!/usr/bin/env python3
"""From a bare machine with Python 3.11 to a running Shenyan. Standard library only; everything goes into `.venv`.

python3 dev.py demo     set up, review a sample message, say how to start the service
python3 dev.py test     set up with the development tools, lint, type-check, run the tests
python3 dev.py lock     renew the lock files
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
SUPPORTED = ((3, 11), (3, 12))


def run(*command: str | Path, **options: object) -> int:
    """Run a command in the checkout and return its exit status."""
    return subprocess.run([str(word) for word in command], cwd=ROOT, check=False, **options).returncode  # type: ignore[call-overload,no-any-return]


def must(*command: str | Path) -> None:
    """Run a command; stop with its exit status when it fails."""
    status = run(*command)
    if status != 0:
        print(f"\n失败 / failed: {' '.join(str(word) for word in command)}", file=sys.stderr)
        raise SystemExit(status)


def set_up(lock: str) -> None:
    """Make `.venv` and install exactly what the lock file says, unless that was done before."""
    if sys.version_info[:2] not in SUPPORTED:
        versions = ", ".join(f"{major}.{minor}" for major, minor in SUPPORTED)
        raise SystemExit(f"需要 Python {versions} / Python {versions} is needed; this is {sys.version.split()[0]}")
    stamp = VENV / f"installed-{lock}"
    wanted = (ROOT / lock).read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    if stamp.is_file() and stamp.read_bytes() == wanted:
        return
    print("安装依赖（首次约一分钟）… / installing (about a minute the first time) …", flush=True)
    if not (BIN / "python").exists():
        venv.create(VENV, with_pip=True)
    quiet = ("-qq", "--disable-pip-version-check")
    must(BIN / "python", "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock)
    must(BIN / "python", "-m", "pip", "install", *quiet, "--no-deps", "--editable", ".")
    stamp.write_bytes(wanted)


def demo() -> int:
    """Review a sample and say what to do next."""
    set_up("requirements.lock")
    sample = ROOT / "docs" / "samples" / "draft.txt"
    print(f"\n$ shenyan check {sample.relative_to(ROOT)} --product wealth-management --channel sms\n", flush=True)
    run(
        BIN / "shenyan",
        "check",
        sample.relative_to(ROOT),
        "--product",
        "wealth-management",
        "--channel",
        "sms",
        "--no-log",
    )
    shenyan = (BIN / "shenyan").relative_to(ROOT)
    print(f"\n启动服务 / start the service:   {shenyan} serve")
    print("接口文档 / API page:            http://127.0.0.1:8000/docs")
    print(f"审查你的文本 / review your own:  echo '本产品保本保息' | {shenyan} check -")
    return 0


def test() -> int:
    """Everything that CI checks."""
    set_up("requirements-dev.lock")
    tools = BIN / "python", "-m"
    must(*tools, "ruff", "check", ".")
    must(*tools, "ruff", "format", "--check", ".")
    must(*tools, "mypy")
    must(BIN / "lint-imports", "--no-cache")
    return run(*tools, "pytest", "-n", "2", *sys.argv[2:])


def lock() -> int:
    """Resolve the dependencies anew; needs `uv` in the environment."""
    set_up("requirements-dev.lock")
    must(BIN / "python", "-m", "pip", "install", "--quiet", "uv")
    compile_ = (BIN / "uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--no-header")
    must(*compile_, "--no-emit-index-url", "--quiet", "-o", "requirements.lock")
    must(*compile_, "--no-emit-index-url", "--quiet", "--group", "dev", "-o", "requirements-dev.lock")
    return 0


COMMANDS = {"demo": demo, "test": test, "lock": lock}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        raise SystemExit(__doc__)
    raise SystemExit(COMMANDS[sys.argv[1]]())
