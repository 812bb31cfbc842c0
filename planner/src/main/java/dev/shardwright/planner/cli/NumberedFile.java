package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import java.nio.file.Path;

/** A file and which of its layouts is meant: "plan.json", or "plan.json#3" for the third. */
record NumberedFile(Path file, int rank) {
    static NumberedFile parse(String text) {
        int mark = text.lastIndexOf('#');
        if (mark < 0) {
            return new NumberedFile(Path.of(text), 1);
        }
        OptionReader reader = new OptionReader();
        int rank = reader.read(text, text.substring(mark + 1), 1, OptionReader::positive);
        reader.check();
        return new NumberedFile(Path.of(text.substring(0, mark)), rank);
    }
}
