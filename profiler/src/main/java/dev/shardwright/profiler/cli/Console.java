package dev.shardwright.profiler.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where a command writes, data to {@code out} and words to {@code err}, and how the user stops a measurement. */
record Console(PrintStream out, PrintStream err, Screen screen, Interruption interruption) {
    /** What stands at the other end of {@code err}, as the launcher says. */
    enum Screen {
        FILE,
        /** Lines can be overwritten. */
        TERMINAL
    }

    static Console ofProcess(Interruption interruption) {
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("shardwright.terminal") ? Screen.TERMINAL : Screen.FILE,
                interruption);
    }

    void print(List<String> lines) {
        out.print(String.join(System.lineSeparator(), lines) + System.lineSeparator());
    }

    /** A word to the user that is no data. */
    void say(String text) {
        err.println(text);
    }
}
