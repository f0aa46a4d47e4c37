# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with a POP3 maildrop: each way of leaving mail there, and nothing lost."""
import re

from harness import Journey, Second, message
from raw_pop3 import RawPop3


class Pop3Journey(Journey):
    protocol = "pop3"

    def deliver(self, *subjects, body="Hello.\r\n"):
        mails = [message(subject, body) for subject in subjects]
        if self.server.kind in ("cyrus", "dovecot-strict"):
            there = Second(self.server, self.user)
            for mail in mails:
                there.append("INBOX", mail)
            there.close()
        else:
            self.server.deliver(self.user, *mails)

    def left(self):
        """The subjects in the maildrop."""
        with RawPop3(self.server, self.user) as drop:
            return sorted(re.search(rb"(?m)^Subject: (.*?)\r?$", mail).group(1).decode() for mail in drop.all())

    def add(self, leave):
        self.golub.add(self.user, "pop3", change=lambda account: account.update(pop3={"leave_on_server": leave}))
        self.golub.sync()

    def test_left_there_always_it_comes_once(self):
        self.deliver("One", "Two", body="Zażółć\r\n.\r\n..dots\r\n")
        self.add("always")
        self.deliver("Three")
        self.golub.sync()
        self.golub.sync()
        self.assertEqual(self.golub.subjects("INBOX"), ["One", "Three", "Two"])
        self.assertEqual(self.left(), ["One", "Three", "Two"])
        raw = self.golub.raw(self.golub.id("One"))
        self.assertTrue(raw.endswith("\r\n\r\nZażółć\r\n.\r\n..dots\r\n".encode()), raw)

    def test_never_left_it_is_here_alone(self):
        self.deliver("One", "Two")
        self.add("never")
        self.assertEqual(self.golub.subjects("INBOX"), ["One", "Two"])
        self.assertEqual(self.left(), [])
        self.deliver("Three")
        self.golub.sync()
        self.assertEqual(self.golub.subjects("INBOX"), ["One", "Three", "Two"])
        self.assertEqual(self.left(), [])

    def test_left_until_deleted_here(self):
        self.deliver("One", "Two")
        self.add("until_deleted")
        self.assertEqual(self.left(), ["One", "Two"])
        self.golub.good("delete", self.golub.id("One"))
        trash = next(name for name, row in self.golub.mailboxes().items() if row["role"] == "trash")
        self.golub.good("delete", self.golub.id("One", trash))
        self.golub.sync()
        self.assertEqual(self.left(), ["Two"])
        self.assertEqual(self.golub.subjects("INBOX"), ["Two"])

    def test_left_for_days_it_stays_as_long(self):
        self.deliver("One")
        self.add("days:3")
        self.golub.sync()
        self.assertEqual(self.left(), ["One"])

    def test_a_connection_cut_anywhere_neither_loses_nor_doubles(self):
        service = "pop3s" if self.server.about.get("security") == "tls" else "pop3"
        link = self.server.link(service)
        self.deliver(*[f"Letter {number}" for number in range(6)], body="x" * 900 + "\r\n")
        self.golub.add(self.user, "pop3", port=link.port, change=lambda account: account.update(pop3={"leave_on_server": "never"}))
        link.cut_at_random(7, 9000)
        for _ in range(8):
            self.golub.run("sync")
        link.stop_cutting()
        self.golub.sync()
        self.assertEqual(self.golub.subjects("INBOX"), [f"Letter {number}" for number in range(6)])
        self.assertEqual(self.left(), [])
