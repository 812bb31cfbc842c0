package dev.shardwright.gui.control;

import javafx.scene.canvas.GraphicsContext;

/** Shapes of points: series that share a colour differ in it. */
public enum Mark {
    CIRCLE {
        @Override
        void fill(GraphicsContext g, double x, double y, double radius) {
            g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
        }
    },
    DIAMOND {
        @Override
        void fill(GraphicsContext g, double x, double y, double radius) {
            double r = 1.25 * radius;
            g.fillPolygon(new double[] {x - r, x, x + r, x}, new double[] {y, y - r, y, y + r}, 4);
        }
    },
    SQUARE {
        @Override
        void fill(GraphicsContext g, double x, double y, double radius) {
            double r = 0.85 * radius;
            g.fillRect(x - r, y - r, 2 * r, 2 * r);
        }
    },
    TRIANGLE {
        @Override
        void fill(GraphicsContext g, double x, double y, double radius) {
            double r = 1.15 * radius;
            g.fillPolygon(new double[] {x - r, x, x + r}, new double[] {y + r, y - r, y + r}, 3);
        }
    };

    abstract void fill(GraphicsContext g, double x, double y, double radius);

    /** The shape of a series by its place: another one as soon as the colours of {@link Palette#series} begin again. */
    public static Mark series(int place) {
        return values()[place / Palette.seriesColours() % values().length];
    }

    /** Draws a point of a series in its colour and shape. */
    public static void draw(GraphicsContext g, int series, double x, double y, double radius) {
        g.setFill(Palette.series(series));
        series(series).fill(g, x, y, radius);
    }
}
