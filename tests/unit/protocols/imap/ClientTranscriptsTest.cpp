// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogues of tests/data/transcripts/imap-client: the whole client, as core uses it, against a server's manner of speaking.
// Besides the steps of a dialogue (ScriptedTransport.h), in any place of the file:
//   @host NAME, @security starttls      how the account is set up
//   @do CALL        what the client is asked for, each when the one before is done; "&CALL" together with the one before
//   @expect TEXT    what came of it, in this order
// Calls: open, list, status BOX, select BOX, known BOX UIDVALIDITY MODSEQ UIDS, newest COUNT EXPECTED, uids, headers UIDS, flags UIDS,
// message UID, part UID SECTION OFFSET LENGTH, search WORD, gmail QUERY, store UIDS KEYWORD-OR-flag, label UIDS LABEL, move UIDS BOX,
// expunge UIDS, append BOX TEXT, replace BOX UID TEXT, create PATH [ROLE], quota, idle, watch, facts, close.
#include "tests/support/Transcript.h"
#include "tests/unit/protocols/imap/StoreHarness.h"

#include <QFile>

#include <cctype>
#include <map>

namespace golub::imap {
namespace {

using test::Outcomes;

struct Script {
    QString host = QStringLiteral("mail.example.org");
    Security security = Security::Tls;
    QByteArrayList calls;
    QByteArrayList expected;
    QByteArray dialogue;
};

Script load(const QString &path)
{
    Script script;
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const QByteArray text = line.trimmed();
        if (text.startsWith("@host "))
            script.host = QString::fromUtf8(text.mid(6));
        else if (text == "@security starttls")
            script.security = Security::StartTls;
        else if (text.startsWith("@do "))
            script.calls.append(text.mid(4));
        else if (text.startsWith("@expect "))
            script.expected.append(text.mid(8));
        else {
            EXPECT_FALSE(text.startsWith('@')) << path.toStdString() << ": " << text.constData();
            script.dialogue += line;
        }
    }
    return script;
}

MailboxName named(const QByteArray &wire)
{
    return { wire, QString::fromUtf8(wire), u'/' };
}

//! Asks the store for what the lines say and writes down what comes.
class Client
{
public:
    Client(ImapRemoteStore &store, QByteArrayList calls, Outcomes &outcomes) : m_store(store), m_calls(std::move(calls)), m_outcomes(outcomes) { }

    void next()
    {
        if (m_calls.isEmpty())
            return;
        do {
            QByteArray call = m_calls.takeFirst();
            if (call.startsWith('&'))
                call.remove(0, 1);
            run(call.split(' '));
        } while (!m_calls.isEmpty() && m_calls.first().startsWith('&'));
    }

private:
    using Words = QByteArrayList;

    void say(const QByteArray &what) { m_outcomes.add(what); }
    bool refused(const QByteArray &what, const Error *error)
    {
        if (error)
            say(what + " failed: " + kindName(error->kind).toLatin1() + (error->retryAfter ? " retry " + QByteArray::number(error->retryAfter->count()) : ""));
        return error;
    }
    template<class T>
    Done<T> done(const QByteArray &what, std::function<void(const T &)> tell)
    {
        ++m_open;
        return [this, what, tell](Result<T> result) {
            if (!refused(what, result ? nullptr : &result.error()))
                tell(*result);
            finished();
        };
    }
    Done<void> done(const QByteArray &what)
    {
        ++m_open;
        return [this, what](Result<void> result) {
            if (!refused(what, result ? nullptr : &result.error()))
                say(what);
            finished();
        };
    }
    void finished()
    {
        if (--m_open == 0)
            next();
    }

    EachRemoteMessage each()
    {
        return [this](const RemoteMessage &message) {
            QByteArray text = QByteArray::number(message.uid.value);
            if (!message.flags.isEmpty())
                text += " [" + message.flags.names().join(u' ').toUtf8() + ']';
            if (!message.labels.isEmpty())
                text += " {" + message.labels.join(u',').toUtf8() + '}';
            if (message.size > 0)
                text += " size " + QByteArray::number(message.size);
            if (message.hasAttachments)
                text += " attachment";
            if (message.header.contains("Subject: "))
                text += ' ' + message.header.mid(message.header.indexOf("Subject: ")).split('\r').first();
            if (!message.raw.isEmpty())
                text += ' ' + QByteArray::number(message.raw.size()) + " bytes";
            if (!message.emailId.isEmpty())
                text += " id " + message.emailId;
            say(text);
        };
    }

