package dev.shardwright.simulator.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.step.StepFigures.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two levels of context parallelism on nodes of 8 GPUs; Llama 3 8B has 8 key/value heads. */
final class HierarchicalContextTest {
    @ParameterizedTest
    @CsvSource({"16, 1, 8, 8", "16, 2, 8, 4", "16, 1, 4, 4", "12, 1, 8, 4", "16, 8, 8, 1", "16, 1, 1, 1", "1, 1, 8, 1"})
    void asManyRanksInsideAsNodeAndHeadsAllow(int context, int tensor, int heads, int inside) {
        assertThat(HierarchicalContext.inside(context, tensor, 8, heads)).isEqualTo(inside);
    }

    /** Heads stay inside the node, where the wires are, and the ring carries what is left of keys and values. */
    @Test
    void sendsLessBetweenNodesThanEitherMethodAlone() {
        double both = exposed(ContextMethod.HIERARCHICAL);
        assertThat(both).isPositive();
        assertThat(both).isLessThan(exposed(ContextMethod.ULYSSES));
        assertThat(both).isLessThan(exposed(ContextMethod.ALL_GATHER));
    }

    @ParameterizedTest
    @CsvSource({"1, 8, ulysses", "8, 2, ring"})
    void refusesOneLevel(int tensor, int context, String instead) {
        assertThatThrownBy(() -> job(tensor, context, ContextMethod.HIERARCHICAL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("parallel.context_method = hierarchical")
                .hasMessageContaining("Maybe use " + instead);
    }

    private static double exposed(ContextMethod method) {
        return Simulator.simulate(job(2, 16, method)).time().part(Part.CONTEXT).value();
    }

    private static TrainingJob job(int tensor, int context, ContextMethod method) {
        Layout layout = new Layout(
                new ParallelDegrees(tensor, 1, context, 1, tensor, 1),
                new OneForwardOneBackward(),
                1,
                tensor > 1 ? SequenceParallel.ON : SequenceParallel.OFF,
                method,
                MemorySaving.of(new Recompute.None(), 1));
        return TestJobs.job("llama-3-8b", "dgx-h100", "megatron-core", new Workload(131_072, 4), layout);
    }
}
