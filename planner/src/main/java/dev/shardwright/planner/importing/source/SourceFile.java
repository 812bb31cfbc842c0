package dev.shardwright.planner.importing.source;

import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One text that a user hands in: what it is called and what it holds. Texts that no script or configuration has are
 * refused: binary ones, and ones of extreme sizes.
 */
public record SourceFile(String name, String text) {
    /** Characters of a file: configurations have a few thousand. */
    public static final int MOST_CHARACTERS = 1 << 20;

    /** Characters of a line: long lists of data files stay below. */
    public static final int LONGEST_LINE = 1 << 16;

    private static final String CHECK = "Check the path: launch scripts and configurations have a few kB.";

    public SourceFile {
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        refuseNulls(name, text);
        refuseSizes(name, text);
    }

    /** Throws InvalidInputException when there is no such text file. */
    public static SourceFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(4 * MOST_CHARACTERS + 1);
            if (bytes.length > 4 * MOST_CHARACTERS) {
                throw tooLarge(file.toString());
            }
            return new SourceFile(file.toString(), decoded(bytes));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(file.toString(), "is not text in UTF-8.", CHECK);
        } catch (IOException e) {
            throw new InvalidInputException(
                    file.toString(), "cannot be read: " + FileFailure.reason(e) + ".", "Check the path.");
        }
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static void refuseNulls(String name, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidInputException(name, "holds NUL bytes: it is no text file.", CHECK);
        }
    }

    private static void refuseSizes(String name, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw tooLarge(name);
        }
        int line = 1;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start > LONGEST_LINE) {
                throw new InvalidInputException(
                        name + ":" + line,
                        "has " + (end - start) + " characters in one line; the most is " + LONGEST_LINE + ".",
                        CHECK);
            }
            start = end + 1;
            line++;
        }
    }

    private static InvalidInputException tooLarge(String name) {
        return new InvalidInputException(name, "is larger than 1 MiB.", CHECK);
    }

    /** The last part of the name. */
    public String baseName() {
        int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        return name.substring(slash + 1);
    }

    /** The lower-case ending of the name without its dot; empty if there is none. */
    public String extension() {
        int dot = baseName().lastIndexOf('.');
        return dot < 0 ? "" : baseName().substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
