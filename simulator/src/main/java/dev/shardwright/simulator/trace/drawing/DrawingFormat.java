package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.problem.InvalidInputException;
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
            Sheet sheet = new Sheet(chart);
            ImagePainter painter = new ImagePainter(Sheet.WIDTH, sheet.height());
            ChartPainter.paint(chart, sheet, painter);
            ImageIO.write(painter.finished(), "png", file);
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
}
