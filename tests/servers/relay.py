#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""relay.py --port PORT --lmtp-port PORT [--owner PID --stop COMMAND…]

The next hop of the test servers: takes mail by SMTP on 127.0.0.1 and hands it to Dovecot's LMTP, so that what is sent arrives
without Postfix and without being root. Each recipient is asked for at the LMTP server, whose refusals are passed back. Some
local parts that are nobody's steer it: later@ is refused for now (451), full@ for now (452), drop@ cuts the connection after
the end of data, slow@ waits ten seconds before the answer to it.
With --owner it runs --stop as soon as that process is gone: a test that was killed leaves no servers behind."""
import argparse
import asyncio
import os
import subprocess
import sys

LIMIT = 200 * 1024 * 1024
STEERED = {b"later": b"451 4.3.0 Try again later", b"full": b"452 4.2.2 The mailbox is full"}


async def read_reply(reader):
    """The last line of one reply."""
    while True:
        line = (await reader.readline()).rstrip(b"\r\n")
        if not line:
            raise ConnectionError("the LMTP server closed the connection")
        if line[3:4] != b"-":
            return line


class Delivery:
    """An LMTP session for one transaction."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @classmethod
    async def begin(cls, port, mail_from):
        delivery = cls(*await asyncio.open_connection("127.0.0.1", port, limit=LIMIT))
        await read_reply(delivery.reader)
        await delivery.ask(b"LHLO relay.localhost")
        answer = await delivery.ask(b"MAIL FROM:" + mail_from)
        return delivery, answer

    async def ask(self, line):
        self.writer.write(line + b"\r\n")
        await self.writer.drain()
        return await read_reply(self.reader)

    async def send(self, data, recipients):
        """One answer for all: good where anybody got it."""
        answer = await self.ask(b"DATA")
        if not answer.startswith(b"354"):
            return answer
        self.writer.write(data)
        await self.writer.drain()
        answers = [await read_reply(self.reader) for _ in range(recipients)]
        return next((a for a in answers if a.startswith(b"2")), answers[0])

    def close(self):
        self.writer.close()


class Session:
    def __init__(self, reader, writer, lmtp_port):
        self.reader, self.writer, self.lmtp_port = reader, writer, lmtp_port
        self.forget()

    def forget(self):
        if getattr(self, "delivery", None):
            self.delivery.close()
        self.delivery, self.recipients, self.steer = None, 0, set()

    def say(self, line):
        self.writer.write(line + b"\r\n")

    async def run(self):
        self.say(b"220 relay.localhost ESMTP")
        while True:
            await self.writer.drain()
            line = await self.reader.readline()
            if not line:
                return
            if not await self.command(line.rstrip(b"\r\n")):
                await self.writer.drain()
                return

    async def command(self, line):
        verb = line[:10].upper()
        if verb.startswith((b"EHLO", b"HELO")):
            self.forget()
            for word in (b"relay.localhost", b"PIPELINING", b"SIZE %d" % LIMIT, b"8BITMIME"):
                self.say(b"250-" + word)
            self.say(b"250 ENHANCEDSTATUSCODES")
        elif verb.startswith(b"MAIL FROM:"):
            self.forget()
            # Parameters are ours to understand, not LMTP's: only the address goes on.
            address = line[10:].strip().split(b" ")[0]
            self.delivery, answer = await Delivery.begin(self.lmtp_port, address)
            self.say(answer)
        elif verb.startswith(b"RCPT TO:"):
            await self.recipient(line[8:].strip().split(b" ")[0])
        elif verb.startswith(b"DATA"):
            return await self.data()
        elif verb.startswith(b"RSET"):
            self.forget()
            self.say(b"250 2.0.0 Ok")
        elif verb.startswith(b"NOOP"):
            self.say(b"250 2.0.0 Ok")
        elif verb.startswith(b"QUIT"):
            self.say(b"221 2.0.0 Bye")
            return False
        else:
            self.say(b"502 5.5.2 Not known here")
        return True

    async def recipient(self, address):
        if not self.delivery:
            self.say(b"503 5.5.1 MAIL first")
            return
        local = address.strip(b"<>").split(b"@")[0].lower()
        if local in STEERED:
            self.say(STEERED[local])
        elif local in (b"drop", b"slow"):
            self.steer.add(local)
            self.say(b"250 2.1.5 Ok")
        else:
            answer = await self.delivery.ask(b"RCPT TO:" + address)
            self.recipients += answer.startswith(b"2")
            self.say(answer)

    async def data(self):
        if not self.delivery or not (self.recipients or self.steer):
            self.say(b"503 5.5.1 No valid recipients")
            return True
        self.say(b"354 Go ahead")
        await self.writer.drain()
        data = await self.reader.readuntil(b"\r\n.\r\n")
        if b"drop" in self.steer:
            return False
        if b"slow" in self.steer:
            await asyncio.sleep(10)
        answer = await self.delivery.send(data, self.recipients) if self.recipients else b"250 2.0.0 Ok"
        self.forget()
        self.say(answer)
        return True


async def serve(arguments):
    async def handle(reader, writer):
        session = Session(reader, writer, arguments.lmtp_port)
        try:
            await session.run()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
            print("session ended:", error, file=sys.stderr, flush=True)
        finally:
            session.forget()
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", arguments.port, limit=LIMIT)
    if arguments.owner:
        watch = os.pidfd_open(arguments.owner)
        asyncio.get_running_loop().add_reader(watch, lambda: subprocess.Popen(arguments.stop, start_new_session=True) and os._exit(0))
    async with server:
        await server.serve_forever()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--lmtp-port", type=int, required=True)
    parser.add_argument("--owner", type=int)
    parser.add_argument("--stop", nargs="*", default=[])
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
