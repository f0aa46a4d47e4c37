// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/Tones.h"

#include "ui/style/Colors.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QEvent>
#include <QLabel>
#include <QUrl>

namespace golub::ui {

namespace {

//! QLabel asks for the height that its words need in a narrow column, whatever width it then gets; a form takes that
//! for a minimum.
class WrappingLabel : public QLabel
{
public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override
    {
        const QSize least = QLabel::minimumSizeHint();
        return wordWrap() ? QSize(qMin(least.width(), fontMetrics().averageCharWidth() * 20), fontMetrics().height())
                          : least;
    }
    QSize sizeHint() const override
    {
        if (!wordWrap())
            return QLabel::sizeHint();
        const int width = qMin(fontMetrics().size(0, text()).width(), fontMetrics().averageCharWidth() * 60)
            + contentsMargins().left() + contentsMargins().right() + 2;
        return { width, heightForWidth(width) };
    }
};

//! Re-applies a tone after the desktop switched between light and dark.
class ToneKeeper : public QObject
{
public:
    ToneKeeper(QLabel *label, Tone tone)
        : QObject(label)
        , m_label(label)
        , m_tone(tone)
    {
        setObjectName(QStringLiteral("toneKeeper"));
        label->installEventFilter(this);
        // On a pane whose background is Base a label would take Text instead, and the tone would not show.
        label->setForegroundRole(QPalette::WindowText);
        apply();
    }

    void setTone(Tone tone)
    {
        m_tone = tone;
        apply();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange && !m_applying)
            apply();
        return QObject::eventFilter(watched, event);
    }

private:
    void apply()
    {
        m_applying = true;
        // From the application's palette: the label's own already has the colour that is being replaced.
        const QPalette base = m_label->parentWidget() ? m_label->parentWidget()->palette() : QPalette();
        QPalette own = m_label->palette();
        own.setColor(QPalette::WindowText, toneColor(base, m_tone));
        m_label->setPalette(own);
        m_applying = false;
    }

    QLabel *m_label;
    Tone m_tone;
    bool m_applying = false;
};

} // namespace

QColor toneColor(const QPalette &palette, Tone tone)
{
    const Colors &colors = colorsOf(palette);
    switch (tone) {
    case Tone::Muted:
        return colors.muted;
    case Tone::Good:
        return colors.good;
    case Tone::Warning:
        return colors.warning;
    case Tone::Bad:
        return colors.danger;
    }
    return colors.text;
}

QColor toneBackground(const QPalette &palette, Tone tone)
{
    return blend(palette.color(QPalette::Window), toneColor(palette, tone), isDark(palette) ? 0.14 : 0.09);
}

QColor blend(const QColor &under, const QColor &over, double share)
{
    const auto mix = [share](int low, int high) { return int(low + (high - low) * share + 0.5); };
    return QColor(mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue()));
}

void setTone(QLabel *label, Tone tone)
{
    auto *keeper = static_cast<ToneKeeper *>(
        label->findChild<QObject *>(QStringLiteral("toneKeeper"), Qt::FindDirectChildrenOnly));
    if (keeper)
        keeper->setTone(tone);
    else
        new ToneKeeper(label, tone);
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new WrappingLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QFont headingFont(const QFont &base, double factor)
{
    QFont font = base;
    font.setBold(true);
    font.setPointSizeF(base.pointSizeF() * factor);
    return font;
}

QString errorDetails(const Error &error)
{
    QStringList lines;
    QString answer;
    if (error.reply.code != 0)
        answer += QString::number(error.reply.code) + u' ';
    if (!error.reply.enhanced.isEmpty())
        answer += error.reply.enhanced + u' ';
    answer += error.reply.text;
    if (!answer.trimmed().isEmpty())
        lines += QCoreApplication::translate("golub::ui::Details", "The server answered: %1").arg(answer.trimmed());
    if (!error.detail.isEmpty())
        lines += error.detail;
    return lines.join(u'\n');
}

QString errorText(const Error &error)
{
    return !error.advice.isEmpty() ? error.advice : error.text.isEmpty() ? describe(error.kind) : error.text;
}

void openErrorPage(const Error &error)
{
    // Pages come from Golub's own data; an answer's link only where it is on the same host (account::ErrorAdvisor).
    const QUrl url(error.page, QUrl::StrictMode);
    if (url.isValid() && url.scheme() == u"https")
        QDesktopServices::openUrl(url);
}

} // namespace golub::ui
