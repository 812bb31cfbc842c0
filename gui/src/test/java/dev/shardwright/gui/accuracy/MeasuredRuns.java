package dev.shardwright.gui.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of measured runs for tests: parts of a shipped one. */
public final class MeasuredRuns {
    /** 92 runs of the software of 2021. */
    static final Path BIGSCIENCE = Path.of("..", "profiles", "measured", "bigscience.jsonl");

    /** The first lines are the header and rows that do not state their number of layers. */
    private static final int WHOLE = 8;

    private MeasuredRuns() {}

    /** The header and the first rows that can be compared, with more lines after them. */
    public static Path first(int rows, Path file, String... more) throws IOException {
        List<String> all = Files.readAllLines(BIGSCIENCE);
        List<String> lines = new ArrayList<>(all.subList(0, 1));
        lines.addAll(all.subList(WHOLE, WHOLE + rows));
        lines.addAll(List.of(more));
        return Files.write(file, lines);
    }
}
