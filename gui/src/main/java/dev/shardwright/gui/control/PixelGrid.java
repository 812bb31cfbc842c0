package dev.shardwright.gui.control;

/**
 * The pixels of a display that a picture in a window covers.
 *
 * @param width in pixels of the display
 * @param height in pixels of the display
 * @param scale pixels of the display for each pixel of the window: 2 on a display of high density
 */
public record PixelGrid(int width, int height, double scale) {
    public PixelGrid {
        if (width < 1 || height < 1 || !(scale > 0)) {
            throw new IllegalArgumentException("no pixels: " + width + " x " + height + " at scale " + scale);
        }
    }

    /** One pixel of the display for each of the window. */
    public static PixelGrid plain(int width, int height) {
        return new PixelGrid(width, height, 1);
    }

    /** The whole pixels of a display in a part of the window, at least one. */
    public static PixelGrid covering(double width, double height, double scale) {
        return new PixelGrid(Math.max(1, (int) (width * scale)), Math.max(1, (int) (height * scale)), scale);
    }

    public int count() {
        return width * height;
    }

    /** The width in pixels of the window. */
    public double windowWidth() {
        return width / scale;
    }

    /** The height in pixels of the window. */
    public double windowHeight() {
        return height / scale;
    }

    /** The nearest pixel of the display for a distance in pixels of the window. */
    public int pixel(double windowPixels) {
        return (int) Math.round(windowPixels * scale);
    }
}
