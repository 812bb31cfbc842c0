package dev.shardwright.simulator.runlog;

import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A log as lines of plain text; gzip and UTF-16 (as some shells redirect) are recognised by their first bytes. Each
 * redrawing of a progress bar (carriage return) counts as a line.
 */
public record LogText(String name, List<LogLine> lines) {
    /** Text beyond this is refused: one run's log is far smaller, and a packed file could hide any amount. */
    private static final long MOST_CHARACTERS = 1L << 29;

    private static final int BYTE_ORDER_MARK = 2;
    private static final int SAMPLE_LINES = 5;

    public LogText {
        lines = List.copyOf(lines);
    }

    /** Throws InvalidInputException for a file that cannot be read. */
    public static LogText read(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            InputStream plain = startsWith(raw, 0x1f, 0x8b) ? new BufferedInputStream(new GZIPInputStream(raw)) : raw;
            return new LogText(file.toString(), lines(plain, file));
        } catch (IOException e) {
            throw new InvalidInputException(
                    file.toString(), "cannot be read: " + FileFailure.reason(e) + ".", "Check the path.");
        }
    }

    /** The log that a text is. */
    public static LogText of(String name, String text) {
        List<LogLine> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(LogLine.of(lines.size() + 1, line)));
        return new LogText(name, lines);
    }

    private static List<LogLine> lines(InputStream plain, Path file) throws IOException {
        List<LogLine> lines = new ArrayList<>();
        LineReader reader = new LineReader(new BufferedReader(new InputStreamReader(plain, charset(plain))));
        long characters = 0;
        for (Optional<String> next = reader.next(); next.isPresent(); next = reader.next()) {
            String line = next.get();
            characters += line.length();
            if (line.length() == LineReader.MOST_CHARACTERS) {
                throw new InvalidInputException(
                        file + ":" + (lines.size() + 1),
                        "is longer than any line of a log (" + LineReader.MOST_CHARACTERS + " characters).",
                        "Check that the file is the text that the program printed.");
            }
            if (characters > MOST_CHARACTERS) {
                throw new InvalidInputException(
                        file.toString(),
                        "holds more than " + MOST_CHARACTERS + " characters.",
                        "Cut it to one run's start and a few hundred steps.");
            }
            lines.add(LogLine.of(lines.size() + 1, line));
        }
        return lines;
    }

    private static Charset charset(InputStream plain) throws IOException {
        return startsWith(plain, 0xff, 0xfe) || startsWith(plain, 0xfe, 0xff)
                ? StandardCharsets.UTF_16
                : StandardCharsets.UTF_8;
    }

    private static boolean startsWith(InputStream stream, int first, int second) throws IOException {
        stream.mark(BYTE_ORDER_MARK);
        boolean equal = stream.read() == first && stream.read() == second;
        stream.reset();
        return equal;
    }

    /** Where a line stands, for messages. */
    public String at(LogLine line) {
        return name + ":" + line.number();
    }

    /** The first lines that hold anything, for messages. */
    public List<String> sample() {
        return lines.stream()
                .map(LogLine::text)
                .filter(text -> !text.isBlank())
                .limit(SAMPLE_LINES)
                .map(text -> text.length() > 100 ? text.substring(0, 100) + "..." : text)
                .toList();
    }
}
