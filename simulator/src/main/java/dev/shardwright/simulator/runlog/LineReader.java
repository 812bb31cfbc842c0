package dev.shardwright.simulator.runlog;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/** Lines of a text, ended as BufferedReader ends them, but none longer than a bound: a file may hold no line end at all. */
final class LineReader {
    /** No log has lines of this length. */
    static final int MOST_CHARACTERS = 1 << 24;

    private final BufferedReader reader;
    private boolean afterReturn;

    LineReader(BufferedReader reader) {
        this.reader = reader;
    }

    /** Empty at the end. A longer line comes in pieces of the bound, which the caller sees by their length. */
    Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        int read = reader.read();
        if (read == '\n' && afterReturn) {
            read = reader.read();
        }
        afterReturn = false;
        if (read < 0) {
            return Optional.empty();
        }
        while (read >= 0 && read != '\n' && read != '\r') {
            line.append((char) read);
            if (line.length() == MOST_CHARACTERS) {
                return Optional.of(line.toString());
            }
            read = reader.read();
        }
        afterReturn = read == '\r';
        return Optional.of(line.toString());
    }
}
