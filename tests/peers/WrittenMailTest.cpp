// SPDX-License-Identifier: GPL-3.0-or-later
// What we write is read by other programs as it was composed.
#include "tests/peers/PeerMail.h"
#include "tests/support/mail/RandomMail.h"

#include "core/mime/Flowed.h"
#include "core/mime/MimeWriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QUrl>

#include <gtest/gtest.h>

#include <algorithm>

namespace golub::peers {
namespace {

constexpr quint64 Mails = 300;

struct Sample {
    mime::OutgoingMessage message;
    mime::WriteOptions options;
    QByteArray raw;
};

Sample sample(quint64 number)
{
    test::Random random(number + 70'000);
    Sample out;
    out.message = test::randomMessage(random, { 8, 4, 3000, false });
    out.options = test::randomOptions(random);
    out.raw = mime::writeMessage(out.message, out.options);
    return out;
}

// The address as it stands on the wire: domains in ASCII.
QStringList wireAddresses(const AddressList &list)
{
    QStringList out;
    for (const Address &address : list.mailboxes()) {
        const qsizetype at = address.address.lastIndexOf(u'@');
        const QString domain = address.address.mid(at + 1);
        const QString ascii = domain.startsWith(u'[') ? domain : QString::fromLatin1(QUrl::toAce(domain));
        out.append(mime::sanitizedHeaderValue(address.name).trimmed() + QStringLiteral(" <") + address.address.left(at + 1) + ascii + u'>');
    }
    return out;
}

void expectAsComposed(const Sample &mail, const PeerMail &read)
{
    const auto utf8 = [](const QString &text) { return text.toStdString(); };
    const auto lines = [](const QStringList &list) { return list.join(u'\n').toStdString(); };
    EXPECT_EQ(utf8(read.subject.simplified()), utf8(mime::sanitizedHeaderValue(mail.message.subject).simplified()));
    EXPECT_EQ(utf8(read.messageId), utf8(mail.message.messageId));
    EXPECT_EQ(lines(read.from), lines(wireAddresses(AddressList::of(mail.message.from))));
    EXPECT_EQ(lines(read.to), lines(wireAddresses(mail.message.to)));
    EXPECT_EQ(lines(read.cc), lines(wireAddresses(mail.message.cc)));
    const QString text = mail.options.flowed ? mime::flowedToText(read.text) : read.text;
    const QString expected = mail.options.flowed ? test::asFlowedShows(mail.message.text) : mail.message.text;
    if (!mail.message.text.isEmpty()) {
        EXPECT_EQ(utf8(text.trimmed()), utf8(expected.trimmed()));
    }
    EXPECT_EQ(utf8(read.html.trimmed()), utf8(mail.message.html.trimmed()));
    ASSERT_EQ(read.files.size(), mail.message.attachments.size());
    for (const mime::OutgoingAttachment &file : mail.message.attachments) {
        const QString name = mime::sanitizedHeaderValue(file.name).trimmed();
        const auto same = [&](const PeerFile &other) { return other.filename == name && (other.isMessage || other.content == file.content); };
        const auto found = std::find_if(read.files.begin(), read.files.end(), same);
        ASSERT_TRUE(found != read.files.end()) << utf8(name) << " as " << file.type.toStdString();
        EXPECT_TRUE(found->name.isNull() || found->name == name) << utf8(found->name) << " for " << utf8(name);
    }
}

QStringList strings(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue &one : value.toArray())
        out.append(one.toString());
    return out;
}

PeerMail fromJson(const QJsonObject &json)
{
    PeerMail mail { json[QLatin1String("subject")].toString(), strings(json[QLatin1String("from")]), strings(json[QLatin1String("to")]), strings(json[QLatin1String("cc")]),
        json[QLatin1String("text")].toString(), json[QLatin1String("html")].toString(), json[QLatin1String("message_id")].toString(), {} };
    for (const QJsonValue &value : json[QLatin1String("files")].toArray()) {
        const QJsonObject file = value.toObject();
        mail.files.append({ file[QLatin1String("filename")].toString(), file[QLatin1String("name")].toString(), file[QLatin1String("type")].toString().toLatin1(),
            QByteArray::fromBase64(file[QLatin1String("content")].toString().toLatin1()), file[QLatin1String("message")].toBool() });
    }
    return mail;
}

TEST(WrittenMail, isReadByPython)
{
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        GTEST_SKIP() << "no python3";
    QProcess reader;
    reader.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    reader.start(python, { QStringLiteral(GOLUB_SOURCE_DIR "/tests/peers/read_with_python.py") });
    for (quint64 number = 0; number < Mails; ++number)
        reader.write(sample(number).raw.toBase64() + '\n');
    reader.closeWriteChannel();
    ASSERT_TRUE(reader.waitForFinished(120'000));
    ASSERT_EQ(reader.exitCode(), 0);
    const QList<QByteArray> rows = reader.readAllStandardOutput().trimmed().split('\n');
    ASSERT_EQ(rows.size(), qsizetype(Mails));
    for (quint64 number = 0; number < Mails; ++number) {
        SCOPED_TRACE("random mail " + std::to_string(number));
        const QJsonObject json = QJsonDocument::fromJson(rows[qsizetype(number)]).object();
        EXPECT_TRUE(json[QLatin1String("defects")].toArray().isEmpty()) << rows[qsizetype(number)].right(300).toStdString();
        expectAsComposed(sample(number), fromJson(json));
    }
}

TEST(WrittenMail, isReadByGMime)
{
#ifdef GOLUB_GMIME
    for (quint64 number = 0; number < Mails; ++number) {
        SCOPED_TRACE("random mail " + std::to_string(number));
        const Sample mail = sample(number);
        expectAsComposed(mail, readWithGMime(mail.raw));
    }
#else
    GTEST_SKIP() << "built without libgmime-3.0-dev";
#endif
}

} // namespace
} // namespace golub::peers
