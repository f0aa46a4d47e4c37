// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace golub::ui {

//! The dictionaries of this computer, and what the person chose and added.
namespace spelling {

//! A word of a line.
struct Word {
    int start = 0;
    int length = 0;
    bool operator==(const Word &) const = default;
};
//! What is worth checking: not addresses, links, words with digits, abbreviations in capitals.
QList<Word> wordsOf(const QString &line);

//! Languages ("pl_PL") that have a dictionary: Hunspell's folders, or those of the variable DICPATH.
QStringList languages();
//! "Polish (Poland)", in the language itself.
QString nameOf(const QString &language);
//! Those that are to be used; at first the system's, where it has a dictionary.
QStringList chosen();
void choose(const QStringList &languages);
QStringList ownWords();
void addOwnWord(const QString &word);

} // namespace spelling

class Dictionary;

//! Says whether a word is spelled as one of the chosen languages has it. Dictionaries are read in the background; until they are there, and where
//! there is none, every word is right.
class SpellChecker : public QObject
{
    Q_OBJECT
public:
    explicit SpellChecker(QObject *parent);
    ~SpellChecker() override;

    void setLanguages(const QStringList &languages);
    bool isReady() const { return m_waiting == 0 && !m_dictionaries.empty(); }
    bool isRight(const QString &word) const;
    //! The best ones first, at most \a most.
    QStringList suggestions(const QString &word, int most) const;
    //! Right from now on, in every message.
    void learn(const QString &word);

Q_SIGNALS:
    //! Another answer may be given now.
    void changed();

private:
    void loaded(int generation, std::shared_ptr<Dictionary> dictionary);

    std::vector<std::shared_ptr<Dictionary>> m_dictionaries;
    QStringList m_own;
    int m_generation = 0;
    int m_waiting = 0;
};

} // namespace golub::ui
