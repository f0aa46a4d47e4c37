// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QByteArray>

#include <cstddef>

//! The C interface of GSS-API (RFC 2744) as far as it is used: declared here, since Golub is built without its headers.
namespace golub::sasl::gss {

struct BufferDesc {
    std::size_t length;
    void *value;
};
struct OidDesc {
    quint32 length;
    void *elements;
};
using Buffer = BufferDesc *;
using Oid = OidDesc *;
using Name = struct NameStruct *;
using Context = struct ContextStruct *;
using Credential = struct CredentialStruct *;

inline constexpr quint32 Mutual = 2;
inline constexpr quint32 Replay = 4;
inline constexpr quint32 Sequence = 8;
inline constexpr quint32 Integrity = 32;
inline constexpr quint32 ContinueNeeded = 1;

//! RFC 2744 section 3.9.1: calling errors in the highest byte, routine errors in the next.
constexpr bool isError(quint32 major) { return (major & 0xFFFF0000U) != 0; }

Oid kerberos();
Oid hostBasedService();

//! The library's functions; all are there where isLoaded().
class Library
{
public:
    Library();
    bool isLoaded() const { return m_loaded; }
    //! What went wrong, in words that say what to do; \a target is the service asked for.
    Error errorOf(quint32 major, quint32 minor, const QByteArray &target) const;

    quint32 (*importName)(quint32 *, Buffer, Oid, Name *) = nullptr;
    quint32 (*releaseName)(quint32 *, Name *) = nullptr;
    quint32 (*initSecContext)(
        quint32 *, Credential, Context *, Name, Oid, quint32, quint32, void *, Buffer, Oid *, Buffer, quint32 *, quint32 *) = nullptr;
    quint32 (*deleteSecContext)(quint32 *, Context *, Buffer) = nullptr;
    quint32 (*unwrap)(quint32 *, Context, Buffer, Buffer, int *, quint32 *) = nullptr;
    quint32 (*wrap)(quint32 *, Context, int, quint32, Buffer, int *, Buffer) = nullptr;
    quint32 (*releaseBuffer)(quint32 *, Buffer) = nullptr;
    quint32 (*displayStatus)(quint32 *, quint32, int, Oid, quint32 *, Buffer) = nullptr;

private:
    QByteArray wordsOf(quint32 status, int kind) const;
    bool m_loaded = false;
};

//! Loaded once, stays for the life of the program.
const Library &library();

//! Bytes handed to the library; they must live as long.
class Input
{
public:
    explicit Input(const QByteArray &bytes) : m_bytes(bytes), m_buffer { static_cast<std::size_t>(m_bytes.size()), m_bytes.data() } { }
    Buffer get() const { return &m_buffer; }

private:
    QByteArray m_bytes;
    mutable BufferDesc m_buffer;
};

//! Bytes that the library hands back.
class Output
{
public:
    explicit Output(const Library &library) : m_library(library) { }
    ~Output();
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;
    Buffer get() { return &m_buffer; }
    QByteArray bytes() const { return { static_cast<const char *>(m_buffer.value), static_cast<qsizetype>(m_buffer.length) }; }

private:
    const Library &m_library;
    BufferDesc m_buffer { 0, nullptr };
};

//! No password helps here: AuthUnsupported, or ServerTemporary where it may be over by itself. The sentence for what MIT Kerberos and Heimdal report (krb5.h: the same numbers); \a words are theirs.
Error ticketError(quint32 major, quint32 minor, const QByteArray &target, const QByteArray &words);

} // namespace golub::sasl::gss
