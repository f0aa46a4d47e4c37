// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Limits.h"
#include "core/html/HtmlToText.h"
#include "core/html/HtmlWords.h"
#include "core/html/Sanitizer.h"
#include "core/html/TextToHtml.h"

#include <QRegularExpression>

#include <cstdint>
#include <cstdlib>

using namespace golub;

//! Whatever comes in: every "<" of the output begins one of our own tags, pictures come from the message, and cleaning it again changes
//! nothing that could make it refer to anything.
static void check(const QString &html)
{
    static const QRegularExpression Tag(QStringLiteral("</?[a-z][a-z0-9]*(?: [a-z]+=\"[^\"<>]*\")*>"));
    static const QRegularExpression Source(QStringLiteral(" src=\"(?!cid:|data:image/)"));
    static const QRegularExpression Target(QStringLiteral(" href=\"(?!https?://|mailto:|tel:)"));
    static const QRegularExpression Css(QStringLiteral(" style=\"[^\"]*(?:url|\\\\|\\(|@)"));
    qsizetype tags = 0;
    for (auto match = Tag.globalMatch(html); match.hasNext(); ++tags) {
        const QString tag = match.next().captured();
        if (Source.match(tag).hasMatch() || Target.match(tag).hasMatch() || Css.match(tag).hasMatch())
            std::abort();
    }
    if (tags != html.count(u'<'))
        std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    for (const html::View view : { html::View::Author, html::View::Reader }) {
        const html::SanitizedHtml first = html::sanitize(bytes, { view });
        check(first.html);
        const html::SanitizedHtml second = html::sanitize(QStringView(first.html), { view });
        check(second.html);
        if (second.blockedRemoteItems != 0)
            std::abort();
    }
    (void)html::htmlToText(bytes);
    (void)html::htmlWords(bytes);
    const QString text = QString::fromUtf8(bytes);
    check(html::textToHtml(text));
    for (const html::TextLink &link : html::findLinks(text)) {
        if (link.start < 0 || link.length <= 0 || link.start + link.length > text.size() || link.target.isEmpty())
            std::abort();
    }
    return 0;
}
