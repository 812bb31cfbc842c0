package dev.shardwright.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a model file holds, the reader answers with a model or with a refusal, and soon. */
final class HuggingFaceFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS = 4_000;
    private static final Duration SLOWEST = Duration.ofSeconds(2);

    private static final List<String> NUMBERS =
            List.of("0", "-1", "1", "2", "7", "4096", "262144", "2147483647", "99999999999", "-1e300", "1e300", "0.5");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "\"\"",
            "\"silu\"",
            "\"full_attention\"",
            "[]",
            "{}",
            "[1, \"a\", null]",
            "NaN",
            "{\"model_type\": \"llama\"}",
            "[\"sliding_attention\", \"full_attention\"]",
            "[0, 1, 2]");

    private final List<ObjectNode> seeds = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    HuggingFaceFuzzTest() throws IOException {
        try (Stream<Path> files = Files.list(Shipped.PROFILES.resolve("models"))) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                seeds.add((ObjectNode) JSON.readTree(file.toFile()).path("config"));
            }
        }
        seeds.forEach(seed -> seed.fieldNames().forEachRemaining(keys::add));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answersWithAModelOrARefusal(long seed) throws IOException {
        Random random = new Random(seed);
        int models = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(random);
            models += answer(text, seed, round) ? 1 : 0;
        }
        assertThat(models)
                .as("seed %d: too few inputs stay valid to test anything", seed)
                .isGreaterThan(ROUNDS / 20);
        assertThat(models).as("seed %d: too few inputs are spoilt", seed).isLessThan(ROUNDS * 19 / 20);
    }

    @Test
    void answersToRandomBytes() {
        Random random = new Random(4);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            answer("{" + new String(bytes, StandardCharsets.ISO_8859_1), 4, round);
        }
    }

    /** Deep nesting must not overflow the stack. */
    @Test
    void answersToDeepNesting() {
        String open = "{\"text_config\":".repeat(100_000);
        assertThat(answer(open, 0, 0)).isFalse();
        assertThat(answer("[".repeat(100_000), 0, 0)).isFalse();
    }

    private static boolean answer(String text, long seed, int round) {
        Instant start = Instant.now();
        boolean model = false;
        try {
            Transformer read = HuggingFaceConfig.parse(text, "config.json", "fuzz");
            assertThat(read.parameters().total()).isPositive();
            assertThat(read.parameters().active()).isPositive();
            model = true;
        } catch (InvalidInputException refusal) {
            assertThat(refusal.problems()).as(text).isNotEmpty();
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ", round " + round + ": " + text, e);
        }
        assertThat(Duration.between(start, Instant.now())).as(text).isLessThan(SLOWEST);
        return model;
    }

    private String mutated(Random random) throws IOException {
        ObjectNode config = seeds.get(random.nextInt(seeds.size())).deepCopy();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            change(config, random);
        }
        String text = config.toString();
        return random.nextInt(10) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
    }

    private void change(ObjectNode config, Random random) throws IOException {
        List<String> own = new ArrayList<>();
        config.fieldNames().forEachRemaining(own::add);
        String key = own.isEmpty() || random.nextInt(4) == 0
                ? keys.get(random.nextInt(keys.size()))
                : own.get(random.nextInt(own.size()));
        switch (random.nextInt(6)) {
            case 0 -> config.remove(key);
            case 1 -> config.set(key, value(VALUES, random));
            case 2 -> config.put("model_type", pick(ModelFamily.types(), random));
            case 3 -> config.set("text_config", config.deepCopy());
            case 4 -> config.set(key, near(config.path(key), random));
            default -> config.set(key, value(NUMBERS, random));
        }
    }

    private static JsonNode near(JsonNode old, Random random) {
        if (old.isInt()) {
            return JsonNodeFactory.instance.numberNode(old.intValue() * (1 + random.nextInt(3)));
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        return list.add(old);
    }

    private static JsonNode value(List<String> texts, Random random) throws IOException {
        String text = pick(texts, random);
        return text.equals("NaN") ? JsonNodeFactory.instance.numberNode(Double.NaN) : JSON.readTree(text);
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
