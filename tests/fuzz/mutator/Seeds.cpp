// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutator/Seeds.h"

#include "tests/support/mail/RandomMail.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>

#include <algorithm>
#include <iterator>

namespace golub::fuzz {
namespace {

// Structures that the writer does not write.
constexpr const char *Own[] = {
    "From: a@b.example\nTo: c@d.example\nSubject: =?iso-8859-2?Q?Za=BF=F3=B3=E6?= =?koi8-r?B?8NLJ18XU?=\nDate: Fri, 31 Feb 99 25:61 EDT\nMessage-ID: <1@b>\n"
    "References: <a@b> junk <c@d>\n\nplain\n",
    "From: \"A, B\" <a@b> (comment (nested)), =?utf-8?q?x?= <@r1,@r2:c@d>; Group: x@y, \"z\"@w;\nSubject: =?utf-8?q?=C5?= =?utf-8?q?=BC?=\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=\"b\"\n\npreamble\n--b\nContent-Type: multipart/alternative; boundary=\"bb\"\n\n--bb\nContent-Type: text/plain; format=flowed; delsp=yes\n\n"
    "flowed \n>> quoted \n>> more\n-- \nsig\n--bb\nContent-Type: text/html; charset=windows-1250\nContent-Transfer-Encoding: quoted-printable\n\n<p>=BF <img src=3D\"cid:i@x\"></p>=\n"
    "--bb--\n--b\nContent-Type: image/png; name*0*=utf-8''%C5%BC; name*1=x.png\nContent-ID: <i@x>\nContent-Disposition: inline; filename*=iso-8859-2''%BF.png\n"
    "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\nepilogue\n",
    "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5uZXIKQ29udGVudC1UeXBlOiBtZXNzYWdlL3JmYzgyMgoKU3ViamVjdDogZGVlcGVyCgp4Cg==\n",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\n\nfailed\n--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
    "Final-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no\n\n--r\nContent-Type: text/rfc822-headers\n\nSubject: x\n--r--\n",
    "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha256; boundary=s\n\n--s\nContent-Type: text/plain\n\nsigned \n--s\n"
    "Content-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n--s--\n",
    "Content-Type: multipart/related; start=\"<r@x>\"; type=\"text/html\"; boundary=q\n\n--q\nContent-Type: image/gif\nContent-ID: <g@x>\n\nGIF89a\n--q\nContent-ID: <r@x>\n"
    "Content-Type: text/html\n\n<table><tr><td background=cid:g@x>x</table><style>@import url(x)</style>\n--q--\n",
    "Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: one\n\n1\n--d\n\nSubject: two\n\n2\n--d--\n",
    "Subject: uu\n\ntext\nbegin 644 a.txt\n#0V%T\n`\nend\nafter\n=ybegin line=128 size=3 name=a.bin\nklm\n=yend size=3\n",
    "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B$3$s$K$A$O\x1b(B\n", "Content-Type: text/plain; charset=utf-7\n\nHi +AGEAYg- there\n",
    "Content-Type: text/enriched\n\n<bold>b</bold> <<x <color><param>red</param>r</color>\n",
    "Content-Type: message/external-body; access-type=URL; URL=\"http://x\"\n\nContent-Type: image/gif\n\n\n",
    "Content-Type: message/partial; id=\"a@b\"; number=1; total=2\n\nSubject: half\n\nx\n",
    "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgEAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAE=\n",
    "From x@y Mon Jan  5 09:07:03 2026\nSubject: mbox\n\n>From here\n",
    "Content-Type: text/html; charset=utf-16\nContent-Transfer-Encoding: 8bit\n\n<html><body onload=x><a href=javascript:x>l</a><div style='width:expression(1)'>\n",
};

constexpr int WrittenSeeds = 400;

QByteArray tarContent(const QString &archive)
{
    QProcess tar;
    tar.start(QStringLiteral("tar"), { QStringLiteral("-xJOf"), archive });
    tar.waitForFinished(60'000);
    return tar.readAllStandardOutput();
}

// Cut where a mail begins.
void appendCut(QList<QByteArray> &out, const QByteArray &all, const QByteArray &mark, qsizetype largest)
{
    qsizetype start = 0;
    while (start < all.size()) {
        const qsizetype next = all.indexOf(mark, start + 1);
        const qsizetype end = next < 0 ? all.size() : next + 1;
        if (end - start <= largest)
            out.append(all.mid(start, end - start));
        start = end;
    }
}

// Not by its name: half of the sets have none that tells. A header field near the beginning does.
bool looksLikeMail(const QByteArray &content)
{
    const QByteArray head = content.left(4000).toLower();
    return head.contains("content-type:") || head.contains("subject:") || head.contains("from:") || head.contains("mime-version");
}

void appendCorpora(QList<QByteArray> &out, const QString &corpora, qsizetype largest)
{
    QStringList files;
    for (const char *set : { "enmime", "ruby-mail", "kde-mimetreeparser", "mimekit", "python-email", "imaptest", "spamassassin" }) {
        QDirIterator found(corpora + u'/' + QLatin1String(set), QDir::Files, QDirIterator::Subdirectories);
        while (found.hasNext())
            files.append(found.next());
    }
    std::sort(files.begin(), files.end());
    for (const QString &name : std::as_const(files)) {
        if (name.endsWith(QLatin1String(".tar.xz"))) {
            appendCut(out, tarContent(name), "\nReturn-Path: <", largest);
            continue;
        }
        QFile file(name);
        if (name.contains(QLatin1String("LICENSE")) || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        if (name.endsWith(QLatin1String(".mbox")) || name.endsWith(QLatin1String(".mbox.txt")))
            appendCut(out, content, "\nFrom ", largest);
        else if (!content.isEmpty() && content.size() <= largest && looksLikeMail(content))
            out.append(content);
    }
}

} // namespace

QString defaultCorpora()
{
    const QString named = qEnvironmentVariable("GOLUB_CORPORA", QStringLiteral(GOLUB_SOURCE_DIR "/../shared/corpora"));
    return QDir(named).exists() ? QDir(named).absolutePath() : QString();
}

QList<QByteArray> seeds(const QString &corpora, qsizetype largest)
{
    QList<QByteArray> out;
    for (const char *mail : Own) {
        out.append(mail);
        out.append(QByteArray(mail).replace("\n", "\r\n"));
    }
    for (int i = 0; i < WrittenSeeds; ++i) {
        test::Random random { quint64(i) };
        const mime::OutgoingMessage message = test::randomMessage(random, { 8, 4, i % 4 == 0 ? 30'000 : 2000, false });
        const QByteArray raw = mime::writeMessage(message, test::randomOptions(random));
        if (raw.size() <= largest)
            out.append(raw);
    }
    if (!corpora.isEmpty())
        appendCorpora(out, corpora, largest);
    return out;
}

} // namespace golub::fuzz
