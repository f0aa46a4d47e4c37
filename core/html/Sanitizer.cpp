// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Sanitizer.h"

#include "core/html/HtmlWriter.h"

namespace golub::html {

SanitizedHtml sanitize(QByteArrayView utf8, const SanitizeOptions &options)
{
    const Document document = Document::parse(utf8);
    const Layout layout = Layout::of(document);
    const bool reader = options.view == View::Reader || (options.view == View::Auto && layout.complex);
    SanitizedHtml sanitized = HtmlWriter(document, layout, reader, options.remotePictures).write();
    sanitized.blockedRemoteItems = document.blockedRemoteItems;
    sanitized.complex = layout.complex;
    sanitized.truncated |= document.truncated;
    return sanitized;
}

SanitizedHtml sanitize(QStringView html, const SanitizeOptions &options)
{
    return sanitize(QByteArrayView(html.toUtf8()), options);
}

} // namespace golub::html
