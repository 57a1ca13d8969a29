// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPaintDevice>
#include <QPaintEngine>
#include <QStringList>
#include <QWidget>

#include <memory>
#include <vector>

namespace tokenmeter::testing
{

/// A paint device that draws nothing and remembers every text: where it stands, and what was left of it by the clip.
/// What is covered by an opaque shape later is forgotten, as the eye would.
class TextProbe : public QPaintDevice
{
public:
    explicit TextProbe(QSize size);
    ~TextProbe() override;

    struct Text
    {
        QString text{};
        QRectF ink{};  ///< tight, in the device's coordinates
        QRectF clip{}; ///< what may be seen there
    };
    const std::vector<Text> &texts() const;

    /// Texts of which a part is cut off at the left or right, and pairs that stand on each other. Empty = all is well.
    static QStringList faultsOf(QWidget &widget);

    QPaintEngine *paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
    QSize m_size;
};

} // namespace tokenmeter::testing
