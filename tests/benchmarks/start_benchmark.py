"""From `shenyan serve` to the first 200 of /readyz, for a new rule set and for a proved one, and the memory it takes.

    .venv/bin/python -m tests.benchmarks.start_benchmark [--times 3]

Prints wall-clock seconds and the processor time of the service's own process (its children's are in the wall clock).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from tests.benchmarks.http_benchmark import _cpu_seconds, _free_port, _resident_mb


def start(folder: str, state: str) -> tuple[float, float, float]:
    """Seconds to be ready, seconds of processor time, MB resident then."""
    port = _free_port()
    environment = {
        **os.environ,
        "SHENYAN_DATABASE_URL": f"sqlite:///{folder}/{state}.db",
        "SHENYAN_STATE_DIR": f"{folder}/{state}",
        "SHENYAN_LOG_LEVEL": "error",
    }
    started = time.perf_counter()
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    service = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _is_ready(port):
            if service.poll() is not None:
                raise SystemExit("the service did not start")
            time.sleep(0.01)
        return time.perf_counter() - started, _cpu_seconds(service.pid), _resident_mb(service.pid)
    finally:
        service.terminate()
        service.wait()


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def main() -> None:
    """Run it and print a line for each start."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--times", type=int, default=3)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.times):
            for kind in ("new", "proved"):
                seconds, processor, memory = start(folder, f"state{number}")
                print(f"{kind} rule set: ready after {seconds:.1f} s ({processor:.1f} s processor), {memory:.0f} MB")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
