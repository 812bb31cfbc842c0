package dev.shardwright.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.MemoryLedger;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StageMemoryTest {
    /** The report is about the stage that needs most; the ledgers of all stages hold the same figures for it. */
    @Test
    void theLargestStageIsTheReports() {
        for (TrainingJob job : TestJobs.random(11, 200)) {
            List<MemoryLedger> stages = Simulator.memory(job);
            MemoryLedger worst = Simulator.simulate(job).memory();
            assertThat(stages).hasSize(job.layout().degrees().pipeline());
            assertThat(stages.get(worst.stage())).as("%s", job.layout()).isEqualTo(worst);
            assertThat(stages.stream().map(MemoryLedger::peak).max(Comparator.naturalOrder()))
                    .contains(worst.peak());
        }
    }
}
