// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <random>
#include <vector>

namespace golub::bench {

//! Letters as a mailbox of ten years has them: six languages with a vocabulary of thousands of words each, used as unevenly as real words
//! are; plain, HTML, both, attachments, forwarded mail, threads; sizes from 1 KB to 12 MB around a mean of 20 KB. The same for the same seed.
class Letters
{
public:
    explicit Letters(unsigned seed);
    //! The letter with this number (from 0), with LF line ends.
    QByteArray letter(unsigned number);
    //! Its day, in seconds since 1970; ascending.
    qint64 date(unsigned number) const;
    //! One of its words, found in no other.
    static QByteArray word(unsigned number);

private:
    struct Language {
        QByteArray name;
        std::vector<QByteArray> words;
        QByteArray between;           //!< blank, or nothing
    };
    Language language(const char *name, const char *syllables, const char *common, const char *between);
    unsigned below(unsigned count) { return unsigned(m_random() % count); }
    bool chance(unsigned percent) { return below(100) < percent; }
    QByteArray sentence(const Language &language, unsigned words);
    QByteArray text(const Language &language, qsizetype bytes);
    QByteArray html(const QByteArray &text, qsizetype padding);
    QByteArray encodedText(const QByteArray &type, const QByteArray &text);
    QByteArray attachment(qsizetype bytes);
    QByteArray headers(unsigned number, const Language &language);
    QByteArray multipart(const char *subtype, const std::vector<QByteArray> &parts);
    QByteArray encodedWord(const QByteArray &text);
    qsizetype size();

    unsigned m_seed;
    std::mt19937 m_random;
    std::vector<Language> m_languages;
    QByteArray m_noise;               //!< incompressible, in base64 lines
};

} // namespace golub::bench
