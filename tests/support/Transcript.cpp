// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Transcript.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <utility>

namespace golub::test {
namespace {

std::optional<std::chrono::milliseconds> parseTime(const QByteArray &text)
{
    if (!text.startsWith('+'))
        return std::nullopt;
    qsizetype end = 1;
    while (end < text.size() && text.at(end) >= '0' && text.at(end) <= '9')
        ++end;
    bool ok = false;
    const qint64 number = text.mid(1, end - 1).toLongLong(&ok);
    const QByteArray unit = text.mid(end).trimmed();
    if (!ok)
        return std::nullopt;
    if (unit == "ms")
        return std::chrono::milliseconds(number);
    if (unit == "s")
        return std::chrono::seconds(number);
    if (unit == "min" || unit == "m")
        return std::chrono::minutes(number);
    if (unit == "h")
        return std::chrono::hours(number);
    return std::nullopt;
}

QByteArray unescape(const QByteArray &text)
{
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != '\\' || i + 1 == text.size()) {
            out += text.at(i);
            continue;
        }
        const char c = text.at(++i);
        if (c == 'r')
            out += '\r';
        else if (c == 'n')
            out += '\n';
        else if (c == 't')
            out += '\t';
        else if (c == 'x' && i + 2 < text.size()) {
            out += QByteArray::fromHex(text.mid(i + 1, 2));
            i += 2;
        } else
            out += c;
    }
    return out;
}

// A log has a sentence behind X; only the name of a kind means something.
ErrorKind kindNamed(const QByteArray &name)
{
    for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
        if (kindName(ErrorKind(kind)) == QLatin1String(name))
            return ErrorKind(kind);
    }
    return ErrorKind::ConnectionLost;
}

// "S: text" and "S:" are the same but for the text.
std::optional<QByteArray> behind(const QByteArray &line, const char *prefix)
{
    const QByteArray start(prefix);
    if (line == start)
        return QByteArray();
    if (line.startsWith(start + ' '))
        return line.mid(start.size() + 1);
    return std::nullopt;
}

// Replaces "{*}" by the length of the block that follows, and joins the block's lines to the step.
void joinBlocks(QList<TranscriptStep> &steps, const QByteArray &block, qsizetype announced)
{
    TranscriptStep &step = steps[announced];
    const qsizetype star = step.bytes.lastIndexOf("{*}");
    if (star >= 0)
        step.bytes.replace(star, 3, '{' + QByteArray::number(block.size()) + '}');
}

} // namespace

Transcript Transcript::parse(const QByteArray &text, const QString &name)
{
    Transcript transcript { name, {} };
    QByteArray block;          // of S> or C> lines
    qsizetype announced = -1;  // the step with "{*}"
    const auto endBlock = [&] {
        if (announced >= 0)
            joinBlocks(transcript.steps, block, announced);
        announced = -1;
        block.clear();
    };
    int number = 0;
    const auto lines = text.split('\n');
    for (QByteArray line : lines) {
        ++number;
        if (line.endsWith('\r'))
            line.chop(1);
        TranscriptStep step;
        step.line = number;
        const auto literalServer = behind(line, "S>");
        const auto literalClient = behind(line, "C>");
        if (literalServer || literalClient) {
            step.kind = literalServer ? TranscriptStep::Kind::Server : TranscriptStep::Kind::Client;
            step.bytes = (literalServer ? *literalServer : *literalClient) + "\r\n";
            block += step.bytes;
            transcript.steps.append(step);
            continue;
        }
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        // IMAP: the server's "+ …" stands between a client's line and its literal.
        if (!(announced >= 0 && block.isEmpty() && line.startsWith("S: +")))
            endBlock();
        if (const auto server = behind(line, "S:")) {
            step.bytes = *server + "\r\n";
        } else if (const auto raw = behind(line, "SRAW:")) {
            step.bytes = unescape(*raw);
        } else if (const auto client = behind(line, "C:")) {
            step.kind = TranscriptStep::Kind::Client;
            step.bytes = *client + "\r\n";
        } else if (const auto unended = behind(line, "S~:")) {
            step.bytes = *unended;
        } else if (behind(line, "TLS")) {
            step.kind = TranscriptStep::Kind::Tls; // a log says more behind it
        } else if (const auto why = behind(line, "X")) {
            step.kind = TranscriptStep::Kind::Close;
            step.why = kindNamed(*why);
        } else if (const auto time = behind(line, "TIME")) {
            step.kind = TranscriptStep::Kind::Time;
            const auto passed = parseTime(*time);
            EXPECT_TRUE(passed.has_value()) << name.toStdString() << ':' << number << ": not a time: " << time->constData();
            step.time = passed.value_or(std::chrono::milliseconds(0));
        } else if (line.startsWith('@')) {
            step.kind = TranscriptStep::Kind::Directive;
            const qsizetype blank = line.indexOf(' ');
            step.bytes = line.mid(1, blank < 0 ? -1 : blank - 1);
            step.value = blank < 0 ? QByteArray() : line.mid(blank + 1);
        } else {
            ADD_FAILURE() << name.toStdString() << ':' << number << ": not a transcript line: " << line.constData();
            continue;
        }
        if ((step.kind == TranscriptStep::Kind::Server || step.kind == TranscriptStep::Kind::Client) && step.bytes.endsWith("{*}\r\n"))
            announced = transcript.steps.size();
        transcript.steps.append(step);
    }
    endBlock();
    EXPECT_FALSE(transcript.steps.isEmpty()) << name.toStdString() << " holds no steps";
    return transcript;
}

Transcript Transcript::load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        ADD_FAILURE() << "cannot read " << path.toStdString();
        return {};
    }
    return parse(file.readAll(), path.section(u'/', -3));
}

QStringList transcriptFiles(const QString &folder)
{
    const QString root = QStringLiteral(GOLUB_SOURCE_DIR "/tests/data/transcripts/") + folder;
    QStringList files;
    QDirIterator it(root, { QStringLiteral("*.txt") }, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    return files;
}

void SentBytes::add(const wire::Send &send)
{
    Unit unit { send.bytes, send.logText.value_or(send.bytes) };
    // The driver logs lines; a log text may come with or without its line end.
    if (send.logText && send.bytes.endsWith('\n') && !unit.log.endsWith('\n'))
        unit.log += "\r\n";
    m_logged += unit.log;
    m_units.append(unit);
}

bool SentBytes::takeAs(QByteArray Unit::*view, const QByteArray &expected)
{
    QByteArray seen;
    qsizetype used = 0;
    while (used < m_units.size() && seen.size() < expected.size())
        seen += m_units.at(used++).*view;
    if (!seen.startsWith(expected))
        return false;
    m_units.remove(0, used);
    const QByteArray rest = seen.mid(expected.size());
    if (!rest.isEmpty())
        m_units.prepend({ rest, rest });
    return true;
}

QString SentBytes::take(const QByteArray &expected)
{
    if (takeAs(&Unit::log, expected) || takeAs(&Unit::wire, expected))
        return {};
    if (m_units.isEmpty())
        return QStringLiteral("nothing");
    const QString found = QString::fromUtf8(rest().left(2000)).trimmed();
    // Go on with the next line, so that one difference is reported once.
    Unit &first = m_units.first();
    const qsizetype end = first.log.indexOf('\n');
    if (end < 0 || end + 1 == first.log.size())
        m_units.removeFirst();
    else
        first.wire = first.log = first.log.mid(end + 1);
    return found;
}

QByteArray SentBytes::rest() const
{
    QByteArray out;
    for (const Unit &unit : m_units)
        out += unit.log;
    return out;
}

} // namespace golub::test
