// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sending/exactlyonce/Client.h"
#include "tests/sending/exactlyonce/Dialogue.h"
#include "tests/support/mail/Random.h"

#include <openssl/ssl.h>

#include <memory>

class QTemporaryDir;

namespace golub::once {

struct Options {
    long runs = 60;
    unsigned long long seed = 1;
    bool quiet = false;
    bool lies = false;                     //!< the person says "not sent", always: to see that it is noticed
};

//! What happens once in a life of the client, and where in its first conversation.
struct Plan {
    enum class Fault { None, Kill, Cut };
    enum class Where { Connected, BeforeReply, AfterReply, Received, Sent };
    Dialect dialect = Dialect::Plain;
    Fault fault = Fault::None;
    Where where = Where::Connected;
    long number = 0;                       //!< of the reply, or of bytes
    long microseconds = 0;                 //!< from there on
    bool reset = false;                    //!< the cut is a RST
};

//! Server, killer, and the person who is asked; the client is another process.
class Harness
{
public:
    explicit Harness(const Options &options);
    ~Harness();
    bool run();

private:
    struct Message {
        std::vector<std::string> recipients;
        bool given = false;                //!< the client said that it has it
        std::set<std::string> excused;     //!< recipients for whom the person had no good answer
    };
    class Peer;

    Plan randomPlan();
    Life nextLife(const Plan &plan, bool withMessage);
    bool live(const Plan &plan, bool withMessage);
    bool serve(const Plan &plan, pid_t client, int tellings, int answers);
    void hear(const std::string &line, int answers);
    char word(const std::vector<std::string> &words);
    bool strike(const Plan &plan, pid_t client, Peer &peer);
    bool settleAccounts();
    bool check(const std::string &when);
    void report() const;

    Options m_options;
    test::Random m_random;
    std::unique_ptr<QTemporaryDir> m_directory;
    SSL_CTX *m_tls = nullptr;
    int m_listener = -1;
    int m_port = 0;
    std::string m_caFile;
    int m_profile = 0;
    std::unique_ptr<Acceptances> m_acceptances;
    std::set<std::string> m_putOff;
    std::map<std::string, Message> m_messages;
    long m_number = 0;
    long m_faults = 0;
    long m_kills = 0;
    long m_asked = 0;
    long m_waited = 0;
    long m_excused = 0;
    long m_total = 0;
    long m_delivered = 0;
    int m_left = -1;                       //!< what the client said last
    bool m_struck = false;
    std::map<std::string, long> m_where;
};

} // namespace golub::once
