package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.chart.Panel;
import dev.shardwright.profiler.chart.Picture;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A picture to write, as PNG or SVG by the ending of its name. */
record PlotFile(Path path) {
    private static final String OPTION = "--plot";

    /** Throws InvalidInputException for another ending. */
    PlotFile {
        if (!isVector(path) && !name(path).endsWith(".png")) {
            throw new InvalidInputException(
                    OPTION + " = " + path, "must end in .png or .svg.", "For example " + path + ".svg.");
        }
    }

    private static String name(Path path) {
        return path.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isVector(Path path) {
        return name(path).endsWith(".svg");
    }

    /** Throws InvalidInputException when there is nothing to draw, or no place or no font to draw with. */
    void write(List<Panel> panels) {
        if (panels.isEmpty()) {
            throw new InvalidInputException(
                    OPTION + " = " + path, "would be empty: nothing of that kind was measured.", "");
        }
        try (OutputFile file = OutputFile.prepare(path, OPTION)) {
            file.write(drawn(panels));
        }
    }

    private byte[] drawn(List<Panel> panels) {
        try {
            Picture picture = new Picture(panels);
            return isVector(path) ? picture.svg() : picture.png();
        } catch (IOException e) {
            throw new InvalidInputException(
                    OPTION + " = " + path, "cannot be drawn (" + e.getClass().getSimpleName() + ").", "");
        } catch (LinkageError | InternalError e) {
            throw new InvalidInputException(
                    OPTION + " = " + path,
                    "cannot be drawn: this Java finds no fonts (" + e.getClass().getSimpleName() + ").",
                    "Install them, for example: apt-get install fontconfig fonts-dejavu-core");
        }
    }
}
