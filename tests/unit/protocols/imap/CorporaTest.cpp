// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded answers of servers, by other projects. The corpora are optional: without them these tests are skipped.
#include "tests/unit/protocols/imap/EngineHarness.h"
#include "tests/unit/protocols/imap/ImapTestHelpers.h"
#include "tests/unit/protocols/imap/ReplayFacts.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <utility>

namespace golub::imap {
namespace {

QString corpora()
{
    const QString given = qEnvironmentVariable("GOLUB_CORPORA");
    return given.isEmpty() ? QStringLiteral(GOLUB_SOURCE_DIR "/../shared/corpora") : given;
}

QList<QJsonObject> rows(const QString &set)
{
    QFile file(QStringLiteral("%1/expect/%2.jsonl").arg(corpora(), set));
    QList<QJsonObject> result;
    if (file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd())
            result.append(QJsonDocument::fromJson(file.readLine()).object());
    }
    return result;
}

// As the server sent it: CRLF, and a tag in its place.
QByteArray recording(const QString &path)
{
    QFile file(QStringLiteral("%1/mailkit/%2").arg(corpora(), path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray bytes = file.readAll();
    bytes.replace("\r\n", "\n").replace("\n", "\r\n").replace("A########", "A00000001");
    return bytes;
}

std::vector<Response> responsesOf(const QByteArray &bytes, qsizetype chunk)
{
    std::vector<Response> responses;
    for (const ResponseUnit &unit : test::unitsOf(bytes, chunk)) {
        auto response = parseResponse(unit);
        EXPECT_TRUE(response.has_value());
        if (response)
            responses.push_back(std::move(*response));
    }
    return responses;
}

// Extensions that are passed over on purpose, and what one recording has behind a literal with a wrong length.
bool isPassedOver(const OtherData &other)
{
    static const QSet<QByteArray> Names { "ACL", "LISTRIGHTS", "MYRIGHTS", "COMPARATOR", "LANGUAGE", "NO-OP", "ANNOTATION", "GENURLAUTH" };
    return Names.contains(other.name) || (other.name.isEmpty() && other.text == ")");
}

// What a whole dialogue told.
struct Learned {
    QList<Capabilities> capabilities;
    QList<NamespaceData> namespaces;
    QList<QuotaData> quotas;
    QList<IdData> ids;
    QList<SearchData> searches;
    QStringList texts;

    void take(const Response &response)
    {
        if (const auto *capability = std::get_if<CapabilityData>(&response))
            capabilities.append(capability->capabilities);
        else if (const auto *spaces = std::get_if<NamespaceData>(&response))
            namespaces.append(*spaces);
        else if (const auto *quota = std::get_if<QuotaData>(&response))
            quotas.append(*quota);
        else if (const auto *id = std::get_if<IdData>(&response))
            ids.append(*id);
        else if (const auto *search = std::get_if<SearchData>(&response))
            searches.append(*search);
        else if (const auto *status = std::get_if<Status>(&response)) {
            texts.append(QString::fromUtf8(status->text));
            if (status->code.is("CAPABILITY"))
                capabilities.append(status->code.capabilities);
        }
    }
};

template<class List, class Predicate>
bool anyOf(const List &list, Predicate predicate)
{
    return std::any_of(list.begin(), list.end(), predicate);
}

bool idHas(const Learned &learned, const char *key, const QString &value)
{
    return anyOf(learned.ids, [&](const IdData &id) { return anyOf(id.fields, [&](const auto &field) { return field.first == key && QString::fromUtf8(field.second) == value; }); });
}

bool quotaHas(const Learned &learned, qint64 QuotaData::Resource::*member, qint64 value)
{
    return anyOf(learned.quotas, [&](const QuotaData &quota) { return anyOf(quota.resources, [&](const auto &resource) { return resource.name == "STORAGE" && resource.*member == value; }); });
}

bool namespacesAre(const Learned &learned, QList<NamespaceData::Entry> NamespaceData::*list, const QString &rest, const QString &op, const QJsonValue &value)
{
    return anyOf(learned.namespaces, [&](const NamespaceData &spaces) {
        const auto &entries = spaces.*list;
        if (op == u"count")
            return entries.size() == value.toInt();
        if (op == u"empty")
            return entries.isEmpty() == value.toBool();
        if (entries.isEmpty())
            return false;
        const QString delimiter(QLatin1Char(entries.first().delimiter));
        if (rest.endsWith(u"DirectorySeparator"))
            return delimiter == value.toString();
        QString prefix = QString::fromUtf8(entries.first().prefix);
        if (prefix.endsWith(delimiter))
            prefix.chop(1);
        return prefix == value.toString();
    });
}

// None where the fact is about something that this client does not model.
std::optional<bool> holds(const QJsonObject &fact, const Learned &learned)
{
    const QString expr = fact.value(u"expr").toString();
    const QString op = fact.value(u"op").toString();
    const QJsonValue value = fact.value(u"value");
    if (expr == u"client.AuthenticationMechanisms" && op == u"contains")
        return anyOf(learned.capabilities, [&](const Capabilities &c) { return c.authMechanisms().contains(value.toString().toLatin1()); });
    if (expr == u"client.AuthenticationMechanisms" && op == u"count")
        return anyOf(learned.capabilities, [&](const Capabilities &c) { return c.authMechanisms().size() == value.toInt(); });
    if (expr.startsWith(u"client.PersonalNamespaces") && op != u"sym")
        return namespacesAre(learned, &NamespaceData::personal, expr, op, value);
    if (expr.startsWith(u"client.OtherNamespaces") && op != u"sym")
        return namespacesAre(learned, &NamespaceData::others, expr, op, value);
    if (expr.startsWith(u"client.SharedNamespaces") && op != u"sym")
        return namespacesAre(learned, &NamespaceData::shared, expr, op, value);
    if (expr == u"ex.Message" && op == u"eq")
        return learned.texts.contains(value.toString());
    if (expr == u"client.Inbox.GetQuota().CurrentStorageSize.Value")
        return quotaHas(learned, &QuotaData::Resource::usage, value.toInteger());
    if (expr == u"client.Inbox.GetQuota().StorageLimit.Value")
        return quotaHas(learned, &QuotaData::Resource::limit, value.toInteger());
    if (expr == u"client.SupportsQuotas" && op == u"eq")
        return anyOf(learned.capabilities, [](const Capabilities &c) { return c.has("QUOTA"); }) == value.toBool();
    if (expr.startsWith(u"client.Identify(") && expr.endsWith(u").Name"))
        return idHas(learned, "name", value.toString());
    if (expr.startsWith(u"client.Identify(") && expr.endsWith(u").Vendor"))
        return idHas(learned, "vendor", value.toString());
    if (expr.startsWith(u"client.Identify(") && expr.endsWith(u"['remote-host']"))
        return idHas(learned, "remote-host", value.toString());
    if (expr == u"client.AppendLimit.Value")
        return anyOf(learned.capabilities, [&](const Capabilities &c) { return qint64(c.number("APPENDLIMIT").value_or(0)) == value.toInteger(); });
    if (expr.startsWith(u"client.Inbox.Search(") && op == u"count")
        return anyOf(learned.searches, [&](const SearchData &s) { return s.all.count() == value.toInt(); });
    return std::nullopt;
}

TEST(ImapCorpora, everyRecordedAnswerIsUnderstood)
{
    const QString folder = corpora() + QStringLiteral("/mailkit/UnitTests/Net/Imap/Resources");
    if (!QDir(folder).exists())
        GTEST_SKIP() << "the corpora are not here";
    int files = 0;
    QDirIterator it(folder, { QStringLiteral("*.txt") }, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        SCOPED_TRACE(path.toStdString());
        ++files;
        const QByteArray bytes = recording(path.mid(corpora().size() + 9));
        for (const qsizetype chunk : { qsizetype(7), bytes.size() }) {
            for (const Response &response : responsesOf(bytes, chunk)) {
                const auto *other = std::get_if<OtherData>(&response);
                EXPECT_TRUE(!other || isPassedOver(*other)) << other->name.constData() << ' ' << other->text.left(200).constData();
            }
        }
    }
    EXPECT_GT(files, 200);
}

TEST(ImapCorpora, theDialoguesTellWhatTheirAuthorsLearnedFromThem)
{
    const auto dialogues = rows(QStringLiteral("mailkit"));
    if (dialogues.isEmpty())
        GTEST_SKIP() << "the corpora are not here";
    int checked = 0;
    for (const QJsonObject &dialogue : dialogues) {
        if (dialogue.value(u"kind").toString() != u"imap_replay")
            continue;
        SCOPED_TRACE(dialogue.value(u"test").toString().toStdString());
        Learned learned;
        test::ReplayFacts said;
        bool complete = true;
        const QJsonArray steps = dialogue.value(u"steps").toArray();
        for (const QJsonValue &step : steps) {
            QByteArray bytes = recording(step[u"server_file"].toString());
            complete &= !bytes.isEmpty() || !step[u"server_file"].isString();
            if (bytes.isEmpty())
                bytes = step[u"server_raw"].toString().toUtf8();
            for (const Response &response : responsesOf(bytes, bytes.size())) {
                learned.take(response);
                said.take(response);
            }
        }
        if (!complete) // a recording that the corpus does not hold
            continue;
        const QJsonArray facts = dialogue.value(u"facts").toArray();
        for (const QJsonValue &fact : facts) {
            auto held = holds(fact.toObject(), learned);
            if (!held)
                held = said.holds(fact.toObject());
            if (held) {
                ++checked;
                EXPECT_TRUE(*held) << QJsonDocument(fact.toObject()).toJson(QJsonDocument::Compact).constData();
            }
        }
    }
    EXPECT_GE(checked, 249);
}

TEST(ImapCorpora, everyServerLineOfTheTracesIsUnderstood)
{
    const auto traces = rows(QStringLiteral("imap-codec"));
    if (traces.isEmpty())
        GTEST_SKIP() << "the corpora are not here";
    int lines = 0;
    for (const QJsonObject &trace : traces) {
        SCOPED_TRACE(trace.value(u"test").toString().toStdString());
        QByteArray server;
        const QJsonArray steps = trace.value(u"steps").toArray();
        for (const QJsonValue &step : steps) {
            if (step[u"who"].toString() == u"S")
                server += step[u"line"].toString().toUtf8() + "\r\n";
        }
        for (const qsizetype chunk : { qsizetype(1), server.size() }) {
            for (const Response &response : responsesOf(server, std::max<qsizetype>(1, chunk))) {
                ++lines;
                const auto *other = std::get_if<OtherData>(&response);
                EXPECT_TRUE(!other || isPassedOver(*other)) << other->name.constData() << ' ' << other->text.left(200).constData();
            }
        }
    }
    EXPECT_GT(lines, 100);
}

// As the server would send it: where the row has "{{{", CRLF and "}}}" (or an end that was cut off), a literal.
QByteArray onTheWire(QByteArray line, QList<QByteArray> *literals)
{
    QByteArray wire;
    for (qsizetype open = line.indexOf("{{{\r\n"); open >= 0; open = line.indexOf("{{{\r\n")) {
        const qsizetype close = line.indexOf("}}}", open);
        const QByteArray literal = line.mid(open + 5, close < 0 ? -1 : close - open - 5);
        wire += line.left(open) + '{' + QByteArray::number(literal.size()) + "}\r\n" + literal;
        line = close < 0 ? QByteArray(")") : line.mid(close + 3);
        literals->append(literal);
    }
    return wire + line + "\r\n";
}

TEST(ImapCorpora, everyAnswerThatServersAreTestedForIsUnderstood)
{
    const auto tests = rows(QStringLiteral("imaptest"));
    if (tests.isEmpty())
        GTEST_SKIP() << "the corpora are not here";
    int answers = 0;
    for (const QJsonObject &row : tests) {
        SCOPED_TRACE(row.value(u"command").toString().toStdString());
        if (row.value(u"kind").toString() == u"sort") {
            const auto sorted = test::parseAs<SearchData>("* SORT " + row.value(u"expected").toString().toLatin1() + "\r\n");
            EXPECT_EQ(sorted.numbers.size(), row.value(u"expected").toString().split(u' ', Qt::SkipEmptyParts).size());
            ++answers;
            continue;
        }
        const QJsonArray lines = row.value(u"expected").toArray();
        for (const QJsonValue &line : lines) {
            QList<QByteArray> literals;
            const QByteArray text = line.toString().toLatin1();
            const auto fetch = test::parseAs<FetchData>(onTheWire(text, &literals));
            ++answers;
            EXPECT_EQ(fetch.sequence, text.split(' ').value(1).toUInt());
            for (const QByteArray &literal : std::as_const(literals))
                EXPECT_TRUE(anyOf(fetch.sections, [&literal](const FetchedSection &section) { return section.data == literal; })) << text.constData();
        }
    }
    EXPECT_GE(answers, 118);
}

QByteArray joined(const QJsonArray &words)
{
    QByteArray text;
    for (const QJsonValue &word : words)
        text += ' ' + word.toString().toLatin1();
    return text;
}

// A server as a row describes it, spoken to until the client is in or stops.
struct Attacked {
    bool ready = false;
    bool closed = false;
    bool secretInClear = false;
};

Attacked attack(const QJsonObject &wire)
{
    Options options = test::Harness::withDefaults({});
    const bool implicit = wire.value(u"implicit_tls").toBool();
    options.security = implicit ? Security::Tls : Security::StartTls;
    Engine engine(options);
    Attacked result;
    bool tls = implicit;
    QByteArray authenticating;
    engine.connected(tls);
    QByteArray toClient = wire.value(u"greeting").toString().toLatin1();
    for (int round = 0; round < 50 && !result.closed && !result.ready; ++round) {
        engine.receive(std::exchange(toClient, {}));
        for (const auto &effect : engine.takeEffects()) {
            if (const auto *send = std::get_if<wire::Send>(&effect)) {
                result.secretInClear |= send->secret && !tls;
                const QByteArrayList words = send->bytes.trimmed().split(' ');
                const QByteArray tag = words.value(0);
                const QByteArray verb = words.value(1).toUpper();
                if (verb == "CAPABILITY")
                    toClient += "* CAPABILITY" + joined(wire.value(tls ? u"caps_tls" : u"caps").toArray()) + "\r\n" + tag + " OK done\r\n";
                else if (verb == "STARTTLS")
                    toClient += wire.value(u"starttls_response").toString(QStringLiteral("<tag> OK go\r\n")).toLatin1().replace("<tag>", tag);
                else if (words.size() == 1) // the answer to a challenge
                    toClient += std::exchange(authenticating, {}) + " OK in\r\n";
                else if (verb == "AUTHENTICATE")
                    toClient += "+ \r\n";
                else
                    toClient += tag + " OK done\r\n";
                if (verb == "AUTHENTICATE")
                    authenticating = tag;
            } else if (std::holds_alternative<wire::StartTls>(effect)) {
                tls = true;
                engine.tlsEstablished();
            } else if (std::holds_alternative<wire::Close>(effect)) {
                result.closed = true;
            } else if (const auto *event = std::get_if<Event>(&effect)) {
                result.ready |= std::holds_alternative<Ready>(*event);
            }
        }
    }
    return result;
}

TEST(ImapCorpora, attacksOnStartTlsGetNoPassword)
{
    const auto attacks = rows(QStringLiteral("nostarttls"));
    if (attacks.isEmpty())
        GTEST_SKIP() << "the corpora are not here";
    int seen = 0;
    for (const QJsonObject &row : attacks) {
        if (row.value(u"proto").toString() != u"imap")
            continue;
        ++seen;
        SCOPED_TRACE(row.value(u"file").toString().toStdString());
        const Attacked result = attack(row.value(u"wire").toObject());
        EXPECT_FALSE(result.secretInClear);
        if (row.value(u"category").toString() == u"setup")
            EXPECT_TRUE(result.ready) << "an honest server";
        else
            EXPECT_TRUE(result.closed && !result.ready);
    }
    EXPECT_EQ(seen, 8);
}

} // namespace
} // namespace golub::imap
