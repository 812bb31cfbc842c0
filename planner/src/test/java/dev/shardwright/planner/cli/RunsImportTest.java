package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From one's own logs to scored runs and measured links, as a user types it. */
final class RunsImportTest {
    private static final Path RESOURCES = Path.of("../simulator/src/test/resources/dev/shardwright/simulator");
    private static final Path LOGS = RESOURCES.resolve("runlog");
    private static final Path TESTS = RESOURCES.resolve("calibration/fabric");

    @TempDir
    private Path folder;

    @Test
    void dataGoesToTheOutputAndWordsBesideIt() {
        CommandRun run = CommandRun.of("runs import " + LOGS.resolve("megatron.log"));
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("{\"id\":\"megatron\"").endsWith("}\n").hasLineCount(1);
        assertThat(run.said())
                .contains("read as megatron (line 2 has a block of arguments); 7 steps counted, 5 dropped")
                .contains("missing: cluster.gpu (--cluster)");
    }

    @Test
    void importedRunsAreScored() {
        Path runs = folder.resolve("runs.jsonl");
        CommandRun run = CommandRun.of("runs import " + LOGS.resolve("megatron.log") + " --model llama-3-8b"
                + " --cluster dgx-h100 -o " + runs);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.said()).doesNotContain("missing").contains("wrote " + runs);
        CommandRun scored = CommandRun.of("validate " + runs + " --format json");
        assertThat(scored.status()).isZero();
        assertThat(scored.out()).contains("\"id\": \"megatron\"").doesNotContain("\"skipped\": 1");
        assertThat(CommandRun.of("validate " + runs).out())
                .contains("runs.jsonl")
                .doesNotContain("because\n      1");
    }

    @Test
    void severalLogsFillOneFileAndKeepTheirNamesApart() throws IOException {
        Path copy = Files.copy(LOGS.resolve("nemo1.log"), folder.resolve("nemo1.txt"));
        CommandRun run = CommandRun.of(
                "runs import " + LOGS.resolve("nemo1.log") + " " + copy + " " + LOGS.resolve("nanotron.log"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).hasLineCount(3).contains("\"id\":\"nemo1\"", "\"id\":\"nemo1-2\"", "\"id\":\"nanotron\"");
    }

    @Test
    void aJobFileSaysWhatTheLogDoesNot() throws IOException {
        Path log = Files.writeString(folder.resolve("short.log"), """
                 iteration 1/ 3 | elapsed time per iteration (ms): 9000.0 |
                 iteration 2/ 3 | elapsed time per iteration (ms): 7000.0 |
                 iteration 3/ 3 | elapsed time per iteration (ms): 7000.0 |
                """);
        CommandRun run = CommandRun.of("runs import " + log + " --job ../examples/llama-3-8b-on-8-h100.json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "\"global_batch\":128",
                        "\"zero_stage\":3",
                        "\"name\":\"torchtitan\"",
                        "\"recompute\":\"full\"");
    }

    @Test
    void networkTestsBecomeAClusterThatCanBeNamed() {
        Path cluster = folder.resolve("mine.json");
        CommandRun run = CommandRun.of("runs import " + TESTS.resolve("one-node.txt") + " "
                + TESTS.resolve("all_reduce-2-nodes.txt") + " --as fabric --cluster dgx-h100 -o " + cluster);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.said())
                .contains("77.0 % -> 69.9 %", "hardly tested: efficiency", "all-reduce, 16 ranks on 2 nodes");

        CommandRun simulated = CommandRun.of("simulate --model llama-3-8b --cluster " + cluster
                + " --gpus 16 --sequence-length 8192 --global-batch 128");
        assertThat(simulated.status()).as(simulated.err()).isZero();

        Path runs = folder.resolve("runs.jsonl");
        CommandRun imported =
                CommandRun.of("runs import " + LOGS.resolve("megatron.log") + " --cluster " + cluster + " -o " + runs);
        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(CommandRun.of("validate " + runs).out()).contains("runs.jsonl      1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LOGS/megatron.log --tp 4                              | parallel.tp = 2, but --tp says 4
            LOGS/megatron.log --model llama-3-70b                 | model.layers = 32, but --model says 80
            LOGS/megatron.log --tp 1..4                           | --tp = 1..4
            LOGS/megatron.log --format cobol                      | --format = cobol
            LOGS/megatron.log --format nemo                       | holds no step with a time
            LOGS/megatron.log --warmup x                          | --warmup = x
            LOGS/megatron.log --as video                          | --as = video
            LOGS/megatron.log --context-method ulysses            | --context-method
            LOGS/nothing.log                                      | there is no such file
            ../README.md                                          | bears no mark of megatron, nemo, torchtitan
            TESTS/one-node.txt --as fabric                        | --cluster
            TESTS/one-node.txt --as fabric --cluster dgx-h100 --tp 2  | --tp: says nothing about links
            TESTS/one-node.txt --as fabric --cluster rtx-4090-x4  | 8 ranks ran on one host
            LOGS/megatron.log --as fabric --cluster dgx-h100      | no row of nccl-tests
            LOGS/megatron.log -o FOLDER/none/runs.jsonl           | folder that does not exist
            """)
    void refusals(String arguments, String said) {
        CommandRun run = CommandRun.of("runs import "
                + arguments
                        .replace("LOGS", LOGS.toString())
                        .replace("TESTS", TESTS.toString())
                        .replace("FOLDER", folder.toString()));
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.said()).contains(said);
    }
}
