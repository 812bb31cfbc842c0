package dev.shardwright.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.model.Transformer;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdaptationTest {
    private static Transformer model(String name) {
        return TestJobs.CATALOG.models().model(name);
    }

    /** Counts that PEFT's print_trainable_parameters is published with for these settings. */
    @ParameterizedTest
    @CsvSource({
        "llama-2-7b, 8, q_proj v_proj, 4194304",
        "llama-2-7b, 16, query key value output gate up down, 39976960",
        "llama-2-7b, 64, query key value output gate up down, 159907840",
        "llama-2-70b, 64, query key value output gate up down, 828375040",
        "llama-3-8b, 8, q_proj v_proj, 3407872",
        "llama-3-8b, 16, query key value output gate up down, 41943040",
        "mistral-7b, 16, query key value output gate up down, 41943040",
    })
    void publishedCounts(String name, int rank, String targets, long published) {
        Set<Target> maps = Arrays.stream(targets.split(" ")).map(Target::parse).collect(Collectors.toSet());
        LowRank adapters = new LowRank(rank, maps, 0.05, LowRank.Ends.FROZEN, BaseFormat.SIXTEEN_BIT);
        assertThat(adapters.trainable(model(name))).isEqualTo(published);
    }

    /** One adapter beside a fused map has fewer parameters than three beside its parts. */
    @Test
    void fusedMapsHaveOneAdapter() {
        LowRank fused = new LowRank(64, Set.of(Target.QUERY_KEY_VALUE), 0, LowRank.Ends.FROZEN, BaseFormat.SIXTEEN_BIT);
        assertThat(fused.trainable(model("llama-2-7b"))).isEqualTo(32L * 64 * (4096 + 3 * 4096));
    }

    @Test
    void trainedEndsCount() {
        LowRank ends = new LowRank(0, Set.of(), 0, LowRank.Ends.TRAINED, BaseFormat.SIXTEEN_BIT);
        assertThat(ends.trainable(model("llama-2-7b"))).isEqualTo(2L * 32000 * 4096);
        assertThat(ends.trainable(model("llama-3.2-1b"))).isEqualTo(128256L * 2048);
    }

    @Test
    void rankZeroTrainsNothing() {
        assertThat(LowRank.allLinear(0, BaseFormat.NF4).trainable(model("llama-3-8b")))
                .isZero();
    }

    @Test
    void everyExpertHasAnAdapter() {
        LowRank down = new LowRank(8, Set.of(Target.DOWN), 0, LowRank.Ends.FROZEN, BaseFormat.SIXTEEN_BIT);
        assertThat(down.trainable(model("mixtral-8x7b"))).isEqualTo(32L * 8 * 8 * (14336 + 4096));
    }

    @Test
    void fullTrainingTrainsEveryParameter() {
        Transformer model = model("llama-3-8b");
        assertThat(new FullTraining().trainable(model))
                .isEqualTo(model.parameters().total());
    }

    /** Dettmers et al. 2023, section 3: double quantisation takes 0.5 bits of constants down to 0.127. */
    @Test
    void bitsPerQuantisedWeight() {
        assertThat(BaseFormat.NF4.bits()).isEqualTo(4.5);
        assertThat(BaseFormat.NF4_DOUBLE.bits()).isCloseTo(4.127, within(0.0005));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> LowRank.allLinear(-1, BaseFormat.NF4)).hasMessageContaining("rank");
        assertThatThrownBy(() -> new LowRank(8, Set.of(), 0, LowRank.Ends.FROZEN, BaseFormat.NF4))
                .hasMessageContaining("linear map");
        assertThatThrownBy(() -> Target.parse("head")).hasMessageContaining("query");
    }
}
