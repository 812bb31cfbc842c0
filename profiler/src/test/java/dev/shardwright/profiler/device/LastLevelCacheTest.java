package dev.shardwright.profiler.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.unit.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastLevelCacheTest {
    @TempDir
    private Path folder;

    private void cache(int processor, int index, int level, String size, String sharers) throws IOException {
        Path path = Files.createDirectories(folder.resolve("cpu" + processor + "/cache/index" + index));
        Files.writeString(path.resolve("level"), level + "\n");
        Files.writeString(path.resolve("size"), size + "\n");
        Files.writeString(path.resolve("shared_cpu_list"), sharers + "\n");
    }

    /** Four processors in two pairs, each pair behind a cache of 32 MiB. */
    @Test
    void cachesOfTheLastLevelCountOnceEach() throws IOException {
        for (int processor = 0; processor < 4; processor++) {
            cache(processor, 0, 1, "32K", Integer.toString(processor));
            cache(processor, 3, 3, "32768K", processor < 2 ? "0-1" : "2-3");
        }
        assertThat(LastLevelCache.of(folder)).isEqualTo(new Bytes(64L << 20));
    }

    @Test
    void whereNothingTellsItIsTakenForLarge() throws IOException {
        assertThat(LastLevelCache.of(folder)).isEqualTo(LastLevelCache.UNKNOWN);
        assertThat(LastLevelCache.of(folder.resolve("absent"))).isEqualTo(LastLevelCache.UNKNOWN);
        cache(0, 0, 1, "?", "0");
        assertThat(LastLevelCache.of(folder)).isEqualTo(LastLevelCache.UNKNOWN);
    }
}
