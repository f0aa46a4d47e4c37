// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sending/exactlyonce/Dialogue.h"

#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace golub::once {
namespace {

bool startsWith(const std::string &text, const char *word)
{
    return text.rfind(word, 0) == 0;
}

//! What stands behind a header field's name in the first lines of a message.
std::string field(const std::string &message, const std::string &name)
{
    const std::size_t at = message.find(name + ": ");
    const std::size_t from = at == std::string::npos ? message.size() : at + name.size() + 2;
    return message.substr(from, message.find("\r\n", from) - from);
}

} // namespace

const char *nameOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Relay:
        return "relay";
    case Dialect::Plain:
        return "plain";
    case Dialect::Pipelining:
        return "pipelining";
    case Dialect::OneFlight:
        return "one flight";
    }
    return "";
}

void Acceptances::accept(const std::string &message, const std::vector<std::string> &recipients)
{
    std::string lines;
    for (const std::string &recipient : recipients)
        lines += message + ' ' + recipient + '\n';
    const int file = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const bool written = file >= 0 && ::write(file, lines.data(), lines.size()) == ssize_t(lines.size()) && ::fdatasync(file) == 0;
    ::close(file);
    if (!written)
        std::abort();
    for (const std::string &recipient : recipients) {
        const std::string pair = message + ' ' + recipient;
        if (++m_counts[pair] > 1)
            m_twice.insert(pair);
    }
}

int Acceptances::count(const std::string &message, const std::string &recipient) const
{
    const auto found = m_counts.find(message + ' ' + recipient);
    return found == m_counts.end() ? 0 : found->second;
}

std::string Dialogue::take(char byte)
{
    if (m_chunk > 0) {
        m_content += byte;
        return --m_chunk == 0 ? content() : std::string();
    }
    m_line += byte;
    if (byte != '\n')
        return {};
    const std::string line = std::exchange(m_line, {});
    if (!m_inData)
        return command(line.substr(0, line.find_last_not_of("\r\n") + 1));
    if (line != ".\r\n") {
        m_content += line[0] == '.' ? line.substr(1) : line;
        return {};
    }
    m_inData = false;
    return content();
}

std::string Dialogue::content()
{
    const std::string message = field(m_content, "Subject");
    const std::vector<std::string> taken = std::exchange(m_recipients, {});
    m_content.clear();
    if (taken.empty())
        return "554 no valid recipients\r\n";
    m_acceptances.accept(message, taken);
    return "250 queued\r\n";
}

std::string Dialogue::command(const std::string &line)
{
    if (startsWith(line, "EHLO"))
        return hello(true);
    if (startsWith(line, "HELO"))
        return hello(false);
    if (startsWith(line, "MAIL FROM:")) {
        m_recipients.clear();
        m_content.clear();
        return "250 ok\r\n";
    }
    if (startsWith(line, "RCPT TO:<"))
        return recipient(line.substr(9, line.find('>') - 9));
    if (line == "DATA") {
        m_inData = !m_recipients.empty();
        return m_inData ? "354 go\r\n" : "503 no recipients\r\n";
    }
    if (startsWith(line, "BDAT ")) {
        m_chunk = std::stoul(line.substr(5));
        return {};
    }
    if (line == "RSET")
        return "250 ok\r\n";
    if (line == "QUIT") {
        m_over = true;
        return "221 bye\r\n";
    }
    return "500 what?\r\n";
}

std::string Dialogue::hello(bool extended)
{
    if (extended && m_dialect == Dialect::Relay)
        return "500 what?\r\n";
    std::string reply = "250-mail.example.org\r\n";
    if (extended && (m_dialect == Dialect::Pipelining || m_dialect == Dialect::OneFlight))
        reply += "250-PIPELINING\r\n";
    if (extended && m_dialect == Dialect::OneFlight)
        reply += "250-CHUNKING\r\n";
    return reply + "250 8BITMIME\r\n";
}

// The message is named in the address ("later+17@"), since its content comes later.
std::string Dialogue::recipient(const std::string &address)
{
    if (startsWith(address, "never"))
        return "550 5.1.1 nobody\r\n";
    const std::string message = address.substr(address.find('+') + 1, address.find('@') - address.find('+') - 1);
    if (startsWith(address, "later") && m_putOff.insert(message + ' ' + address).second)
        return "451 4.7.1 later\r\n";
    m_recipients.push_back(address);
    return "250 ok\r\n";
}

} // namespace golub::once
