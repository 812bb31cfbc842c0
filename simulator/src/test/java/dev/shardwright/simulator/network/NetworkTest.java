package dev.shardwright.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.KernelCurves;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class NetworkTest {
    private static final Cluster SHIPPED = TestJobs.CATALOG.hardware().cluster("dgx-a100-80gb", 64);
    private static final Cluster A100 = SHIPPED.byItsOwnLinks();

    /** Measured times of a collective below 256 KiB are level and scatter so much. */
    private static final double SCATTER = 0.02;

    /** NCCL all-reduce on one A100 node, in place, stand-alone (vTrain's tables): MiB, devices, microseconds. */
    @ParameterizedTest
    @CsvSource({
        "64, 8, 580",
        "256, 8, 2160",
        "1024, 8, 8190",
        "64, 4, 544",
        "1024, 4, 7260",
        "64, 2, 405",
        "1024, 2, 5440"
    })
    void meetsMeasuredAllReduceInsideANode(int mebibytes, int devices, double microseconds) {
        for (Cluster cluster : List.of(A100, SHIPPED)) {
            double seconds = new Network(cluster, 1)
                    .time(Collective.ALL_REDUCE, new Bytes((long) mebibytes << 20), new Group(devices, 1))
                    .value();
            assertThat(seconds * 1e6).isCloseTo(microseconds, within(0.15 * microseconds));
        }
    }

    @ParameterizedTest
    @EnumSource(Collective.class)
    void growsWithTheMessageAndNeverFallsWithAWiderSpan(Collective collective) {
        Network network = new Network(A100, 1);
        double previous = 0;
        for (long bytes = 1 << 16; bytes <= 1L << 32; bytes *= 4) {
            double near = network.seconds(collective, bytes, 8, 1);
            double far = network.seconds(collective, bytes, 8, 8);
            assertThat(near).isGreaterThan(previous);
            assertThat(far).isGreaterThanOrEqualTo(near);
            previous = near;
        }
    }

    @ParameterizedTest
    @EnumSource(Collective.class)
    void measuredTimesGrowWithTheMessageToo(Collective collective) {
        Network network = new Network(SHIPPED, 1);
        double previous = 0;
        for (long bytes = 1 << 16; bytes <= 1L << 32; bytes *= 4) {
            double seconds = network.seconds(collective, bytes, 8, 1);
            assertThat(seconds).isGreaterThan((1 - SCATTER) * previous);
            previous = seconds;
        }
    }

    /** Of eight copies for random members of eight, 8 (1 - (7/8)^8) = 5.25 go to different ones. */
    @Test
    void copiesForTheSameRankTravelOnce() {
        assertThat(Network.distinct(8, 1)).isEqualTo(1);
        assertThat(8 * Network.distinct(8, 8)).isCloseTo(5.25, within(0.01));
        Network network = new Network(A100, 1);
        double each = network.seconds(Collective.ALL_TO_ALL, 8e9, 64, 1);
        double once = network.seconds(Collective.ALL_TO_ALL, 8e9, 64, 1, 8);
        assertThat(once).isLessThan(0.8 * each);
    }

    @Test
    void aGroupOfOneNeedsNoTime() {
        assertThat(new Network(A100, 1).seconds(Collective.ALL_REDUCE, 1e9, 1, 1))
                .isZero();
    }

    @Test
    void ringsUseEveryNicOfTheirNode() {
        Network network = new Network(A100, 1);
        double oneRankPerNode = network.seconds(Collective.ALL_REDUCE, 8e9, 8, 8);
        double eightRanksPerNode = network.seconds(Collective.ALL_REDUCE, 8e9, 64, 1);
        assertThat(oneRankPerNode / eightRanksPerNode).isBetween(5.0, 8.0);
    }

    /** Inside the node that was measured a curve counts; a larger group, or another link, keeps the formula. */
    @Test
    void measuredCollectivesGoBeforeTheFormula() {
        Network formula = new Network(A100, 1);
        Network measured = new Network(measured(A100.tiers().get(0).perDevice()), 0.5);
        assertThat(measured.seconds(Collective.ALL_REDUCE, 1e9, 4, 1)).isCloseTo(1.5e9 / 100e9 / 0.5, within(1e-12));
        assertThat(new Network(measured(new BytesPerSecond(1e9)), 1).seconds(Collective.ALL_REDUCE, 1e9, 4, 1))
                .isEqualTo(formula.seconds(Collective.ALL_REDUCE, 1e9, 4, 1));
        assertThat(new Network(measured(A100.tiers().get(0).perDevice()), 1).seconds(Collective.ALL_REDUCE, 1e9, 8, 1))
                .isEqualTo(formula.seconds(Collective.ALL_REDUCE, 1e9, 8, 1));
    }

    /** All-reduces of two to four ranks at 100 GB/s on such a link. */
    private static Cluster measured(BytesPerSecond link) {
        Surface level = new Surface(
                List.of(new Surface.Axis("ranks", List.of(2.0, 4.0)), new Surface.Axis("bytes", List.of(1e6))),
                new double[] {100e9, 100e9});
        KernelCurves.Collectives collectives =
                new KernelCurves.Collectives(link, Map.of(Collective.ALL_REDUCE, new CollectiveCurve(level)));
        KernelCurves curves = new KernelCurves(1, Map.of(), KernelCurves.Attention.NONE, Map.of(), collectives);
        return new Cluster(
                A100.name(),
                A100.accelerator().withCurves(curves),
                A100.devices(),
                A100.node(),
                A100.tiers(),
                A100.dollarsPerDeviceHour());
    }
}
