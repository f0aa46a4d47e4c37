# SPDX-License-Identifier: GPL-3.0-or-later
"""A link between golubctl and a server on loopback that behaves as told: slow, cut at random, or to a server that knows nothing new."""
import random
import re
import socket
import threading
import time
from collections import deque

# What RFC 3501 has; everything else is refused by Link(bare=True), and its traces are taken out of the answers.
COMMANDS = {b"CAPABILITY", b"NOOP", b"LOGOUT", b"STARTTLS", b"AUTHENTICATE", b"LOGIN", b"SELECT", b"EXAMINE", b"CREATE", b"DELETE", b"RENAME", b"SUBSCRIBE",
            b"UNSUBSCRIBE", b"LIST", b"LSUB", b"STATUS", b"APPEND", b"CHECK", b"CLOSE", b"EXPUNGE", b"SEARCH", b"FETCH", b"STORE", b"COPY"}
EXTENDED = re.compile(rb"(?i)^\S+ (LIST \(|LIST .* RETURN |SELECT .*\((CONDSTORE|QRESYNC)|UID EXPUNGE|STATUS .*(HIGHESTMODSEQ|SIZE)|.*SEARCH RETURN|.*\(CHANGEDSINCE|.*MODSEQ"
                      rb"|.*PREVIEW|.*SAVEDATE|.*BINARY|.*\{\d+\+\}|APPEND .* UTF8)")
CODES = re.compile(rb"\[(COPYUID|APPENDUID|HIGHESTMODSEQ|NOMODSEQ|MODIFIED|CLOSED|MAILBOXID)[^\]]*\] ?")
LITERAL = re.compile(rb"\{(\d+)(\+?)\}\r\n$")


class Link:
    """Listens on a port of its own. delay: seconds each way. rate: bytes a second that come down. cut(): ends connections after random numbers
    of bytes."""

    def __init__(self, target, delay=0.0, bare=False, rate=None):
        self.target, self.delay, self.bare, self.rate = target, delay, bare, rate
        self.cuts = None
        self.down = False
        self.connections = self.cut_count = 0
        self.up_bytes = self.down_bytes = 0
        self.turns = []  # (when, way, bytes), as it came in: for counting round trips
        self.lose = None  # a regular expression: the connection ends when the next command that matches has been carried out, before its answer
        self.kept = None  # what passed, once somebody wants it: {"up": bytes, "down": bytes}
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def cut_at_random(self, seed, at_most):
        self.cuts = (random.Random(seed), at_most)

    def stop_cutting(self):
        self.cuts = None

    def forget(self):
        with self.lock:
            self.connections = self.up_bytes = self.down_bytes = 0
            self.turns = []

    def heard(self, way, data):
        with self.lock:
            self.turns.append((time.monotonic(), way, len(data)))
            if self.kept is not None:
                self.kept[way] += data
            if way == "up":
                self.up_bytes += len(data)
            else:
                self.down_bytes += len(data)

    def round_trips(self, until=None):
        """How often somebody spoke at one end after hearing from the other, with the one for TCP; of one connection. As seen from the
        client's end: what it says later than half a round trip after an answer has left is an answer to it."""
        trips, last = 1, -1.0
        for when, way, _ in self.turns:
            if until is not None and when > until:
                break
            # What was sent on the way of one answer belongs to the same trip.
            if way == "up" and when - last > self.delay:
                trips, last = trips + 1, when
        return trips

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.down:
                client.close()
                continue
            self.connections += 1
            try:
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            Conversation(self, client, server)


class Conversation:
    def __init__(self, link, client, server):
        self.link, self.client, self.server = link, client, server
        self.budget = None
        if link.cuts:
            # Small numbers often: sign-in and SELECT are cut as well as long answers.
            source, at_most = link.cuts
            self.budget = int(at_most ** source.random()) if source.random() < 0.8 else None
        # As far away as that, the handshake of TCP takes a round trip of its own.
        self.reached = time.monotonic() + 2 * link.delay
        self.lock = threading.Lock()
        self.ended = self.losing = False
        for way, source, target in (("up", client, server), ("down", server, client)):
            threading.Thread(target=self.pump, args=(way, source, target), daemon=True).start()

    def pump(self, way, source, target):
        queue = deque()
        ready = threading.Condition()

        def send_later():
            while True:
                with ready:
                    while not queue:
                        ready.wait()
                    when, data = queue.popleft()
                wait = when - time.monotonic()
                if wait > 0:
                    time.sleep(wait)
                if data is None:
                    return self.end()
                self.send(way, target, data)

        if self.link.delay:
            threading.Thread(target=send_later, daemon=True).start()
        lines = Lines(source) if self.link.bare else None
        while True:
            try:
                data = (lines.next() if lines else source.recv(4096 if self.link.rate else 65536)) or None
            except OSError:
                data = None
            if data and lines:
                data = self.narrowed(way, data, lines)
                if not data:
                    continue
            if data and way == "up" and self.link.lose and re.search(self.link.lose, data):
                self.link.lose, self.losing = None, True
            elif data and way == "down" and self.losing:
                self.link.cut_count += 1
                return self.end()
            if data:
                self.link.heard(way, data)
            if data and self.link.rate and way == "down":
                time.sleep(len(data) / self.link.rate)
            if self.link.delay:
                with ready:
                    queue.append((max(time.monotonic(), self.reached) + self.link.delay, data))
                    ready.notify()
            elif data:
                self.send(way, target, data)
            if data is None:
                if not self.link.delay:
                    self.end()
                return

    def narrowed(self, way, data, lines):
        if way == "down":
            return data if lines.in_literal else CODES.sub(b"", data)
        if lines.in_literal or not lines.begins:
            return data
        words = data.upper().split()
        verb = words[2] if len(words) > 2 and words[1] == b"UID" else words[1] if len(words) > 1 else b""
        if len(words) > 1 and (verb not in COMMANDS or EXTENDED.match(data)):
            self.send("down", self.client, words[0] and data.split()[0] + b" BAD Unknown command\r\n")
            return b""
        return data

    def send(self, way, target, data):
        with self.lock:
            if self.ended:
                return
            cut = self.budget is not None and len(data) >= self.budget
            if cut:
                data = data[:self.budget]
            if self.budget is not None:
                self.budget -= len(data)
        try:
            target.sendall(data)
        except OSError:
            cut = True
        if cut:
            self.link.cut_count += 1
            self.end()

    def end(self):
        with self.lock:
            if self.ended:
                return
            self.ended = True
        for end in (self.client, self.server):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()


class Lines:
    """Lines and literals of IMAP, one after the other."""

    def __init__(self, source):
        self.source, self.buffer = source, b""
        self.left = 0
        self.in_literal = False
        self.begins = True       # this line begins a command
        self.goes_on = False

    def next(self):
        self.in_literal = self.left > 0
        if self.in_literal:
            if not self.buffer:
                self.buffer = self.source.recv(65536)
            data, self.buffer = self.buffer[:self.left], self.buffer[self.left:]
            self.left -= len(data)
            return data
        while b"\n" not in self.buffer:
            more = self.source.recv(65536)
            if not more:
                data, self.buffer = self.buffer, b""
                return data
            self.buffer += more
        end = self.buffer.index(b"\n") + 1
        data, self.buffer = self.buffer[:end], self.buffer[end:]
        self.begins = not self.goes_on
        literal = LITERAL.search(data)
        self.left = int(literal.group(1)) if literal else 0
        self.goes_on = bool(literal)
        return data
