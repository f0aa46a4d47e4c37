# SPDX-License-Identifier: GPL-3.0-or-later
"""Another POP3 client, which shares nothing with what is tested."""
import poplib
import ssl


class RawPop3:
    def __init__(self, server, user):
        ports = server.state["ports"]
        if server.about.get("security") == "tls":
            self.pop = poplib.POP3_SSL("127.0.0.1", ports["pop3s"], context=ssl.create_default_context(cafile=server.state["ca_file"]))
        else:
            self.pop = poplib.POP3("127.0.0.1", ports["pop3"])
        self.pop.user(user)
        self.pop.pass_(f"{user}-password")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.pop.quit()

    def all(self):
        return [b"\r\n".join(self.pop.retr(number + 1)[1]) + b"\r\n" for number in range(len(self.pop.list()[1]))]
