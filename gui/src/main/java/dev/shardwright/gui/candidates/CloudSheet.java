package dev.shardwright.gui.candidates;

import dev.shardwright.gui.control.PixelGrid;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Where points lie in a picture, in pixels of the window, and which point each pixel of the display shows. Time runs on a
 * logarithmic axis.
 */
final class CloudSheet {
    static final int NONE = -1;

    /** Slower ones than this many times the fastest lie beyond the right edge. */
    private static final double SLOWEST = 8;

    /** Larger ones than this many times the limit lie beyond the upper edge. */
    private static final double LARGEST = 1.6;

    /** Half the side of a point's square, in pixels of the window. */
    private static final int RADIUS = 1;

    /** How far from a point the mouse may be, in pixels of the window. */
    private static final int REACH = 7;

    private static final double MARGIN = 0.97;

    private final Cloud cloud;
    private final PixelGrid grid;
    private final double fastest;
    private final double slowest;
    private final double top;
    private final int[] points;

    CloudSheet(Cloud cloud, double limit, PixelGrid grid) {
        this.cloud = cloud;
        this.grid = grid;
        fastest = MARGIN * DoubleStream.of(cloud.seconds()).min().orElse(1);
        slowest = Math.min(
                SLOWEST * fastest, DoubleStream.of(cloud.seconds()).max().orElse(2) / MARGIN);
        top = Math.min(
                LARGEST * limit,
                Math.max(limit, DoubleStream.of(cloud.gibibytes()).max().orElse(limit)) / MARGIN);
        points = new int[grid.count()];
        Arrays.fill(points, NONE);
    }

    Cloud cloud() {
        return cloud;
    }

    double x(double seconds) {
        return grid.windowWidth() * Math.log(seconds / fastest) / Math.log(slowest / fastest);
    }

    double seconds(double x) {
        return fastest * Math.pow(slowest / fastest, x / grid.windowWidth());
    }

    double y(double gibibytes) {
        return grid.windowHeight() * (1 - gibibytes / top);
    }

    double top() {
        return top;
    }

    boolean inside(int point) {
        return cloud.seconds()[point] <= slowest && cloud.gibibytes()[point] <= top;
    }

    long outside() {
        long outside = 0;
        for (int point = 0; point < cloud.size(); point++) {
            outside += inside(point) ? 0 : 1;
        }
        return outside;
    }

    /**
     * Paints a small square for each point, those that fit over those that do not.
     *
     * @param pixels as many as the grid has
     * @param ground the colour behind them
     */
    void paint(int[] pixels, int ground, int fitting, int refused) {
        Arrays.fill(pixels, ground);
        for (boolean fits : new boolean[] {false, true}) {
            for (int point = 0; point < cloud.size(); point++) {
                if (cloud.fits(point) == fits && inside(point)) {
                    paint(pixels, point, fits ? fitting : refused);
                }
            }
        }
    }

    private void paint(int[] pixels, int point, int colour) {
        int centreX = (int) (x(cloud.seconds()[point]) * grid.scale());
        int centreY = (int) (y(cloud.gibibytes()[point]) * grid.scale());
        int radius = grid.pixel(RADIUS);
        for (int y = Math.max(0, centreY - radius); y <= Math.min(grid.height() - 1, centreY + radius); y++) {
            for (int x = Math.max(0, centreX - radius); x <= Math.min(grid.width() - 1, centreX + radius); x++) {
                pixels[y * grid.width() + x] = colour;
                points[y * grid.width() + x] = point;
            }
        }
    }

    /** The point nearest to a place in pixels of the window, within a few of them, after painting; NONE if there is none. */
    int at(double windowX, double windowY) {
        double x = windowX * grid.scale();
        double y = windowY * grid.scale();
        int reach = grid.pixel(REACH);
        int best = NONE;
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = (int) y - reach; i <= y + reach; i++) {
            for (int j = (int) x - reach; j <= x + reach; j++) {
                boolean within = i >= 0 && i < grid.height() && j >= 0 && j < grid.width();
                double distance = Math.hypot(j - x, i - y);
                if (within && points[i * grid.width() + j] != NONE && distance < nearest) {
                    nearest = distance;
                    best = points[i * grid.width() + j];
                }
            }
        }
        return best;
    }
}
