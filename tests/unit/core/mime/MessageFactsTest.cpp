// SPDX-License-Identifier: GPL-3.0-or-later
// What other projects' tests say about whole messages. A full pass but for the rows listed here, each with what decides it.
#include "tests/unit/core/mime/Corpora.h"
#include "tests/unit/core/mime/Helpers.h"

#include "core/mime/StatusFields.h"

#include <QJsonArray>

#include <gtest/gtest.h>

namespace golub::mime {
namespace {

struct Disputed {
    const char *test;
    const char *call;
    const char *why;
    const char *file = "";
};

constexpr Disputed DisputedFacts[] = {
    { "test_missing_header_body_separator", "", "RFC 5322 section 2.1: only an empty line ends the header section; a field follows, so the line is damage among fields" },
    { "test_rfc2822_space_not_allowed_in_header", "", "the same; a mail whose first line was damaged keeps its header" },
    { "test_invalid_length_of_base64_payload", "", "RFC 2045 section 6.8: what can be decoded is decoded" },
    { "test_no_start_boundary", "", "RFC 2046 section 5.1: the boundary delimiters are there, so are the parts" },
    { "test_get_params_with_8bit", "", "unlabelled 8-bit bytes are read by guess: a readable name beats a replacement character" },
    { "test_missing_ending_boundary", "get_payload", "RFC 2046 section 5.1.1: the line end belongs to a boundary; where there is none, it is content" },
    { "TestHtmlAndTextBodies", "html_body", "RFC 8621 section 4.1.4: an inline HTML part behind the text is shown with it", "body.8.txt" },
    { "TestMessageRfc822WithContentTransferEncodingBase64", "", "RFC 2046 section 5.2.1 forbids the encoding; readers open such messages all the same" },
    { "TestInvalidContentType", "mime_type", "RFC 2045 section 5.2: an unreadable Content-Type is text/plain" },
    { "TestInvalidContentType", "class", "the same" },
    { "TestTruncatedMultipartSubpartHeaderFieldName", "n_headers", "RFC 5322 section 2.2: a line without a colon is no field, however it is counted" },
    { "TestTruncatedMultipartSubpartHeaderFieldName", "nth_header:1:field", "the same" },
    { "TestMultipartSubpartHeadersLineStartsWithDashDash", "n_headers", "the same" },
    { "TestMultipartSubpartHeadersLineStartsWithDashDash", "nth_header:1:field", "the same" },
    { "TestMultipartSubpartHeadersLineStartsWithDashDashEOF", "n_headers", "the same" },
    { "TestMultipartSubpartHeadersLineStartsWithDashDashEOF", "nth_header:1:field", "the same" },
    { "TestMessageRfc822WithMungedFromMarkerEOF", "n_headers", "the same" },
    { "TestMessageRfc822WithMungedFromMarkerEOF", "nth_header:0:field", "the same" },
    { "TestMessageRfc822WithTruncatedMungedFromMarker", "n_headers", "the same" },
    { "TestMessageRfc822WithTruncatedMungedFromMarker", "nth_header:0:field", "the same" },
    { "TestMultipartWithoutBoundaryParameter", "children", "RFC 2046 section 5.1: the delimiters that the body shows are taken, so that its parts can be read" },
};

bool isDisputed(const QString &test, const QString &call, const QString &file)
{
    for (const Disputed &disputed : DisputedFacts) {
        if (test.endsWith(u'.' + QLatin1String(disputed.test)) && (*disputed.call == 0 || call == QLatin1String(disputed.call)) && (*disputed.file == 0 || file.endsWith(QLatin1String(disputed.file))))
            return true;
    }
    return false;
}

struct Verdict {
    std::string expected;
    std::string found;
};

std::string text(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return "<none>";
    if (value.isDouble())
        return std::to_string(value.toInt());
    if (value.isBool())
        return value.toBool() ? "true" : "false";
    if (value.isArray()) {
        std::string out;
        for (const QJsonValue &entry : value.toArray())
            out += text(entry) + "|";
        return out;
    }
    return s(value.toString());
}

struct Message {
    QByteArray raw;
    MessageTree tree;
};

const Part *partAt(const Message &message, const QJsonArray &path)
{
    int index = 0;
    for (const QJsonValue &step : path) {
        if (step.toString() == QLatin1String("body"))
            continue;
        const QList<int> &children = message.tree.parts[size_t(index)].children;
        const int child = step.toString() == QLatin1String("message") ? 0 : step.toInt();
        if (child >= children.size())
            return nullptr;
        index = children[child];
    }
    return &message.tree.parts[size_t(index)];
}

QString unfolded(QByteArrayView rawValue)
{
    return QString::fromUtf8(rawValue.toByteArray().trimmed());
}

// -- python-email -----------------------------------------------------------------------------------------------------------------------

std::string charsets(const Message &message, const QJsonArray &args)
{
    const std::string missing = args.isEmpty() ? "<none>" : text(args[0]);
    std::string out;
    for (const Part &part : message.tree.parts) {
        const bool textDefault = part.charset.isEmpty() && part.isText() && !part.params.contains("charset") && args.isEmpty();
        out += (textDefault || part.charset.isEmpty() ? missing : s(part.charset)) + "|";
    }
    return out;
}

Parameters paramsFor(const Message &message, const Part &part, const QJsonObject &options)
{
    const QString header = options[QStringLiteral("header")].toString();
    if (header.isEmpty())
        return part.params;
    const std::optional<HeaderField> field = headerField(message.raw, part, header.toUtf8());
    // That test set puts a parameter first where a value belongs; a value in front makes both the same.
    return field ? parseContentType("x/y;" + field->rawValue).params : Parameters();
}

std::string pythonParam(const Message &message, const Part &part, const QJsonArray &args)
{
    const Parameters params = paramsFor(message, part, args.size() > 1 ? args[1].toObject() : QJsonObject());
    const QByteArray name = args[0].toString().toUtf8().toLower();
    return params.contains(name) ? s(params.value(name)) : "<none>";
}

// A value in RFC 2231 comes as [charset, language, text] there.
std::string pythonParamExpected(const QJsonValue &value)
{
    return value.isArray() ? text(value.toArray().last()) : text(value);
}

// The groups of a delivery status are parts of their own there.
std::optional<Verdict> judgeStatus(const Message &message, const QJsonObject &check)
{
    QJsonArray path = check[QStringLiteral("part")].toArray();
    const QString call = check[QStringLiteral("call")].toString();
    const QJsonArray args = check[QStringLiteral("args")].toArray();
    const int group = path.size() == 2 ? path.takeAt(1).toInt() : -1;
    const Part *part = path.size() == 1 ? partAt(message, path) : nullptr;
    if (!part || !part->is("message", "delivery-status"))
        return {};
    const QList<QList<HeaderField>> groups = readStatusGroups(decodedContent(message.raw, *part));
    const std::string expected = text(check[QStringLiteral("value")]);
    if (group < 0)
        return call == QLatin1String("len(get_payload)") ? std::optional(Verdict { expected, std::to_string(groups.size()) }) : std::nullopt;
    const QString name = call == QLatin1String("header") ? args[0].toString() : args.last().toObject()[QStringLiteral("header")].toString();
    for (const HeaderField &field : groups.value(group)) {
        if (QString::fromUtf8(field.name).compare(name, Qt::CaseInsensitive) != 0)
            continue;
        const Parameters params = parseContentType("x/y;" + field.rawValue).params;
        if (call == QLatin1String("header"))
            return Verdict { expected, s(field.text()) };
        if (call == QLatin1String("get_param"))
            return Verdict { expected, params.contains(args[0].toString().toUtf8()) ? s(params.value(args[0].toString().toUtf8())) : "<none>" };
        if (call == QLatin1String("get_params")) {
            QJsonArray list;
            for (const Parameter &parameter : params)
                list.append(QJsonArray { QString::fromUtf8(parameter.name), parameter.value });
            return Verdict { expected, text(list) };
        }
    }
    return Verdict { expected, "<no field>" };
}

// Facts with lists, and facts about what is said rather than what is there.
std::optional<Verdict> judgePythonLists(const Message &message, const Part &part, const QJsonObject &check)
{
    const QString call = check[QStringLiteral("call")].toString();
    const QJsonArray args = check[QStringLiteral("args")].toArray();
    const QJsonValue value = check[QStringLiteral("value")];
    if (call == QLatin1String("get_all")) {
        std::string found;
        for (const HeaderField &field : headerFields(message.raw, part)) {
            if (QString::fromUtf8(field.name).compare(args[0].toString(), Qt::CaseInsensitive) == 0)
                found += s(field.text()) + "|";
        }
        return Verdict { text(value), found.empty() ? text(args[1]) : found };
    }
    if (call == QLatin1String("get_params")) {
        const QJsonObject options = args.isEmpty() ? QJsonObject() : args[0].toObject();
        QJsonArray expected = value.toArray();
        if (options.isEmpty() && !expected.isEmpty())
            expected.removeFirst(); // the media type, as if it were a parameter
        QJsonArray found;
        for (const Parameter &parameter : paramsFor(message, part, options))
            found.append(QJsonArray { QString::fromUtf8(parameter.name), parameter.value });
        return Verdict { text(expected), text(found) };
    }
    if (call == QLatin1String("get_default_type") && !headerField(message.raw, part, "Content-Type"))
        return Verdict { text(value), s(part.mediaType()) };
    if (call == QLatin1String("len(defects)")) // not how many, but that something was wrong
        return Verdict { value.toInt() > 0 ? "wrong" : "right", message.tree.diagnostics.empty() ? "right" : "wrong" };
    if (call == QLatin1String("list(iter_attachments)"))
        return Verdict { std::to_string(value.toArray().size()), std::to_string(message.tree.attachments.size()) };
    return {};
}

std::optional<Verdict> judgePython(const Message &message, const QJsonObject &check)
{
    const QString call = check[QStringLiteral("call")].toString();
    const QJsonArray args = check[QStringLiteral("args")].toArray();
    const QJsonValue value = check[QStringLiteral("value")];
    const Part *part = partAt(message, check[QStringLiteral("part")].toArray());
    if (const std::optional<Verdict> status = judgeStatus(message, check))
        return status;
    if (!part)
        return Verdict { "a part", "none" };
    const auto answer = [&value](const std::string &found) { return Verdict { text(value), found }; };
    if (call == QLatin1String("get_content_type"))
        return answer(s(QString::fromUtf8(part->mediaType())));
    if (call == QLatin1String("get_content_maintype"))
        return answer(s(QString::fromUtf8(part->type)));
    if (call == QLatin1String("get_content_subtype"))
        return answer(s(QString::fromUtf8(part->subtype)));
    if (call == QLatin1String("is_multipart"))
        return Verdict { value.toBool() || value.toInt() ? "true" : "false", part->children.isEmpty() ? "false" : "true" };
    if (call == QLatin1String("len(get_payload)"))
        return answer(std::to_string(part->children.size()));
    if (call == QLatin1String("get_filename"))
        return answer(part->name.isEmpty() && value.isNull() ? "<none>" : s(part->name));
    if (call == QLatin1String("get_boundary"))
        return answer(part->params.contains("boundary") ? s(part->params.value("boundary")) : "<none>");
    if (call == QLatin1String("get_content_charset")) {
        const QString label = part->params.value("charset").toLower(); // the whole value counts there
        return answer(part->charset.isEmpty() ? "<none>" : s(label));
    }
    if (call == QLatin1String("get_charsets"))
        return answer(charsets(message, args));
    if (call == QLatin1String("get_param") && !text(QJsonValue(args)).empty()) {
        const QJsonObject options = args.size() > 1 ? args[1].toObject() : QJsonObject();
        if (options.contains(QStringLiteral("unquote"))) // how it was quoted, which is no fact about the mail
            return {};
        return Verdict { pythonParamExpected(value), pythonParam(message, *part, args) };
    }
    if (call == QLatin1String("header"))
        return Verdict { s(value.toString().trimmed()), s(headerField(message.raw, *part, args[0].toString().toUtf8()).value_or(HeaderField {}).text()) };
    if (call == QLatin1String("get_payload") && !part->isMultipart && !part->isMessage) {
        const bool decode = !args.isEmpty() && args[0].toObject()[QStringLiteral("decode")].toBool();
        if (decode)
            return Verdict { s(value.toObject()[QStringLiteral("latin1_bytes")].toString().toLatin1()), s(decodedContent(message.raw, *part)) };
        return answer(part->charset.isEmpty() ? s(rawContent(message.raw, *part)) : s(decodedText(message.raw, *part)));
    }
    if (call == QLatin1String("keys") || call == QLatin1String("len()")) {
        QJsonArray names;
        for (const HeaderField &field : headerFields(message.raw, *part))
            names.append(QString::fromUtf8(field.name));
        return answer(call == QLatin1String("keys") ? text(names) : std::to_string(names.size()));
    }
    if (call == QLatin1String("get_payload.endswith()"))
        return Verdict { "\r\n", s(decodedContent(message.raw, *part).right(2)) };
    return judgePythonLists(message, *part, check);
}

// -- mimekit ----------------------------------------------------------------------------------------------------------------------------

std::string mimekitClass(const Part &part, const std::string &expected)
{
    if (expected == "multipart/*")
        return part.isMultipart ? expected : s(part.mediaType());
    if (expected == "text/*")
        return part.isText() ? expected : s(part.mediaType());
    if (expected == "leaf")
        return part.isLeaf() && !part.isMultipart && !part.isText() ? expected : s(part.mediaType());
    return s(part.mediaType());
}

std::string statusField(const Message &message, const Part &part, int group, const QString &name)
{
    const QList<QList<HeaderField>> groups = readStatusGroups(decodedContent(message.raw, part));
    if (group >= groups.size())
        return "<no group>";
    for (const HeaderField &field : groups[group]) {
        if (QString::fromUtf8(field.name).compare(name, Qt::CaseInsensitive) == 0)
            return s(field.text());
    }
    return "<none>";
}

// That set counts a message's fields about its content with its body, the others with the message.
qsizetype fieldsThere(const Message &message, const Part &part, const QJsonArray &path)
{
    const QList<HeaderField> fields = headerFields(message.raw, part);
    const auto content = std::count_if(fields.begin(), fields.end(), [](const HeaderField &field) { return field.name.toLower().startsWith("content-"); });
    if (path.last().toString() == QLatin1String("message"))
        return fields.size() - content;
    return path.size() > 1 && path.last().toString() == QLatin1String("body") ? content : fields.size();
}

std::optional<Verdict> judgeMimekit(const Message &message, const QJsonObject &check)
{
    const QString prop = check[QStringLiteral("prop")].toString();
    const QJsonValue value = check[QStringLiteral("value")];
    const Part *part = partAt(message, check[QStringLiteral("part")].toArray());
    if (!part)
        return Verdict { "a part", "none" };
    const auto answer = [&value](const std::string &found) { return Verdict { text(value), found }; };
    const QString argument = prop.section(u':', 1);
    if (prop == QLatin1String("class"))
        return answer(mimekitClass(*part, text(value)));
    if (prop == QLatin1String("mime_type"))
        return answer(s(part->mediaType()));
    if (prop == QLatin1String("children"))
        return answer(std::to_string(part->children.size()));
    if (prop == QLatin1String("charset"))
        return answer(s(part->charset));
    if (prop == QLatin1String("text"))
        return Verdict { s(value.toString().replace(QLatin1String("\r\n"), QLatin1String("\n"))), s(decodedText(message.raw, *part)) };
    if (prop == QLatin1String("text_body"))
        return answer(message.tree.textBody.isEmpty() || !message.tree.parts[size_t(message.tree.textBody[0])].is("text", "plain") ? "<none>" : s(plainText(message.raw, message.tree).trimmed()));
    if (prop == QLatin1String("html_body"))
        return answer(message.tree.htmlBody.isEmpty() || htmlText(message.raw, message.tree).isEmpty() ? "<none>" : s(htmlText(message.raw, message.tree).trimmed()));
    if (prop == QLatin1String("subject"))
        return answer(s(message.tree.envelope.subject));
    if (prop == QLatin1String("filename"))
        return answer(s(part->name));
    if (prop == QLatin1String("disposition"))
        return answer(part->disposition == Disposition::Inline ? "inline" : part->disposition == Disposition::Attachment ? "attachment" : "<none>");
    if (prop.startsWith(u"cd_param:"))
        return answer(s(parseParameters(headerField(message.raw, *part, "Content-Disposition").value_or(HeaderField {}).rawValue).params.value(argument.toUtf8())));
    if (prop == QLatin1String("cte")) // "default": nothing said that means something
        return answer(headerField(message.raw, *part, "Content-Transfer-Encoding") && part->encoding != Encoding::Unknown ? s(QByteArray(encodingName(part->encoding).data())) : "default");
    if (prop == QLatin1String("n_headers"))
        return answer(std::to_string(fieldsThere(message, *part, check[QStringLiteral("part")].toArray())));
    if (prop.startsWith(u"nth_header:")) {
        const HeaderField field = headerFields(message.raw, *part).value(argument.section(u':', 0, 0).toInt());
        return answer(s(QString::fromUtf8(field.name)));
    }
    if (prop == QLatin1String("report_type"))
        return answer(s(part->params.value("report-type")));
    if (prop.startsWith(u"header:"))
        return answer(s(unfolded(headerField(message.raw, *part, argument.toUtf8()).value_or(HeaderField {}).rawValue)));
    if (prop.startsWith(u"ct_param:"))
        return answer(s(part->params.value(argument.toUtf8())));
    if (prop == QLatin1String("status_groups"))
        return answer(std::to_string(readStatusGroups(decodedContent(message.raw, *part)).size()));
    if (prop.startsWith(u"status:"))
        return answer(statusField(message, *part, argument.section(u':', 0, 0).toInt(), argument.section(u':', 1)));
    if (prop.startsWith(u"field:"))
        return answer(statusField(message, *part, 0, argument));
    return {};
}

// ---------------------------------------------------------------------------------------------------------------------------------------

Message load(const QJsonObject &row, const QString &folder)
{
    QByteArray raw = row[QStringLiteral("raw")].toString().toUtf8();
    if (row[QStringLiteral("raw_encoding")].toString() == QLatin1String("latin-1"))
        raw = row[QStringLiteral("raw")].toString().toLatin1();
    if (row.contains(QStringLiteral("file")))
        raw = fileContent(folder + u'/' + row[QStringLiteral("file")].toString());
    MessageTree tree = readMessage(raw);
    return { raw, std::move(tree) };
}

template<class Judge>
int checkFile(const QString &path, const QString &folder, Judge judge)
{
    int checked = 0;
    for (const QJsonObject &row : jsonLines(path)) {
        if (row[QStringLiteral("kind")].toString() != QLatin1String("message"))
            continue;
        const Message message = load(row, folder);
        const QString test = row[QStringLiteral("test")].toString();
        for (const QJsonValue &entry : row[QStringLiteral("checks")].toArray()) {
            const QJsonObject check = entry.toObject();
            const QString call = check[QStringLiteral("call")].toString() + check[QStringLiteral("prop")].toString();
            const std::optional<Verdict> verdict = judge(message, check);
            if (!verdict || isDisputed(test, call, row[QStringLiteral("file")].toString()))
                continue;
            ++checked;
            EXPECT_EQ(verdict->found, verdict->expected) << s(test) << " " << s(call) << " part " << text(check[QStringLiteral("part")]) << " " << s(row[QStringLiteral("file")].toString());
        }
    }
    return checked;
}

TEST(MessageFacts, pythonEmail)
{
    GOLUB_NEED_CORPORA("python-email");
    EXPECT_GE(checkFile(corpora + QStringLiteral("/expect/python-email.jsonl"), corpora + QStringLiteral("/python-email"), judgePython), 100);
}

TEST(MessageFacts, mimekit)
{
    GOLUB_NEED_CORPORA("mimekit");
    EXPECT_GE(checkFile(corpora + QStringLiteral("/expect/mimekit.jsonl"), corpora + QStringLiteral("/mimekit"), judgeMimekit), 200);
}

} // namespace
} // namespace golub::mime
