// SPDX-License-Identifier: GPL-3.0-or-later
// Mail files in and out.
#include "app/golubctl/Ctl.h"
#include "app/golubctl/MailFileReader.h"
#include "app/golubctl/MailFiles.h"

#include "core/store/StoreReader.h"

#include <QHash>
#include <QHashFunctions>
#include <QJsonArray>
#include <QTimer>

#include <cstdio>
#include <iostream>
#include <unistd.h>
#include <unordered_map>

namespace golub::ctl {
namespace {

using namespace std::chrono_literals;
constexpr qsizetype ImportedAtOnce = 100;             //!< messages of one batch, which is durable before the next is read
constexpr qint64 ImportedBytes = 8 * 1024 * 1024;     //!< the same
constexpr auto ServerSilence = 30s;                   //!< nothing more has arrived there for so long: the journal goes on later

void showProgress(qint64 count, int percent)
{
    if (isatty(STDERR_FILENO))
        std::fprintf(stderr, "\r%lld  %d%%", static_cast<long long>(count), percent);
}

} // namespace

//! An import under way.
class Import
{
public:
    explicit Import(std::unique_ptr<MailFileReader> reader) : m_reader(std::move(reader)) { }

    //! Empty behind the last one.
    Result<QList<ImportedMessage>> nextBatch()
    {
        QList<ImportedMessage> batch;
        for (qint64 bytes = 0; batch.size() < ImportedAtOnce && bytes < ImportedBytes;) {
            Result<std::optional<ImportedMessage>> next = m_reader->next();
            if (!next)
                return next.error();
            if (!*next)
                break;
            bytes += (*next)->raw.size();
            (*next)->copy = ++m_seen[qHashBits((*next)->raw.constData(), size_t((*next)->raw.size()))];
            batch.append(std::move(**next));
        }
        return batch;
    }
    void add(const ImportReport &report)
    {
        m_sum.added += report.added;
        m_sum.present += report.present;
        showProgress(m_sum.added + m_sum.present, m_reader->percent());
    }
    const ImportReport &sum() const { return m_sum; }
    const MailFileReader &reader() const { return *m_reader; }

private:
    std::unique_ptr<MailFileReader> m_reader;
    std::unordered_map<size_t, int> m_seen; //!< how often a content was in the source
    ImportReport m_sum;
};

void Ctl::importMessages()
{
    const auto format = mailFormatNamed(m_arguments.word(1));
    if (m_arguments.words.size() != 3 || !format || !m_arguments.has(QStringLiteral("into"))) {
        usage(tr("import takes one of mbox, maildir and eml, a path, and --into FOLDER."));
        return;
    }
    if (!openReader())
        return;
    const auto mailbox = mailboxNamed(m_arguments.value(QStringLiteral("into")));
    if (!mailbox) {
        fail(mailbox.error());
        return;
    }
    auto reader = MailFileReader::open(*format, m_arguments.word(2));
    if (!reader) {
        fail(reader.error());
        return;
    }
    withService([this, destination = mailbox->id, import = std::make_shared<Import>(std::move(*reader))] { importFrom(destination, import); });
}

void Ctl::importFrom(MailboxId destination, const std::shared_ptr<Import> &import)
{
    const auto batch = import->nextBatch();
    if (!batch) {
        fail(batch.error());
        return;
    }
    if (batch->isEmpty()) {
        endImport(import);
        return;
    }
    onFinished(m_service->importMessages(destination, *batch), [this, destination, import](service::ResultJob<ImportReport> *job) {
        import->add(job->value());
        importFrom(destination, import);
    });
}

//! The messages are here; the server is given time as long as it takes some.
void Ctl::endImport(const std::shared_ptr<Import> &import)
{
    QStringList notes;
    for (const QString &one : import->reader().tooLarge())
        notes += tr("A message is too large to be imported: %1.").arg(one);
    if (const QStringList folders = import->reader().subfolders(); !folders.isEmpty())
        notes += tr("The folders within it were not imported; each can be, by its own path: %1.").arg(folders.join(QStringLiteral(", ")));
    for (const QString &note : std::as_const(notes))
        std::cerr << note.toStdString() << '\n';
    const auto finish = [this, import] {
        const ImportReport &sum = import->sum();
        const bool waiting = isPlaying();
        QString text = tr("%n message(s) imported", nullptr, int(sum.added));
        if (sum.present > 0)
            text += QStringLiteral(", ") + tr("%n there already", nullptr, int(sum.present));
        if (waiting)
            text += QStringLiteral(", ") + tr("the server gets the rest later");
        done(QJsonObject { { QStringLiteral("imported"), sum.added }, { QStringLiteral("present"), sum.present },
                 { QStringLiteral("too_large"), import->reader().tooLarge().size() },
                 { QStringLiteral("subfolders"), QJsonArray::fromStringList(import->reader().subfolders()) }, { QStringLiteral("waiting"), waiting } },
            text);
    };
    auto *silence = new QTimer(this);
    silence->setSingleShot(true);
    connect(silence, &QTimer::timeout, this, finish);
    connect(m_service.get(), &Service::changed, silence, [silence] { silence->start(ServerSilence); });
    silence->start(ServerSilence);
    disconnect(m_service.get(), &Service::userNeeded, this, nullptr);
    connect(m_service.get(), &Service::changed, this, [this, finish] {
        if (!isPlaying())
            finish();
    });
    connect(m_service.get(), &Service::statusChanged, this, [finish](const service::AccountStatus &status) {
        if (status.hasError)
            finish();
    });
    if (!isPlaying())
        finish();
}

void Ctl::exportMessages()
{
    const auto format = mailFormatNamed(m_arguments.word(2));
    if (m_arguments.words.size() != 4 || !format) {
        usage(tr("export takes a folder, one of mbox, maildir and eml, and a path."));
        return;
    }
    if (!openReader())
        return;
    const auto mailbox = mailboxNamed(m_arguments.word(1));
    if (!mailbox) {
        fail(mailbox.error());
        return;
    }
    MailFileWriter writer(*format, m_arguments.word(3));
    if (const Outcome opened = writer.open(); !opened) {
        fail(opened.error());
        return;
    }
    qint64 written = 0;
    qint64 missing = 0;
    ListCursor cursor;
    for (;;) {
        const auto window = m_reader->window(mailbox->id, cursor, 100);
        if (!window) {
            fail(window.error());
            return;
        }
        if (window->isEmpty())
            break;
        for (const MessageSummary &message : *window) {
            const auto raw = m_reader->body(message.id);
            if (!raw) {
                ++missing;
                continue;
            }
            if (const Outcome put = writer.write(*raw, message); !put) {
                fail(put.error());
                return;
            }
            ++written;
        }
        cursor = { window->last().date.toMSecsSinceEpoch(), window->last().id.value };
        showProgress(written, mailbox->total > 0 ? int((written + missing) * 100 / mailbox->total) : 100);
    }
    if (const Outcome closed = writer.close(); !closed) {
        fail(closed.error());
        return;
    }
    if (missing > 0) {
        std::fprintf(stderr, "%s\n",
            qPrintable(tr("%n message(s) could not be exported: only the headers are here. Run golubctl sync first.", nullptr, int(missing))));
    }
    done(QJsonObject { { QStringLiteral("exported"), written }, { QStringLiteral("missing"), missing } },
        tr("%n message(s) exported", nullptr, int(written)));
}

} // namespace golub::ctl
