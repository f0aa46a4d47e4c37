# SPDX-License-Identifier: GPL-3.0-or-later
"""Ports for the servers of tests that run side by side."""
import os
import random
import socket
import sys
import time
from pathlib import Path


def reserve(port, directory):
    """Whether the port is that directory's from now on, through its server's stops and starts, until the directory is gone."""
    note = Path(f"/tmp/golub-ports-{os.geteuid()}") / str(port)
    note.parent.mkdir(exist_ok=True)
    try:
        if not Path(note.read_text()).exists() or time.time() - note.stat().st_mtime > 3600:
            note.unlink(missing_ok=True)
    except FileNotFoundError:
        pass
    try:
        # Complete when it appears: who looks at it meanwhile would take an empty note for one that is left over.
        draft = note.with_suffix(f".{os.getpid()}")
        draft.write_text(str(directory))
        os.link(draft, note)
        return True
    except FileExistsError:
        return False
    finally:
        draft.unlink()


def free_ports(names, directory):
    """Below the ports that the system gives to outgoing connections, and reserved, so that nobody takes one before the server has it (again)."""
    ports, tried = {}, 0
    while len(ports) < len(names):
        port = random.randint(20000, 32000)
        tried += 1
        if tried > 5000:
            sys.exit("no free ports on 127.0.0.1")
        if not reserve(port, directory):
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        ports[names[len(ports)]] = port
    return ports