    std::function<void(MailboxNews)> news()
    {
        return [this](const MailboxNews &one) {
            QByteArray text = "news";
            if (!one.mailbox.wire.isEmpty())
                text += ' ' + one.mailbox.wire;
            text += one.newMessages ? " new" : "";
            text += one.removed ? " removed" : "";
            text += one.flagsChanged ? " flags" : "";
            text += one.counts ? ' ' + QByteArray::number(one.counts->messages) : QByteArray();
            say(text);
        };
    }

    void list(const Words &)
    {
        m_store.listMailboxes(done<QList<RemoteMailbox>>("list", [this](const auto &mailboxes) {
            for (const RemoteMailbox &one : mailboxes)
                say(one.name.wire + (one.role == MailboxRole::None ? "" : ' ' + roleName(one.role).toLatin1()) + (one.selectable ? "" : " noselect")
                    + (one.counts ? ' ' + QByteArray::number(one.counts->messages) : QByteArray()));
        }));
    }
    void tellSelected(const SelectedMailbox &mailbox)
    {
        say("selected " + QByteArray::number(mailbox.exists) + (mailbox.resynced ? " resynced" : "") + (mailbox.readOnly ? " read-only" : "")
            + (mailbox.keywordsAllowed ? "" : " no-keywords") + (mailbox.uidNext.isValid() ? " next " + QByteArray::number(mailbox.uidNext.value) : ""));
    }
    void facts(const Words &)
    {
        const ServerFacts facts = m_store.serverFacts();
        say("facts " + facts.quirks.join(u' ').toLatin1() + (facts.quirks.isEmpty() ? "connections " : " connections ") + QByteArray::number(facts.connectionLimit));
        next();
    }
    void map(const Words &w, bool move)
    {
        const auto tell = done<RemoteStore::UidMap>(w[0], [this, what = w[0]](const RemoteStore::UidMap &pairs) {
            QByteArray text = what;
            for (const auto &pair : pairs)
                text += ' ' + QByteArray::number(pair.first.value) + '>' + QByteArray::number(pair.second.value);
            say(text);
        });
        move ? m_store.move(UidSet::fromText(w[1]), named(w[2]), tell) : m_store.copy(UidSet::fromText(w[1]), named(w[2]), tell);
    }
    void search(const Words &w)
    {
        RemoteQuery query;
        if (w[0] == "gmail")
            query.gmail = QString::fromUtf8(w[1]);
        else
            query.groups = { { { RemoteQuery::Term::Field::Any, QString::fromUtf8(w[1]) } } };
        m_store.search(query, done<UidSet>(w[0], [this](const UidSet &uids) { say("found " + uids.toText()); }));
    }
    std::function<void(const Uid &)> tellUid(const QByteArray &what)
    {
        return [this, what](const Uid &uid) { say(what + (uid.isValid() ? ' ' + QByteArray::number(uid.value) : QByteArray())); };
    }

