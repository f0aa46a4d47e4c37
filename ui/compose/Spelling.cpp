// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/Spelling.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QLocale>
#include <QPointer>
#include <QSettings>
#include <QStandardPaths>
#include <QStringDecoder>
#include <QStringEncoder>
#include <QThreadPool>

#include <hunspell/hunspell.hxx>

#include <algorithm>
#include <utility>

namespace golub::ui {
namespace spelling {
namespace {

constexpr qsizetype LongestWord = 60;
constexpr qsizetype MostOwnWords = 5000;

QString chosenKey()
{
    return QStringLiteral("composer/spelling");
}

QString ownKey()
{
    return QStringLiteral("composer/ownWords");
}

QStringList folders()
{
    const QString path = qEnvironmentVariable("DICPATH");
    if (!path.isEmpty())
        return path.split(u':', Qt::SkipEmptyParts);
    QStringList all { QDir::homePath() + QStringLiteral("/.local/share/hunspell") };
    for (const char *folder : { "/usr/share/hunspell", "/usr/local/share/hunspell", "/usr/share/myspell/dicts" })
        all += QString::fromLatin1(folder);
    return all;
}

bool isApostrophe(QChar c)
{
    return c == u'\'' || c == u'’';
}

bool isWordPart(QChar c)
{
    return c.isLetter() || c.isMark() || c.isSurrogate() || c == QChar(0xad);
}

void addWords(const QString &line, int start, int end, QList<Word> &words)
{
    const QStringView token = QStringView(line).sliced(start, end - start);
    const bool isNoText = token.contains(u'@') || token.contains(u"://") || token.startsWith(u"www.", Qt::CaseInsensitive) || token.contains(u'\\')
        || token.contains(u'_') || std::any_of(token.begin(), token.end(), [](QChar c) { return c.isDigit(); });
    if (isNoText)
        return;
    for (int i = start; i < end;) {
        int to = i;
        while (to < end && (isWordPart(line.at(to)) || (isApostrophe(line.at(to)) && to > i && to + 1 < end && isWordPart(line.at(to + 1)))))
            ++to;
        const QStringView word = QStringView(line).sliced(i, to - i);
        const bool isAbbreviation = std::none_of(word.begin(), word.end(), [](QChar c) { return c.isLower(); })
            && std::any_of(word.begin(), word.end(), [](QChar c) { return c.isUpper(); });
        if (word.size() > 1 && word.size() <= LongestWord && !isAbbreviation)
            words += { i, int(word.size()) };
        i = std::max(to, i + 1);
    }
}

} // namespace

QList<Word> wordsOf(const QString &line)
{
    QList<Word> words;
    for (int start = 0; start < line.size();) {
        int end = start;
        while (end < line.size() && !line.at(end).isSpace())
            ++end;
        addWords(line, start, end, words);
        start = end + 1;
    }
    return words;
}

QString dictionaryFile(const QString &language)
{
    for (const QString &folder : folders()) {
        const QString path = folder + u'/' + language;
        if (QFile::exists(path + QStringLiteral(".dic")) && QFile::exists(path + QStringLiteral(".aff")))
            return path;
    }
    return {};
}

QStringList languages()
{
    QStringList found;
    for (const QString &folder : folders()) {
        const QStringList files = QDir(folder).entryList({ QStringLiteral("*.dic") }, QDir::Files | QDir::Readable);
        for (const QString &file : files) {
            const QString language = file.chopped(4);
            if (!language.startsWith(u"hyph_") && !found.contains(language) && !dictionaryFile(language).isEmpty())
                found += language;
        }
    }
    found.sort();
    return found;
}

QString nameOf(const QString &language)
{
    const QLocale locale(language);
    if (locale == QLocale::c())
        return language;
    QString name = locale.nativeLanguageName();
    name[0] = name.at(0).toUpper();
    return language.contains(u'_') ? QStringLiteral("%1 (%2)").arg(name, locale.nativeTerritoryName()) : name;
}

QStringList chosen()
{
    const QVariant stored = QSettings().value(chosenKey());
    const QStringList there = languages();
    QStringList wanted = stored.toStringList();
    if (!stored.isValid()) {
        const QString system = QLocale().name();
        const auto same = std::find_if(there.begin(), there.end(), [&system](const QString &one) { return one.left(2) == system.left(2); });
        wanted = QStringList { there.contains(system) ? system : same != there.end() ? *same : QString() };
    }
    wanted.removeIf([&there](const QString &one) { return !there.contains(one); });
    return wanted;
}

void choose(const QStringList &languages)
{
    QSettings().setValue(chosenKey(), languages);
}

QStringList ownWords()
{
    return QSettings().value(ownKey()).toStringList();
}

void addOwnWord(const QString &word)
{
    QStringList words = ownWords();
    if (word.isEmpty() || words.contains(word))
        return;
    words += word;
    QSettings().setValue(ownKey(), words.mid(std::max<qsizetype>(0, words.size() - MostOwnWords)));
}

} // namespace spelling

//! One language. Read in the pool, then used in one thread.
class Dictionary
{
public:
    //! Null where its files cannot be read, or are written in a charset that nobody knows.
    static std::shared_ptr<Dictionary> read(const QString &language)
    {
        const QByteArray path = QFile::encodeName(spelling::dictionaryFile(language));
        if (path.isEmpty())
            return {};
        auto dictionary = std::make_shared<Dictionary>();
        dictionary->m_script = scriptOf(language);
        dictionary->m_hunspell = std::make_unique<Hunspell>((path + ".aff").constData(), (path + ".dic").constData());
        const std::string charset = dictionary->m_hunspell->get_dict_encoding();
        dictionary->m_encoder = QStringEncoder(charset.c_str());
        dictionary->m_decoder = QStringDecoder(charset.c_str());
        return dictionary->m_encoder.isValid() && dictionary->m_decoder.isValid() ? dictionary : nullptr;
    }

