package dev.shardwright.simulator.trace.drawing;

/** A sheet to draw on, in points from the top left corner. */
interface Painter {
    /** A rectangle. */
    record Area(double x, double y, double width, double height) {
        Area inset(double margin) {
            return new Area(x + margin, y + margin, Math.max(0, width - 2 * margin), Math.max(0, height - 2 * margin));
        }
    }

    /** Where a text stands from its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** @param size height of the letters in points */
    record Font(double size, boolean bold, Anchor anchor) {
        /** Width of a letter over its height: that of a wide sans-serif font, so that what should fit does. */
        private static final double LETTER = 0.6;

        double width(String text) {
            return text.length() * size * LETTER * (bold ? 1.1 : 1);
        }
    }

    void fill(Area area, Colour colour);

    /** A thin line around an area. */
    void outline(Area area, Colour colour);

    void line(double fromX, double fromY, double toX, double toY, Colour colour);

    /** Text on a base line at y. */
    void text(double x, double y, String text, Font font, Colour colour);
}
