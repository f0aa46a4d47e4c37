#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""readme_session.py BIN: plays the golubctl session of the README, as pasted, against the demo servers. BIN: the folder of golubctl."""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main():
    doctor = subprocess.run([ROOT / "tests/servers/mailserver", "doctor"], capture_output=True, text=True)
    if doctor.returncode != 0:
        print("skipped:", doctor.stdout.strip() or doctor.stderr.strip())
        return 77
    text = (ROOT / "README.md").read_text()
    session = re.search(r"## golubctl: a short session\n.*?\n```\n(.*?)```", text, re.S)[1]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the servers run as another user where this one is root
        script = session.replace('"$PWD/build/release/bin', f'"{sys.argv[1]}').replace("$PWD/build/try", folder + "/try").replace("build/try", folder + "/try")
        # The password command and nothing else: no keychain of the person who runs the tests.
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "disabled:", "LC_ALL": "C.UTF-8"}
        run = subprocess.run(["bash", "-euxc", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
        subprocess.run([ROOT / "tests/servers/mailserver", "stop", folder + "/try/server"], capture_output=True)
    print(run.stdout)
    print(run.stderr[-4000:], file=sys.stderr)
    if run.returncode != 0:
        print("the session of the README ended with", run.returncode)
        return 1
    if "Accepted." not in run.stdout or "Zażółć gęślą jaźń" not in run.stdout.split("Accepted.", 1)[1]:
        print("the letter of the README's session was not sent and found again")
        return 1
    return 0


sys.exit(main())
