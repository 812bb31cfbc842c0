package dev.shardwright.profiler.device;

import java.nio.file.Path;

/** The folder into which the engine unpacks its native library, once for each version. */
final class NativeCache {
    /** What the engine itself looks at, as an environment variable or a system property. */
    private static final String SETTING = "DJL_CACHE_DIR";

    private NativeCache() {}

    /** Unless the user has chosen a folder, takes the one in which the launcher keeps its own files. */
    static void choose() {
        if (System.getenv(SETTING) == null && System.getProperty(SETTING) == null) {
            System.setProperty(
                    SETTING, usual().resolve("shardwright").resolve("djl").toString());
        }
    }

    private static Path usual() {
        String chosen = System.getenv("XDG_CACHE_HOME");
        return chosen == null || chosen.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(chosen);
    }
}
