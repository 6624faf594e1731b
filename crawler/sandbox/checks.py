"""Whether a sandbox works and isolates, asked before anything of a stranger is run in it. Settings: ``[sandbox]``."""

from __future__ import annotations

import json
import socket
import sys
import tempfile
from pathlib import Path

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.sandbox.runs import ADVICE, Sandbox

_PROBE = """
import json, os, resource, socket, sys
secret, port, prefix, processes = sys.argv[1:]
def can(act):
    try:
        act()
    except OSError:
        return False
    return True
found = []
if can(lambda: socket.create_connection(("127.0.0.1", int(port)), 5)) or len(socket.if_nameindex()) > 1:
    found.append("reaches the network")
if can(lambda: open(secret)):
    found.append("reads this machine's files")
for place in (prefix + "/reprosurvey-probe", "/reprosurvey-probe"):
    if can(lambda: os.mkdir(place)):
        os.rmdir(place)
        found.append("changes " + os.path.dirname(place))
if os.getuid() == 0:
    found.append("runs as root")
if resource.getrlimit(resource.RLIMIT_NPROC)[0] != int(processes):
    found.append("has no limit of processes")
if os.listdir(".") != ["given"]:
    found.append("is not given its files")
print(json.dumps(found))
"""


def require_isolation(sandbox: Sandbox) -> None:
    """Make sure that what runs in ``sandbox`` is held in it.

    Raises:
        SurveyError: It does not start, or does not hold; what to do.
    """
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder, socket.create_server(("127.0.0.1", 0)) as server:
        given, secret = Path(folder) / "given", Path(folder) / "secret"
        (given / "given").mkdir(parents=True)
        secret.write_text("canary")
        told = (str(secret), str(server.getsockname()[1]), sys.base_prefix, str(sandbox.limits.processes))
        command = (f"{sys.base_prefix}/bin/python3", "-I", "-S", "-c", _PROBE, *told)
        run = sandbox.run(command, given, [Path(sys.base_prefix)])
    if run.status != 0:
        raise SurveyError(f"the sandbox does not work: {' '.join(run.output.split())}; {ADVICE}")
    if leaks := json.loads(run.output.splitlines()[-1]):
        raise SurveyError(f"the sandbox does not hold: what runs in it {', '.join(leaks)}; {ADVICE}")
