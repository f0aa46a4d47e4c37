// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/PartialFetch.h"

#include "core/base/Limits.h"
#include "core/mime/MessageTree.h"
#include "core/mime/TransferDecoder.h"
#include "core/store/MailboxTable.h"
#include "core/store/MessageTable.h"
#include "core/store/PartialBody.h"
#include "core/sync/MessageAnalysis.h"
#include "core/sync/OneBody.h"

#include <QCoreApplication>

#include <algorithm>

namespace golub::sync {
namespace {

constexpr qint64 LargeText = 2 * 1024 * 1024;     //!< encoded; a text beyond that is not for reading
constexpr qint64 LargePicture = 512 * 1024;       //!< among the text
constexpr qint64 PicturesTogether = 2 * 1024 * 1024;
constexpr qint64 PieceBytes = 512 * 1024;         //!< between two looks at whether somebody still wants it
constexpr qsizetype PartsAtMost = 100;            //!< more make a command that servers refuse

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

//! One message that is being fetched.
struct Job {
    RemoteStore &remote;
    store::MessageStore &store;
    const Clock &clock;
    Fetch fetch;
    Done<void> done;
    Mailbox mailbox = {};
    Uid uid = {};
    qint64 size = 0;
    QByteArray section = {};         //!< the part that is asked for in pieces; empty: the whole message
    QByteArray encoding = {};
    qint64 expected = 0;             //!< bytes of it
    QByteArray content = {};
    bool decoded = false;
};
using JobPointer = std::shared_ptr<Job>;

mime::Encoding encodingOf(const QByteArray &name)
{
    if (name == "base64")
        return mime::Encoding::Base64;
    if (name == "quoted-printable")
        return mime::Encoding::QuotedPrintable;
    return name == "x-uuencode" ? mime::Encoding::UuEncode : mime::Encoding::SevenBit;
}

Outcome keepPiece(Job &job)
{
    if (job.section.isEmpty())
        return job.store.messages().storeBody(job.fetch.message, job.content, analyze(job.content));
    const QByteArray content = job.decoded ? job.content : mime::decodeTransfer(job.content, encodingOf(job.encoding));
    return job.store.messages().storePart(job.fetch.message, job.fetch.part, content);
}

Error tooLarge(qint64 size)
{
    return { ErrorKind::InvalidInput, Text::tr("This message is larger than Golub can take. Open it in the provider's web mail."), QString::number(size) };
}

//! In pieces, so that there is progress and an end when nobody wants it any more.
void fetchPieces(const JobPointer &job)
{
    if (job->fetch.isCancelled()) {
        job->done(Error::of(ErrorKind::Cancelled));
        return;
    }
    job->remote.fetchPart(job->uid, job->section, job->content.size(), PieceBytes, [job](const Result<RemoteStore::PartData> &piece) {
        if (!piece) {
            job->done(piece.error());
            return;
        }
        job->content += piece->bytes;
        job->decoded = piece->decoded;
        if (job->content.size() > limits::LiteralLength) {
            job->done(tooLarge(job->content.size()));
            return;
        }
        if (job->fetch.progress)
            job->fetch.progress(job->content.size(), std::max<qint64>(job->expected, job->content.size()));
        if (piece->bytes.size() >= PieceBytes)
            fetchPieces(job);
        else if (job->content.isEmpty() && job->section.isEmpty())
            job->done(Error::of(ErrorKind::NotFound, QStringLiteral("the server sent nothing")));
        else
            job->done(keepPiece(*job));
    });
}

void fetchAll(const JobPointer &job)
{
    if (job->size > limits::LiteralLength) {
        job->done(tooLarge(job->size));
        return;
    }
    if (job->size <= PieceBytes * 2 && !job->fetch.cancelled) {
        fetchOneBody(job->remote, job->store, job->clock, job->fetch.message, job->done);
        return;
    }
    job->section.clear();
    job->expected = job->size;
    fetchPieces(job);
}

void fetchTexts(const JobPointer &job)
{
    job->remote.fetchStructure(job->uid, [job](const Result<QList<RemotePart>> &parts) {
        if (!parts && closesSession(parts.error().kind)) {
            job->done(parts.error());
            return;
        }
        const PartialPlan plan = parts ? planPartial(*parts, job->size) : PartialPlan { true };
        if (plan.whole) {
            fetchAll(job);
            return;
        }
        job->remote.fetchSections(job->uid, plan.sections, [job, plan, parts = *parts](const Result<QByteArrayList> &content) {
            if (!content && closesSession(content.error().kind)) {
                job->done(content.error());
                return;
            }
            const auto partial = content ? assemblePartial(parts, plan, *content) : std::nullopt;
            if (!partial)
                fetchAll(job);
            else
                job->done(job->store.messages().storePartial(job->fetch.message, *partial, analyze(partial->raw)));
        });
    });
}

void fetchOnePart(const JobPointer &job)
{
    const auto partial = job->store.messages().partial(job->fetch.message);
    const store::AbsentPart *part = partial ? partial->find(job->fetch.part) : nullptr;
    if (!part) {
        fetchAll(job); // its place in the message is not known: the message tells
        return;
    }
    job->section = part->section;
    job->encoding = part->encoding;
    job->expected = part->encoding == "base64" && job->remote.serverFacts().binary ? part->size / 4 * 3 : part->size;
    fetchPieces(job);
}

void begin(const JobPointer &job)
{
    switch (job->fetch.extent) {
    case Fetch::Extent::Readable:
        job->size > SmallMessage ? fetchTexts(job) : fetchAll(job);
        return;
    case Fetch::Extent::Part:
        fetchOnePart(job);
        return;
    case Fetch::Extent::Whole:
        break;
    }
    fetchAll(job);
}

} // namespace

PartialPlan planPartial(const QList<RemotePart> &parts, qint64 messageSize)
{
    PartialPlan plan;
    if (parts.size() < 2 || parts.size() > PartsAtMost || !parts.first().section.isEmpty())
        return { true };
    plan.sections.append("HEADER");
    qint64 pictures = 0;
    qint64 spared = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const RemotePart &part = parts.at(i);
        const bool multipart = part.type.startsWith("multipart/");
        // What is inside of a message or of winmail.dat is told by its content alone; what is signed or encrypted is judged as a whole.
        if (part.type.startsWith("message/") || part.type == "application/ms-tnef" || part.type == "application/vnd.ms-tnef"
            || part.type == "multipart/signed" || part.type == "multipart/encrypted" || part.encoding.startsWith("x-uu"))
            return { true };
        const bool text = part.type.startsWith("text/") && !part.isAttachment;
        if (text && part.size > LargeText)
            return { true };
        const bool related = part.parent >= 0 && parts.at(part.parent).type == "multipart/related";
        const bool picture = related && part.type.startsWith("image/") && part.size <= LargePicture && pictures + part.size <= PicturesTogether;
        pictures += picture ? part.size : 0;
        plan.isBody.append(!multipart && (text || picture));
        if (i > 0)
            plan.sections.append(part.section + ".MIME");
        if (plan.isBody.last())
            plan.sections.append(part.section);
        else if (!multipart)
            spared += part.size;
    }
    if (spared < SmallMessage / 2 || spared > messageSize * 2)
        return { true };
    return plan;
}

