package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.trace.drawing.Painter.Anchor;
import dev.shardwright.simulator.trace.drawing.Painter.Font;
import java.util.ArrayList;
import java.util.List;

/** Where the parts of a chart stand on the sheet, in points. */
record Sheet(Chart chart) {
    static final double MARGIN = 16;
    static final double WIDTH = 1100;
    static final double TEXT_SIZE = 11;
    private static final Font TEXT = new Font(TEXT_SIZE, false, Anchor.START);

    private static final double LABELS = 64;
    private static final double LINE = 18;
    private static final double FOOT = 44;

    /** All rows together; fewer are not drawn taller than the tallest, more not lower than the lowest. */
    private static final double ROWS = 640;

    private static final double TALLEST = 26;
    private static final double LOWEST = 3;
    private static final double LANE_SHARE = 0.22;
    private static final double LEAST_LANE = 1.5;
    private static final double GAP_SHARE = 0.2;
    private static final double LABEL_SPACING = 13;

    /** An ink of the legend: where its mark begins, and the base line of its text. */
    record Entry(Ink ink, double x, double y) {}

    double titleBase() {
        return MARGIN + 14;
    }

    double remarkBase() {
        return titleBase() + LINE;
    }

    /** The inks that are used, idle time last, in as many lines as they need. */
    List<Entry> legend() {
        List<Entry> entries = new ArrayList<>();
        double x = MARGIN;
        double y = titleBase() + 24 + (chart.remark().isEmpty() ? 0 : LINE);
        for (Ink ink : chart.inks()) {
            double width = TEXT_SIZE + TEXT.width(ink.label()) + 12;
            if (x + width > WIDTH - MARGIN) {
                x = MARGIN;
                y += LINE;
            }
            entries.add(new Entry(ink, x, y));
            x += width;
        }
        return entries;
    }

    double top() {
        List<Entry> legend = legend();
        return legend.get(legend.size() - 1).y() + 24;
    }

    double bottom() {
        return top() + chart.rows().size() * rowSpacing() - passHeight() * GAP_SHARE;
    }

    double height() {
        return bottom() + FOOT;
    }

    double x(double time) {
        return MARGIN + LABELS + width(time);
    }

    double width(double time) {
        return chart.until() == 0 ? 0 : time / chart.until() * (WIDTH - 2 * MARGIN - LABELS);
    }

    private int lanes() {
        return chart.rows().stream().mapToInt(row -> row.beside().size()).max().orElse(0);
    }

    double passHeight() {
        double perRow = ROWS / chart.rows().size();
        return Math.max(LOWEST, Math.min(TALLEST, perRow / (1 + GAP_SHARE + lanes() * LANE_SHARE)));
    }

    double laneHeight() {
        return Math.max(LEAST_LANE, passHeight() * LANE_SHARE - 1);
    }

    private double laneSpacing() {
        return laneHeight() + 1;
    }

    private double rowSpacing() {
        return passHeight() * (1 + GAP_SHARE) + lanes() * laneSpacing();
    }

    double rowTop(int row) {
        return top() + row * rowSpacing();
    }

    double laneTop(int row, int lane) {
        return rowTop(row) + passHeight() + 1 + lane * laneSpacing();
    }

    /** Whether there is room for a row's label. */
    boolean labels(int row) {
        return row % Math.max(1, (int) Math.ceil(LABEL_SPACING / rowSpacing())) == 0;
    }
}
