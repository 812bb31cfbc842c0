package dev.shardwright.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BoardTest {
    private static final DialSheet SHEET = DialSheet.read(TestJobs.profiles());
    private static final Cluster CLUSTER = TestJobs.CATALOG.hardware().cluster("dgx-h100", 64);

    private static Board board(String stack, Board.Centre centre) {
        return Board.of(SHEET, setup(stack), CalibrationRequest.Scope.STACK_AND_LINKS, centre);
    }

    private static Setup setup(String stack) {
        return new Setup(CLUSTER, TestJobs.CATALOG.stacks().stack(stack));
    }

    @Test
    void everyDialIsAConstantOfTheRootStackOrOfACluster() {
        Set<String> keys = new HashSet<>();
        Stream.concat(SHEET.dials().stream(), SHEET.clusterDials().stream()).forEach(dial -> {
            boolean link = SHEET.clusterDials().contains(dial);
            RecordPath place = RecordPath.of((link ? Setup.CLUSTER : Setup.STACK) + dial.key());
            assertThat(place.read(setup("megatron-core"))).as(dial.key()).isPresent();
            assertThat(keys.add(dial.key())).as(dial.key()).isTrue();
            assertThat(dial.scale().value(dial.scale().free(dial.centre())))
                    .as(dial.key())
                    .isCloseTo(dial.centre(), within(1e-9));
        });
    }

    @Test
    void atTheBasePositionNothingChanges() {
        for (String stack : TestJobs.CATALOG.stacks().names()) {
            for (Board.Centre centre : Board.Centre.values()) {
                Board board = board(stack, centre);
                Setup set = board.set(setup(stack), board.base());
                board.settings()
                        .forEach(setting -> assertThat(setting.place().read(set).orElseThrow())
                                .as(stack + " " + setting.dial().key())
                                .isCloseTo(setting.base(), within(1e-9)));
            }
        }
    }

    @Test
    void aNeutralBoardStartsAtTheCentreOfThePrior() {
        Board board = board("aleph-alpha-scaling", Board.Centre.NEUTRAL);
        Setup set = board.set(setup("aleph-alpha-scaling"), new double[board.size()]);
        board.settings()
                .forEach(setting -> assertThat(setting.place().read(set).orElseThrow())
                        .as(setting.dial().key())
                        .isCloseTo(setting.dial().centre(), within(1e-9)));
    }

    @Test
    void documentedAbsenceHasNoDial() {
        List<String> keys = board("aleph-alpha-scaling", Board.Centre.NEUTRAL).settings().stream()
                .map(setting -> setting.dial().key())
                .toList();
        assertThat(keys).contains("kernels.speed.gemm").noneMatch(key -> key.startsWith("communication.overlap"));
    }

    @Test
    void whatARunMultipliesStaysMultiplied() {
        Board board = board("megatron-core", Board.Centre.OWN);
        SoftwareStack stack = setup("megatron-core").stack();
        SoftwareStack slower = stack.inTurns();
        double factor = stack.execution().experts().inTurns().host();
        double[] position = new double[board.size()];
        Arrays.fill(position, 1);
        double whole = host(board.set(setup("megatron-core"), position).stack());
        double more = host(board.set(new Setup(CLUSTER, slower), position).stack());
        assertThat(whole).isGreaterThan(host(stack));
        assertThat(more).isCloseTo(factor * whole, within(1e-12));
    }

    @Test
    void aStackFeelsOnlyWhatItInherits() {
        SoftwareStack child = TestJobs.CATALOG.stacks().stack("llm-foundry");
        Board board = board("megatron-core", Board.Centre.OWN).reaching(List.of(child), CLUSTER);
        double[] position = new double[board.size()];
        Arrays.fill(position, 1);
        SoftwareStack moved = board.set(new Setup(CLUSTER, child), position).stack();
        assertThat(moved.kernels().speed().attention())
                .as("states its own")
                .isEqualTo(child.kernels().speed().attention());
        assertThat(moved.execution().dispatch().hostPerKernel())
                .as("inherits it")
                .isGreaterThan(child.execution().dispatch().hostPerKernel());
    }

    @Test
    void tiersMoveByTheirKind() {
        RecordPath path = RecordPath.of("tiers.NETWORK.efficiency");
        Cluster slower = path.changed(CLUSTER, efficiency -> efficiency / 2);
        assertThat(slower.tiers().get(0)).isEqualTo(CLUSTER.tiers().get(0));
        assertThat(slower.tiers().get(1).efficiency())
                .isEqualTo(CLUSTER.tiers().get(1).efficiency() / 2);
        assertThat(RecordPath.of("tiers.BUS.efficiency").read(CLUSTER)).isEmpty();
    }

    private static double host(SoftwareStack stack) {
        return stack.execution().dispatch().hostPerKernel().value();
    }
}
