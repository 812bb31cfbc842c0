package dev.shardwright.simulator.calibration.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.runlog.LogText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests' outputs hold times of known links with 1 % noise: inside 0.7, 14 us, 9 MB; across 0.8, 40 us, 7 MB. */
final class FabricFitTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/shardwright/simulator/calibration/fabric");
    private static final Cluster BASE = TestJobs.CATALOG.hardware().cluster("dgx-h100", 32);
    private static final String HEADER = """
            #  Rank  0 Group  0 Pid  11 on  a device  0 [0x10] NVIDIA H100 80GB HBM3
            #  Rank  1 Group  0 Pid  12 on  a device  1 [0x20] NVIDIA H100 80GB HBM3
            """;

    @TempDir
    Path folder;

    private static List<CollectiveSample> all() {
        List<CollectiveSample> samples = new ArrayList<>();
        for (String file : List.of(
                "one-node.txt", "all_reduce-2-nodes.txt", "reduce_scatter-4-nodes.txt", "alltoall-2-nodes.txt")) {
            samples.addAll(read(file).samples());
        }
        return samples;
    }

    private static NcclTests.Found read(String file) {
        return NcclTests.read(LogText.read(FOLDER.resolve(file)), Optional.empty());
    }

    @Test
    void knownLinksAreFound() {
        FabricFit fit = FabricFit.of(BASE, all());
        assertLink(fit.fitted().tiers().get(0), 0.7, 14e-6, 9e6);
        assertLink(fit.fitted().tiers().get(1), 0.8, 40e-6, 7e6);
        assertThat(FabricError.of(fit)).hasSize(5).allSatisfy(error -> {
            assertThat(error.large().orElseThrow()).as(error.test()).isLessThan(0.02);
            assertThat(error.before().orElseThrow()).isGreaterThan(0.1);
        });
    }

    private static void assertLink(Link link, double efficiency, double latency, double half) {
        assertThat(link.efficiency()).isCloseTo(efficiency, within(0.01));
        assertThat(link.latency().value()).isCloseTo(latency, within(0.1 * latency));
        assertThat((double) link.halfSize().value()).isCloseTo(half, within(0.1 * half));
    }

    @Test
    void aTierThatNoTestCrossesStaysAsItWas() {
        FabricFit fit = FabricFit.of(BASE, read("one-node.txt").samples());
        assertThat(fit.measured(0)).isTrue();
        assertThat(fit.measured(1)).isFalse();
        Link network = fit.fitted().tiers().get(1);
        assertThat(network.efficiency()).isCloseTo(0.9, within(1e-6));
        assertThat(network.latency().value()).isCloseTo(25e-6, within(1e-9));
    }

    /** What was measured on these very links goes before curves of the kind of device. */
    @Test
    void shippedCurvesCountOnlyWhereNoTestRan() throws IOException {
        assertThat(BASE.accelerator().curves().collectives().curves()).isNotEmpty();
        assertThat(collectives(all())).isEmpty();
        assertThat(collectives(read("alltoall-2-nodes.txt").samples())).isNotEmpty();
    }

    private Map<Collective, CollectiveCurve> collectives(List<CollectiveSample> samples) throws IOException {
        ObjectNode tree = new FabricFile(FabricFit.of(BASE, samples), "tests")
                .tree("mine", "dgx-h100", TestJobs.CATALOG.hardware());
        Path file = Files.writeString(folder.resolve("mine.json"), tree.toString());
        Cluster read = TestJobs.CATALOG.hardware().cluster(file.toString(), 8);
        return read.accelerator().curves().collectives().curves();
    }

    @Test
    void theFileExtendsItsBaseAndIsRead() throws IOException {
        FabricFit fit = FabricFit.of(BASE, all());
        ObjectNode tree = new FabricFile(fit, "tests").tree("mine", "dgx-h100", TestJobs.CATALOG.hardware());
        Path file = Files.writeString(folder.resolve("mine.json"), tree.toString());
        Cluster read = TestJobs.CATALOG.hardware().cluster(file.toString(), 64);
        assertThat(read.tiers().get(0).efficiency()).isCloseTo(0.7, within(0.01));
        assertThat(read.tiers().get(1).perDevice())
                .isEqualTo(BASE.tiers().get(1).perDevice());
        assertThat(read.accelerator()).isEqualTo(BASE.byItsOwnLinks().accelerator());

        ObjectNode again = new FabricFile(fit, "tests").tree("again", file.toString(), TestJobs.CATALOG.hardware());
        Path whole = Files.writeString(folder.resolve("again.json"), again.toString());
        assertThat(TestJobs.CATALOG.hardware().cluster(whole.toString(), 64).tiers())
                .isEqualTo(read.tiers());
    }

    @Test
    void ranksHostsAndWhatIsNotModelled() {
        NcclTests.Found found = read("one-node.txt");
        assertThat(found.samples())
                .hasSize(24)
                .extracting(CollectiveSample::collective)
                .contains(Collective.ALL_GATHER);
        assertThat(found.remarks()).anySatisfy(remark -> assertThat(remark).contains("broadcast_perf"));
        assertThat(found.devices()).containsExactly("NVIDIA H100 80GB HBM3");
        assertThat(read("reduce_scatter-4-nodes.txt").samples().get(0).ranks())
                .isEqualTo(new CollectiveSample.Ranks(32, 4, 8));
    }

    /** Older releases print no name, no root and no operation; both sizes count bytes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            all_gather.txt    | 1048576 131072 float  31.20 33.6 16.8 0e+00 30.8 34.0 17.0 0e+00           | ALL_GATHER
            x-allreduce.log   | 1048576 262144 half sum  31.20 33.6 33.6 N/A 30.8 34.0 34.0 N/A            | ALL_REDUCE
            sendrecv.txt      | 1048576 262144 bfloat16 sum -1 31.20 33.6 33.6 0 30.8 34.0 34.0 0           | SEND_RECEIVE
            """)
    void olderColumns(String name, String row, Collective collective) {
        NcclTests.Found found = NcclTests.read(LogText.of(name, HEADER + row), Optional.empty());
        assertThat(found.samples()).hasSize(1).allSatisfy(sample -> {
            assertThat(sample.collective()).isEqualTo(collective);
            assertThat(sample.buffer().value()).isEqualTo(1048576);
            assertThat(sample.time().value()).isCloseTo(31.2e-6, within(1e-12));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            all_gather.txt | 1048576 262144 float sum -1 31.2 33.6 33.6 0 30.8 34.0 34.0 0  | all-gather among 2 ranks has 0.500
            results.txt    | 1048576 262144 float sum -1 31.2 33.6 33.6 0 30.8 34.0 34.0 0  | --collective
            all_reduce.txt | 0 0 float sum -1 3.2 0.0 0.0 0 3.8 0.0 0.0 0                   | no row of nccl-tests
            all_reduce.txt | 1048576 262144 float sum -1 31.2 33.6 33.6 5 30.8 34.0 34.0 5  | no row of nccl-tests
            """)
    void refusals(String name, String row, String said) {
        assertThatThrownBy(() -> NcclTests.read(LogText.of(name, HEADER + row), Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(said);
    }

    @Test
    void processesThatRanAloneAreRefused() {
        String twice = HEADER + HEADER;
        assertThatThrownBy(() -> NcclTests.read(LogText.of("all_reduce.txt", twice), Optional.empty()))
                .hasMessageContaining("MPI=1");
        String none = "1048576 262144 float sum -1 31.2 33.6 33.6 0 30.8 34.0 34.0 0";
        assertThatThrownBy(() -> NcclTests.read(LogText.of("all_reduce.txt", none), Optional.empty()))
                .hasMessageContaining("how many ranks");
    }
}
