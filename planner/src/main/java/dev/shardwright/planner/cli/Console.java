package dev.shardwright.planner.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Where a command writes: data to {@code out}, everything else to {@code err}, and what the terminal can show. */
record Console(PrintStream out, PrintStream err, Terminal terminal, Interruption interruption) {
    /** What stands at the other end, as the launcher says: bold text on {@code out}, a progress bar on {@code err}. */
    record Terminal(boolean styled, boolean progress, int columns) {
        static final Terminal NONE = new Terminal(false, false, 120);
        private static final int FEWEST = 60;
        private static final int MOST = 1000;

        /** Longer lines of prose are hard to read. */
        private static final int WIDEST_PROSE = 100;

        int prose() {
            return Math.min(columns, WIDEST_PROSE);
        }

        static Terminal detected(Map<String, String> environment) {
            boolean styled = Boolean.getBoolean("shardwright.styled")
                    && environment.getOrDefault("NO_COLOR", "").isEmpty();
            int columns = Integer.getInteger("shardwright.columns", NONE.columns);
            return new Terminal(
                    styled, Boolean.getBoolean("shardwright.terminal"), Math.max(FEWEST, Math.min(MOST, columns)));
        }
    }

    /** The streams of this process. */
    static Console ofProcess(Interruption interruption) {
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
                Terminal.detected(System.getenv()),
                interruption);
    }

    Console withoutProgress() {
        return new Console(out, err, new Terminal(terminal.styled(), false, terminal.columns()), interruption);
    }

    void print(List<String> lines) {
        out.print(String.join(System.lineSeparator(), lines) + System.lineSeparator());
    }

    void print(String text) {
        out.print(text);
    }

    /** A word to the user that is no data. */
    void say(String text) {
        err.println(text);
    }

    /** The lines of a table, its heading in bold. */
    List<String> heading(List<String> lines) {
        return Styles.first(lines, terminal.styled() ? Styles.BOLD : Styles.PLAIN);
    }

    /** The text in lines of at most the terminal's width. */
    List<String> wrapped(String text, String firstIndent, String indent) {
        return Styles.wrap(text, terminal.prose(), firstIndent, indent);
    }
}
