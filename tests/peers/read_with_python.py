#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads mails (one a line, base64) with Python's email package and prints what it found, one JSON object a line."""
import base64
import email
import email.header
import email.utils
import json
import re
import sys


def decoded(value):
    if value is None:
        return ""
    # Python joins runs of different charsets by itself; unfolding is left to its caller.
    unfolded = re.sub(r"\r?\n(?=[ \t])", "", str(value))
    return str(email.header.make_header(email.header.decode_header(unfolded)))


def addresses(message, field):
    values = [re.sub(r"\r?\n(?=[ \t])", "", str(value)) for value in message.get_all(field, [])]
    return [f"{decoded(name)} <{spec}>" for name, spec in email.utils.getaddresses(values)]


def leaves(part):
    """The parts that hold something, attached messages whole."""
    if part.get_content_maintype() == "multipart":
        for child in part.get_payload():
            yield from leaves(child)
    else:
        yield part


def containers(part):
    """The parts that we are answerable for: not what stands inside of attached messages, whatever somebody called one."""
    yield part
    if part.get_content_maintype() == "multipart":
        for child in part.get_payload():
            yield from containers(child)


def read(raw):
    message = email.message_from_bytes(raw)
    found = {"subject": decoded(message["Subject"]), "message_id": (message["Message-ID"] or "").strip("<>"), "from": addresses(message, "From"),
             "to": addresses(message, "To"), "cc": addresses(message, "Cc"), "text": "", "html": "", "files": [],
             "defects": [type(defect).__name__ for part in containers(message) for defect in part.defects]}
    for part in leaves(message):
        media = part.get_content_type()
        is_message = part.get_content_maintype() == "message"
        content = b"" if is_message else part.get_payload(decode=True)
        if part["Content-Disposition"]:
            name = part.get_param("name")
            if isinstance(name, tuple):
                name = email.utils.collapse_rfc2231_value(name)
            found["files"].append({"filename": part.get_filename() or "", "name": decoded(name), "type": media, "content": base64.b64encode(content).decode(),
                                   "message": is_message})
        elif media in ("text/plain", "text/html"):
            found[media.split("/")[1].replace("plain", "text")] = content.decode(part.get_content_charset() or "ascii").replace("\r\n", "\n")
    return found


for line in sys.stdin:
    print(json.dumps(read(base64.b64decode(line))))
