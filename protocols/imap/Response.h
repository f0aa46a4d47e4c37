// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mail/Flags.h"
#include "core/mail/Uid.h"
#include "protocols/imap/BodyStructure.h"
#include "protocols/imap/Capabilities.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

//! What a server can say (RFC 9051 section 7 and its extensions), as values. Text is as sent: make it safe before it is shown.
namespace golub::imap {

enum class Condition : quint8 { Ok, No, Bad, PreAuth, Bye };

//! FLAGS or PERMANENTFLAGS.
struct FlagList {
    Flags flags;
    bool keywordsAllowed = false;    //!< \*
};

//! Source and destination UID in the order of a copy.
using UidPairs = QList<std::pair<Uid, Uid>>;

//! "[…]" of a status response. Only the members that belong to the name are set.
struct ResponseCode {
    QByteArray name;                 //!< upper case; empty where there is no code
    QByteArray text;                 //!< what stands behind the name, raw
    quint64 number = 0;              //!< UIDVALIDITY, UIDNEXT, HIGHESTMODSEQ, UNSEEN, …: 0 where unreadable or negative
    Capabilities capabilities = {};  //!< CAPABILITY
    FlagList flags = {};             //!< PERMANENTFLAGS
    UidValidity uidValidity = {};    //!< APPENDUID, COPYUID
    UidSet uids = {};                //!< APPENDUID (destination), COPYUID (destination), MODIFIED
    UidPairs pairs = {};             //!< COPYUID
    bool is(const char *wanted) const { return name == wanted; }
};

//! OK, NO, BAD, PREAUTH, BYE; untagged where tag is empty.
struct Status {
    QByteArray tag;
    Condition condition = Condition::Ok;
    ResponseCode code;
    QByteArray text;
    bool alert = false;              //!< [ALERT], as the code or anywhere in the text: must be shown
};

struct Continuation { QByteArray text; };
struct CapabilityData { Capabilities capabilities; };
struct EnabledData { QList<QByteArray> names; };

//! LIST, XLIST or LSUB.
struct ListData {
    enum class Kind : quint8 { List, XList, LSub } kind = Kind::List;
    QList<QByteArray> attributes;    //!< lower case, with the backslash: "\noselect"
    char delimiter = '\0';           //!< 0 where there is no hierarchy
    QByteArray name;                 //!< as sent, INBOX in upper case
    QByteArray oldName = {};         //!< OLDNAME of LIST-EXTENDED
    bool has(const char *attribute) const { return attributes.contains(attribute); }
};

struct StatusData {
    QByteArray mailbox;
    std::optional<qint64> messages = {}, recent = {}, unseen = {}, uidNext = {}, uidValidity = {}, highestModSeq = {}, size = {}, deleted = {}, appendLimit = {};
    QByteArray mailboxId = {};
};

//! SEARCH, SORT, ESEARCH. Numbers are UIDs or sequence numbers, as the command asked.
struct SearchData {
    bool extended = false;           //!< ESEARCH: then tag and the set, else the list
    QByteArray tag = {};
    bool uid = false;
    QList<quint32> numbers = {};     //!< SEARCH, SORT: in the server's order
    UidSet all = {};                 //!< ESEARCH ALL, or the numbers as a set
    std::optional<qint64> min = {}, max = {}, count = {};
    ModSeq modSeq = {};
};

//! THREAD (RFC 5256): each thread from its first message, the branches one after the other.
struct ThreadData { QList<QList<quint32>> threads; };

struct ExistsData { quint32 count = 0; };
struct RecentData { quint32 count = 0; };
struct ExpungeData { quint32 sequence = 0; };
struct VanishedData { bool earlier = false; UidSet uids; };
struct FlagsData { FlagList flags; };

//! A part of a message: BODY[section]<origin>, RFC822…, BINARY[section].
struct FetchedSection {
    QByteArray section;              //!< upper case: "", "HEADER.FIELDS (FROM TO)", "1.2"
    bool binary = false;
    std::optional<qint64> origin = {};
    std::optional<QByteArray> data = {}; //!< none for NIL
};

struct FetchData {
    quint32 sequence = 0;
    Uid uid = {};                    //!< invalid where it is missing (unsolicited)
    std::optional<Flags> flags = {};
    QDateTime internalDate = {};     //!< UTC
    std::optional<qint64> size = {}; //!< RFC822.SIZE: an estimate
    ModSeq modSeq = {};
    std::optional<RawEnvelope> envelope = {};
    std::optional<BodyPart> structure = {};
    QList<FetchedSection> sections = {};
    QByteArray emailId = {}, threadId = {};        //!< OBJECTID
    std::optional<QByteArray> preview = {};
    QDateTime saveDate = {};
    quint64 gmailMessageId = 0, gmailThreadId = 0; //!< X-GM-MSGID, X-GM-THRID
    std::optional<QList<QByteArray>> gmailLabels = {};
};

struct NamespaceData {
    struct Entry { QByteArray prefix; char delimiter = '\0'; };
    QList<Entry> personal, others, shared;
};

struct IdData { QList<std::pair<QByteArray, QByteArray>> fields; };
struct QuotaData {
    struct Resource { QByteArray name; qint64 usage = 0; qint64 limit = 0; };
    QByteArray root;
    QList<Resource> resources;
};
struct QuotaRootData { QByteArray mailbox; QList<QByteArray> roots; };

//! METADATA (RFC 5464): entries with their values, or names alone where something changed.
struct MetadataData {
    QByteArray mailbox;              //!< empty for the server
    QList<std::pair<QByteArray, std::optional<QByteArray>>> entries;
};

//! Anything else: known to nobody here, or broken. Never an error.
struct OtherData {
    QByteArray name;                 //!< upper case: "ACL", "MYRIGHTS", …
    QByteArray text;
};

using Response = std::variant<OtherData, Status, Continuation, CapabilityData, EnabledData, ListData, StatusData, SearchData, ExistsData,
    RecentData, ExpungeData, VanishedData, FlagsData, FetchData, NamespaceData, IdData, QuotaData, QuotaRootData,
    ThreadData, MetadataData>;

} // namespace golub::imap
