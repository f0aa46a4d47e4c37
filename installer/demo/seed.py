#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""seed.py DIR: a few dozen varied messages for the demo mailbox, in Polish, Croatian, Russian, English and Japanese.

DIR/inbox (unread), DIR/read, DIR/work and DIR/ola get one .eml file a message. The same every time but for the dates, which end now."""
import base64
import struct
import sys
import zlib
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

NOW = datetime.now(timezone.utc).replace(microsecond=0)
ALA = "Ala Gołąb <ala@example.org>"
OLA = "Ola Golub <ola@example.org>"
PEOPLE = {
    "jan": "Jan Wiśniewski <jan.wisniewski@poczta.example>",
    "zofia": "Zofia Żółkiewska <zofia@kancelaria.example>",
    "marko": "Marko Đurđević <marko.durdevic@posta.example>",
    "ivana": "Ivana Šarić <ivana.saric@posta.example>",
    "dmitri": "Дмитрий Соколов <sokolov@pochta.example>",
    "olga": "Ольга Ершова <ershova@pochta.example>",
    "haruka": "田中 遥 <tanaka@mail.example.jp>",
    "kenji": "佐藤 健二 <sato@mail.example.jp>",
    "emma": "Emma Clarke <emma.clarke@mail.example>",
    "news": "The Pigeon Post <news@letters.example>",
    "shop": "Sklep Herbaciany <zamowienia@herbata.example>",
    "robot": "Mail Delivery System <mailer-daemon@mail.example>",
}


def picture(width, height, colour):
    """A small PNG: a disc on a light ground."""
    rows = []
    for y in range(height):
        row = bytearray([0])
        for x in range(width):
            inside = (x - width / 2) ** 2 + (y - height / 2) ** 2 < (min(width, height) / 2.4) ** 2
            row += bytes(colour if inside else (238, 240, 244))
        rows.append(bytes(row))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b""))


def pdf(text):
    """The smallest PDF with a line of text."""
    stream = f"BT /F1 18 Tf 72 760 Td ({text}) Tj ET"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
               f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").encode()


class Seeder:
    def __init__(self, directory):
        self.directory = Path(directory)
        self.count = 0
        self.latest = None

    def put(self, folder, who, subject, text, hours, *, to=ALA, cc=None, html=None, files=(), images=(), answers=None, headers=(), charset="utf-8"):
        message = EmailMessage()
        message["From"] = PEOPLE.get(who, who)
        message["To"] = to
        if cc:
            message["Cc"] = cc
        message["Subject"] = subject
        message["Date"] = format_datetime(NOW - timedelta(hours=hours))
        self.count += 1
        identity = f"<demo.{self.count}@golub.test>"
        message["Message-ID"] = identity
        if answers:
            message["In-Reply-To"] = answers
            message["References"] = answers
        for name, value in headers:
            message[name] = value
        message.set_content(text, charset=charset)
        if html:
            message.add_alternative(html, subtype="html")
            for cid, data in images:
                message.get_payload()[1].add_related(data, "image", "png", cid=f"<{cid}>")
        for name, kind, data in files:
            major, minor = kind.split("/")
            message.add_attachment(data, major, minor, filename=name)
        return self.raw(folder, message.as_bytes(), identity)

    def raw(self, folder, data, identity=None):
        if identity is None:
            self.count += 1
        path = self.directory / folder
        path.mkdir(parents=True, exist_ok=True)
        (path / f"{self.count:03}.eml").write_bytes(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        return identity


def legacy(who, subject, text, charset, hours, encoding):
    """As programs wrote before UTF-8: the charset in the encoded word, the text in 8bit or base64."""
    address = PEOPLE[who]
    name, at = address.rsplit(" ", 1)

    def word(value):
        return f"=?{charset}?B?{base64.b64encode(value.encode(charset)).decode()}?="

    body = text.encode(charset)
    if encoding == "base64":
        body = base64.encodebytes(body)
    head = (f"From: {word(name)} {at}\nTo: ala@example.org\nSubject: {word(subject)}\nDate: {format_datetime(NOW - timedelta(hours=hours))}\n"
            f"Message-ID: <legacy.{charset.lower()}@golub.test>\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
            f"Content-Transfer-Encoding: {encoding}\n\n")
    return head.encode() + body


def main():
    seed = Seeder(sys.argv[1])
    put = seed.put

    # Polish
    first = put("inbox", "jan", "Spotkanie w czwartek?", "Cześć Alu,\n\nczy pasuje Ci czwartek o 17:00 w tej kawiarni przy rynku?\n\nPozdrawiam\nJan\n\n-- \n"
                "Jan Wiśniewski\ntel. 600 000 000\n", 30)
    put("read", "zofia", "Re: Spotkanie w czwartek?", "Mnie pasuje!\n\nW dniu wczorajszym Jan Wiśniewski napisał:\n> Cześć Alu,\n>\n> czy pasuje Ci czwartek o 17:00 "
        "w tej kawiarni przy rynku?\n\nZofia\n", 28, cc=PEOPLE["jan"], answers=first)
    put("inbox", "shop", "Twoje zamówienie nr 2026/1187 wysłaliśmy", "Dzień dobry,\n\npaczka jest w drodze. Zażółć gęślą jaźń: to zdanie ma wszystkie polskie litery.\n\n"
        "Sklep Herbaciany\nhttps://herbata.example/zamowienia/1187\n", 5,
        html="<html><body style='font-family:sans-serif'><h2>Twoja paczka jest w drodze</h2><p>Dzień dobry, <b>Alu</b>!</p><table border='1' cellpadding='6'>"
             "<tr><th>Herbata</th><th>Ilość</th><th>Cena</th></tr><tr><td>Sencha</td><td>2</td><td>48,00 zł</td></tr><tr><td>Earl Grey</td><td>1</td>"
             "<td>21,50 zł</td></tr></table><p><a href='https://herbata.example/zamowienia/1187'>Śledź przesyłkę</a></p>"
             "<img src='https://herbata.example/pixel.gif' width='1' height='1'></body></html>",
        files=[("faktura 1187.pdf", "application/pdf", pdf("Faktura 1187"))])
    put("work", "zofia", "Umowa – wersja ostateczna", "W załączeniu umowa po poprawkach.\n\nZ.Ż.\n", 60,
        files=[("umowa najmu – źródło.txt", "text/plain", "Umowa najmu\n§ 1. Strony…\n".encode()), ("plan.png", "image/png", picture(320, 200, (200, 80, 60)))])
    put("read", "jan", "Zdjęcia z gór", "Kilka zdjęć z niedzieli.\n", 100, html="<p>Kilka zdjęć z <i>niedzieli</i>:</p><p><img src='cid:gora1'> <img src='cid:gora2'></p>",
        images=[("gora1", picture(260, 160, (60, 120, 90))), ("gora2", picture(260, 160, (90, 90, 160)))])
    seed.raw("read", legacy("jan", "Stary program pocztowy", "Ten list napisano w ISO-8859-2: zażółć gęślą jaźń.\n", "ISO-8859-2", 700, "8bit"))

    # Croatian
    trip = put("inbox", "marko", "Izlet na Plitvice", "Bok Ala,\n\nu subotu idemo na Plitvička jezera. Ideš li s nama? Krećemo u 7:30, ispred škole u Đakovu.\n\nPozdrav,\nMarko\n", 9)
    put("inbox", "ivana", "Re: Izlet na Plitvice", "Ja dolazim! Nosim čvarke i ćevape.\n\nMarko Đurđević je napisao:\n> u subotu idemo na Plitvička jezera.\n", 8, cc=PEOPLE["marko"], answers=trip)
    put("read", "ivana", "Račun za struju", "Evo računa za lipanj. Šaljem i tablicu.\n", 240, files=[("račun-lipanj.pdf", "application/pdf", pdf("Racun")),
        ("potrošnja.csv", "text/csv", "mjesec;kWh\nlipanj;182\n".encode())])
    put("work", "marko", "Ponuda prijevoda", "Poštovana,\n\nu prilogu je ponuda. Rok je petak.\n\nĐurđević\n", 90, html="<p>Poštovana,</p><p>u prilogu je <b>ponuda</b>. Rok je <u>petak</u>.</p>"
        "<blockquote>Cijena po kartici: 12 €</blockquote><p>Đurđević</p>", files=[("ponuda č. 12.txt", "text/plain", "Ponuda\n".encode())])
    seed.raw("read", legacy("ivana", "Pismo iz starih dana", "Ovo je pisano u windows-1250: čćžšđ ČĆŽŠĐ.\n", "windows-1250", 800, "8bit"))

    # Russian
    put("inbox", "dmitri", "Поздравляю с днём рождения!", "Алла, привет!\n\nПоздравляю с днём рождения! Желаю здоровья, счастья и хороших писем.\n\nДмитрий\n", 3)
    report = put("work", "olga", "Отчёт за квартал", "Добрый день.\n\nОтчёт во вложении. Прошу посмотреть до пятницы.\n\nО. Ершова\n", 50, cc=PEOPLE["dmitri"],
                 files=[("Отчёт за III квартал.txt", "text/plain", "Итого: 1 204 000\n".encode())])
    put("work", "dmitri", "Re: Отчёт за квартал", "Посмотрел, всё верно.\n\n> Отчёт во вложении.\n>> Старая цитата\n\nД.\n", 47, cc=PEOPLE["olga"], answers=report)
    seed.raw("read", legacy("dmitri", "Письмо в KOI8-R", "Это письмо в кодировке KOI8-R: съешь же ещё этих мягких французских булок.\n", "KOI8-R", 900, "base64"))
    put("read", "olga", "Рецепт борща", "1. Свёкла\n2. Капуста\n3. Терпение\n", 300)

    # Japanese
    put("inbox", "haruka", "来週の会議について", "アラ様\n\nいつもお世話になっております。来週の会議の資料をお送りします。\nよろしくお願いいたします。\n\n田中\n", 12,
        files=[("会議資料.txt", "text/plain", "議題\n一、予算\n二、日程\n".encode())])
    put("read", "kenji", "京都の写真", "京都で撮った写真です。\n", 200, html="<p>京都で撮った<b>写真</b>です。</p><p><img src='cid:kyoto'></p>", images=[("kyoto", picture(240, 180, (180, 60, 80)))])
    seed.raw("read", legacy("kenji", "昔のメール", "これは ISO-2022-JP で書かれています。\n", "ISO-2022-JP", 1000, "7bit"))

    # English
    put("inbox", "emma", "Proofs of the book", "Dear Ala,\n\nthe proofs are ready. Chapter 3 needs your eyes most:\n\n  * the map on page 41\n  * the names in the index\n\n"
        "See https://press.example/proofs?id=77&lang=en (until Friday).\n\nBest,\nEmma\n", 2, files=[("proofs-ch3.pdf", "application/pdf", pdf("Chapter 3"))])
    put("inbox", "news", "This week: how homing pigeons find their way", "Read it on the web: https://letters.example/42\n", 20,
        html="<html><head><style>.h{color:#fff;background:#355}</style></head><body><table width='600' align='center' cellpadding='0'><tr><td class='h' bgcolor='#335555'>"
             "<h1 style='color:#ffffff'>The Pigeon Post</h1></td></tr><tr><td><img src='https://letters.example/head.jpg' width='600' height='200' alt='Pigeons over the town'>"
             "</td></tr><tr><td><table><tr><td width='300'><h3>Magnetic maps</h3><p>What the beak knows.</p></td><td width='300'><h3>Star paths</h3><p>Flying by night."
             "</p></td></tr></table></td></tr><tr><td><p style='font-size:11px;color:#888'>You get this because you subscribed. <a href='https://letters.example/off'>Unsubscribe</a>"
             "</p></td></tr></table><script>alert(1)</script></body></html>",
        headers=[("List-Id", "The Pigeon Post <post.letters.example>"), ("List-Unsubscribe", "<https://letters.example/off>")])
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = PEOPLE["zofia"], PEOPLE["emma"], "The original question"
    inner["Date"] = format_datetime(NOW - timedelta(hours=130))
    inner.set_content("Where is the map?\n")
    forward = EmailMessage()
    forward["From"], forward["To"], forward["Subject"] = PEOPLE["emma"], ALA, "Fwd: The original question"
    forward["Date"], forward["Message-ID"] = format_datetime(NOW - timedelta(hours=120)), "<demo.forward@golub.test>"
    forward.set_content("See the attached message.\n")
    forward.add_attachment(inner)
    seed.raw("read", forward.as_bytes())
    put("read", "robot", "Undelivered Mail Returned to Sender", "I am sorry to inform you that your message could not be delivered.\n\n<nobody@mail.example>: user unknown\n", 150)
    put("inbox", "emma", "A very long subject that goes on and on so that one can see how the list shortens it, and how the reading pane wraps it onto several lines", "Short text.\n", 26)
    put("inbox", "emma", "Invitation: editorial meeting", "You are invited.\n", 15, files=[("invite.ics", "text/calendar",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@golub.test\r\nDTSTART:20261201T150000Z\r\nSUMMARY:Editorial meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")])
    put("read", "emma", "(no attachment, many people)", "To everybody.\n", 180, to=", ".join([ALA] + list(PEOPLE.values())[:6]))
    for number in range(1, 9):
        put("work", "emma", f"Weekly notes, week {number}", f"Notes of week {number}.\n\n" + "All went well, and the pigeons came home. " * 12 + "\n", 168 * number + 11)

    # The second account
    put("ola", ALA, "Witaj w Golubiu", "Cześć Olu,\n\nten list czeka na serwerze POP3.\n\nAla\n", 6, to=OLA)
    put("ola", "ivana", "Fotografija", "Evo slike.\n", 40, to=OLA, files=[("slika.png", "image/png", picture(200, 200, (70, 110, 180)))])
    put("ola", "haruka", "はじめまして", "はじめまして。田中です。\n", 70, to=OLA)


if __name__ == "__main__":
    main()
