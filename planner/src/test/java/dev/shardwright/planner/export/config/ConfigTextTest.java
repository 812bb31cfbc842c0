package dev.shardwright.planner.export.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three formats say the same, whatever text stands in them. */
final class ConfigTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper TOML = new TomlMapper();
    private static final List<String> HEADING = List.of("first", "", "evil\nkey: 1", "[table]");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "yes",
                "null",
                "1e-5",
                "0o17",
                "2026-11-26",
                "a: b # c",
                "- x",
                "{a: 1}",
                "${HOME}",
                "*alias",
                "quote \" back \\ slash",
                "line\nbreak\r\ttab\u0000\u0007\u007f\u0085\u2028\ufeff",
                "'; rm -rf / #",
                "модель 模型 \ud83d\ude80",
                "]] [x]"
            })
    void anyTextIsReadBack(String text) throws IOException {
        checkAll(sample(text));
    }

    @Test
    void randomTextsAreReadBack() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(12); k >= 0; k--) {
                int point = random.nextInt(random.nextBoolean() ? 0x100 : 0x30000);
                boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
                text.appendCodePoint(half ? '?' : point);
            }
            checkAll(sample(text.toString()));
        }
    }

    private static Section sample(String text) {
        return Section.EMPTY
                .with("text", text)
                .with(
                        "inside",
                        Section.EMPTY
                                .with("deep", Section.EMPTY.with("text", text))
                                .with("number", 3))
                .because("a reason\nwith: a break")
                .with("on", true)
                .with("list", Listing.ofTexts(List.of(text, "b")))
                .with("nested", Listing.of(Listing.of(Listing.ofTexts(List.of(text)), Scalar.of(32))))
                .with(
                        "stages",
                        Listing.of(
                                Section.EMPTY
                                        .with("name", text)
                                        .because("of an item")
                                        .with("data", Section.EMPTY.with("seed", 42)),
                                Section.EMPTY.with("name", "second")))
                .with("share", 0.25);
    }

    private static void checkAll(Section section) throws IOException {
        JsonNode json = JSON.readTree(JsonText.of(section));
        assertThat(YAML.readTree(YamlText.of(HEADING, section))).isEqualTo(json);
        String toml = TomlText.of(HEADING, section);
        assertThat(JSON.readTree(TOML.readTree(toml).toString())).as(toml).isEqualTo(json);
        assertThat(json.path("text")).isEqualTo(json.path("inside").path("deep").path("text"));
        assertThat(json.path("text").asText())
                .isEqualTo(text(section).replaceAll("[\ud800-\udfff&&[^\ud800\udc00-\udbff\udfff]]", "\ufffd"));
    }

    private static String text(Section section) throws IOException {
        return JSON.readValue(section.value("text").orElseThrow().toString(), String.class);
    }

    /** A fraction has a point and a signed exponent: without them YAML readers in Python see a text. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "1, 1.0",
        "0.1, 0.1",
        "3e-4, 0.0003",
        "1e-5, 1.0e-05",
        "-2.5e-8, -2.5e-08",
        "1e9, 1.0e+09",
        "12345678, 1.2345678e+07",
        "1.7976931348623157e308, 1.797693134862316e+308",
    })
    void fractionsAreFractionsToEveryReader(double value, String text) {
        assertThat(Scalar.of(value).toString()).isEqualTo(text);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Scalar.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Section.EMPTY.with("a b", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Section.EMPTY.with("a", 1).with("a", 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
