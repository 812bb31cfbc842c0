package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.trace.drawing.Chart.Height;
import dev.shardwright.simulator.trace.drawing.Chart.Row;
import dev.shardwright.simulator.trace.drawing.Chart.Span;
import dev.shardwright.simulator.trace.drawing.Painter.Anchor;
import dev.shardwright.simulator.trace.drawing.Painter.Area;
import dev.shardwright.simulator.trace.drawing.Painter.Font;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Draws a chart: title, legend, a row per rank with idle time shaded, and the time axis. */
final class ChartPainter {
    private static final Font TITLE = new Font(15, true, Anchor.START);
    private static final Font REMARK = new Font(Sheet.TEXT_SIZE, false, Anchor.START);
    private static final Font TICK = new Font(Sheet.TEXT_SIZE, false, Anchor.MIDDLE);
    private static final Font ROW = new Font(Sheet.TEXT_SIZE, false, Anchor.END);
    private static final double LARGEST_NUMBER = 11;
    private static final double SMALLEST_NUMBER = 6;

    private static final Colour GRID = Colour.of(0xd8d8d8);
    private static final Colour GREY_TEXT = Colour.of(0x555555);
    private static final Colour EDGE = Colour.WHITE;

    private static final int TICKS = 14;
    private static final double SWATCH = Sheet.TEXT_SIZE;
    /** Narrower boxes have no edge, which would hide them. */
    private static final double LEAST_WITH_EDGE = 3;

    private final Chart chart;
    private final Sheet sheet;
    private final Painter painter;
    private final Map<Ink, Double> sizes;

    private ChartPainter(Chart chart, Sheet sheet, Painter painter) {
        this.chart = chart;
        this.sheet = sheet;
        this.painter = painter;
        this.sizes = sizes();
    }

    static void paint(Chart chart, Sheet sheet, Painter painter) {
        ChartPainter own = new ChartPainter(chart, sheet, painter);
        own.heading();
        own.axis();
        for (int row = 0; row < chart.rows().size(); row++) {
            own.row(row);
        }
    }

    private void heading() {
        painter.text(Sheet.MARGIN, sheet.titleBase(), chart.title(), TITLE, Colour.BLACK);
        if (!chart.remark().isEmpty()) {
            painter.text(Sheet.MARGIN, sheet.remarkBase(), chart.remark(), REMARK, GREY_TEXT);
        }
        for (Sheet.Entry entry : sheet.legend()) {
            Area swatch = new Area(entry.x(), entry.y() - SWATCH + 1.5, SWATCH, SWATCH);
            painter.fill(swatch, entry.ink().colour());
            painter.outline(swatch, GRID);
            painter.text(entry.x() + SWATCH + 4, entry.y(), entry.ink().label(), REMARK, Colour.BLACK);
        }
    }

    private void axis() {
        double bottom = sheet.bottom();
        for (TimeAxis.Tick tick : chart.axis().ticks(chart.until(), TICKS)) {
            double x = sheet.x(tick.at());
            painter.line(x, sheet.top() - 4, x, bottom + 4, GRID);
            painter.text(x, bottom + 17, tick.text(), TICK, Colour.BLACK);
        }
        painter.text(
                (sheet.x(0) + sheet.x(chart.until())) / 2,
                bottom + 34,
                chart.axis().label(),
                TICK,
                Colour.BLACK);
    }

    private void row(int number) {
        Row row = chart.rows().get(number);
        double y = sheet.rowTop(number);
        if (sheet.labels(number)) {
            painter.text(
                    sheet.x(0) - 8,
                    y + sheet.passHeight() / 2 + Sheet.TEXT_SIZE * 0.36,
                    row.label(),
                    ROW,
                    Colour.BLACK);
        }
        painter.fill(new Area(sheet.x(0), y, sheet.width(chart.until()), sheet.passHeight()), Ink.IDLE.colour());
        boxes(row.passes(), y, sheet.passHeight());
        for (int lane = 0; lane < row.beside().size(); lane++) {
            boxes(row.beside().get(lane), sheet.laneTop(number, lane), sheet.laneHeight());
        }
    }

    private void boxes(List<Span> spans, double y, double height) {
        for (Span span : Merging.of(spans, 1 / sheet.width(1))) {
            Area area = area(span, y, height);
            painter.fill(area, span.colour());
            if (area.width() >= LEAST_WITH_EDGE && area.height() >= LEAST_WITH_EDGE) {
                painter.outline(area, EDGE);
            }
            label(span, area);
        }
    }

    private void label(Span span, Area area) {
        double size = sizes.getOrDefault(span.ink(), 0.0);
        if (!span.label().isEmpty() && fit(span, area) >= size && size > 0) {
            painter.text(
                    area.x() + area.width() / 2,
                    area.y() + area.height() / 2 + size * 0.36,
                    span.label(),
                    new Font(size, false, Anchor.MIDDLE),
                    span.colour().text());
        }
    }

    /** One size for all labels in boxes of an ink: the smallest of those that can be read. */
    private Map<Ink, Double> sizes() {
        Map<Ink, Double> smallest = new EnumMap<>(Ink.class);
        for (Row row : chart.rows()) {
            for (Span span : row.passes()) {
                double fit = fit(span, area(span, 0, sheet.passHeight()));
                if (fit >= SMALLEST_NUMBER) {
                    smallest.merge(span.ink(), fit, Math::min);
                }
            }
        }
        return smallest;
    }

    /** How large a box's label may be. */
    private static double fit(Span span, Area area) {
        double unit = new Font(1, false, Anchor.MIDDLE).width(span.label());
        return Math.min(LARGEST_NUMBER, Math.min(area.height() * 0.85, (area.width() - 2) / unit));
    }

    private Area area(Span span, double y, double height) {
        double own = span.height() == Height.WHOLE ? height : height / 2;
        double top = span.height() == Height.LOWER ? y + own : y;
        return new Area(sheet.x(span.start()), top, sheet.width(span.end() - span.start()), own);
    }
}
