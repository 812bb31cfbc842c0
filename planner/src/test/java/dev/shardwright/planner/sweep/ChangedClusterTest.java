package dev.shardwright.planner.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangedClusterTest {
    private static final HardwareCatalog HARDWARE = Frames.CATALOG.hardware();

    @TempDir
    private Path folder;

    private static PlanningRequest question(String cluster) {
        return PlanningRequest.of(Frames.of("llama-3-8b", cluster, 16, new Workload(4096, 64)));
    }

    /** What is read back is the changed cluster, but for its own name and that of its devices. */
    @ParameterizedTest
    @ValueSource(strings = {"dgx-h100", "gb200-nvl72", "frontier", "rtx-4090-x1", "aws-p4d-24xlarge"})
    void isReadBackAsItWasWritten(String name) {
        PlanningRequest question = question(name);
        for (PlanningRequest changed : List.of(
                Axis.BANDWIDTH.at(question, 2 * Axis.BANDWIDTH.of(question)),
                Axis.MEMORY.at(question, 0.75 * Axis.MEMORY.of(question)),
                Axis.MEMORY.at(Axis.BANDWIDTH.at(question, 123e9), 100L << 30))) {
            Cluster wanted = changed.frame().cluster();
            Path file = folder.resolve("other.json");
            ChangedCluster cluster = ChangedCluster.of(wanted, HARDWARE);
            assertThat(cluster.differs()).isTrue();
            cluster.write(file, HARDWARE);
            Cluster read = HARDWARE.cluster(file.toString(), 16);
            assertThat(read.name()).isEqualTo("other");
            assertThat(read.tiers()).isEqualTo(wanted.tiers());
            assertThat(read.accelerator().memory())
                    .isEqualTo(wanted.accelerator().memory());
            Accelerator device = read.accelerator();
            assertThat(device.curves()).isEqualTo(wanted.accelerator().curves());
            assertThat(read.dollarsPerDeviceHour()).isEqualTo(wanted.dollarsPerDeviceHour());
        }
    }

    @Test
    void theShippedOneIsNoOther() {
        assertThat(ChangedCluster.of(question("dgx-h100").frame().cluster(), HARDWARE)
                        .differs())
                .isFalse();
    }

    @Test
    void aFileOfOnesOwnIsNotWritten() {
        Cluster shipped = question("dgx-h100").frame().cluster();
        Cluster own = new Cluster("mine", shipped.accelerator(), 16, shipped.node(), shipped.tiers(), 1);
        Cluster dear = new Cluster("dgx-h100", shipped.accelerator(), 16, shipped.node(), shipped.tiers(), 99);
        for (Cluster cluster : List.of(own, dear)) {
            assertThatThrownBy(() -> ChangedCluster.of(cluster, HARDWARE))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("a file of your own");
        }
    }
}
