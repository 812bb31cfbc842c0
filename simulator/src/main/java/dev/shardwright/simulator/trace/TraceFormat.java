package dev.shardwright.simulator.trace;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How a trace stands in its file, by the file's name. */
public enum TraceFormat {
    JSON(".json"),
    /** A tenth of the size; Perfetto and chrome://tracing open it as it is. */
    COMPRESSED(".json.gz");

    private static final int BUFFER = 1 << 16;

    private final String ending;

    TraceFormat(String ending) {
        this.ending = ending;
    }

    /** Throws InvalidInputException if the name ends otherwise. */
    public static TraceFormat of(String fileName) {
        for (TraceFormat format : values()) {
            if (fileName.toLowerCase(Locale.ROOT).endsWith(format.ending)) {
                return format;
            }
        }
        throw new InvalidInputException(
                fileName, "must end in .json or .json.gz, as traces do.", "Maybe use " + fileName + ".json.");
    }

    /** Where the JSON text is to go. */
    OutputStream over(OutputStream file) throws IOException {
        return this == JSON ? file : new FastGzip(file);
    }

    /** Traces repeat themselves so much that the fastest setting is good enough. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream file) throws IOException {
            super(file, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
