package dev.shardwright.simulator.calibration.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.runlog.LogText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs in the form of several releases, with what launchers put around them; the figures are made up. */
final class NcclTestsTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/shardwright/simulator/calibration/fabric");
    private static final String HEADER = """
            # nThread 1 nGpus 2 minBytes 8 maxBytes 8 step: 2(factor) warmup iters: 5 iters: 20
            #  Rank  0 Group  0 Pid  11 on  a device  0 [0x10] NVIDIA H100 80GB HBM3
            #  Rank  1 Group  0 Pid  12 on  a device  1 [0x20] NVIDIA H100 80GB HBM3
            """;

    private static NcclTests.Found read(String file) {
        return NcclTests.read(LogText.read(FOLDER.resolve(file)), Optional.empty());
    }

    private static NcclTests.Found text(String text) {
        return NcclTests.read(LogText.of("all_reduce.txt", text), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "reduce_scatter-2025-mpi-tags.txt, 6, REDUCE_SCATTER, 8, 352e9, NVIDIA H100 80GB HBM3",
        "all_gather-2-groups.txt,          3, ALL_GATHER,     4, 330e9, NVIDIA H200",
        "all_reduce-2020.txt,              3, ALL_REDUCE,     8, 128e9, Tesla V100-SXM2-32GB"
    })
    void releasesAndLaunchers(String file, int rows, Collective collective, int ranks, double bus, String device) {
        NcclTests.Found found = NcclTests.read(LogText.read(FOLDER.resolve(file)), Optional.of(collective));
        assertThat(found.devices()).containsExactly(device);
        assertThat(found.samples()).hasSize(rows).allSatisfy(sample -> {
            assertThat(sample.collective()).isEqualTo(collective);
            assertThat(sample.ranks()).isEqualTo(new CollectiveSample.Ranks(ranks, 1, ranks));
            assertThat(sample.inPlace().orElseThrow().value() / sample.time().value())
                    .isBetween(0.96, 1.0);
        });
        CollectiveSample largest = found.samples().get(rows - 1);
        double reached = collective.wireFactor(ranks)
                * largest.buffer().value()
                / largest.time().value();
        assertThat(reached / bus).isBetween(0.9, 1.02);
    }

    @Test
    void aProgramThatIsNamedNeedsNoOption() {
        assertThat(read("reduce_scatter-2025-mpi-tags.txt").samples()).hasSize(6);
        assertThat(read("all_gather-2-groups.txt").remarks())
                .anySatisfy(remark -> assertThat(remark).contains("2 groups at once"));
    }

    @Test
    void whatIsNotModelledIsReadAllTheSame() {
        String row = "67108864 16777216 float none 0 1000 67.11 67.11 0 990 67.79 67.79 0";
        NcclTests.Found found = text("# Collective test starting: broadcast_perf\n" + HEADER + row);
        assertThat(found.samples()).isEmpty();
        assertThat(found.others()).singleElement().satisfies(other -> {
            assertThat(other.program()).isEqualTo("broadcast_perf");
            assertThat(other.ranks().count()).isEqualTo(2);
            assertThat(other.busBandwidth().value()).isCloseTo(67.11e9, within(1e3));
        });
    }

    @ParameterizedTest
    @CsvSource({"(us), 1e-6", "(ms), 1e-3", "(s), 1", "(ns), 1e-9"})
    void theHeaderNamesTheUnit(String unit, double seconds) {
        String units = "#        (B)    (elements)          " + unit + "  (GB/s)  (GB/s)\n";
        String row = " 1048576 262144 float sum -1 31.2 0.6 0.6 0 30.8 0.6 0.6 0";
        assertThat(text(HEADER + units + row).samples().get(0).time().value())
                .isCloseTo(31.2 * seconds, within(1e-9 * seconds));
    }

    @Test
    void timesWithoutFractionAndWordsAfterTheRow() {
        String row = "8589934592 2147483648 float sum -1 20299 423.16 423.16 0 20006 429.37 429.37 N/A 2025-01-01";
        CollectiveSample sample = text(HEADER + row).samples().get(0);
        assertThat(sample.time().value()).isCloseTo(20299e-6, within(1e-12));
        assertThat(sample.inPlace().orElseThrow().value()).isCloseTo(20006e-6, within(1e-12));
    }

    @Test
    void wrongResultsInPlaceAreNoTime() {
        String row = "1048576 262144 float sum -1 31.2 33.6 33.6 0 30.8 34.0 34.0 7";
        assertThat(text(HEADER + row).samples())
                .singleElement()
                .satisfies(sample -> assertThat(sample.inPlace()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1048576 262144 float sum -1 nan 33.6 33.6 0 30.8 34.0 34.0 0",
                "1048576 262144 float sum -1 -31.2 33.6 33.6 0 30.8 34.0 34.0 0",
                "1048576 262144 float sum -1 inf 33.6 33.6 0 30.8 34.0 34.0 0"
            })
    void timesThatAreNoneAreRefusedWithTheirLine(String row) {
        assertThatThrownBy(() -> text(HEADER + row))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("all_reduce.txt:4: says that 1048576 bytes took");
    }

    /** Whatever is cut out or doubled, the reader answers with samples or with a complaint about the file. */
    @Test
    void mutilatedOutputsAreReadOrRefused() {
        String whole = String.join(
                "\n",
                LogText.read(FOLDER.resolve("reduce_scatter-2025-mpi-tags.txt")).lines().stream()
                        .map(line -> line.text())
                        .toList());
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int from = random.nextInt(whole.length());
            int to = Math.min(whole.length(), from + 1 + random.nextInt(200));
            String piece = random.nextBoolean() ? "" : whole.substring(from, to) + whole.substring(from, to);
            try {
                NcclTests.Found found = text(whole.substring(0, from) + piece + whole.substring(to));
                assertThat(found.samples().size() + found.others().size())
                        .as("seed %d", seed)
                        .isPositive();
            } catch (InvalidInputException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("all_reduce.txt");
            }
        }
    }
}
