package dev.shardwright.simulator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Products, attention, norms, activations and messages of a layer and of the head, in both passes. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt-3-175b", "llama-3-8b", "mixtral-8x7b"})
    void singlePrecisionMovesTwiceTheBytes(String name) {
        Transformer model = TestJobs.CATALOG.models().model(name);
        Shard shard =
                new Shard(2, 2, new Shard.ContextSplit(2, ContextMethod.RING), new Shard.ExpertSplit(2, 1), 1, TOKENS);
        Recipe half = Recipe.of(Precision.FP16, STACK);
        Recipe single = Recipe.of(Precision.FP32, STACK);
        checkTwice(
                DecoderWork.of(model, model.layers().get(0), shard, half),
                DecoderWork.of(model, model.layers().get(0), shard, single));
        checkTwice(HeadWork.head(model, shard, half), HeadWork.head(model, shard, single));
        checkTwice(HeadWork.embedding(model, shard, half), HeadWork.embedding(model, shard, single));
    }

    private static void checkTwice(LayerWork half, LayerWork single) {
        assertThat(bytes(single)).isEqualTo(bytes(half).stream().map(b -> 2 * b).toList());
    }

    private static List<Operator> afterLastSaved(Transformer model) {
        Shard shard =
                new Shard(1, 1, new Shard.ContextSplit(1, ContextMethod.RING), new Shard.ExpertSplit(1, 1), 1, TOKENS);
        return DecoderWork.of(model, model.layers().get(0), shard, Recipe.of(Precision.BF16, STACK))
                .afterLastSaved();
    }

    private static List<Long> bytes(LayerWork work) {
        return Stream.concat(
                        Stream.concat(work.forward().stream(), work.backward().stream())
                                .map(Operator::bytes),
                        Stream.concat(work.forwardTransfers().stream(), work.backwardTransfers().stream())
                                .map(Transfer::bytes))
                .map(Bytes::value)
                .toList();
    }
}
