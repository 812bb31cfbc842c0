package dev.shardwright.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeasuredRunReaderTest {
    private static final String ROW = """
            {"id":"a","model":{"name":"m","family":"llama","layers":2,"hidden":256,"heads":4,"kv_heads":4,\
            "ffn_hidden":512,"gated_ffn":true,"vocab":1000},"seq_len":128,"micro_batch":1,"global_batch":8,\
            "cluster":{"gpu":"H100-SXM5-80GB","gpus_per_node":8,"nodes":1},"parallel":{"tp":1,"pp":1,"dp":8},\
            "stack":{"name":"megatron-core"},"precision":"bf16","measured":{"iteration_s":0.5}}
            """;

    @TempDir
    Path folder;

    @Test
    void sharedPartsAreFilledInAndOwnValuesWin() throws IOException {
        List<RunLine> lines = read("""
                {"format":"shardwright measured runs 1","common":{"seq_len":128,"source":"s"},\
                "shared":{"m1":{"model":{"name":"m","hidden":256}}}}
                {"id":"a","use":["m1"],"model":{"hidden":512}}
                """);
        MeasuredRun run = ((RunLine.Run) lines.get(0)).run();
        assertThat(run.setup().batch().seqLen()).isEqualTo(128);
        assertThat(run.setup().model().name()).isEqualTo("m");
        assertThat(run.setup().model().trunk().hidden()).isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\"",
                "[1]",
                "{\"id\":\"\"}",
                "{\"id\":\"a\",\"seq_len\":\"long\"}",
                "{\"id\":\"a\",\"micro_batch\":1.5}",
                "null",
                "{\"id\":\"a\",\"model\":{\"layers\":true}}",
            })
    void aBadLineIsOneProblemAndReadingGoesOn(String line) throws IOException {
        List<RunLine> lines = read(line + "\n" + ROW);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isInstanceOf(RunLine.Malformed.class);
        assertThat(lines.get(1)).isInstanceOf(RunLine.Run.class);
    }

    @Test
    void aMissingFileIsRefusedByName() {
        Path missing = folder.resolve("none.jsonl");
        assertThatThrownBy(() -> MeasuredRunReader.readAll(missing))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none.jsonl");
    }

    /** Whatever stands in a file, every line is scored or skipped with a reason. */
    @Test
    void noTextMakesScoringFail() throws IOException {
        long seed = 7;
        Random random = new Random(seed);
        Scorer scorer = new Scorer(TestJobs.CATALOG);
        byte[] row = ROW.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = row.clone();
            for (int change = 0; change <= random.nextInt(6); change++) {
                bytes[random.nextInt(bytes.length - 1)] =
                        (byte) "0123456789-.\"{}[],:nulltrue".charAt(random.nextInt(27));
            }
            Path file = Files.write(folder.resolve("fuzz.jsonl"), bytes);
            for (RunLine line : MeasuredRunReader.readAll(file)) {
                RunScore score = scorer.score(line);
                if (score instanceof RunScore.Skipped skipped) {
                    assertThat(skipped.reason())
                            .as("seed %d, round %d", seed, round)
                            .isNotBlank();
                }
            }
        }
    }

    private List<RunLine> read(String text) throws IOException {
        return MeasuredRunReader.readAll(Files.writeString(folder.resolve("runs.jsonl"), text));
    }
}
