// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedTransport.h"

#include <QRegularExpression>

#include <optional>
#include <utility>

namespace golub::test {
namespace {

struct Step {
    enum class Kind { Client, Server, Tls, Time, Closed } kind;
    QByteArray text = {};
    int line = 0;
};

std::optional<Step> parseLine(const QByteArray &line, int number)
{
    const auto rest = [&](qsizetype from) { return line.size() > from && line.at(from) == ' ' ? line.mid(from + 1) : line.mid(from); };
    if (line.startsWith("C:"))
        return Step { Step::Kind::Client, rest(2), number };
    if (line.startsWith("S:"))
        return Step { Step::Kind::Server, rest(2) + "\r\n", number };
    if (line.startsWith("S~:"))
        return Step { Step::Kind::Server, rest(3), number };
    if (line == "TLS" || line.startsWith("TLS "))
        return Step { Step::Kind::Tls, {}, number };
    if (line.startsWith("TIME "))
        return Step { Step::Kind::Time, line.mid(5).trimmed(), number };
    if (line == "X" || line.startsWith("X "))
        return Step { Step::Kind::Closed, line.mid(1).trimmed(), number };
    static const QRegularExpression leftOut(QStringLiteral("^# \\{(\\d+)\\} bytes left out$"));
    if (const auto match = leftOut.match(QString::fromUtf8(line)); match.hasMatch())
        return Step { Step::Kind::Server, QByteArray(match.captured(1).toInt(), 'x'), number };
    return {};
}

std::chrono::milliseconds parseTime(const QByteArray &text)
{
    static const QRegularExpression pattern(QStringLiteral("^\\+(\\d+)(ms|s|min|h)$"));
    const auto match = pattern.match(QString::fromLatin1(text));
    const qint64 number = match.captured(1).toLongLong();
    const QString unit = match.captured(2);
    const qint64 factor = unit == u"ms" ? 1 : unit == u"s" ? 1000 : unit == u"min" ? 60'000 : 3'600'000;
    return std::chrono::milliseconds(number * factor);
}

ErrorKind kindNamed(const QByteArray &text)
{
    const QString word = QString::fromUtf8(text).section(u':', 0, 0).trimmed();
    for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
        if (kindName(ErrorKind(kind)) == word)
            return ErrorKind(kind);
    }
    return ErrorKind::ConnectionLost;
}

//! -1: not there yet, -2: something else came, else how many bytes match.
qsizetype match(const QByteArray &expected, const QByteArray &written)
{
    static const QRegularExpression bulk(QStringLiteral("^<(\\d+) bytes>$"));
    if (const auto found = bulk.match(QString::fromUtf8(expected)); found.hasMatch()) {
        const qsizetype length = found.captured(1).toInt();
        return written.size() >= length ? length : -1;
    }
    const qsizetype end = written.indexOf("\r\n");
    if (end < 0)
        return -1;
    const QByteArray line = written.left(end);
    if (line == expected)
        return end + 2;
    const QList<QString> parts = QString::fromUtf8(expected).split(QStringLiteral("<redacted>"));
    if (parts.size() == 1)
        return -2;
    QStringList escaped;
    for (const QString &part : parts)
        escaped << QRegularExpression::escape(part);
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(escaped.join(QStringLiteral(".*"))));
    return pattern.match(QString::fromUtf8(line)).hasMatch() ? end + 2 : -2;
}

} // namespace

QByteArray LogRecorder::allText() const
{
    QByteArray text;
    for (const ProtocolLine &line : lines)
        text += line.text + '\n';
    return text;
}

class Script::Private
{
public:
    explicit Private(FakeClock &c) : clock(c) { }
    bool step();
    bool stepClient(const Step &step);
    void deliver(const QByteArray &bytes);

    FakeClock &clock;
    qsizetype chunk = 0;
    QList<Step> steps;
    qsizetype at = 0;
    net::Transport::Handler *handler = nullptr;
    bool implicitTls = false;
    bool opened = false;
    bool connected = false;
    bool startTlsAsked = false;
    bool encrypted = false;
    bool closedByClient = false;
    QByteArray unread;               //!< written by the client and not matched yet
    QByteArray written;
    QString problem;
    LogRecorder log;
};

class Script::ScriptedTransport final : public net::Transport
{
public:
    explicit ScriptedTransport(std::shared_ptr<Private> script) : d(std::move(script)) { }
    ~ScriptedTransport() override { leave(); }
    void open(const net::Endpoint &endpoint, Handler *handler) override
    {
        d->opened = true;
        d->handler = handler;
        d->implicitTls = endpoint.security == Security::Tls;
    }
    void write(const QByteArray &bytes) override
    {
        if (d->startTlsAsked && !d->encrypted)
            d->problem = QStringLiteral("the client wrote between STARTTLS and the handshake");
        d->unread += bytes;
        d->written += bytes;
    }
    void startTls() override { d->startTlsAsked = true; }
    void close() override { leave(); }
    QString tlsFacts() const override { return d->encrypted ? QStringLiteral("TLS 1.3, TLS_AES_256_GCM_SHA384") : QString(); }

private:
    void leave()
    {
        if (d->handler)
            d->closedByClient = true;
        d->handler = nullptr;
    }
    std::shared_ptr<Private> d;
};