    //! Whether it can say anything of words in this script.
    bool knows(const QString &word) const
    {
        const auto letter = std::find_if(word.begin(), word.end(), [](QChar c) { return c.isLetter(); });
        return letter != word.end() && letter->script() == m_script;
    }
    bool has(const QString &word)
    {
        const QByteArray bytes = encoded(word);
        return !bytes.isEmpty() && m_hunspell->spell(bytes.toStdString());
    }
    QStringList suggestions(const QString &word)
    {
        QStringList found;
        const QByteArray bytes = encoded(word);
        for (const std::string &one : bytes.isEmpty() ? std::vector<std::string>() : m_hunspell->suggest(bytes.toStdString())) {
            m_decoder.resetState();
            found += QString(m_decoder(QByteArrayView(one.data(), qsizetype(one.size()))));
        }
        return found;
    }

private:
    static QChar::Script scriptOf(const QString &language)
    {
        switch (QLocale(language).script()) {
        case QLocale::CyrillicScript:
            return QChar::Script_Cyrillic;
        case QLocale::GreekScript:
            return QChar::Script_Greek;
        case QLocale::HebrewScript:
            return QChar::Script_Hebrew;
        case QLocale::ArabicScript:
            return QChar::Script_Arabic;
        default:
            return QChar::Script_Latin;
        }
    }
    //! As dictionaries write it: a straight apostrophe, no soft hyphens. Empty where its charset has no such letters.
    QByteArray encoded(QString word)
    {
        word.replace(u'’', u'\'').remove(QChar(0xad));
        m_encoder.resetState();
        const QByteArray bytes = m_encoder(word);
        return m_encoder.hasError() ? QByteArray() : bytes;
    }

    std::unique_ptr<Hunspell> m_hunspell;
    QStringEncoder m_encoder;
    QStringDecoder m_decoder;
    QChar::Script m_script = QChar::Script_Latin;
};

namespace {

//! Windows that write in the same language share its dictionary, which takes megabytes. The window's thread only.
QHash<QString, std::weak_ptr<Dictionary>> &known()
{
    static QHash<QString, std::weak_ptr<Dictionary>> dictionaries;
    return dictionaries;
}

} // namespace

SpellChecker::SpellChecker(QObject *parent) : QObject(parent), m_own(spelling::ownWords()) { }

SpellChecker::~SpellChecker() = default;

void SpellChecker::setLanguages(const QStringList &languages)
{
    const int generation = ++m_generation;
    m_dictionaries.clear();
    m_waiting = 0;
    for (const QString &language : languages) {
        if (auto there = known().value(language).lock()) {
            m_dictionaries.push_back(std::move(there));
            continue;
        }
        ++m_waiting;
        QThreadPool::globalInstance()->start([guard = QPointer<SpellChecker>(this), generation, language] {
            auto dictionary = Dictionary::read(language);
            // Back through the application: whether the checker lives still is for its own thread to ask.
            QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, generation, language, dictionary = std::move(dictionary)] {
                if (dictionary)
                    known().insert(language, dictionary);
                if (guard)
                    guard->loaded(generation, dictionary);
            });
        });
    }
    if (m_waiting == 0)
        Q_EMIT changed();
}

void SpellChecker::loaded(int generation, std::shared_ptr<Dictionary> dictionary)
{
    if (generation != m_generation)
        return; // other languages were chosen in the meantime
    --m_waiting;
    if (dictionary)
        m_dictionaries.push_back(std::move(dictionary));
    if (m_waiting == 0)
        Q_EMIT changed();
}

bool SpellChecker::isRight(const QString &word) const
{
    if (!isReady() || m_own.contains(word))
        return true;
    bool isKnown = false;
    for (const auto &dictionary : m_dictionaries) {
        if (!dictionary->knows(word))
            continue;
        if (dictionary->has(word))
            return true;
        isKnown = true;
    }
    return !isKnown;
}

QStringList SpellChecker::suggestions(const QString &word, int most) const
{
    QStringList all;
    for (const auto &dictionary : m_dictionaries) {
        if (!dictionary->knows(word))
            continue;
        const QStringList found = dictionary->suggestions(word);
        for (const QString &one : found) {
            if (!all.contains(one))
                all += one;
        }
    }
    return all.mid(0, most);
}

void SpellChecker::learn(const QString &word)
{
    spelling::addOwnWord(word);
    m_own += word;
    Q_EMIT changed();
}

} // namespace golub::ui
