package dev.shardwright.simulator.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Recompute.Part;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.step.StepFigures;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words for what is recomputed, and what parts save and cost. */
final class RecomputeTest {
    private static final double MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"none", "selective", "selective:layernorm+moe_act+moe", "products", "full", "layers:3"})
    void namesAreReadBack(String name) {
        assertThat(Recompute.parse(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "selective:core_attn, selective",
        "selective:moe+core_attn, selective:core_attn+moe",
        "selective:moe+moe, selective:moe"
    })
    void aSetHasOneName(String text, String name) {
        assertThat(Recompute.parse(text).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"selective:", "selective:norms", "selective:moe+", "selective:moe,mlp"})
    void otherWordsAreRefused(String text) {
        assertThatThrownBy(() -> Recompute.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not one of core_attn, layernorm, moe_act, mla_up_proj, mlp, moe");
    }

    /** Of a model that has all parts: each saves memory and takes time, and the more parts the more of both. */
    @ParameterizedTest
    @EnumSource(Part.class)
    void everyPartSavesAndCosts(Part part) {
        Report none = report(new Recompute.None());
        Report one = report(Recompute.Modules.of(Set.of(part)));
        Report all = report(Recompute.Modules.of(EnumSet.allOf(Part.class)));
        assertThat(activations(one)).isLessThan(activations(none)).isGreaterThanOrEqualTo(activations(all));
        assertThat(recomputed(one)).isPositive().isLessThan(recomputed(all));
        assertThat(activations(report(new Recompute.Full()))).isLessThan(activations(all));
    }

    /** An activation inside a block that is recomputed anyway is neither saved nor paid twice. */
    @Test
    void aPartWithinAnotherCountsOnce() {
        Report block = report(Recompute.Modules.of(Set.of(Part.EXPERTS, Part.MLP)));
        Report both = report(Recompute.Modules.of(Set.of(Part.EXPERTS, Part.MLP, Part.ACTIVATION)));
        assertThat(both.memory()).isEqualTo(block.memory());
        assertThat(both.time()).isEqualTo(block.time());
    }

    /**
     * DeepSeek-V3 on one of 8 expert ranks, 4,096 tokens: 8 x 4,096 rows of 2,048 in 16 bit for each of 58 routed layers,
     * 18,432 wide rows for the 3 dense ones; one layer at a time has them again.
     */
    @Test
    void bytesOfTheActivationByHand() {
        double saved = activations(report(new Recompute.None()))
                - activations(report(Recompute.Modules.of(Set.of(Part.ACTIVATION))));
        double routed = 2.0 * 8 * 4096 * 2048;
        double dense = 2.0 * 4096 * 18_432;
        double largest = Math.max(routed, dense);
        double again = Math.max(0, largest - 6.0 * 4096 * 129_280);
        double fragments = 1.05;
        assertThat(saved)
                .isCloseTo(58 * routed + 3 * dense - again, org.assertj.core.api.Assertions.within(fragments * MIB));
    }

    private static double activations(Report report) {
        return report.memory().lines().get(MemoryCategory.ACTIVATIONS).value();
    }

    private static double recomputed(Report report) {
        return report.time().part(StepFigures.Part.RECOMPUTE).value();
    }

    private static Report report(Recompute recompute) {
        Layout layout = new Layout(
                new ParallelDegrees(1, 1, 1, 8, 1, 8),
                new OneForwardOneBackward(),
                1,
                SequenceParallel.OFF,
                ContextMethod.RING,
                MemorySaving.of(recompute, 1));
        TrainingJob job = TestJobs.job("deepseek-v3", "dgx-h100", "megatron-core", new Workload(4096, 64), layout);
        return Simulator.simulate(job);
    }
}
