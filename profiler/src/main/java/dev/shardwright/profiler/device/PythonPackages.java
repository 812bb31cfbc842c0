package dev.shardwright.profiler.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A Python program and what DJL's Python engine needs it to have: PyTorch, and NumPy for the engine's own messages. */
final class PythonPackages {
    private static final String NEEDED = "torch, numpy";

    /** Prints which packages are absent, without the seconds that importing PyTorch takes. */
    private static final String ABSENT = "import importlib.util as u\n" + "print(' '.join(n for n in '" + NEEDED
            + "'.split(', ') if u.find_spec(n) is None))";

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    private PythonPackages() {}

    /**
     * The program, its path made absolute if it is one: the engine starts it in another folder. Throws
     * UnmeasurableException when there is no such program or it lacks a package.
     */
    static String check(String program) {
        String started = SEPARATOR.matcher(program).find()
                ? Path.of(program).toAbsolutePath().toString()
                : program;
        String absent = output(program, started, ABSENT);
        if (!absent.isEmpty()) {
            throw new UnmeasurableException(program + " lacks " + absent.replace(" ", " and ") + "; `" + program
                    + " -m pip install " + absent + "` installs " + (absent.contains(" ") ? "them" : "it"));
        }
        return started;
    }

    /** Why the packages cannot be imported, as Python says it; empty where they can. */
    static String failure(String program) {
        try {
            output(program, program, "import " + NEEDED);
            return "";
        } catch (UnmeasurableException e) {
            return e.getMessage();
        }
    }

    private static String output(String named, String program, String code) {
        try {
            Process process = new ProcessBuilder(List.of(program, "-c", code))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = text(process).strip();
            if (process.waitFor() == 0) {
                return text;
            }
            throw new UnmeasurableException(
                    named + " does not run as Python 3: " + text.substring(text.lastIndexOf('\n') + 1));
        } catch (IOException e) {
            throw new UnmeasurableException(
                    "there is no program " + named + "; --python names a Python with PyTorch, such as python3", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnmeasurableException(named + " was interrupted", e);
        }
    }

    private static String text(Process process) throws IOException {
        try (InputStream answer = process.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
