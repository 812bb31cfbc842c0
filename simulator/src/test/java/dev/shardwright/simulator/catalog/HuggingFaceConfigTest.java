package dev.shardwright.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HuggingFaceConfigTest {
    private static final String LLAMA = """
            {"model_type": "llama", "hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2,
             "num_attention_heads": 8, "num_key_value_heads": 4, "vocab_size": 256}
            """;

    private static Transformer read(String text) {
        return HuggingFaceConfig.parse(text, "config.json", "tiny");
    }

    private static String refusal(String text) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> read(text));
        assertThat(e).as("must be refused: %s", text).isNotNull();
        return e.problems().stream().map(p -> p.where() + ": " + p.rule()).collect(Collectors.joining("\n"));
    }

    @Test
    void reportsEveryProblemAtOnce() {
        String text = LLAMA.replace("64", "-64")
                .replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": \"2\"")
                .replace("heads\": 4", "heads\": 3");
        assertThat(refusal(text)).isEqualTo("""
                        config.json, hidden_size = -64: must be a whole number from 1 to 262,144.
                        config.json, num_hidden_layers = "2": must be a number.
                        config.json, num_key_value_heads = 3: must divide the attention heads (8).""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | config.json: must hold one JSON object.",
                "[1] | config.json: must hold one JSON object.",
                "{\"model_type\": \"llama\", | config.json:1: is not valid JSON",
                "{\"model_type\": \"llama\", \"model_type\": \"gpt2\"} | Duplicate field 'model_type'",
                "{} {} | is not valid JSON",
                "{\"hidden_size\": 8} | config.json, model_type: is missing; it names the architecture.",
                "{\"model_type\": 7} | config.json, model_type = 7: must be a text.",
                "{\"model_type\": \"lama\"} | config.json, model_type = lama: is not a supported architecture.",
                "{\"model_type\": \"lama\", \"num_experts\": 8, \"index_topk\": 9} | its file states sparse attention (index_topk)",
                "{\"model_type\": \"jamba\"} | not modelled: a mix of Mamba and attention layers.",
                "{\"model_type\": \"t5\"} | not modelled: an encoder and a decoder with cross-attention.",
                "{\"model_type\": \"llama4\", \"text_config\": {\"model_type\": \"llama4_text\"}} | llama4: is not supported"
            })
    void refusesMalformedAndUnknown(String text, String expected) {
        assertThat(refusal(text)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hidden_size\": 1e400 | hidden_size",
                "\"hidden_size\": 64.5 | must be a whole number",
                "\"hidden_size\": NaN | hidden_size = \"NaN\": must be a number.",
                "\"hidden_size\": 999999999999 | must be a whole number from 1 to 262,144.",
                "\"hidden_size\": 66 | num_attention_heads = 8: must divide the hidden size (66) without head_dim.",
                "\"hidden_size\": 64, \"hidden_act\": \"tanh\" | hidden_act = \"tanh\": is not a supported activation",
                "\"hidden_size\": 64, \"num_experts\": 8 | num_experts = 8: changes the model's shape",
                "\"hidden_size\": 64, \"layer_types\": [\"linear_attention\"] | layer_types",
                "\"hidden_size\": 64, \"attn_output_gate\": true | a gate on the attention's output"
            })
    void refusesWhatItWouldHaveToGuess(String replacement, String expected) {
        assertThat(refusal(LLAMA.replace("\"hidden_size\": 64", replacement))).contains(expected);
    }

    @Test
    void ignoresKeysThatDoNotChangeTheShape() {
        String more = LLAMA.replace(
                "{",
                "{\"rope_theta\": 1e6, \"torch_dtype\": \"bfloat16\", \"pruned_heads\": {},"
                        + " \"layer_types\": [\"full_attention\", \"full_attention\"], \"quantization_config\": {\"bits\": 4},");
        assertThat(read(more)).isEqualTo(read(LLAMA));
    }

    @Test
    void readsTheTextPartOfAModelOfTextAndImages() {
        String text = "{\"model_type\": \"llava\", \"tie_word_embeddings\": true, \"text_config\": " + LLAMA + "}";
        Transformer model = read(text);
        assertThat(model.name()).isEqualTo("tiny (text)");
        assertThat(model.vocabulary().tied()).isTrue();
    }

    @Test
    void givesEachLayerItsWindow() {
        String gemma = """
                {"model_type": "gemma3_text", "hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 7,
                 "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 8, "vocab_size": 256,
                 "sliding_window": 32}
                """;
        List<Integer> windows =
                read(gemma).layers().stream().map(l -> l.attention().window()).toList();
        assertThat(windows).containsExactly(32, 32, 32, 32, 32, 0, 32);
    }

    @Test
    void leavesOutRotaryPositionsWhereSmolLm3Does() {
        String text = LLAMA.replace("llama", "smollm3").replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 4");
        List<Boolean> rotary = read(text).layers().stream()
                .map(l -> ((SelfAttention) l.attention()).traits().contains(SelfAttention.Trait.ROTARY))
                .toList();
        assertThat(rotary).containsExactly(true, true, true, false);
    }

    @Test
    void refusesFilesThatAreNoText(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("config.json"), new byte[] {'{', (byte) 0xff, '}'});
        assertThatThrownBy(() -> HuggingFaceConfig.read(file)).hasMessageContaining("is not UTF-8 text.");
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> HuggingFaceConfig.read(missing)).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> HuggingFaceConfig.read(folder)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void readsAByteOrderMark(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tiny.json");
        Files.writeString(file, "\uFEFF" + LLAMA, StandardCharsets.UTF_8);
        assertThat(HuggingFaceConfig.read(file)).isEqualTo(read(LLAMA));
    }

    /** Real configurations: billions of parameters, or the first words of the refusal. */
    @ParameterizedTest
    @CsvSource({
        "MiniMaxAI--MiniMax-M2.5, 228.69, ",
        "Qwen--Qwen3-0.6B, 0.596, ",
        "Qwen--Qwen3-30B-A3B, 30.53, ",
        "Qwen--Qwen3-32B, 32.76, ",
        "Qwen--Qwen3.5-122B-A10B, , linear-attention layers",
        "XiaomiMiMo--MiMo-7B-Base, 7.62, ",
        "deepseek-ai--DeepSeek-V3, 671.03, ",
        "meta-llama--Meta-Llama-3.1-8B, 8.03, ",
        "meta-llama--Meta-Llama-3.1-70B, 70.55, ",
        "meta-llama--Meta-Llama-3.1-405B, 405.85, ",
        "mistralai--Mixtral-8x7B-v0.1, 46.70, ",
        "moonshotai--Kimi-K2-Instruct, 1026.41, ",
        "nvidia--NVIDIA-Nemotron-3-Nano-30B-A3B-BF16, , a mix of Mamba and attention layers",
        "openai--gpt-oss-120b, 116.83, ",
        "zai-org--GLM-5, , sparse attention with an indexer"
    })
    void readsRealConfigurations(String name, Double billions, String refusal) throws IOException {
        Path folder = Shipped.shared("inputs/hf").orElse(null);
        Assumptions.assumeTrue(folder != null, "the shared inputs are not here");
        String text = Files.readString(folder.resolve(name + ".json"));
        if (billions == null) {
            assertThat(refusal(text)).contains("is not supported; not modelled: " + refusal);
        } else {
            assertThat(read(text).parameters().total() / 1e9).isBetween(billions * 0.999, billions * 1.001);
        }
    }
}
