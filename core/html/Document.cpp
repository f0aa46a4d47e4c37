// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/Document.h"

#include "core/base/Limits.h"
#include "core/html/Canonical.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>

namespace golub::html {
namespace {

struct GumboDeleter {
    void operator()(GumboOutput *output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};
using GumboTree = std::unique_ptr<GumboOutput, GumboDeleter>;

Tag tagOf(const GumboElement &element)
{
    const TagInfo *info = tagInfo(QByteArrayView(gumbo_normalized_tagname(element.tag)));
    return info && info->fate == Fate::Keep ? info->tag : Tag::None;
}

Node nodeFrom(const GumboNode &from, int parent)
{
    Node node;
    node.parent = parent;
    if (from.type != GUMBO_NODE_ELEMENT) {
        node.tag = Tag::Text;
        node.text = QString::fromUtf8(from.v.text.text);
        return node;
    }
    node.tag = tagOf(from.v.element);
    const GumboVector &attributes = from.v.element.attributes;
    node.attributes.reserve(attributes.length);
    for (unsigned i = 0; i < attributes.length; ++i) {
        const auto *attribute = static_cast<const GumboAttribute *>(attributes.data[i]);
        node.attributes.emplace_back(QByteArray(attribute->name), QString::fromUtf8(attribute->value));
    }
    return node;
}

//! Copies the tree breadth by depth into the flat form, without recursion.
void flatten(const GumboNode *root, Document &document)
{
    struct Open {
        const GumboVector *children;
        unsigned next;
        int index;
    };
    std::vector<Open> open;
    const auto enter = [&](const GumboNode &node, int parent) {
        const int index = int(document.nodes.size());
        document.nodes.push_back(nodeFrom(node, parent));
        document.nodes.back().end = index + 1;
        if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE)
            open.push_back({ &node.v.element.children, 0, index });
    };
    enter(*root, -1);
    while (!open.empty()) {
        Open &top = open.back();
        if (top.next >= top.children->length || document.nodes.size() >= std::size_t(limits::HtmlNodes)) {
            document.truncated |= top.next < top.children->length;
            document.nodes[std::size_t(top.index)].end = int(document.nodes.size());
            open.pop_back();
            continue;
        }
        const auto *child = static_cast<const GumboNode *>(top.children->data[top.next++]);
        const int parent = top.index;
        if (child->type != GUMBO_NODE_COMMENT)
            enter(*child, parent);
    }
}

float fontPixels(const Node &node, const Style &style, float parent)
{
    static constexpr std::array<float, 8> FontSizes { 10, 10, 13, 16, 18, 24, 32, 48 };
    if (style.fontSize.unit == Length::Unit::Pixels)
        return style.fontSize.value;
    if (style.fontSize.unit == Length::Unit::Em)
        return std::min(parent * style.fontSize.value, 1000.f);
    if (style.fontSize.unit == Length::Unit::Percent)
        return std::min(parent * style.fontSize.value / 100, 1000.f);
    if (node.tag != Tag::Font || !node.hasAttribute("size"))
        return parent;
    const QString size = node.attribute("size").trimmed();
    const int number = size.toInt();
    const bool relative = size.startsWith(u'+') || size.startsWith(u'-');
    return FontSizes[std::size_t(std::clamp(relative ? 3 + number : number, 1, 7))];
}

void resolveStyles(Document &document, const StyleSheet &sheet)
{
    document.styles.resize(document.nodes.size());
    document.fontPixels.assign(document.nodes.size(), 16);
    for (std::size_t i = 0; i < document.nodes.size(); ++i) {
        const Node &node = document.nodes[i];
        const float parentPixels = node.parent < 0 ? 16 : document.fontPixels[std::size_t(node.parent)];
        document.fontPixels[i] = parentPixels;
        if (node.tag == Tag::Text || node.tag == Tag::None)
            continue;
        Style &style = document.styles[i];
        style = sheet.styleFor(node.tag, node.attribute("id"), node.attribute("class"), node.attribute("style"));
        document.fontPixels[i] = fontPixels(node, style, parentPixels);
        document.blockedRemoteItems += style.remoteItems;
        if (node.hasAttribute("hidden"))
            style.hidden = true;
        if (node.hasAttribute("background")) {
            style.backgroundImage = true;
            document.blockedRemoteItems += isRemote(node.attribute("background")) ? 1 : 0;
        }
        if (node.tag == Tag::Img && (isRemote(node.attribute("src")) || (node.hasAttribute("srcset") && node.attribute("src").isEmpty())))
            ++document.blockedRemoteItems;
    }
}

} // namespace

bool Document::isHidden(int index) const
{
    const auto i = std::size_t(index);
    return nodes[i].tag == Tag::Text ? fontPixels[i] <= 1 : styles[i].isHidden();
}

bool isRemote(QStringView url)
{
    url = url.trimmed();
    return url.startsWith(u"http:", Qt::CaseInsensitive) || url.startsWith(u"https:", Qt::CaseInsensitive) || url.startsWith(u"//")
        || url.startsWith(u"ftp:", Qt::CaseInsensitive);
}

QString Node::attribute(QByteArrayView name) const
{
    for (const auto &[known, value] : attributes) {
        if (known == name)
            return value;
    }
    return {};
}

bool Node::hasAttribute(QByteArrayView name) const
{
    for (const auto &[known, value] : attributes) {
        if (known == name)
            return true;
    }
    return false;
}

Document Document::parse(QByteArrayView utf8)
{
    const Canonical canonical = canonicalize(utf8);
    Document document;
    document.dataUrls = canonical.dataUrls;
    document.truncated = canonical.truncated;
    document.blockedRemoteItems = canonical.blockedRemoteItems;
    {
        const GumboTree tree(gumbo_parse_with_options(&kGumboDefaultOptions, canonical.stream.constData(), std::size_t(canonical.stream.size())));
        flatten(tree->root, document);
    }
    const StyleSheet sheet = StyleSheet::parse(QString::fromUtf8(canonical.styleSheet));
    document.blockedRemoteItems += sheet.remoteItems();
    document.responsive = sheet.isResponsive();
    resolveStyles(document, sheet);
    return document;
}

} // namespace golub::html
