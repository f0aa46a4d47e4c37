# SPDX-License-Identifier: GPL-3.0-or-later
"""What journeys have: a server of some kind, golubctl with a profile of its own, and a second client (Python's imaplib) that looks and changes."""
import imaplib
import json
import os
import re
import shutil
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

from link import Link

SERVERS = Path(__file__).resolve().parent.parent.parent / "servers"
# Dovecot's dresses, and other servers. Each: how to start it, and what is special about it for a journey.
KINDS = {
    "dovecot-full": {"dress": "full", "extensions": True},
    "dovecot-strict": {"dress": "strict", "prefix": "INBOX.", "separator": ".", "security": "tls"},
    "dovecot-bare": {"dress": "bare", "bare": True},
    "dovecot-delay": {"dress": "plain", "delay": 0.05},
    "cyrus": {"other": True, "security": "tls"},
    "courier": {"other": True, "prefix": "INBOX.", "separator": "."},
    "mailutils": {"other": True, "keywords": False, "own_fields": True},
    "popa3d": {"other": True},
    "twisted": {"wants_flags": True, "ends_over_bytes": True},
}
# One for each journey, so that none sees another's mail.
USERS = [f"u{number}" for number in range(1, 26)]
imaplib._MAXLINE = 10_000_000


class Skipped(Exception):
    """Something that is needed is not here."""


class Server:
    def __init__(self, kind):
        self.kind, self.about = kind, KINDS[kind]
        self.directory = tempfile.mkdtemp(prefix="golub-mail-", dir="/tmp")
        if kind == "twisted":
            self.script = [shutil.which("python3", path="/usr/bin") or sys.executable, str(SERVERS / "twistedserver")]  # the system has that package
        else:
            self.script = [sys.executable, str(SERVERS / ("otherserver" if self.about.get("other") else "mailserver"))]
        doctor = subprocess.run(self.script + ["doctor"] + ([kind] if self.about.get("other") else []), capture_output=True, text=True)
        if doctor.returncode != 0:
            raise Skipped(doctor.stdout.strip() + doctor.stderr.strip())
        more = [kind] if self.about.get("other") else []
        dress = ["--dress", self.about["dress"]] if "dress" in self.about else []
        users = [word for user in USERS for word in ("--user", f"{user}:{user}-password")]
        started = subprocess.run(self.script + ["start"] + more + [self.directory] + dress + users + ["--owner", str(os.getpid())], capture_output=True, text=True)
        if started.returncode != 0:
            raise RuntimeError(started.stderr)
        self.state = json.loads(started.stdout)
        self.links = {}

    def port(self, service):
        """Where golubctl connects to: through a link where the kind asks for one."""
        if service not in self.links and (self.about.get("bare") or self.about.get("delay")):
            self.links[service] = Link(self.state["ports"][service], self.about.get("delay", 0), self.about.get("bare", False) and service == "imap")
        return self.links[service].port if service in self.links else self.state["ports"][service]

    def link(self, service):
        """The same with a link in any case."""
        if service not in self.links:
            self.links[service] = Link(self.state["ports"][service], self.about.get("delay", 0))
        return self.links[service]

    @property
    def prefix(self):
        return self.about.get("prefix", "")

    @property
    def separator(self):
        return self.about.get("separator", "/")

    def deliver(self, user, *messages):
        for message in messages:
            path = Path(self.directory) / "to-deliver.eml"
            path.write_bytes(message)
            subprocess.run(self.script + ["deliver", self.directory, user, str(path)], check=True)

    def log(self):
        return "".join(Path(path).read_text(errors="replace")[-3000:] for path in self.state["logs"] if Path(path).exists())

    def stop(self):
        # "kill" is faster where nobody looks at the mail any more.
        subprocess.run(self.script + ["kill" if "dress" in self.about else "stop", self.directory], capture_output=True)
        shutil.rmtree(self.directory, ignore_errors=True)


