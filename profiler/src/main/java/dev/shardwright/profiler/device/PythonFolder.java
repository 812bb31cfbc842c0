package dev.shardwright.profiler.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folder of one Python process: kernels.py and the engine's socket. The engine makes its socket in the folder for
 * temporary files, under a name that every Java process begins with, and ends whoever had that name: two profilers would
 * end each other. So this folder is the one for temporary files as long as it is open.
 */
final class PythonFolder implements AutoCloseable {
    static final String HANDLER = "kernels.py";

    private static final String TEMPORARY_FILES = "java.io.tmpdir";

    private final Path path;
    private final String before;

    private PythonFolder(Path path, String before) {
        this.path = path;
        this.before = before;
    }

    /** Throws UnmeasurableException when there can be no such folder. */
    static PythonFolder open() {
        String before = System.getProperty(TEMPORARY_FILES);
        try (InputStream handler = PythonFolder.class.getResourceAsStream(HANDLER)) {
            Path path = Files.createTempDirectory("shardwright");
            Files.copy(Objects.requireNonNull(handler, HANDLER), path.resolve(HANDLER));
            System.setProperty(TEMPORARY_FILES, path.toString());
            return new PythonFolder(path, before);
        } catch (IOException e) {
            throw new UnmeasurableException("no folder for temporary files can be made: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** What cannot be deleted is left to the system. */
    @Override
    public void close() {
        System.setProperty(TEMPORARY_FILES, before);
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