Script::Script(FakeClock &clock, const QByteArray &transcript, qsizetype chunk) : d(std::make_shared<Private>(clock))
{
    d->chunk = chunk;
    int number = 0;
    for (QByteArray line : transcript.split('\n')) {
        ++number;
        if (line.endsWith('\r'))
            line.chop(1);
        if (const auto step = parseLine(line, number))
            d->steps.append(*step);
        else if (!line.trimmed().isEmpty() && !line.startsWith('#'))
            d->problem = QStringLiteral("line %1 of the script is not understood").arg(number);
    }
}

Script::~Script()
{
    d->handler = nullptr;
}

net::Connection Script::connection(Security security)
{
    net::Endpoint endpoint { QStringLiteral("mail.example.org"), 4711, security };
    return { endpoint, std::make_unique<ScriptedTransport>(d), &d->clock, &d->log, QStringLiteral("ala@example.org") };
}

void Script::play()
{
    using namespace std::chrono_literals;
    // A transport that dies while it calls back must not take the script with it.
    const std::shared_ptr<Private> keep = d;
    keep->clock.advance(0ms);
    while (keep->problem.isEmpty() && keep->step())
        keep->clock.advance(0ms);
}

bool Script::Private::step()
{
    if (!opened)
        return false;
    if (!connected) {
        const bool first = !steps.isEmpty() && steps.first().kind == Step::Kind::Tls;
        connected = true;
        if (!steps.isEmpty() && steps.first().kind == Step::Kind::Closed)
            return true; // never connects
        encrypted = first || implicitTls;
        at += first ? 1 : 0;
        if (handler)
            handler->transportConnected(encrypted);
        return true;
    }
    if (at >= steps.size())
        return false;
    const Step step = steps.at(at);
    switch (step.kind) {
    case Step::Kind::Client:
        return stepClient(step);
    case Step::Kind::Server: {
        if (!handler) {
            problem = QStringLiteral("line %1: the client is gone before the server says: %2").arg(step.line).arg(QString::fromUtf8(step.text));
            return false;
        }
        QByteArray bytes;
        while (at < steps.size() && steps.at(at).kind == Step::Kind::Server)
            bytes += steps.at(at++).text;
        deliver(bytes);
        return true;
    }
    case Step::Kind::Tls:
        if (!startTlsAsked || !handler)
            return false;
        ++at;
        encrypted = true;
        handler->transportEncrypted();
        return true;
    case Step::Kind::Time:
        ++at;
        clock.advance(parseTime(step.text));
        return true;
    case Step::Kind::Closed:
        ++at;
        if (auto *const last = std::exchange(handler, nullptr))
            last->transportClosed(Error::of(kindNamed(step.text)));
        return true;
    }
    return false;
}

bool Script::Private::stepClient(const Step &step)
{
    const qsizetype length = match(step.text, unread);
    if (length == -2)
        problem = QStringLiteral("line %1: expected “%2”, the client wrote “%3”")
                      .arg(step.line)
                      .arg(QString::fromUtf8(step.text), QString::fromUtf8(unread.left(unread.indexOf("\r\n"))));
    if (length < 0)
        return false;
    unread.remove(0, length);
    ++at;
    return true;
}

void Script::Private::deliver(const QByteArray &bytes)
{
    using namespace std::chrono_literals;
    const qsizetype size = chunk > 0 ? chunk : bytes.size();
    for (qsizetype from = 0; from < bytes.size() && handler; from += size) {
        handler->transportReceived(bytes.mid(from, size));
        clock.advance(0ms);
    }
}

bool Script::isFinished() const
{
    return d->problem.isEmpty() && d->at >= d->steps.size() && d->unread.isEmpty();
}

QString Script::report() const
{
    if (!d->problem.isEmpty())
        return d->problem;
    if (d->at < d->steps.size())
        return QStringLiteral("stopped at line %1: %2; not matched: “%3”")
            .arg(d->steps.at(d->at).line)
            .arg(QString::fromUtf8(d->steps.at(d->at).text), QString::fromUtf8(d->unread));
    return QStringLiteral("at the end, the client wrote “%1” too").arg(QString::fromUtf8(d->unread));
}

QByteArray Script::written() const
{
    return d->written;
}

bool Script::isClosedByClient() const
{
    return d->closedByClient;
}

LogRecorder &Script::log()
{
    return d->log;
}

} // namespace golub::test
