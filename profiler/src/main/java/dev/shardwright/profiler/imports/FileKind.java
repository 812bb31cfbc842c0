package dev.shardwright.profiler.imports;

import dev.shardwright.profiler.timing.TimingTable;
import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The kinds of files that hold timings of kernels, told apart by their first lines. */
public enum FileKind {
    NCCL_TESTS("nccl-tests output"),
    TRACE("trace of PyTorch's profiler"),
    TIMINGS("table of kernel timings");

    private static final int HEAD = 1 << 18;
    private static final String TIME_COLUMN = "microseconds";
    private static final Pattern JSON = Pattern.compile("\\{|\\[\\s*[{\\]]");
    private static final Pattern NCCL = Pattern.compile(
            "[a-z_]+_perf\\b|#\\s*nThread|#\\s*Using devices|out-of-place\\s+in-place|#\\s+Rank\\s+\\d+.*\\bdevice\\b|NCCL (?:INFO|version)");

    private final String label;

    FileKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Throws InvalidInputException for a file that cannot be read or is of no kind. */
    public static FileKind of(Path file) {
        String head = head(file);
        String start = head.stripLeading();
        if (JSON.matcher(start).lookingAt()) {
            return TRACE;
        }
        if (firstLine(start).contains(TIME_COLUMN) && TimingTable.recognises(file)) {
            return TIMINGS;
        }
        if (NCCL.matcher(head).find()) {
            return NCCL_TESTS;
        }
        throw new InvalidInputException(
                file.toString(),
                (start.isEmpty() ? "is empty." : "is of no kind that can be imported. It starts: " + shown(start)),
                "Give it the output of nccl-tests (all_reduce_perf, ...), a trace that torch.profiler exported (.json or"
                        + " .json.gz), or a CSV table of kernel timings.");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String shown(String start) {
        String line = firstLine(start);
        String printable = line.replaceAll("[^\\p{Print}]", "?");
        return printable.length() > 80 ? printable.substring(0, 80) + "..." : printable;
    }

    private static String head(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            raw.mark(2);
            boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            InputStream plain = packed ? new GZIPInputStream(raw) : raw;
            byte[] head = plain.readNBytes(HEAD);
            boolean wide = head.length > 1 && (head[0] == (byte) 0xff || head[0] == (byte) 0xfe);
            return new String(head, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException(
                    file.toString(), "cannot be read: " + FileFailure.reason(e) + ".", "Check the path.");
        }
    }
}
