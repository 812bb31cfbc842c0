package dev.shardwright.gui.candidates;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Where points lie in a picture, and which point each pixel shows. Time runs on a logarithmic axis. */
final class CloudSheet {
    static final int NONE = -1;

    /** Slower ones than this many times the fastest lie beyond the right edge. */
    private static final double SLOWEST = 8;

    /** Larger ones than this many times the limit lie beyond the upper edge. */
    private static final double LARGEST = 1.6;

    private static final int RADIUS = 1;
    private static final int REACH = 7;
    private static final double MARGIN = 0.97;

    private final Cloud cloud;
    private final int width;
    private final int height;
    private final double fastest;
    private final double slowest;
    private final double top;
    private final int[] points;

    CloudSheet(Cloud cloud, double limit, int width, int height) {
        this.cloud = cloud;
        this.width = width;
        this.height = height;
        fastest = MARGIN * DoubleStream.of(cloud.seconds()).min().orElse(1);
        slowest = Math.min(
                SLOWEST * fastest, DoubleStream.of(cloud.seconds()).max().orElse(2) / MARGIN);
        top = Math.min(
                LARGEST * limit,
                Math.max(limit, DoubleStream.of(cloud.gibibytes()).max().orElse(limit)) / MARGIN);
        points = new int[width * height];
        Arrays.fill(points, NONE);
    }

    Cloud cloud() {
        return cloud;
    }

    double x(double seconds) {
        return width * Math.log(seconds / fastest) / Math.log(slowest / fastest);
    }

    double seconds(double x) {
        return fastest * Math.pow(slowest / fastest, x / width);
    }

    double y(double gibibytes) {
        return height * (1 - gibibytes / top);
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
     * @param ground the colour behind them
     */
    int[] paint(int ground, int fitting, int refused) {
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, ground);
        for (boolean fits : new boolean[] {false, true}) {
            for (int point = 0; point < cloud.size(); point++) {
                if (cloud.fits(point) == fits && inside(point)) {
                    paint(pixels, point, fits ? fitting : refused);
                }
            }
        }
        return pixels;
    }

    private void paint(int[] pixels, int point, int colour) {
        int centreX = (int) x(cloud.seconds()[point]);
        int centreY = (int) y(cloud.gibibytes()[point]);
        for (int y = Math.max(0, centreY - RADIUS); y <= Math.min(height - 1, centreY + RADIUS); y++) {
            for (int x = Math.max(0, centreX - RADIUS); x <= Math.min(width - 1, centreX + RADIUS); x++) {
                pixels[y * width + x] = colour;
                points[y * width + x] = point;
            }
        }
    }

    /** The point nearest to a pixel within a few pixels, after painting; NONE if there is none. */
    int at(double x, double y) {
        int best = NONE;
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = (int) y - REACH; i <= y + REACH; i++) {
            for (int j = (int) x - REACH; j <= x + REACH; j++) {
                boolean within = i >= 0 && i < height && j >= 0 && j < width;
                double distance = Math.hypot(j - x, i - y);
                if (within && points[i * width + j] != NONE && distance < nearest) {
                    nearest = distance;
                    best = points[i * width + j];
                }
            }
        }
        return best;
    }
}
