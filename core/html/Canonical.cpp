// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Canonical.h"

#include "core/base/Limits.h"
#include "core/html/NestingCounter.h"
#include "core/html/Tokenizer.h"

#include <QString>

#include <algorithm>

namespace golub::html {
namespace {

qsizetype attributeLimit(QByteArrayView name)
{
    if (name == "href" || name == "style" || name == "src")
        return 8 * 1024;
    if (name == "alt" || name == "title" || name == "class")
        return 1024;
    return 64;
}

//! True where half a value would mean something else than the whole one.
bool mustBeWhole(QByteArrayView name)
{
    return name != "alt" && name != "title";
}

bool startsWithData(QByteArrayView value)
{
    const QByteArrayView trimmed = value.trimmed();
    return trimmed.size() > 5 && qstrnicmp(trimmed.data(), 5, "data:", 5) == 0;
}

class Writer
{
public:
    explicit Writer(QByteArrayView utf8) : m_source(utf8) { }

    Canonical run()
    {
        m_out.stream.reserve(std::min(m_source.size(), limits::HtmlBytes));
        if (!write(false)) {
            m_out = {};
            m_out.flattened = true;
            m_out.truncated = true;
            write(true);
        }
        return std::move(m_out);
    }

private:
    //! False where the nesting is over the limit.
    bool write(bool flat)
    {
        Tokenizer tokenizer(m_source);
        NestingCounter nesting;
        Token token;
        QByteArray skipUntil;
        while (tokenizer.next(token)) {
            if (!skipUntil.isEmpty()) {
                if (token.kind == Token::Kind::End && token.name == skipUntil)
                    skipUntil.clear();
                continue;
            }
            if (m_out.stream.size() >= limits::HtmlBytes) {
                m_out.truncated = true;
                break;
            }
            switch (token.kind) {
            case Token::Kind::Text:
                nesting.text();
                writeText(token.text);
                break;
            case Token::Kind::Style:
                m_out.styleSheet += token.text.first(std::min(token.text.size(), limits::HtmlStyleBytes - m_out.styleSheet.size()));
                break;
            case Token::Kind::Start:
                if (dropsContent(token))
                    skipUntil = token.name;
                else if (token.info && token.info->fate == Fate::Keep)
                    writeStart(token, nesting, flat);
                break;
            case Token::Kind::End:
                if (token.info && token.info->fate == Fate::Keep)
                    writeEnd(token, nesting, flat);
                break;
            }
            if (!flat && nesting.isOverLimit())
                return false;
        }
        return true;
    }

    bool dropsContent(const Token &token)
    {
        if (!token.info)
            return false;
        const bool isLinkWithoutLoad = token.name == "link" && !token.attribute("rel").contains("style") && !token.attribute("rel").contains("icon")
            && !token.attribute("rel").contains("pre");
        if (token.info->remote && !token.attribute(token.info->remote).isEmpty() && !isLinkWithoutLoad)
            ++m_out.blockedRemoteItems;
        return token.info->fate == Fate::DropContent;
    }

    void writeText(QByteArrayView text)
    {
        text = text.first(std::min(text.size(), limits::HtmlBytes));
        for (const char c : text) {
            if (c == '<')
                m_out.stream += "&lt;";
            else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t' || c == '\r')
                m_out.stream += c;
            else
                m_out.stream += ' ';
        }
    }

    void writeStart(const Token &token, NestingCounter &nesting, bool flat)
    {
        if (flat) {
            if (isBlock(token.info->tag) || token.info->tag == Tag::Br)
                writeFlatBreak();
            return;
        }
        nesting.start(*token.info);
        m_out.stream += '<';
        m_out.stream += tagName(token.info->tag);
        for (const RawAttribute &attribute : token.attributes)
            writeAttribute(attribute);
        m_out.stream += '>';
    }

    void writeFlatBreak()
    {
        if (!m_out.stream.endsWith("<br><br>"))
            m_out.stream += "<br>";
    }

    void writeAttribute(const RawAttribute &attribute)
    {
        if (attribute.name == "src" && startsWithData(attribute.value)) {
            m_dataBytes += attribute.value.size();
            if (m_dataBytes > limits::HtmlDataBytes) {
                m_out.truncated = true;
                return;
            }
            m_out.stream += " src=\"data:#" + QByteArray::number(m_out.dataUrls.size()) + '"';
            m_out.dataUrls += attribute.value.trimmed().toByteArray();
            return;
        }
        QByteArrayView value = attribute.value;
        const qsizetype limit = attributeLimit(attribute.name);
        if (value.size() > limit) {
            if (mustBeWhole(attribute.name))
                return;
            value = value.first(limit);
        }
        m_out.stream += ' ';
        m_out.stream += attribute.name;
        m_out.stream += "=\"";
        for (const char c : value) {
            if (c == '"')
                m_out.stream += "&quot;";
            else if (c != '\0')
                m_out.stream += c;
        }
        m_out.stream += '"';
    }

    void writeEnd(const Token &token, NestingCounter &nesting, bool flat)
    {
        if (flat) {
            if (isBlock(token.info->tag))
                writeFlatBreak();
            return;
        }
        nesting.end(*token.info);
        if (token.info->nesting == Nesting::Void && token.info->tag != Tag::Br)
            return;
        m_out.stream += "</";
        m_out.stream += tagName(token.info->tag);
        m_out.stream += '>';
    }

    QByteArrayView m_source;
    Canonical m_out;
    qsizetype m_dataBytes = 0;
};

} // namespace

Canonical canonicalize(QByteArrayView utf8)
{
    // The tree builder would turn invalid UTF-8 into U+FFFD too, but here it is certain that both see the same characters.
    bool cut = false;
    if (utf8.size() > limits::HtmlSourceBytes) {
        utf8 = utf8.first(limits::HtmlSourceBytes);
        cut = true;
    }
    const QByteArray valid = QString::fromUtf8(utf8).toUtf8();
    Canonical canonical = Writer(valid).run();
    canonical.truncated |= cut;
    return canonical;
}

} // namespace golub::html
