#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that a compiler does not hold.

check.py layers|sizes|banned|strings|licence|selftest [ROOT]
Prints each offence as file:line: what, and ends with 1 if there is any."""
import re
import sys
import tempfile
from pathlib import Path

SOURCE_FOLDERS = ["app", "core", "protocols", "ui", "resources", "tests"]

# Who may include whom: module → modules. A module may always include itself.
BASE = {"core/base"}
VALUES = BASE | {"core/mail"}
LAYERS = {
    "core/base": set(),
    "core/mail": BASE,
    "core/mime": VALUES,
    "core/html": VALUES | {"core/mime"},
    "core/ports": VALUES,
    "core/search": VALUES,
    "core/store": VALUES | {"core/ports", "core/search"},
    "core/account": VALUES | {"core/ports"},
    "core/oauth": VALUES | {"core/ports"},
    "core/compose": VALUES | {"core/ports", "core/store", "core/mime", "core/html"},
    "core/operations": VALUES | {"core/ports", "core/store", "core/mime"},
    "core/sync": VALUES | {"core/ports", "core/search", "core/store", "core/operations", "core/mime", "core/html"},
    "core/service": VALUES | {"core/ports", "core/store", "core/account", "core/oauth", "core/compose", "core/operations", "core/sync", "core/mime", "core/html", "core/search"},
    "protocols/wire": VALUES,
    "protocols/sasl": VALUES | {"protocols/wire"},
    "protocols/net": VALUES | {"core/ports", "protocols/wire"},
    "protocols/smtp": VALUES | {"core/ports", "protocols/wire", "protocols/sasl", "protocols/net"},
    "protocols/pop3": VALUES | {"core/ports", "protocols/wire", "protocols/sasl", "protocols/net"},
    "protocols/imap": VALUES | {"core/ports", "protocols/wire", "protocols/sasl", "protocols/net"},
    "ui": VALUES | {"core/service"},
    "resources": set(),
}
# What of core/service the windows may see: the facade, not what stands behind it.
FACADE = {"Job.h", "MailService.h", "MessageView.h", "Activity.h", "SignIn.h"}
NETWORK = re.compile(r"#include <(QtNetwork|QSsl|QTcp|QUdp|QAbstractSocket|QNetwork|QHost|QLocalS|QDns)")
WIDGETS = re.compile(r"#include <(QtWidgets|QWidget|QApplication|QDialog|QMainWindow|QLabel|QPushButton|QMessageBox)\b")

BANNED = [
    (re.compile(r"\bprocessEvents\s*\("), "a nested event loop"),
    (re.compile(r"\bwaitFor(ReadyRead|Connected|Encrypted|BytesWritten|Disconnected|Finished|Started)\b"), "a blocking wait"),
    (re.compile(r"\bco_(await|yield|return)\b"), "coroutines are miscompiled by the floor compiler"),
    (re.compile(r"(?<!application)(?<!\bapp)\.exec\s*\(\s*\)|->exec\s*\(\s*\)"), "a nested event loop; use open()"),
    (re.compile(r"\bignoreSslErrors\s*\(\s*\)"), "a blanket TLS exception"),
    (re.compile(r"\bQ?foreach\s*\(|\bQ_FOREACH\b"), "foreach copies"),
    (re.compile(r"\bsleep_for\b|\bqSleep\b|\bqWait\b|QThread::(m|u)?sleep\b|\busleep\s*\("), "a sleep"),
    (re.compile(r"\bQMessageBox::(information|warning|critical|question|about)\s*\("), "a blocking message box; use ui/dialogs/Ask.h"),
    (re.compile(r"\bQ(File|Input|Color|Font)Dialog::get"), "a blocking dialogue"),
    (re.compile(r"\bterminate\s*\(\s*\)"), "a thread or process ended by force"),
    (re.compile(r"\bstd::system\s*\(|\bpopen\s*\("), "a shell"),
    (re.compile(r"\b(TODO|FIXME|XXX)\b"), "unfinished work"),
    (re.compile(r"\bfor \([^;()]* : \*[^;()]*\([^;]*\)\)"), "a loop over what a result held that is gone by then; give the result a name"),
]
# A word in a literal that goes straight to a person.
SHOWS_TEXT = re.compile(
    r"\b(setText|setToolTip|setStatusTip|setWhatsThis|setWindowTitle|setPlaceholderText|setTitle|setAccessibleName|setAccessibleDescription|"
    r"setInformativeText|setLabelText|addTab|addMenu|addRow|showMessage|new QLabel|new QPushButton|new QToolButton|new QCheckBox|new QRadioButton|"
    r"new QGroupBox|new QAction)\s*\(\s*(?:QStringLiteral\s*\(\s*|QLatin1String\s*\(\s*|u)?\"([^\"]*)\"")
WORD = re.compile(r"[A-Za-z]{3,}")
LINES_LIMIT = 800


def sources(root, folders=SOURCE_FOLDERS):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".cpp", ".h") and path.is_file():
                yield path, path.relative_to(root).as_posix()


def module_of(name):
    parts = name.split("/")
    return parts[0] if parts[0] in ("ui", "app", "tests", "resources") else "/".join(parts[:2])


def layers(root):
    for path, name in sources(root, ["core", "protocols", "ui", "resources"]):
        module = module_of(name)
        allowed = LAYERS.get(module)
        if allowed is None:
            yield f"{name}:1: the folder {module} is not in the table of layers"
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            included = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if included:
                target = module_of(included[1])
                if "/" not in included[1]:
                    if not included[1].endswith(".moc"):
                        yield f"{name}:{number}: includes are written from the project's root: {included[1]}"
                elif target != module and target not in allowed:
                    yield f"{name}:{number}: {module} may not include {included[1]}"
                elif module == "ui" and target == "core/service" and included[1].split("/")[-1] not in FACADE:
                    yield f"{name}:{number}: the windows know the facade only, not {included[1]}"
            if NETWORK.match(line) and module != "protocols/net":
                yield f"{name}:{number}: only protocols/net touches the network"
            if WIDGETS.match(line) and module != "ui":
                yield f"{name}:{number}: only ui uses Widgets"


def sizes(root):
    for path, name in sources(root):
        lines = len(path.read_text(errors="replace").splitlines())
        if lines > LINES_LIMIT:
            yield f"{name}:1: {lines} lines; which part deserves a file of its own? (at most {LINES_LIMIT})"


def without_comments(line):
    return re.sub(r"//.*", "", line)


def banned(root):
    for path, name in sources(root):
        tests = name.startswith("tests/")
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            code = line if re.search(r"\b(TODO|FIXME|XXX)\b", line) else without_comments(line)
            for pattern, why in BANNED:
                if not pattern.search(code):
                    continue
                # Tests over real sockets, processes and windows have to run the loop until something happened.
                if tests and why in ("a nested event loop", "a blocking wait", "a nested event loop; use open()", "a thread or process ended by force"):
                    continue
                yield f"{name}:{number}: {why}: {line.strip()[:90]}"
            if not tests and re.search(r"\bconnect\s*\([^,;]+,[^,;]+,\s*\[", code):
                yield f"{name}:{number}: connect without a context object: {line.strip()[:90]}"


def strings(root):
    for path, name in sources(root, ["ui"]):
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            for found in SHOWS_TEXT.finditer(without_comments(line)):
                if WORD.search(found[2]) and not re.search(r"[@/<]", found[2]):  # addresses, commands and markup are no sentences
                    yield f"{name}:{number}: not translatable (tr): \"{found[2]}\""


    # A text that reaches translate() as a variable is invisible to lupdate.
    for path, name in sources(root, ["app", "core", "protocols", "ui"]):
        text = path.read_text(errors="replace")
        for found in re.finditer(r'translate\("\w+",\s*[a-z]\w*\s*[,)]', text):
            if "QT_TRANSLATE_NOOP" not in text:
                number = text.count("\n", 0, found.start()) + 1
                yield f"{name}:{number}: translators do not see this text: Text::tr() with the text in it, or QT_TRANSLATE_NOOP"


def licence(root):
    for path, name in sources(root):
        if not path.read_text(errors="replace").startswith("// SPDX-License-Identifier: GPL-3.0-or-later"):
            yield f"{name}:1: the first line names the licence"


RULES = {"layers": layers, "sizes": sizes, "banned": banned, "strings": strings, "licence": licence}

# Each rule has to find what it is for.
OFFENCES = {
    "layers": [("core/mail/A.h", '#include "core/store/B.h"\n'), ("core/base/A.h", '#include "protocols/net/B.h"\n'), ("ui/A.h", '#include "protocols/imap/Engine.h"\n'),
               ("ui/B.h", '#include "core/service/Backend.h"\n'), ("core/sync/A.cpp", "#include <QSslSocket>\n"), ("protocols/imap/A.cpp", "#include <QLabel>\n"),
               ("protocols/imap/A.h", '#include "core/store/B.h"\n')],
    "sizes": [("core/base/A.cpp", "\n" * 801)],
    "banned": [("ui/A.cpp", "dialog.exec();\n"), ("core/base/A.cpp", "socket.waitForReadyRead(100);\n"), ("app/A.cpp", "QCoreApplication::processEvents();\n"),
               ("protocols/net/A.cpp", "socket->ignoreSslErrors();\n"), ("tests/A.cpp", "QTest::qWait(100);\n"), ("core/base/B.cpp", "// TODO later\n"),
               ("ui/B.cpp", "connect(a, &A::b, [this] { c(); });\n"), ("core/base/C.cpp", "for (const Row &row : *store->rows(id, {}, 10)) {\n")],
    "strings": [("ui/A.cpp", 'button->setText(QStringLiteral("Send now"));\n'), ("ui/B.cpp", 'auto *x = new QLabel("Hello there", this);\n'),
                ("core/base/A.cpp", 'return QCoreApplication::translate("Net", text);\n')],
    "licence": [("core/base/A.cpp", "int a;\n")],
}


def selftest():
    for rule, cases in OFFENCES.items():
        for file, text in cases:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / file
                path.parent.mkdir(parents=True)
                path.write_text(text)
                if not list(RULES[rule](Path(folder))):
                    yield f"{rule} does not find: {text.strip()[:60]}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ui/A.cpp"
        path.parent.mkdir(parents=True)
        path.write_text('// SPDX-License-Identifier: GPL-3.0-or-later\n#include "core/service/MailService.h"\nbutton->setText(tr("Send"));\n')
        for rule, check in RULES.items():
            for offence in check(Path(folder)):
                yield f"{rule} finds an offence where there is none: {offence}"


def main():
    rule = sys.argv[1]
    root = Path(sys.argv[2] if len(sys.argv) > 2 else ".").resolve()
    offences = list(selftest() if rule == "selftest" else RULES[rule](root))
    print("\n".join(offences))
    sys.exit(1 if offences else 0)


if __name__ == "__main__":
    main()