std::optional<store::PartialBody> assemblePartial(const QList<RemotePart> &parts, const PartialPlan &plan, const QByteArrayList &content)
{
    if (content.size() != plan.sections.size())
        return {};
    const auto sectionOf = [&](const QByteArray &name) { return content.value(plan.sections.indexOf(name)); };
    // Each header ends with its empty line; a delimiter stands before each part and behind the last one of a multipart.
    QByteArray raw = sectionOf("HEADER");
    QList<int> open { 0 };
    QByteArrayList boundaries;
    const auto boundaryOf = [](const QByteArray &header) {
        return mime::readMessage(header).root().params.value("boundary").toLatin1();
    };
    boundaries.append(boundaryOf(raw));
    for (int i = 1; i < parts.size(); ++i) {
        while (!open.isEmpty() && open.last() != parts.at(i).parent) {
            raw += "\r\n--" + boundaries.takeLast() + "--";
            open.removeLast();
        }
        if (open.isEmpty() || boundaries.last().isEmpty())
            return {};
        const QByteArray &section = parts.at(i).section;
        const QByteArray header = sectionOf(section + ".MIME");
        raw += "\r\n--" + boundaries.last() + "\r\n" + header;
        if (!header.endsWith("\r\n\r\n") && header != "\r\n")
            raw += header.isEmpty() || header.endsWith("\r\n") ? "\r\n" : "\r\n\r\n";
        if (parts.at(i).type.startsWith("multipart/")) {
            open.append(i);
            boundaries.append(boundaryOf(header));
        } else if (plan.isBody.at(i)) {
            raw += sectionOf(section);
        }
    }
    while (!boundaries.isEmpty())
        raw += "\r\n--" + boundaries.takeLast() + "--";
    raw += "\r\n";

    store::PartialBody partial { raw };
    const mime::MessageTree tree = mime::readMessage(raw);
    // What was found inside of texts stands behind the parts; they themselves must be what the server says.
    if (tree.parts.size() < size_t(parts.size()))
        return {};
    for (int i = 0; i < parts.size(); ++i) {
        const mime::Part &read = tree.parts[size_t(i)];
        const RemotePart &told = parts.at(i);
        if (read.parent != told.parent || read.mediaType() != told.type || (i > 0 && read.isMultipart != told.type.startsWith("multipart/")))
            return {};
        if (!read.isMultipart && !plan.isBody.at(i))
            partial.absent.append({ i, told.section, told.encoding, told.size, {} });
    }
    return partial;
}

void fetchMessage(RemoteStore &remote, store::MessageStore &store, const Clock &clock, const Fetch &fetch, Done<void> done)
{
    const auto summary = store.messages().summary(fetch.message);
    const auto mailbox = summary ? store.mailboxes().find(summary->mailbox) : Result<Mailbox>(summary.error());
    if (!mailbox || !summary->uid.isValid()) {
        done(mailbox ? Error::of(ErrorKind::NotFound, QStringLiteral("no UID")) : mailbox.error());
        return;
    }
    if (summary->hasBody) {
        done({});
        return;
    }
    if (fetch.extent == Fetch::Extent::Readable && store.messages().partial(fetch.message)) {
        done({});
        return;
    }
    const auto job = std::make_shared<Job>(Job { remote, store, clock, fetch, std::move(done), *mailbox, summary->uid, summary->size });
    const bool small = summary->size <= SmallMessage && fetch.extent != Fetch::Extent::Part;
    if (small) {
        fetchOneBody(remote, store, clock, fetch.message, job->done);
        return;
    }
    remote.reopen(mailbox->name, [job](const Result<SelectedMailbox> &selected) {
        const auto state = job->store.mailboxes().syncState(job->mailbox.id);
        if (!selected)
            job->done(selected.error());
        else if (!state || state->uidValidity != selected->uidValidity)
            job->done(Error::of(ErrorKind::NotFound, QStringLiteral("UIDVALIDITY changed")));
        else
            begin(job);
    });
}

} // namespace golub::sync
