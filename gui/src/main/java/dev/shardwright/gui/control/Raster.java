package dev.shardwright.gui.control;

import java.nio.IntBuffer;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** Opaque pixels that are painted one by one and shown on a canvas, one for each pixel of the display. */
public final class Raster {
    private PixelGrid grid = PixelGrid.plain(1, 1);
    private int[] pixels = new int[0];
    private PixelBuffer<IntBuffer> buffer;
    private WritableImage image;

    /** The pixels to paint, row by row, as ARGB; the same array as long as the grid is the same. */
    public int[] pixels(PixelGrid wanted) {
        if (pixels.length == 0 || !wanted.equals(grid)) {
            grid = wanted;
            pixels = new int[grid.count()];
            buffer = new PixelBuffer<>(
                    grid.width(), grid.height(), IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
            image = new WritableImage(buffer);
        }
        return pixels;
    }

    /** Shows what was painted, with its upper left corner at a place of the canvas. */
    public void draw(GraphicsContext g, double x, double y) {
        buffer.updateBuffer(whole -> null);
        g.setImageSmoothing(false);
        g.drawImage(image, x, y, grid.windowWidth(), grid.windowHeight());
    }
}
