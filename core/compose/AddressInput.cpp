// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compose/AddressInput.h"

#include "core/base/TextSafety.h"
#include "core/mime/AddressParser.h"

#include <QCoreApplication>

#include <algorithm>

namespace golub::compose {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(AddressInput)
};

//! At separators outside of quotes, angle brackets and comments.
QStringList split(const QString &text)
{
    QStringList pieces;
    QString piece;
    bool quoted = false;
    int angle = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\n' || c == u'\r') {
            // A line end separates whatever was left open: pasted lists are not the place for quotes over two lines.
            pieces += piece;
            piece.clear();
            quoted = false;
            angle = 0;
            continue;
        }
        if (quoted && c == u'\\' && i + 1 < text.size()) {
            piece += c;
            piece += text[++i];
            continue;
        }
        if (c == u'"')
            quoted = !quoted;
        else if (!quoted && c == u'<')
            ++angle;
        else if (!quoted && c == u'>')
            angle = std::max(0, angle - 1);
        if (!quoted && angle == 0 && (c == u',' || c == u';')) {
            pieces += piece;
            piece.clear();
            continue;
        }
        piece += c;
    }
    pieces += piece;
    return pieces;
}

QString unquoted(QString name)
{
    name = name.trimmed();
    if (name.size() < 2 || !name.startsWith(u'"') || !name.endsWith(u'"'))
        return name;
    QString out;
    for (qsizetype i = 1; i + 1 < name.size(); ++i) {
        if (name[i] == u'\\' && i + 2 < name.size())
            ++i;
        out += name[i];
    }
    return out.trimmed();
}

//! Empty where the piece is no address.
Address parsePiece(const QString &piece)
{
    QString address = piece;
    QString name;
    const qsizetype open = piece.lastIndexOf(u'<');
    if (open >= 0) {
        if (!piece.endsWith(u'>'))
            return {};
        name = unquoted(piece.first(open));
        address = piece.sliced(open + 1, piece.size() - open - 2).trimmed();
    }
    if (address.startsWith(u"mailto:", Qt::CaseInsensitive))
        address = address.sliced(7);
    if (!isUsableAddress(address))
        return {};
    return { name == address ? QString() : name, address };
}

bool needsQuotes(const QString &name)
{
    return std::any_of(name.begin(), name.end(), [](QChar c) { return QStringView(u",;<>\"\\@()").contains(c); });
}

//! What SMTP could not say (RFC 5321 section 4.1.2), or only with what other programs take for its end, is refused while it can be corrected.
bool isSayable(QStringView localPart)
{
    if (localPart.contains(u'<') || localPart.contains(u'>'))
        return false;
    if (!localPart.startsWith(u'"'))
        return true;
    if (localPart.size() < 3 || !localPart.endsWith(u'"'))
        return false;
    bool escaped = false;
    for (const QChar c : localPart.sliced(1, localPart.size() - 2)) {
        if (!escaped && c == u'"')
            return false;
        escaped = !escaped && c == u'\\';
    }
    return !escaped;
}

} // namespace

bool isUsableAddress(const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    if (at <= 0 || at + 1 >= address.size() || address.size() > 320 || !isSayable(QStringView(address).first(at)))
        return false;
    const QStringView domain = QStringView(address).sliced(at + 1);
    const bool literal = domain.startsWith(u'[') && domain.endsWith(u']');
    if (!literal) {
        const bool strange = std::any_of(domain.begin(), domain.end(), [](QChar c) {
            return !(c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == u'-' || c == u'.' || c == u'_');
        });
        if (strange || domain.startsWith(u'.') || domain.endsWith(u'.') || domain.startsWith(u'-') || domain.contains(QStringView(u"..")))
            return false;
    }
    return mime::isPlausibleAddress(address);
}

Result<QList<Address>> parseAddressInput(const QString &text)
{
    QList<Address> addresses;
    for (const QString &raw : split(text)) {
        const QString piece = raw.trimmed();
        if (piece.isEmpty())
            continue;
        const Address address = parsePiece(piece);
        if (address.isEmpty())
            return Error { ErrorKind::InvalidInput, Text::tr("“%1” is not a mail address.").arg(textsafety::printable(piece, 200)) };
        addresses += address;
    }
    return addresses;
}

QString addressInputText(const QList<Address> &addresses)
{
    QStringList pieces;
    for (const Address &address : addresses) {
        if (address.name.isEmpty()) {
            pieces += address.address;
            continue;
        }
        QString name = address.name.simplified();
        if (needsQuotes(name))
            name = u'"' + name.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")) + u'"';
        pieces += name + QStringLiteral(" <") + address.address + u'>';
    }
    return pieces.join(QStringLiteral(", "));
}

} // namespace golub::compose
