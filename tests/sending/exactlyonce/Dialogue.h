// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace golub::once {

//! What the server is able to do, and so which way the client takes.
enum class Dialect { Relay, Plain, Pipelining, OneFlight };
constexpr int Dialects = 4;
const char *nameOf(Dialect dialect);

//! Who has got what. Each acceptance is in the file, synced, before the server says a word about it.
class Acceptances
{
public:
    explicit Acceptances(const std::string &path) : m_path(path) { }
    void accept(const std::string &message, const std::vector<std::string> &recipients);
    int count(const std::string &message, const std::string &recipient) const;
    //! "message recipient" that came more than once.
    const std::set<std::string> &twice() const { return m_twice; }

private:
    std::string m_path;
    std::map<std::string, int> m_counts;
    std::set<std::string> m_twice;
};

//! The server's half of a submission session. Recipients whose name begins with "later" are put off (451) the first time that a message
//! names them, those with "never" are refused (550); everything else is taken.
class Dialogue
{
public:
    Dialogue(Dialect dialect, Acceptances &acceptances, std::set<std::string> &putOff)
        : m_dialect(dialect), m_acceptances(acceptances), m_putOff(putOff)
    {
    }

    static std::string greeting() { return "220 mail.example.org ESMTP\r\n"; }
    //! One byte of the client's; the reply that it makes due, or nothing.
    std::string take(char byte);
    bool isOver() const { return m_over; }

private:
    std::string command(const std::string &line);
    std::string hello(bool extended);
    std::string recipient(const std::string &address);
    std::string content();

    Dialect m_dialect;
    Acceptances &m_acceptances;
    std::set<std::string> &m_putOff;   // "message recipient"
    std::string m_line;
    std::string m_content;
    std::vector<std::string> m_recipients;
    bool m_inData = false;
    std::size_t m_chunk = 0;           // bytes of BDAT still to come
    bool m_over = false;
};

} // namespace golub::once