    void run(const Words &w)
    {
        using Call = std::function<void(const Words &)>;
        const std::map<QByteArray, Call> calls {
            { "open", [this](const Words &) { m_store.open(done("open")); } },
            { "close", [this](const Words &) { m_store.close(done("close")); } },
            { "list", [this](const Words &words) { list(words); } },
            { "facts", [this](const Words &words) { facts(words); } },
            { "status", [this](const Words &words) { m_store.status(named(words[1]), done<MailboxCounts>("status", [this](const auto &counts) { say("status " + QByteArray::number(counts.messages)); })); } },
            { "select", [this](const Words &words) { m_store.select(named(words[1]), done<SelectedMailbox>("select", [this](const auto &mailbox) { tellSelected(mailbox); })); } },
            { "known", [this](const Words &words) {
                 const KnownMailbox known { { words[2].toUInt() }, { words[3].toULongLong() }, UidSet::fromText(words[4]) };
                 m_store.select(named(words[1]), known, { each(), [this](const UidSet &uids) { say("vanished " + uids.toText()); } },
                     done<SelectedMailbox>("select", [this](const auto &mailbox) { tellSelected(mailbox); }));
             } },
            { "newest", [this](const Words &words) { m_store.fetchNewestHeaders(words[1].toInt(), words[2].toInt(), each(), done("newest")); } },
            { "uids", [this](const Words &) { m_store.searchAll(done<UidSet>("uids", [this](const UidSet &uids) { say("uids " + uids.toText()); })); } },
            { "headers", [this](const Words &words) { m_store.fetchHeaders(UidSet::fromText(words[1]), each(), done("headers")); } },
            { "flags", [this](const Words &words) { m_store.fetchFlags(UidSet::fromText(words[1]), {}, each(), done("flags")); } },
            { "message", [this](const Words &words) { m_store.fetchMessages(UidSet::fromText(words[1]), each(), done("message")); } },
            { "part", [this](const Words &words) {
                 m_store.fetchPart(Uid { words[1].toUInt() }, words[2], words[3].toInt(), words[4].toInt(),
                     done<RemoteStore::PartData>("part", [this](const auto &part) { say("part " + part.bytes); }));
             } },
            { "search", [this](const Words &words) { search(words); } },
            { "gmail", [this](const Words &words) { search(words); } },
            { "store", [this](const Words &words) { m_store.storeFlags(UidSet::fromText(words[1]), Flags::fromName(QString::fromUtf8(words[2])), {}, done("store")); } },
            { "label", [this](const Words &words) { m_store.storeLabels(UidSet::fromText(words[1]), { QString::fromUtf8(words[2]) }, {}, done("label")); } },
            { "move", [this](const Words &words) { map(words, true); } },
            { "copy", [this](const Words &words) { map(words, false); } },
            { "expunge", [this](const Words &words) { m_store.expunge(UidSet::fromText(words[1]), done("expunge")); } },
            { "append", [this](const Words &words) { m_store.append(named(words[1]), words[2] + "\r\n", Flag::Seen, {}, done<Uid>("append", tellUid("appended"))); } },
            { "replace", [this](const Words &words) {
                 m_store.replace(named(words[1]), Uid { words[2].toUInt() }, { words[3] + "\r\n", Flag::Draft, {} }, done<Uid>("replace", tellUid("replaced")));
             } },
            { "create", [this](const Words &words) {
                 m_store.createMailbox(QString::fromUtf8(words[1]), words.value(2) == "drafts" ? MailboxRole::Drafts : MailboxRole::None,
                     done<MailboxName>("create", [this](const MailboxName &name) { say("created " + name.wire); }));
             } },
            { "quota", [this](const Words &) {
                 m_store.quota(done<QList<QuotaResource>>("quota", [this](const auto &all) {
                     for (const QuotaResource &one : all)
                         say("quota " + QByteArray::number(one.used) + '/' + QByteArray::number(one.limit));
                 }));
             } },
            { "idle", [this](const Words &) { m_store.idle(news(), done("idle")); } },
            { "watch", [this](const Words &) { m_store.watch({}, news(), done("watch")); } },
        };
        const auto call = calls.find(w[0]);
        if (call == calls.end())
            ADD_FAILURE() << "unknown call " << w[0].constData();
        else
            call->second(w);
    }

    ImapRemoteStore &m_store;
    QByteArrayList m_calls;
    Outcomes &m_outcomes;
    int m_open = 0;
};

class ImapClientTranscripts : public ::testing::TestWithParam<QString>
{
};

TEST_P(ImapClientTranscripts, playAtSeveralChunkSizes)
{
    const Script script = load(GetParam());
    EXPECT_FALSE(script.expected.isEmpty());
    for (const qsizetype chunk : { 0, 1, 7 }) {
        SCOPED_TRACE("chunk size " + std::to_string(chunk));
        golub::test::FakeClock clock;
        golub::test::Script dialogue(clock, script.dialogue, chunk);
        ServerSettings settings = test::settings();
        settings.host = script.host;
        settings.security = script.security;
        Outcomes outcomes;
        ImapRemoteStore store(settings, Secret("tajne-haslo"), dialogue.connection(script.security));
        Client client(store, script.calls, outcomes);
        client.next();
        dialogue.play();
        clock.advance(std::chrono::milliseconds(1));
        EXPECT_TRUE(dialogue.isFinished()) << dialogue.report().toStdString();
        EXPECT_EQ(outcomes.list.join('\n').toStdString(), script.expected.join('\n').toStdString());
        EXPECT_FALSE(dialogue.log().allText().contains("tajne-haslo"));
        if (HasFailure())
            return;
    }
}

INSTANTIATE_TEST_SUITE_P(Servers, ImapClientTranscripts, ::testing::ValuesIn(golub::test::transcriptFiles(QStringLiteral("imap-client"))),
    [](const auto &tested) {
        std::string name = tested.param.section(u'/', -2).chopped(4).toStdString();
        std::replace_if(name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
        return name;
    });

} // namespace
} // namespace golub::imap
