package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.TestJobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The measured runs of profiles/measured, scored once for all tests. */
public final class ShippedRuns {
    public static final Accuracy ACCURACY = Accuracy.of(files(), TestJobs.CATALOG, TestJobs.profiles());

    public static final Slices SLICES = new Slices(ACCURACY, ACCURACY.coverage());

    private ShippedRuns() {}

    public static List<Path> files() {
        try (Stream<Path> files = Files.list(TestJobs.profiles().resolve("measured"))) {
            return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
