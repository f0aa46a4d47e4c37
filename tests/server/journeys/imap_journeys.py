# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with IMAP mail, on whatever server: here with golubctl, there with another client; then both must show the same."""
import re
import time

from harness import Golub, Journey, content, message
from link import Link


class ImapJourney(Journey):
    def start(self, *subjects, folder="INBOX"):
        """An account with these in a folder, known here."""
        there = self.second()
        self.make(there, "Work")
        for subject in subjects:
            there.append(folder, message(subject))
        self.golub.add(self.user)
        self.golub.sync()
        return there

    def make(self, there, *folders):
        known = set(self.folders(there))
        for folder in folders:
            if folder not in known:
                there.ask("create", there.name(folder))

    def folders(self, there):
        names = []
        for line in there.ask("list"):
            if line:
                names.append(line.decode().rsplit('" ', 1)[-1].rsplit("NIL ", 1)[-1].strip('"').removeprefix(self.server.prefix).replace(self.server.separator, "/"))
        return names

    def settled(self, check):
        """Mailutils writes what a session did as its process ends, behind the answer to LOGOUT: there, looking again is fair."""
        deadline = time.monotonic() + (20 if self.server.about.get("own_fields") else 0)
        while True:
            try:
                return check()
            except AssertionError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(0.1)

    def same(self, there, *folders):
        """Here and there are the same messages, byte for byte, each once, with the same flags."""
        self.settled(lambda: self.same_now(there, *folders))

    def same_now(self, there, *folders):
        for folder in folders or ("INBOX",):
            shown = content if self.server.about.get("own_fields") else bytes
            rows = [(flags, shown(raw)) for _, _, flags, raw in there.all(folder)]
            here = [(row, shown(self.golub.raw(row["id"]))) for row in self.golub.listed(self.path(folder))]
            self.assertEqual(sorted(raw for _, raw in here), sorted(raw for _, raw in rows), folder)
            flags = {raw: {flag.lower().lstrip("\\") for flag in set_} for set_, raw in rows}
            for row, raw in here:
                self.assertEqual({flag.lower() for flag in row["flags"]}, flags[raw], f"{folder}: {row['subject']}")

    def path(self, folder):
        """As the list of folders here has it: without the server's prefix where it shows none."""
        names = self.golub.mailboxes()
        whole = (self.server.prefix + folder).replace("/", self.server.separator)
        for candidate in (folder, whole, whole.replace(self.server.separator, "/")):
            if candidate in names:
                return candidate
        raise AssertionError(f"no folder {folder} among {sorted(names)}")

    # --- receiving

    def test_first_sync_brings_everything_as_it_is(self):
        there = self.second()
        self.make(there, "Work")
        there.append("INBOX", message("One", "Zażółć gęślą jaźń\r\n.\r\n..\r\nFrom here\r\n"))
        there.append("INBOX", message("Seen"), "\\Seen")
        there.append("Work", message("Plan", ("y" * 70 + "\r\n") * 3000), "\\Flagged")
        self.golub.add(self.user)
        self.golub.sync()
        self.same(there, "INBOX", "Work")
        self.assertEqual(self.golub.subjects("INBOX"), ["One", "Seen"])

    def test_an_account_with_nothing_but_an_inbox(self):
        there = self.second()
        there.append("INBOX", message("Alone"))
        self.golub.add(self.user)
        self.golub.sync()
        self.same(there)
        self.assertEqual(sum(report["new"] for report in self.golub.sync()), 0)

    def test_new_mail_comes_once_and_what_is_known_is_left_alone(self):
        there = self.start("One", "Two")
        ids = {row["id"] for row in self.golub.listed("INBOX")}
        there.append("INBOX", message("Three"))
        new = sum(report["new"] for report in self.golub.sync())
        self.assertEqual(new, 1)
        self.assertEqual(sum(report["new"] for report in self.golub.sync()), 0)
        self.same(there)
        self.assertLessEqual(ids, {row["id"] for row in self.golub.listed("INBOX")})

    def test_flags_go_both_ways(self):
        there = self.start("One", "Two", "Three")
        self.golub.good("flag", self.golub.id("One"), "+seen", "+flagged")
        self.settled(lambda: self.assertEqual(there.flags_of("INBOX", "One"), {"\\Seen", "\\Flagged"}))
        there.store("INBOX", "Two", "+FLAGS", "(\\Seen \\Answered)")
        there.store("INBOX", "One", "-FLAGS", "(\\Flagged)")
        self.golub.sync()
        self.same(there)
        self.assertIn("answered", self.golub.row("Two")["flags"])
        self.assertNotIn("flagged", self.golub.row("One")["flags"])

    def test_keywords_go_both_ways_where_the_server_keeps_them(self):
        there = self.start("One", "Two")
        if not self.server.about.get("keywords", True):
            self.skipTest("it keeps none")
        self.golub.good("flag", self.golub.id("One"), "+projekt")
        self.assertIn("projekt", there.flags_of("INBOX", "One"))
        there.store("INBOX", "Two", "+FLAGS", "(other)")
        self.golub.sync()
        self.assertIn("other", self.golub.row("Two")["flags"])
        self.assertIn("projekt", self.golub.row("One")["flags"])

    # --- changing

    def test_move_copy_archive_and_delete(self):
        there = self.start("Moved", "Copied", "Archived", "Deleted", "Stays")
        work = self.path("Work")
        self.golub.good("move", self.golub.id("Moved"), work)
        self.golub.good("copy", self.golub.id("Copied"), work)
        self.golub.good("archive", self.golub.id("Archived"))
        self.golub.good("delete", self.golub.id("Deleted"))
        self.assertEqual(there.subjects("INBOX"), ["Copied", "Stays"])
        self.assertEqual(there.subjects("Work"), ["Copied", "Moved"])
        self.assertEqual(there.subjects("Archive"), ["Archived"])
        self.assertEqual(there.subjects("Trash"), ["Deleted"])
        self.golub.sync()
        self.same(there, "INBOX", "Work", "Archive", "Trash")
        self.assertEqual(self.golub.good("operations", "list", "--open"), [])
        # From the trash it is for good; and what was moved can be moved on.
        self.golub.good("delete", self.golub.id("Deleted", self.path("Trash")))
        self.golub.good("move", self.golub.id("Moved", work), "INBOX")
        self.golub.sync()
        self.assertEqual(there.subjects("Trash"), [])
        self.assertEqual(there.subjects("INBOX"), ["Copied", "Moved", "Stays"])
        self.same(there, "INBOX", "Work", "Trash")

    def test_copy_whose_answer_is_lost_is_made_once(self):
        if self.server.about.get("security") == "tls":
            self.skipTest("nobody between can see which command it is")
        there = self.second()
        self.make(there, "Work")
        for subject in ("Copied", "Stays"):
            there.append("INBOX", message(subject))
        if self.server.about.get("own_fields"):
            there.ask("select", "INBOX")
            there.ask("close")
        link = Link(self.server.port("imap"))
        self.golub.add(self.user, port=link.port)
        self.golub.sync()
        link.lose = rb"(?i)^\S+ UID COPY "
        self.golub.run("copy", self.golub.id("Copied"), self.path("Work"))
        self.golub.sync()
        self.golub.sync()
        self.assertEqual(link.cut_count, 1)
        self.settled(lambda: self.assertEqual(there.subjects("Work"), ["Copied"]))
        self.assertEqual(self.golub.subjects(self.path("Work")), ["Copied"])

    def test_many_at_once(self):
        there = self.start(*[f"Letter {number}" for number in range(30)])
        ids = [row["id"] for row in self.golub.listed("INBOX")]
        self.golub.good("flag", *ids, "+seen")
        self.golub.good("move", *ids[:20], self.path("Work"))
        self.golub.sync()
        self.assertEqual(len(there.all("INBOX")), 10)
        self.same(there, "INBOX", "Work")

    def test_a_move_is_undone_at_once(self):
        """Before its new UID is known, where the server does not tell it; and some write fields of their own into what they move."""
        there = self.start("Back")
        self.golub.good("move", self.golub.id("Back"), self.path("Work"))
        self.golub.good("undo")
        self.golub.sync()
        self.golub.sync()
        self.settled(lambda: self.assertEqual((there.subjects("INBOX"), there.subjects("Work")), (["Back"], [])))
        self.same(there, "INBOX", "Work")

    def test_undo_takes_back_what_the_server_has_done(self):
        there = self.start("One")
        self.golub.good("archive", self.golub.id("One"))
        self.assertEqual(there.subjects("Archive"), ["One"])
        self.golub.good("undo")
        self.golub.sync()
        self.assertEqual((there.subjects("INBOX"), there.subjects("Archive")), (["One"], []))
        self.same(there, "INBOX", "Archive")

    def test_imported_mail_goes_up_once(self):
        there = self.start()
        file = self.golub.directory / "letter.eml"
        file.write_bytes(message("Imported", "Zażółć\r\n"))
        self.golub.good("import", "eml", file, "--into", self.path("Work"))
        self.golub.sync()
        self.golub.sync()
        self.assertEqual(there.subjects("Work"), ["Imported"])
        self.assertEqual(self.golub.subjects(self.path("Work")), ["Imported"])

    def test_sent_mail_has_one_copy_there(self):
        there = self.start()
        file = self.golub.directory / "draft.json"
        file.write_text('{"account": "%s", "to": ["bob@example.org"], "subject": "Sent", "text": "Hello."}' % self.user)
        result = self.golub.good("send", "--file", file, "--wait")
        self.assertEqual(result["state"], "accepted", result)
        self.golub.sync()
        self.golub.sync()
        self.assertEqual(there.subjects("Sent"), ["Sent"])
        self.assertEqual(self.golub.subjects(self.path("Sent")), ["Sent"])

    # --- what others do

    def test_what_another_client_removes_or_moves_is_gone_here(self):
        there = self.start("One", "Two", "Three")
        there.expunge("INBOX", "One")
        there.uid("COPY", there.uid_of("INBOX", "Two"), there.name("Work"))
        there.expunge("INBOX", "Two")
        self.golub.sync()
        self.assertEqual(self.golub.subjects("INBOX"), ["Three"])
        self.assertEqual(self.golub.subjects(self.path("Work")), ["Two"])
        self.same(there, "INBOX", "Work")

    def test_folders_made_renamed_and_deleted_elsewhere(self):
        there = self.start()
        self.make(there, "Żółw & Čović")
        there.append("Żółw & Čović", message("Plan"))
        self.golub.sync()
        self.assertEqual(self.golub.subjects(self.path("Żółw & Čović")), ["Plan"])
        there.select("INBOX")
        there.ask("rename", there.name("Żółw & Čović"), there.name("Plans"))
        self.golub.sync()
        self.assertEqual(self.golub.subjects(self.path("Plans")), ["Plan"])
        self.assertFalse([name for name in self.golub.mailboxes() if "Żółw" in name])
        there.ask("delete", there.name("Plans"))
        self.golub.sync()
        self.assertFalse([name for name in self.golub.mailboxes() if "Plans" in name])

    def test_a_folder_made_anew_is_matched_and_keeps_what_is_local(self):
        there = self.start("One", "Two", folder="Work")
        work = self.path("Work")
        before = {row["subject"]: row["id"] for row in self.golub.listed(work)}
        there.select("INBOX")
        time.sleep(1.1)  # UIDVALIDITY is the second in which a folder was made
        there.ask("delete", there.name("Work"))
        there.ask("create", there.name("Work"))
        for subject in ("Two", "One", "New"):
            there.append("Work", message(subject))
        self.golub.sync()
        self.same(there, "Work")
        after = {row["subject"]: row["id"] for row in self.golub.listed(work)}
        if not self.server.about.get("own_fields"):  # which change a message's size with each folder
            self.assertEqual({subject: after[subject] for subject in before}, before, "known messages are recognized")
        # The next change reaches the right message.
        self.golub.good("flag", after["One"], "+flagged")
        self.assertEqual(there.flags_of("Work", "One"), {"\\Flagged"})
        self.assertEqual(there.flags_of("Work", "Two"), set())

    # --- what the full Dovecot has

    def only_with_extensions(self):
        if not self.server.about.get("extensions"):
            self.skipTest("it has neither quota nor ACL nor compression")

    def test_quota_is_shown(self):
        self.only_with_extensions()
        there = self.start("One")
        quota = {entry["name"].upper(): entry for entry in self.golub.good("account", "show", self.user)["quota"]}
        said = there.ask("getquotaroot", "INBOX")[1][0].decode()  # "User quota" (STORAGE 1 1048576)
        used, limit = (1024 * int(number) for number in re.search(r"STORAGE (\d+) (\d+)", said).groups())
        self.assertEqual((quota["STORAGE"]["used"], quota["STORAGE"]["limit"]), (used, limit), quota)

    def test_what_may_not_be_done_is_refused_here(self):
        self.only_with_extensions()
        there = self.start("One", "Two", folder="Work")
        work = self.path("Work")
        there.ask("setacl", there.name("Work"), self.user, "lr")
        self.golub.sync()
        self.golub.sync("--mailbox", work)
        for change in (("flag", self.golub.id("One", work), "+flagged"), ("delete", self.golub.id("One", work))):
            refused = self.golub.run(*change)
            self.assertEqual(refused.returncode, 1, change)
        self.assertEqual(self.golub.good("operations", "list", "--open"), [], "nothing waits that can only fail")
        there.ask("setacl", there.name("Work"), self.user, "lrswipkxtea")
        self.assertEqual(there.subjects("Work"), ["One", "Two"])
        self.golub.sync("--mailbox", work)
        self.golub.good("flag", self.golub.id("One", work), "+flagged")
        self.assertEqual(there.flags_of("Work", "One"), {"\\Flagged"})

    def test_a_slow_link_is_compressed(self):
        self.only_with_extensions()
        there = self.second()
        words = "Compression pays where the same words come again and again, as in most letters. "
        for number in range(250):
            there.append("INBOX", message(f"Letter {number}", (words * 400 + f"{number}\r\n")))
        link = Link(self.server.state["ports"]["imap"], rate=600_000)
        self.golub.add(self.user, port=link.port)
        self.golub.sync()
        raw = sum(len(raw) for _, _, _, raw in there.all("INBOX"))
        self.assertLess(link.down_bytes, raw * 0.7, f"{link.down_bytes} bytes for {raw}")
        self.same(there)
        # A fast one is not: the server would compress more slowly than it sends.
        fast = Link(self.server.state["ports"]["imap"])
        other = Golub(self.server, self.sink, "fast")
        other.add(self.user, port=fast.port)
        other.sync()
        self.assertGreater(fast.down_bytes, raw)

    # --- bad days

    def test_changes_made_offline_are_played_in_order(self):
        there = self.second()
        self.make(there, "Work")
        for subject in ("One", "Two", "Three"):
            there.append("INBOX", message(subject))
        service = "imaps" if self.server.about.get("security") == "tls" else "imap"
        self.server.port(service)
        link = self.server.link(service)
        self.golub.add(self.user, port=link.port)
        self.golub.sync()
        link.down = True
        work = self.path("Work")
        try:
            self.golub.good("flag", self.golub.id("One"), "+flagged")
            self.golub.good("move", self.golub.id("One"), work)
            self.golub.good("flag", self.golub.id("One", work), "+seen")
            self.golub.good("delete", self.golub.id("Two"))
            self.assertEqual(self.golub.run("sync").returncode, 4)
            # Meanwhile there: the same message is changed, too.
            there.store("INBOX", "One", "+FLAGS", "(\\Answered)")
        finally:
            link.down = False
        self.golub.sync()
        self.golub.sync()
        self.settled(lambda: self.assertEqual(there.flags_of("Work", "One"), {"\\Flagged", "\\Seen", "\\Answered"}))
        self.assertEqual(there.subjects("Trash"), ["Two"])
        self.assertEqual(there.subjects("INBOX"), ["Three"])
        self.same(there, "INBOX", "Work", "Trash")
        self.assertEqual(self.golub.good("operations", "list", "--open"), [])

    def test_a_letter_over_which_the_server_ends_keeps_no_other_back(self):
        if not self.server.about.get("ends_over_bytes"):
            self.skipTest("it survives")
        there = self.second()
        self.make(there, "Work")
        there.append("INBOX", message("One"))
        there.append("INBOX", message("Bad").replace(b"Subject: Bad", b"Subject: \xc5\xbb\xc3\xb3\xc5\x82w"))
        there.append("INBOX", message("Two"))
        there.append("Work", message("Plan"))
        self.golub.add(self.user)
        ends = [self.golub.run("sync").returncode for _ in range(5)]
        self.assertEqual((ends[0], ends[-1]), (4, 0), ends)
        self.same(there, "INBOX", "Work")
        self.assertEqual(self.golub.subjects("INBOX"), ["One", "Two", "Żółw"])

    def test_an_audit_finds_nothing_wrong(self):
        there = self.start("One", "Two")
        there.append("Work", message("Three"))
        self.golub.sync()
        reports = self.golub.sync("--audit")
        self.assertEqual(sum(report["new"] + report["changed"] + report["gone"] for report in reports), 0, reports)
        self.assertEqual(self.golub.good("account", "show", self.user)["quarantine"], [])
        self.same(there, "INBOX", "Work")
