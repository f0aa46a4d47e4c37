// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/imap/BodyStructure.h"

#include <algorithm>
#include <utility>

namespace golub::imap {
namespace {

const Value Missing {};

const Value &at(const Values &items, size_t index)
{
    return index < items.size() ? items[index] : Missing;
}

QList<BodyPart::Parameter> readParameters(const Value &value)
{
    QList<BodyPart::Parameter> parameters;
    for (size_t i = 0; i + 1 < value.items.size(); i += 2)
        parameters.append({ value.items[i].bytes().toLower(), value.items[i + 1].bytes() });
    return parameters;
}

QList<RawAddress> readAddresses(const Value &value)
{
    QList<RawAddress> addresses;
    for (const Value &item : value.items) {
        if (item.isList()) // NIL inside a list is passed over
            addresses.append({ at(item.items, 0).bytes(), at(item.items, 2).bytes(), at(item.items, 3).bytes() });
    }
    return addresses;
}

// The extension data behind the fixed fields: [md5,] disposition, language, location.
void readDisposition(const Value &value, BodyPart &part)
{
    if (value.isString()) { // some servers send the word alone
        part.disposition = value.bytes().toLower();
    } else if (value.isList()) {
        part.disposition = at(value.items, 0).bytes().toLower();
        part.dispositionParameters = readParameters(at(value.items, 1));
    }
}

struct Pending {
    const Value *value;
    BodyPart *part;
};

void readMultipart(const Values &items, BodyPart &part, std::vector<Pending> &pending)
{
    size_t children = 0;
    while (children < items.size() && items[children].isList())
        ++children;
    part.type = "multipart";
    part.parts.resize(children);
    for (size_t i = 0; i < children; ++i)
        pending.push_back({ &items[i], &part.parts[i] });
    // Without children some servers send NIL in their place, or nothing at all.
    const size_t subtype = children == 0 && !items.empty() && items[0].isNil() ? 1 : children;
    part.subtype = at(items, subtype).bytes().toLower();
    part.parameters = readParameters(at(items, subtype + 1));
    readDisposition(at(items, subtype + 2), part);
}

void readSinglePart(const Values &items, BodyPart &part, std::vector<Pending> &pending)
{
    part.type = at(items, 0).bytes().toLower();
    part.subtype = at(items, 1).bytes().toLower();
    part.parameters = readParameters(at(items, 2));
    part.id = at(items, 3).bytes();
    part.description = at(items, 4).bytes();
    part.encoding = at(items, 5).bytes().toLower();
    part.size = std::max<qint64>(0, at(items, 6).number().value_or(0));
    size_t next = 7;
    if (part.type == "message" && at(items, 7).isList() && at(items, 8).isList()) {
        part.envelope = readEnvelope(items[7]);
        part.parts.resize(1);
        pending.push_back({ &items[8], &part.parts.front() });
        next = 9;
    }
    if ((part.type == "text" || next == 9) && at(items, next).number())
        ++next; // lines
    readDisposition(at(items, next + 1), part); // behind the MD5
}

bool isBodyText(const BodyPart &part)
{
    return part.type == "text" && (part.subtype == "plain" || part.subtype == "html" || part.subtype == "enriched" || part.subtype == "richtext");
}

} // namespace

QByteArray BodyPart::fileName() const
{
    const auto find = [](const QList<Parameter> &list, QByteArrayView wanted) {
        for (const Parameter &parameter : list) {
            // "filename*0*" and the like are pieces of it (RFC 2231).
            if (parameter.name == wanted || (parameter.name.startsWith(wanted) && parameter.name.at(wanted.size()) == '*'))
                return parameter.value;
        }
        return QByteArray();
    };
    const QByteArray name = find(dispositionParameters, "filename");
    return name.isEmpty() ? find(parameters, "name") : name;
}

RawEnvelope readEnvelope(const Value &value)
{
    const Values *items = &value.items;
    // One server puts the whole envelope into a second pair of parentheses.
    if (items->size() == 1 && items->front().isList())
        items = &items->front().items;
    RawEnvelope envelope;
    envelope.date = at(*items, 0).bytes();
    envelope.subject = at(*items, 1).bytes();
    envelope.from = readAddresses(at(*items, 2));
    envelope.sender = readAddresses(at(*items, 3));
    envelope.replyTo = readAddresses(at(*items, 4));
    envelope.to = readAddresses(at(*items, 5));
    envelope.cc = readAddresses(at(*items, 6));
    envelope.bcc = readAddresses(at(*items, 7));
    envelope.inReplyTo = at(*items, 8).bytes();
    envelope.messageId = at(*items, 9).bytes();
    return envelope;
}

BodyPart readBodyStructure(const Value &value)
{
    BodyPart root;
    std::vector<Pending> pending { { &value, &root } };
    while (!pending.empty()) {
        const auto [from, to] = pending.back();
        pending.pop_back();
        const Values &items = from->items;
        if (items.empty())
            continue;
        const bool emptyMultipart = !at(items, 1).isString() || items[0].isNil();
        if (items[0].isList() || (emptyMultipart && items[0].kind != Value::Kind::List && !at(items, 6).number()))
            readMultipart(items, *to, pending);
        else
            readSinglePart(items, *to, pending);
    }
    return root;
}

bool hasAttachments(const BodyPart &root)
{
    struct Entry {
        const BodyPart *part;
        bool insideRelated;
        bool bodyExpected; // text here is the message's text
    };
    std::vector<Entry> pending { { &root, false, true } };
    while (!pending.empty()) {
        const auto [part, insideRelated, bodyExpected] = pending.back();
        pending.pop_back();
        if (part->isMultipart()) {
            // Signatures are no attachments; of signed and encrypted mail the first part counts.
            const bool onlyFirst = part->subtype == "signed";
            if (part->subtype == "encrypted")
                continue;
            const bool related = insideRelated || part->subtype == "related";
            for (size_t i = 0; i < part->parts.size() && (i == 0 || !onlyFirst); ++i)
                pending.push_back({ &part->parts[i], related && i > 0, bodyExpected || part->subtype == "alternative" });
            continue;
        }
        if (part->type.isEmpty())
            continue;
        if (part->disposition == "attachment")
            return true;
        if (insideRelated && !part->id.isEmpty())
            continue;
        if (!part->fileName().isEmpty() || !isBodyText(*part)) {
            // Reports' machine-readable halves and calendars in an alternative are shown, not saved.
            const bool shown = part->type == "text" || (part->type == "message" && part->subtype != "rfc822" && part->subtype != "global");
            if (!part->fileName().isEmpty() || !shown)
                return true;
        }
    }
    return false;
}

} // namespace golub::imap
