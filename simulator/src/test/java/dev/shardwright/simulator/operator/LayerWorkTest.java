package dev.shardwright.simulator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a checkpoint that stops early leaves out. */
final class LayerWorkTest {
    private static final SoftwareStack STACK = TestJobs.CATALOG.stacks().stack("llm-foundry");
    private static final int TOKENS = 2048;

    /** A GPT layer's last product takes 2 T (4 h) h of its 24 T h^2 FLOPs. */
    @Test
    void aDenseLayerEndsWithAThirdOfItsProducts() {
        Transformer model = TestJobs.CATALOG.models().model("gpt-3-175b");
        double h = model.hidden();
        double flops = afterLastSaved(model).stream()
                .mapToDouble(o -> o.flops().value())
                .sum();
        assertThat(flops).isCloseTo(8.0 * TOKENS * h * h, within(1.0));
    }

    /** The weighted sum of experts needs their results. */
    @Test
    void aLayerOfExpertsIsRepeatedToItsEnd() {
        assertThat(afterLastSaved(TestJobs.CATALOG.models().model("mixtral-8x7b")))
                .isEmpty();
    }

    private static List<Operator> afterLastSaved(Transformer model) {
        Shard shard =
                new Shard(1, 1, new Shard.ContextSplit(1, ContextMethod.RING), new Shard.ExpertSplit(1, 1), 1, TOKENS);
        return DecoderWork.of(model, model.layers().get(0), shard, Recipe.of(Precision.BF16, STACK))
                .afterLastSaved();
    }
}
