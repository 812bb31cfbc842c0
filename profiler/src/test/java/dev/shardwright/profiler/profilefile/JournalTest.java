package dev.shardwright.profiler.profilefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.profiler.bench.ProfileRequest;
import dev.shardwright.profiler.bench.ProfileRequest.Effort;
import dev.shardwright.profiler.bench.ProfileRun;
import dev.shardwright.profiler.bench.Resumption;
import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.device.Caches;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.simulator.catalog.KernelProfile.Load;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final Kernel FIRST = product(8);
    private static final Kernel SECOND = product(16);
    private static final Effort SUSTAINED = effort(Load.SUSTAINED, Caches.WARM);

    private static final ProfileRequest REQUEST = new ProfileRequest(List.of(FIRST, SECOND), SUSTAINED);

    private static Effort effort(Load load, Caches caches) {
        return new Effort(2, new Seconds(60), new Seconds(0.005), load, caches);
    }

    @TempDir
    private Path folder;

    private static Kernel product(long edge) {
        return Kernel.forward(new MatrixProduct(edge, edge, edge, 1), NumberFormat.FP32);
    }

    private static DeviceDescription device(String name) {
        return new DeviceDescription(
                name, DeviceDescription.Kind.CPU, "", List.of(NumberFormat.FP32), 1, new TreeMap<>());
    }

    private Journal journal() {
        return Journal.beside(folder.resolve("my.json"));
    }

    /** Measures in a process of its own until somebody kills it. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            Journal journal = Journal.beside(Path.of(args[0]));
            Resumption unused = journal.open(device("one"), SUSTAINED);
            assertThat(unused.samples()).isEmpty();
            journal.begins(FIRST);
            while (true) {
                journal.measured(FIRST, 3, new Seconds(0.25));
                System.out.println("measured");
            }
        }
    }

    @Test
    void warmTimesAreNoneOfColdCaches() {
        journal().open(device("one"), SUSTAINED);
        assertThatThrownBy(() -> journal().open(device("one"), effort(Load.SUSTAINED, Caches.COLD)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("other caches");
    }

    @Test
    void aKilledProcessLosesNoFinishedBatch() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.resolve("my.json").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int told = 0;
        try (var lines = child.inputReader()) {
            while (told < 5 && lines.readLine() != null) {
                told++;
            }
            child.toHandle().destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            while (lines.readLine() != null) {
                told++;
            }
        }
        Sample sample = journal().open(device("one"), SUSTAINED).samples().get(FIRST);
        assertThat(told).isGreaterThanOrEqualTo(5);
        assertThat(sample).isNotNull();
        assertThat(sample.steps()).isEqualTo(3);
        assertThat(sample.times()).hasSizeGreaterThanOrEqualTo(told).allMatch(time -> time.value() == 0.25);
    }

    @Test
    void aLineThatWasCutOffIsIgnoredAndTheNextOneIsNot() throws IOException {
        journal().open(device("one"), SUSTAINED);
        journal().measured(FIRST, 1, new Seconds(1));
        Files.writeString(journal().file(), "{\"kernel\":{\"opera", StandardOpenOption.APPEND);
        journal().open(device("one"), SUSTAINED);
        journal().measured(FIRST, 1, new Seconds(2));
        assertThat(journal().open(device("one"), SUSTAINED).samples().get(FIRST).times())
                .containsExactly(new Seconds(1), new Seconds(2));
    }

    @Test
    void anotherDevicesJournalIsRefused() {
        journal().open(device("one"), SUSTAINED);
        assertThatThrownBy(() -> journal().open(device("two"), SUSTAINED))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("my.json.journal");
    }

    @Test
    void batchesOfAnotherModeAreNotMixed() {
        journal().open(device("one"), SUSTAINED);
        assertThatThrownBy(() -> journal().open(device("one"), effort(Load.BURST, Caches.WARM)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("another mode");
    }

    @Test
    void aKernelThatKillsTheProcessTwiceIsGivenUp() {
        journal().open(device("one"), SUSTAINED);
        journal().begins(SECOND);
        assertThat(journal()
                        .open(device("one"), SUSTAINED)
                        .rest(REQUEST)
                        .orElseThrow()
                        .kernels())
                .contains(SECOND);
        journal().begins(SECOND);
        Resumption twice = journal().open(device("one"), SUSTAINED);
        assertThat(twice.rest(REQUEST).orElseThrow().kernels()).containsExactly(FIRST);
        ProfileRun run = twice.with(REQUEST, new ProfileRun(List.of(), List.of(), ProfileRun.Ending.COMPLETE));
        assertThat(run.missing()).extracting(ProfileRun.Missing::reason).anyMatch(reason -> reason.contains("died"));
    }

    @Test
    void whatIsCompleteIsNotMeasuredAgainAndTheRestIsJoined() {
        journal().open(device("one"), SUSTAINED);
        journal().measured(FIRST, 1, new Seconds(1));
        journal().measured(FIRST, 1, new Seconds(3));
        journal().measured(SECOND, 1, new Seconds(4));
        Resumption earlier = journal().open(device("one"), SUSTAINED);
        assertThat(earlier.rest(REQUEST).orElseThrow().kernels()).containsExactly(SECOND);
        ProfileRun rest = new ProfileRun(
                List.of(new Sample(SECOND, 2, List.of(new Seconds(5)))), List.of(), ProfileRun.Ending.COMPLETE);
        assertThat(earlier.with(REQUEST, rest).samples())
                .containsExactly(
                        new Sample(FIRST, 1, List.of(new Seconds(1), new Seconds(3))),
                        new Sample(SECOND, 2, List.of(new Seconds(4), new Seconds(5))));
    }
}
