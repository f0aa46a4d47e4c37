// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window needs from the program's start to a list that is painted, with mail in it:
//   start_time PROFILE [PICTURE]     offline, on a profile with an account; prints milliseconds of the clock and of the processor
#include "app/Ending.h"
#include "app/window/Application.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace {

//! Since the kernel started the program: linking and loading count. Exact to a clock tick (10 ms).
double sinceStart()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray all = stat.readAll();
    const QList<QByteArray> fields = all.mid(all.lastIndexOf(')') + 2).split(' ');
    timespec now {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double started = fields.value(19).toDouble() / double(sysconf(_SC_CLK_TCK)); // field 22, starttime
    return (double(now.tv_sec) + double(now.tv_nsec) / 1e9 - started) * 1000;
}

double processorTime()
{
    timespec used {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1000 + double(used.tv_nsec) / 1e6;
}

class FirstPaint final : public QObject
{
public:
    explicit FirstPaint(const QString &picture) : m_picture(picture) { }

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        auto *list = m_done || event->type() != QEvent::Paint ? nullptr : qobject_cast<QAbstractItemView *>(object->parent());
        if (list && list->objectName() == u"messageList" && list->model()->rowCount() > 0) {
            m_done = true;
            // Behind the painting of this event, and what it puts on the screen.
            QTimer::singleShot(0, list, [this, list] {
                std::printf("%d rows; %.0f ms, %.0f ms of processor time\n", list->model()->rowCount(), sinceStart(), processorTime());
                if (!m_picture.isEmpty())
                    list->window()->grab().save(m_picture);
                QCoreApplication::quit();
            });
        }
        return false;
    }

private:
    QString m_picture;
    bool m_done = false;
};

int run(int &argc, char **argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("golub"));
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "start_time PROFILE [PICTURE]\n");
        return 2;
    }
    FirstPaint paint(arguments.value(2));
    application.installEventFilter(&paint);
    golub::app::Application golub;
    golub.installTranslations();
    golub.start(arguments.at(1), true, {});
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    golub::app::endProgram(run(argc, argv));
}
