package dev.shardwright.simulator.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.stack.SoftwareStack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of Korthikanti et al. 2022 (table 2): bytes of one layer's activations, 16 bit, with dropout. */
final class ActivationBytesTest {
    private static final SoftwareStack STACK = TestJobs.CATALOG.stacks().stack("megatron-lm-2022");

    @ParameterizedTest
    @CsvSource({
        "gpt-3-175b, 2048, 1, 1",
        "gpt-3-175b, 2048, 4, 8",
        "mt-nlg-530b, 2048, 1, 8",
        "gpt-3-1t, 2048, 2, 8",
    })
    void equalsThePublishedFormulas(String name, int s, int b, int t) {
        Transformer model = TestJobs.CATALOG.models().model(name);
        double h = model.hidden();
        double a = model.layers().get(0).attention().heads();
        double stream = (double) s * b * h;
        double scores = 5 * a * s / h;
        check(model, shard(s, b, t, 1), stream * (10 + 24.0 / t + scores / t), stream * (10 + 24.0 / t));
        check(model, shard(s, b, t, t), stream * (34 + scores) / t, stream * 34 / t);
    }

    /** The same table with elements of 4 bytes: masks keep their one byte, so 34 becomes 66 and 5 becomes 9. */
    @ParameterizedTest
    @CsvSource({"gpt-3-175b, 2048, 1", "mt-nlg-530b, 1024, 4"})
    void singlePrecisionDoublesAllButTheMasks(String name, int s, int b) {
        Transformer model = TestJobs.CATALOG.models().model(name);
        double stream = (double) s * b * model.hidden();
        double heads = model.layers().get(0).attention().heads();
        ActivationBytes bytes = new ActivationBytes(
                model,
                model.layers().get(0),
                shard(s, b, 1, 1),
                Recipe.of(Precision.FP32, STACK),
                STACK.memory().activations());
        double all = stream * (66 + 9 * heads * s / model.hidden());
        assertThat(bytes.kept()).isCloseTo(all, within(1e-9 * all));
        assertThat(bytes.inputOnly()).isCloseTo(4 * stream, within(1e-9 * stream));
    }

    private static void check(Transformer model, Shard shard, double all, double selective) {
        Layer layer = model.layers().get(0);
        Recipe recipe = Recipe.of(Precision.FP16, STACK);
        ActivationBytes bytes =
                new ActivationBytes(model, layer, shard, recipe, STACK.memory().activations());
        assertThat(bytes.kept()).isCloseTo(all, within(1e-9 * all));
        assertThat(bytes.kept() - bytes.parts().get(Recompute.Part.ATTENTION_CORE))
                .isCloseTo(selective, within(1e-9 * selective));
        double input = 2.0 * shard.outerTokens() * model.hidden();
        assertThat(bytes.inputOnly()).isCloseTo(input, within(1e-9 * input));
    }

    private static Shard shard(int sequence, int batch, int tensor, int sequenceWays) {
        return new Shard(
                tensor,
                sequenceWays,
                new Shard.ContextSplit(1, ContextMethod.RING),
                new Shard.ExpertSplit(1, tensor),
                batch,
                sequence);
    }
}
