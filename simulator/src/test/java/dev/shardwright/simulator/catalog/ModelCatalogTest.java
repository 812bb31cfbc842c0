package dev.shardwright.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.model.ParameterLedger;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelCatalogTest {
    private static final ModelCatalog CATALOG = new ModelCatalog(Shipped.PROFILES);

    static Stream<String> published() {
        return CATALOG.names().stream()
                .filter(name ->
                        CATALOG.preset(name).orElseThrow().publishedParameters().isPresent());
    }

    @ParameterizedTest
    @MethodSource("published")
    void ledgerAddsUpToThePublishedCount(String name) {
        ModelPreset preset = CATALOG.preset(name).orElseThrow();
        assertThat(preset.model().parameters().total())
                .isEqualTo(preset.publishedParameters().orElseThrow());
    }

    @Test
    void moreThanAHundredPublishedCountsAreKnown() {
        assertThat(published()).hasSizeGreaterThan(100);
    }

    static List<String> names() {
        return CATALOG.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPresetAnswersToItsNameAndItsAliases(String name) {
        ModelPreset preset = CATALOG.preset(name).orElseThrow();
        assertThat(preset.name()).isEqualTo(name);
        assertThat(preset.label()).isNotBlank();
        assertThat(preset.source()).matches("(?s).*\\b(19|20)\\d\\d\\b.*");
        assertThat(preset.aliases())
                .allSatisfy(alias -> assertThat(CATALOG.model(alias)).isEqualTo(preset.model()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama-3-8b",
                "llama-3-70b",
                "llama-3.1-405b",
                "gpt-3-175b",
                "gpt-3-1t",
                "mt-nlg-530b",
                "mixtral-8x7b",
                "deepseek-v3",
                "meta-llama/Llama-3.1-8B",
                "DeepSeek-V3",
                "gpt-neox-20b",
                "bloom-176b",
                "kimi-k2"
            })
    void knowsTheModelsThatPeopleName(String name) {
        assertThat(CATALOG.preset(name)).isPresent();
    }

    /** All parameters but those of the experts a token is not routed to: layers x idle experts x 3 x hidden x inner. */
    @ParameterizedTest
    @CsvSource({
        "mixtral-8x7b,     46702792704,   32, 6,   4096, 14336",
        "mixtral-8x22b,    140620634112,  56, 6,   6144, 16384",
        "deepseek-v2-lite, 15706484224,   26, 58,  2048, 1408",
        "deepseek-v2,      235741434880,  59, 154, 5120, 1536",
        "deepseek-v3,      671026419200,  58, 248, 7168, 2048",
        "kimi-k2,          1026408232448, 60, 376, 7168, 2048",
        "qwen3-30b-a3b,    30532122624,   48, 120, 2048, 768",
        "qwen3-235b-a22b,  235093634560,  94, 120, 4096, 1536",
        "glm-4.5,          352797829024,  89, 152, 5120, 1536",
        "glm-4.5-air,      106852251264,  45, 120, 4096, 1408",
        "olmoe-1b-7b,      6919161856,    16, 56,  2048, 1024",
        "minimax-m2,       228689764864,  62, 248, 3072, 1536"
    })
    void activeParametersLeaveOutIdleExperts(String name, long total, long layers, long idle, long hidden, long inner) {
        long expected = total - layers * idle * 3 * hidden * inner;
        assertThat(CATALOG.model(name).parameters().active()).isEqualTo(expected);
    }

    /** Billions of parameters per token as the papers and model cards round them; some leave the embedding out. */
    @ParameterizedTest
    @CsvSource({
        "mixtral-8x7b, 12.9, true",
        "mixtral-8x22b, 39, true",
        "deepseek-v2, 21, true",
        "deepseek-v3, 36.6, false",
        "deepseek-v2-lite, 2.4, false",
        "kimi-k2, 32, false",
        "qwen3-30b-a3b, 3.3, true",
        "qwen3-235b-a22b, 22, true",
        "qwen1.5-moe-a2.7b, 2.7, true",
        "qwen2-57b-a14b, 14, true",
        "gpt-oss-20b, 3.61, false",
        "gpt-oss-120b, 5.13, false",
        "olmoe-1b-7b, 1.3, true",
        "qwen3-coder-480b-a35b, 35, true"
    })
    void activeParametersRoundToThePublishedFigure(String name, double billions, boolean withEmbedding) {
        Transformer model = CATALOG.model(name);
        long embedding = withEmbedding ? 0 : (long) model.vocabulary().size() * model.hidden();
        double halfUnit = 0.5 * Math.pow(10, -Math.max(0, decimals(billions)));
        assertThat((model.parameters().active() - embedding) / 1e9)
                .isBetween(billions - 1.1 * halfUnit, billions + 1.1 * halfUnit);
    }

    private static int decimals(double value) {
        String text = Double.toString(value);
        String fraction = text.substring(text.indexOf('.') + 1);
        return fraction.equals("0") ? 0 : fraction.length();
    }

    /** Checkpoints of GLM hold the prediction layer with copies of the embedding and the head. */
    @ParameterizedTest
    @CsvSource({"glm-4.5, 358337791296", "glm-4.5-air, 110468824832", "glm-4.7-flash, 31221488576"})
    void predictionLayersCompleteThePublishedCheckpoint(String name, long checkpoint) {
        Transformer model = CATALOG.model(name);
        long copies = 2L * model.vocabulary().size() * model.hidden();
        ParameterLedger prediction = model.predictionParameters();
        assertThat(model.parameters().total() + prediction.total() + copies).isEqualTo(checkpoint);
    }

    @Test
    void readsAFolderThatHoldsAConfig(@TempDir Path folder) throws IOException {
        Path model = Files.createDirectory(folder.resolve("tiny"));
        Files.writeString(model.resolve("config.json"), """
                {"model_type": "gpt2", "n_embd": 8, "n_layer": 2, "n_head": 2, "n_positions": 16, "vocab_size": 32}
                """);
        assertThat(CATALOG.model(model.toString()).name()).isEqualTo("tiny");
    }

    @Test
    void suggestsTheNearestNames() {
        assertThatThrownBy(() -> CATALOG.model("llama-3-80b"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("model = llama-3-80b: is neither a known model nor a config.json.")
                .hasMessageContaining("llama-3-8b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no/such/config.json", "\0", "nul\0.json", ".."})
    void refusesWhatIsNoModel(String text) {
        assertThatThrownBy(() -> CATALOG.model(text)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesAnAliasOfTwoPresets(@TempDir Path profiles) throws IOException {
        Path models = Files.createDirectory(profiles.resolve("models"));
        Files.writeString(models.resolve("a.json"), "{\"aliases\": [\"x\"]}");
        Files.writeString(models.resolve("b.json"), "{\"aliases\": [\"X\"]}");
        assertThatThrownBy(() -> new ModelCatalog(profiles).model("x"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'X' also names a.json");
    }

    @Test
    void refusesAFolderWithoutPresets(@TempDir Path profiles) {
        assertThatThrownBy(() -> new ModelCatalog(profiles))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("models: cannot be read");
    }
}
