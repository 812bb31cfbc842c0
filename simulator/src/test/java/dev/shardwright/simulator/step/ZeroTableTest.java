package dev.shardwright.simulator.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rajbhandari et al. 2020, figure 1: a model of 7.5 billion parameters on 64 devices, 16-bit gradients, Adam. */
final class ZeroTableTest {
    private static final double PUBLISHED_PARAMETERS = 7.5e9;

    @ParameterizedTest
    @CsvSource({"0, 120", "1, 31.4", "2, 16.6", "3, 1.9"})
    void statesMatchTheFigure(int stage, double gigabytes) {
        Transformer model = TestJobs.CATALOG.models().model("llama-2-7b");
        Layout layout = new Layout(
                ParallelDegrees.dense(1, 1, 64),
                new OneForwardOneBackward(),
                1,
                SequenceParallel.OFF,
                ContextMethod.RING,
                MemorySaving.of(new Recompute.None(), stage));
        TrainingJob job = new TrainingJob(
                model,
                TestJobs.CATALOG.hardware().cluster("dgx-a100-80gb", 64),
                new Workload(2048, 64),
                layout,
                Numerics.BF16_ADAM,
                TestJobs.CATALOG.stacks().stack("aleph-alpha-scaling"));
        Report report = Simulator.simulate(job);
        double bytes = 0;
        for (MemoryCategory state :
                new MemoryCategory[] {MemoryCategory.WEIGHTS, MemoryCategory.GRADIENTS, MemoryCategory.OPTIMIZER}) {
            bytes += report.memory().lines().get(state).value();
        }
        double perParameter = bytes / model.parameters().total();
        assertThat(perParameter * PUBLISHED_PARAMETERS / 1e9).isCloseTo(gigabytes, within(0.05));
    }
}
