package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.imageio.ImageIO;

/** How a drawing stands in its file, by the file's name. */
public enum DrawingFormat {
    SVG(".svg") {
        @Override
        public void write(Chart chart, OutputStream file) throws IOException {
            Sheet sheet = new Sheet(chart);
            SvgPainter painter = new SvgPainter(Sheet.WIDTH, sheet.height());
            ChartPainter.paint(chart, sheet, painter);
            file.write(painter.finished().getBytes(StandardCharsets.UTF_8));
        }
    },
    PNG(".png") {
        @Override
        public void write(Chart chart, OutputStream file) throws IOException {
            ImageIO.write(pixels(chart), "png", file);
        }
    };

    private final String ending;

    DrawingFormat(String ending) {
        this.ending = ending;
    }

    /** Throws InvalidInputException if the name ends otherwise. */
    public static DrawingFormat of(String fileName) {
        for (DrawingFormat format : values()) {
            if (fileName.toLowerCase(Locale.ROOT).endsWith(format.ending)) {
                return format;
            }
        }
        throw new InvalidInputException(
                fileName, "must end in .svg or .png, as drawings do.", "Maybe use " + fileName + ".svg.");
    }

    /** Draws; does not close the stream. */
    public abstract void write(Chart chart, OutputStream file) throws IOException;

    private static BufferedImage pixels(Chart chart) throws IOException {
        requireFonts();
        Sheet sheet = new Sheet(chart);
        ImagePainter painter = new ImagePainter(Sheet.WIDTH, sheet.height());
        ChartPainter.paint(chart, sheet, painter);
        return painter.finished();
    }

    /** Without any font Java throws an error of no particular kind. */
    private static void requireFonts() throws IOException {
        try {
            Painter.Font font = new Painter.Font(Sheet.TEXT_SIZE, false, Painter.Anchor.MIDDLE);
            new ImagePainter(1, 1).text(0, 0, "0", font, Colour.BLACK);
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw e;
        } catch (Error e) {
            throw new IOException("Java finds no fonts, which an .svg file would not need", e);
        }
    }
}
