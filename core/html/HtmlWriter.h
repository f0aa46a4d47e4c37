// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/Layout.h"
#include "core/html/Sanitizer.h"

#include <QSet>

#include <optional>
#include <vector>

namespace golub::html {

//! Writes a Document as HTML that QTextDocument shows well: only our own tags and attributes, in one pass without recursion.
class HtmlWriter
{
public:
    HtmlWriter(const Document &document, const Layout &layout, bool reader, bool remotePictures);
    //! html, cidReferences, remotePictures and truncated.
    SanitizedHtml write();

private:
    //! Colours that hold for text: both or none. Blocks repeat them, because Qt paints a block's background only behind itself.
    struct Region {
        Rgb color;
        Rgb background;
        bool painted = false;         //!< a table cell around paints it
    };
    enum class Context : quint8 { Flow, Table, Row, List };
    struct Open {
        int end = 0;                  //!< node index behind the element
        QByteArray closing = {};      //!< what closes it; empty where nothing was written
        QString suffix = {};          //!< text before that
        std::optional<Region> region = {};
        std::optional<Rgb> authorColor = {}; //!< the author's own foreground, written or not
        std::optional<Rgb> rowBackground = {};
        int fontStep = 0;
        int quoteLevel = 0;
        int depth = 0;
        int columns = 0;
        bool spans = true;            //!< the table's cells may span
        bool preserveSpace = false;
        bool block = false;
        bool inLink = false;
        Context context = Context::Flow;
    };

    void enter(int index);
    void closeUpTo(int index);
    void writeText(const QString &text);
    void flushBreaks();
    void blockBoundary();
    bool writeEmptyBlock(int index);
    void writeElement(int index, Open &open);
    void writeBlock(int index, Open &open);
    void writeInline(int index, Open &open);
    void writeTable(int index, Open &open);
    void writeCell(int index, Open &open);
    void writeList(int index, Open &open);
    void writeImage(int index, const Open &open);
    QString remotePicture(int index);
    void writeLink(int index, Open &open);
    void begin(Open &open, QByteArrayView tag, const QString &attributes = {});
    void addCss(const QString &declaration);
    void addColors(int index, Open &open);
    void addFont(int index, Open &open);
    void addMargins(int index);
    QString align(int index) const;
    QString widthAttribute(int index) const;
    bool fitsAsTable(int index);

    const Node &node(int index) const { return m_document.nodes[std::size_t(index)]; }
    const Style &style(int index) const { return m_document.styles[std::size_t(index)]; }
    const Layout::Box &box(int index) const { return m_layout.boxes[std::size_t(index)]; }

    const Document &m_document;
    const Layout &m_layout;
    const bool m_reader;
    const bool m_remotePictures;
    QSet<QString> m_remoteIds;
    SanitizedHtml m_out;
    std::vector<Open> m_open;
    QString m_css;
    qsizetype m_styleBytes = 0;
    int m_rows = 0;
    int m_cells = 0;
    int m_images = 0;
    int m_wordLength = 0;
    int m_pendingBreaks = 0;          //!< a line break at the end of a block does not count
    bool m_blank = true;              //!< the last thing written was a blank or a block's edge
};

} // namespace golub::html
