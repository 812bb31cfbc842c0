package dev.shardwright.profiler.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.PyTorchBackend;
import dev.shardwright.profiler.fit.Roof;
import dev.shardwright.profiler.machine.MeasuredMachine;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class CheckRunTest {
    private static final SoftwareStack STACK = Catalog.shipped().stacks().stack("djl-pytorch");
    private static final CheckRun.Watcher NOBODY = new CheckRun.Watcher() {
        @Override
        public void next(int round, int rounds, SmallGpt model) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /** What the simulator trains is what the script trains. */
    @Test
    void modelsHaveAsManyParametersAsTheSimulatorCounts() {
        for (SmallGpt gpt : SmallGpts.all()) {
            assertThat(SmallGptJob.model(gpt).parameters().total())
                    .as(gpt.name())
                    .isEqualTo(gpt.parameters());
        }
    }

    /** The ranges that a check has to span. */
    @Test
    void modelsSpanTheRange() {
        assertThat(SmallGpts.all())
                .hasSizeGreaterThanOrEqualTo(12)
                .doesNotHaveDuplicates()
                .allSatisfy(gpt -> {
                    assertThat(gpt.hidden()).isBetween(256, 1024);
                    assertThat(gpt.layers()).isBetween(2, 8);
                    assertThat(gpt.batch().length()).isBetween(128, 512);
                    assertThat(gpt.batch().sequences()).isBetween(1, 8);
                });
    }

    /** How near they come is a benchmark (docs/profiler.md): a machine that runs tests is not quiet. */
    @Test
    @Tag("native")
    void aModelIsTrainedBesideItsPrediction() {
        assumeTrue(PyTorchBackend.hasNativeLibrary(), "no PyTorch library for this platform on the class path");
        try (Backend backend = PyTorchBackend.open(Optional.of(DeviceDescription.Kind.CPU), 1)) {
            Accelerator plain =
                    new MeasuredMachine(backend.device(), Optional.empty()).accelerator(Roof.ANY, new Bytes(1L << 33));
            Check check = new CheckRun(1, STACK, 2).run(backend, plain, model -> Optional.empty(), NOBODY);
            assertThat(check.lines()).hasSize(1);
            Check.Line line = check.lines().get(0);
            assertThat(line.measured().count()).isEqualTo(2);
            assertThat(line.measured().median().value()).isPositive();
            assertThat(line.predicted().value()).isPositive();
            assertThat(check.meanError()).isEqualTo(Math.abs(line.error()));
            assertThat(check.meanMemoryError()).isNaN();
        }
    }
}
