package dev.shardwright.profiler.device;

import dev.shardwright.simulator.unit.Bytes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cache in front of a device's memory. */
final class LastLevelCache {
    /** Where nothing tells: as large as that of AMD's MI300X, the largest of a GPU. */
    static final Bytes UNKNOWN = new Bytes(256L << 20);

    /** Where Linux describes the caches of each processor (sysfs-devices-system-cpu). */
    private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})K");

    private LastLevelCache() {}

    /** One cache, and the processors that share it. */
    private record Cache(int level, long kibibytes, String sharers) {}

    /** The caches of the last level, together. */
    static Bytes ofMachine() {
        return of(PROCESSORS);
    }

    static Bytes of(Path processors) {
        Set<Cache> caches = new HashSet<>();
        try {
            for (Path cache : matching(processors, "cpu[0-9]*")) {
                for (Path index : matching(cache.resolve("cache"), "index*")) {
                    caches.add(read(index));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
        int last = caches.stream().mapToInt(Cache::level).max().orElse(0);
        long kibibytes = caches.stream()
                .filter(cache -> cache.level() == last)
                .mapToLong(Cache::kibibytes)
                .sum();
        return kibibytes == 0 ? UNKNOWN : new Bytes(kibibytes << 10);
    }

    private static List<Path> matching(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            stream.forEach(found::add);
        }
        return found;
    }

    private static Cache read(Path index) throws IOException {
        Matcher size = SIZE.matcher(text(index, "size"));
        return new Cache(
                Integer.parseInt(text(index, "level")),
                size.matches() ? Long.parseLong(size.group(1)) : 0,
                text(index, "shared_cpu_list"));
    }

    private static String text(Path index, String name) throws IOException {
        return Files.readString(index.resolve(name)).strip();
    }
}
