package dev.shardwright.gui.timeline;

import java.util.Arrays;

/** Paints one lane as a line of pixels: each the kind that fills most of it, lighter where something idles. */
final class LaneRaster {
    /** Narrower boxes have no seam at their right. */
    private static final double LEAST_FOR_SEAM = 5;

    /** How far what is not on the critical path steps back. */
    private static final double DIMMED = 0.78;

    /** Of its colour, so that a short task can be seen. */
    private static final double LEAST_SHARE = 0.3;

    /** Where a box that is wide enough for a text stands. */
    @FunctionalInterface
    interface Boxes {
        void box(int slice, double left, double right);
    }

    private final int width;
    private final double leastBox;
    private final Viewport view;
    private final double scale;
    private final float[] cover;
    private final float[] most;
    private final byte[] kind;
    private final boolean[] critical;
    private final int[] colours = SliceKind.argb();

    /** @param leastBox the width in pixels from which on boxes are told of */
    LaneRaster(int width, double leastBox, Viewport view) {
        this.width = width;
        this.leastBox = leastBox;
        this.view = view;
        this.scale = width / view.length();
        this.cover = new float[width];
        this.most = new float[width];
        this.kind = new byte[width];
        this.critical = new boolean[width];
    }

    /**
     * @param ground the colour behind the lane
     * @param dim whether what is not on the critical path steps back
     * @param row takes a colour for each pixel, from {@code offset} on
     */
    void paint(Lane lane, int ground, boolean dim, int[] row, int offset, Boxes boxes) {
        Arrays.fill(cover, 0);
        Arrays.fill(most, 0);
        Arrays.fill(critical, false);
        int top = lane.top();
        for (int node = 0; node < lane.size(top); node++) {
            descend(lane, top, node, boxes);
        }
        for (int x = 0; x < width; x++) {
            double share = LEAST_SHARE + (1 - LEAST_SHARE) * Math.min(1, cover[x]);
            row[offset + x] = cover[x] == 0
                    ? ground
                    : blend(ground, colours[kind[x]], dim && !critical[x] ? share * (1 - DIMMED) : share);
        }
    }

    private void descend(Lane lane, int level, int node, Boxes boxes) {
        double start = lane.start(level, node);
        double end = lane.end(level, node);
        if (end <= view.from() || start >= view.until()) {
            return;
        }
        double left = (start - view.from()) * scale;
        double right = (end - view.from()) * scale;
        if (level == 0) {
            box(lane, node, left, right, boxes);
        } else if ((int) left == (int) right) {
            add(
                    (int) left,
                    (float) (lane.busy(level, node) * scale),
                    lane.kind(level, node),
                    lane.critical(level, node));
        } else {
            int until = Math.min(lane.size(level - 1), (node + 1) * Lane.FAN);
            for (int child = node * Lane.FAN; child < until; child++) {
                descend(lane, level - 1, child, boxes);
            }
        }
    }

    private void box(Lane lane, int slice, double left, double right, Boxes boxes) {
        double shown = right - left >= LEAST_FOR_SEAM ? right - 1 : right;
        int first = Math.max(0, (int) left);
        int last = Math.min(width - 1, (int) shown);
        for (int x = first; x <= last; x++) {
            double part = Math.min(shown, x + 1) - Math.max(left, x);
            add(x, (float) part, lane.kind(0, slice), lane.critical(0, slice));
        }
        if (right - left >= leastBox) {
            boxes.box(slice, Math.max(0, left), Math.min(width, shown));
        }
    }

    private void add(int x, float part, int kindOfIt, boolean isCritical) {
        if (x < 0 || x >= width || part <= 0) {
            return;
        }
        cover[x] += part;
        critical[x] |= isCritical;
        if (part > most[x]) {
            most[x] = part;
            kind[x] = (byte) kindOfIt;
        }
    }

    private static int blend(int ground, int colour, double share) {
        int parts = (int) (256 * share);
        int other = 256 - parts;
        int redBlue = ((colour & 0xff00ff) * parts + (ground & 0xff00ff) * other >>> 8) & 0xff00ff;
        int green = ((colour & 0xff00) * parts + (ground & 0xff00) * other >>> 8) & 0xff00;
        return 0xff000000 | redBlue | green;
    }
}