class Second:
    """Another client of the same account: raw commands, so that it shares nothing with what is tested."""

    def __init__(self, server, user):
        self.server = server
        self.imap = imaplib.IMAP4("127.0.0.1", server.state["ports"]["imap"])
        if server.about.get("security") == "tls":
            import ssl
            self.imap.starttls(ssl.create_default_context(cafile=server.state["ca_file"]))
        self.imap.login(user, f"{user}-password")

    def name(self, path):
        """As the server has it; \\a path with "/" between levels."""
        if path.upper() == "INBOX":
            return "INBOX"
        wire = "".join(part if part.isascii() else imap_utf7(part) for part in re.split(r"([ -~]+)", path.replace("&", "&-")))
        return '"' + self.server.prefix + wire.replace("/", self.server.separator) + '"'

    def ask(self, command, *arguments):
        status, data = getattr(self.imap, command)(*arguments)
        if status != "OK":
            raise AssertionError(f"{command} {arguments}: {data}")
        return data

    def append(self, path, message, flags=""):
        self.ask("append", self.name(path), f"({flags})" if flags or self.server.about.get("wants_flags") else None, None, message)

    def select(self, path):
        self.ask("select", self.name(path))

    def uid(self, *arguments):
        return self.ask("uid", *arguments)

    def all(self, path):
        """{Message-ID: (UID, flags, bytes)}; a message twice is an error of whoever put it there."""
        self.select(path)
        found = []
        if self.uid("SEARCH", "ALL")[0]:
            for part in self.uid("FETCH", "1:*", "(UID FLAGS BODY.PEEK[])"):
                if isinstance(part, tuple):
                    # Some say the flags behind the message.
                    found.append([part[0], part[1]])
                elif found:
                    found[-1][0] += part
        rows = []
        for head, raw in found:
            flags = re.search(rb"FLAGS \(([^)]*)\)", head).group(1).decode()
            rows.append((id_of(raw), int(re.search(rb"UID (\d+)", head).group(1)), {flag for flag in flags.split() if flag.lower() != "\\recent"}, raw))
        return rows

    def subjects(self, path):
        return sorted(re.search(rb"(?im)^Subject: (.*?)\r?$", raw).group(1).decode() for _, _, _, raw in self.all(path))

    def uid_of(self, path, subject):
        for _, uid, _, raw in self.all(path):
            if b"Subject: " + subject.encode() + b"\r\n" in raw:
                return str(uid)
        raise AssertionError(f"no {subject} in {path} there")

    def flags_of(self, path, subject):
        for _, _, flags, raw in self.all(path):
            if b"Subject: " + subject.encode() + b"\r\n" in raw:
                return flags
        return None

    def store(self, path, subject, change, flags):
        self.uid("STORE", self.uid_of(path, subject), change, flags)
        if self.server.about.get("own_fields"):
            self.ask("close")  # until then it tells nobody

    def expunge(self, path, subject):
        self.uid("STORE", self.uid_of(path, subject), "+FLAGS", "(\\Deleted)")
        self.ask("expunge")

    def close(self):
        try:
            self.imap.logout()
        except (imaplib.IMAP4.error, OSError):
            pass


def imap_utf7(text):
    import base64
    return "&" + base64.b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"


def content(raw):
    """Without what an mbox keeps of its own in a message's header."""
    return re.sub(rb"(?m)^(Status|X-Status|X-UID|X-IMAPbase|X-Keywords):.*\r\n([ \t].*\r\n)*", b"", raw)


def id_of(raw):
    found = re.search(rb"(?im)^Message-ID: *(<[^>]*>)", raw)
    return found.group(1).decode() if found else ""


def message(subject, body="Hello.\r\n", name=None):
    name = name or re.sub(r"\W", ".", subject)
    return (f"From: Jan <jan@example.net>\r\nTo: ala@example.org\r\nDate: Mon, 2 Feb 2026 10:00:00 +0100\r\nMessage-ID: <{name}@example.net>\r\nSubject: {subject}\r\n"
            f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}").encode()


