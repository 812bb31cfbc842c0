package dev.shardwright.gui.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javafx.animation.PauseTransition;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import javafx.util.Duration;
import javax.imageio.ImageIO;

/** Pictures of the window. */
final class Screenshot {
    private static final Duration LAYOUT_TIME = Duration.millis(600);

    private Screenshot() {}

    /** Runs when what was just shown has been laid out and drawn. */
    static void afterLayout(Runnable action) {
        PauseTransition pause = new PauseTransition(LAYOUT_TIME);
        pause.setOnFinished(event -> action.run());
        pause.play();
    }

    /** Writes a PNG file with so many pixels for each of the window's. */
    static void save(Scene scene, Path file, double scale) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        WritableImage image = scene.getRoot().snapshot(parameters, null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        copy.setRGB(0, 0, width, height, pixels, 0, width);
        try {
            ImageIO.write(copy, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
