#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""accounts.py DIR: writes the account files of the demo (as golubctl account add takes them) from DIR/server.json."""
import json
import sys
from pathlib import Path

directory = Path(sys.argv[1]).resolve()
server = json.loads((directory / "server.json").read_text())
ports = server["ports"]


def account(stem, name, user, password, protocol, port):
    secret = directory / f"{stem}.secret"
    secret.write_text(password + "\n")
    secret.chmod(0o600)
    common = {"host": "localhost", "user": user, "auth": "auto", "ca_file": server["ca_file"]}
    address = f"{user}@example.org"
    document = {
        "name": name,
        "address": address,
        "identities": [{"name": name.split(" (")[0], "address": address, "signature": f"{name.split(' ')[0]}\nGolub demo"}],
        "incoming": {**common, "protocol": protocol, "port": port, "security": "tls"},
        "outgoing": {**common, "port": ports["submission"], "security": "starttls"},
        "secret": {"source": "command", "command": ["cat", str(secret)]},
        "pop3": {"leave_on_server": "always"},
    }
    (directory / f"account-{stem}.json").write_text(json.dumps(document, indent=1, ensure_ascii=False))


account("1-ala", "Ala Gołąb (IMAP)", "ala", "golebica", "imap", ports["imaps"])
account("2-ola", "Ola Golub (POP3)", "ola", "golubica", "pop3", ports["pop3s"])