class Sink:
    """An SMTP server that takes everything and keeps it, for what has none of its own."""

    def __init__(self):
        outer = self
        self.taken = []

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self.wfile.write(b"220 sink\r\n")
                data = None
                for line in self.rfile:
                    word = line.strip().upper()
                    if data is not None:
                        if line == b".\r\n":
                            outer.taken.append(data)
                            data = None
                            self.wfile.write(b"250 2.0.0 taken\r\n")
                        else:
                            data += line[1:] if line.startswith(b".") else line
                    elif word.startswith(b"EHLO"):
                        self.wfile.write(b"250-sink\r\n250 8BITMIME\r\n")
                    elif word == b"DATA":
                        data = b""
                        self.wfile.write(b"354 go\r\n")
                    elif word == b"QUIT":
                        self.wfile.write(b"221 bye\r\n")
                        return
                    else:
                        self.wfile.write(b"250 2.0.0 ok\r\n")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Golub:
    """golubctl with a profile."""
    program = "golubctl"

    def __init__(self, server, sink, name="profile"):
        self.server, self.sink = server, sink
        self.directory = Path(server.directory) / f"{name}-{time.monotonic_ns()}"
        self.directory.mkdir()
        self.profile = self.directory / "profile"

    def run(self, *arguments):
        done = subprocess.run([self.program, "--profile", str(self.profile), "--json", *map(str, arguments)], capture_output=True, timeout=120)
        if done.returncode < 0:
            raise AssertionError(f"golubctl crashed: {arguments}: {done.stderr.decode(errors='replace')}")
        return done

    def good(self, *arguments):
        done = self.run(*arguments)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, arguments))}: status {done.returncode}: {done.stdout.decode(errors='replace')}{done.stderr.decode(errors='replace')}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def add(self, user, protocol="imap", port=None, change=None):
        security = self.server.about.get("security", "none")
        service = ("imaps" if security == "tls" else "imap") if protocol == "imap" else ("pop3s" if security == "tls" else "pop3")
        secret = self.directory / "password"
        secret.write_text(f"{user}-password\n")
        account = {
            "name": user, "address": f"{user}@example.org", "identities": [{"name": "Ala", "address": f"{user}@example.org"}],
            "incoming": {"protocol": protocol, "host": "localhost", "port": port or self.server.port(service), "security": security, "user": user},
            "outgoing": {"host": "localhost", "port": self.sink.port, "security": "none", "user": user, "auth": "none"},
            "ca_file": self.server.state["ca_file"], "secret": {"source": "command", "command": ["cat", str(secret)]},
        }
        if change:
            change(account)
        file = self.directory / "account.json"
        file.write_text(json.dumps(account))
        self.good("account", "add", "--file", file)

    def sync(self, *arguments):
        return self.good("sync", *arguments)

    def listed(self, mailbox):
        return self.good("list", mailbox, "--limit", 5000)

    def subjects(self, mailbox):
        return sorted(row["subject"] for row in self.listed(mailbox))

    def row(self, subject, mailbox="INBOX"):
        for row in self.listed(mailbox):
            if row["subject"] == subject:
                return row
        raise AssertionError(f"no {subject} in {mailbox} here, only {self.subjects(mailbox)}")

    def id(self, subject, mailbox="INBOX"):
        return self.row(subject, mailbox)["id"]

    def raw(self, id):
        done = self.run("show", id, "--raw")
        assert done.returncode == 0, done
        return done.stdout

    def mailboxes(self):
        return {row["name"]: row for row in self.good("mailboxes")}


class Journey(unittest.TestCase):
    kind = "dovecot-full"
    protocol = "imap"
    server = None
    used = 0

    @classmethod
    def setUpClass(cls):
        cls.server = Server(cls.kind)
        cls.sink = Sink()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def setUp(self):
        Journey.used += 1
        self.user = USERS[Journey.used - 1]
        began = time.monotonic()
        self.addCleanup(lambda: print(f"{time.monotonic() - began:.1f} s ", end="", flush=True))
        self.golub = Golub(self.server, self.sink)

    def second(self):
        other = Second(self.server, self.user)
        self.addCleanup(other.close)
        return other
