package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands from end to end: data on standard output and nothing else there. */
final class CommandTest {
    private static final String JOB =
            "--model llama-3-8b --cluster dgx-h100 --gpus 16 --sequence-length 4096 --global-batch 64";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan " + JOB,
                "plan " + JOB + " --top 1 --no-progress",
                "simulate " + JOB + " --tp 4",
                "model list",
                "model show mixtral-8x7b",
                "hardware list",
                "stack list",
                "stack show megatron-core"
            })
    void printsText(String line) {
        CommandRun run = CommandRun.of(line);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).endsWith(System.lineSeparator());
        assertThat(run.out().lines()).noneMatch(printed -> printed.endsWith(" "));
    }

    @Test
    void planIsMachineReadable() throws JsonProcessingException {
        JsonNode root = json("plan " + JOB + " --top 3 --format json");

        assertThat(root.path("plans")).hasSize(3);
        JsonNode first = root.path("plans").path(0);
        assertThat(first.path("rank").asInt()).isEqualTo(1);
        assertThat(keys(first.path("layout")))
                .contains(
                        "tp",
                        "pp",
                        "virtual_pp",
                        "cp",
                        "ep",
                        "dp",
                        "zero_stage",
                        "sequence_parallel",
                        "micro_batch",
                        "recompute",
                        "schedule");
        assertThat(keys(first.path("report")))
                .contains("iteration_s", "tokens_per_s_per_gpu", "mfu", "peak_memory_gib", "memory_limit_gib");
        assertThat(keys(root.path("search"))).contains("candidates", "feasible", "evaluated", "optimal", "seconds");
    }

    @Test
    void simulatePrintsOneReport() throws JsonProcessingException {
        JsonNode report = json("simulate " + JOB + " --tp 2 --zero 1 --format json");

        assertThat(report.path("iteration_s").asDouble()).isPositive();
        assertThat(report.path("iteration_low_s").asDouble())
                .isLessThan(report.path("iteration_high_s").asDouble());
        assertThat(sum(report.path("time_s")))
                .isCloseTo(report.path("iteration_s").asDouble(), within());
        assertThat(sum(report.path("memory_gib")))
                .isCloseTo(report.path("peak_memory_gib").asDouble(), within());
    }

    @Test
    void planAndSimulateAgree() throws JsonProcessingException {
        JsonNode planned = json("plan " + JOB + " --tp 2 --pp 2 --cp 1 --virtual-pp 1 --micro-batch 1 --zero 1"
                        + " --recompute none --format json --top 1")
                .path("plans")
                .path(0)
                .path("report");
        JsonNode simulated = json("simulate " + JOB + " --tp 2 --pp 2 --zero 1 --recompute none --format json");

        assertThat(simulated.path("iteration_s")).isEqualTo(planned.path("iteration_s"));
        assertThat(simulated.path("peak_memory_gib")).isEqualTo(planned.path("peak_memory_gib"));
    }

    @Test
    void samePlanTwice() {
        String line = "plan " + JOB + " --format json";

        assertThat(withoutSeconds(CommandRun.of(line).out()))
                .isEqualTo(withoutSeconds(CommandRun.of(line).out()));
    }

    @Test
    void savedPlanIsThePrintedOne() throws IOException {
        Path file = folder.resolve("plan.json");
        CommandRun run = CommandRun.of("plan " + JOB + " --format json -o " + file);

        assertThat(Files.readString(file)).isEqualTo(run.out());
        assertThat(folder).isDirectoryContaining("glob:**/plan.json");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void exportsWhatWasPlanned() throws IOException {
        Path plan = folder.resolve("plan.json");
        Path script = folder.resolve("train.sh");
        CommandRun.of("plan " + JOB + " --tp 4 --pp 1 --cp 1 --zero 1 -o " + plan);
        CommandRun run = CommandRun.of("export " + plan + " --to megatron -o " + script);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.said()).contains("wrote", "train.sh", "train.sbatch");
        assertThat(Files.readString(script)).contains("--tensor-model-parallel-size 4");
        assertThat(script.toFile().canExecute()).isTrue();
        assertThat(Files.readString(folder.resolve("train.sbatch"))).contains("train.sh");
        assertThat(CommandRun.of("export " + plan + " --to megatron").out()).contains("--tensor-model-parallel-size 4");
    }

    @Test
    void simulatesALayoutOfAPlan() throws IOException {
        Path plan = folder.resolve("plan.json");
        JsonNode planned =
                json("plan " + JOB + " --top 2 --format json -o " + plan).path("plans");
        JsonNode second = json("simulate " + plan + " --rank 2 --format json");

        assertThat(second).isEqualTo(planned.path(1).path("report"));
        assertThat(CommandRun.of("simulate " + plan + " --model llama-3-8b").said())
                .contains("already says what the job is");
        assertThat(CommandRun.of("simulate " + plan + " --optimizer muon --stack nemo")
                        .said())
                .contains("already says what the job is", "Leave out --optimizer, --stack, or change the file.");
        assertThat(CommandRun.of("simulate " + plan + " --schedule gpipe").said())
                .contains("already says what the layout is");
    }

    @Test
    void simulatesAndExportsAJobFile() throws JsonProcessingException {
        String file = System.getProperty("shardwright.home") + "/examples/llama-3-8b-on-8-h100.json";

        assertThat(json("simulate " + file + " --format json")
                        .path("iteration_s")
                        .asDouble())
                .isPositive();
        assertThat(CommandRun.of("export " + file + " --to megatron").out()).startsWith("#!");
    }

    @Test
    void exportReplacesNothingUnasked() throws IOException {
        Path plan = folder.resolve("plan.json");
        Path script = folder.resolve("launch.sh");
        CommandRun.of("plan " + JOB + " -o " + plan);
        String export = "export " + plan + " --to megatron -o " + folder;
        assertThat(CommandRun.of(export).status()).isZero();
        assertThat(CommandRun.of(export).status()).as("the same again").isZero();

        Files.writeString(script, "mine");
        CommandRun refused = CommandRun.of(export);
        assertThat(refused.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(refused.said()).contains("launch.sh: holds something else already", "Add --force");
        assertThat(script).hasContent("mine");

        assertThat(CommandRun.of(export + " --force").status()).isZero();
        assertThat(CommandRun.of("export " + plan + " --to torchtitan -o " + script)
                        .said())
                .contains("launch.sh: is a file, not a folder.", "Name another folder.");
        assertThat(Files.readString(script)).startsWith("#!");
    }

    @Test
    void rankBeyondThePlanIsRefused() {
        Path plan = folder.resolve("plan.json");
        CommandRun.of("plan " + JOB + " --top 2 -o " + plan);
        CommandRun run = CommandRun.of("export " + plan + " --to megatron --rank 3");

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.said()).contains("--rank = 3", "holds 2 layouts", "Maybe use 2");
    }

    @Test
    void modelShowsItsLedger() throws JsonProcessingException {
        JsonNode model = json("model show llama-3-70b --format json");

        assertThat(model.path("parameters").asLong()).isEqualTo(70_553_706_496L);
        long total = 0;
        for (JsonNode line : model.path("ledger")) {
            total += line.path("total").asLong();
            assertThat(line.path("times").asLong() * line.path("each").asLong())
                    .isEqualTo(line.path("total").asLong());
        }
        assertThat(total).isEqualTo(model.path("parameters").asLong());
    }

    @Test
    void mixtureHasFewerActiveParameters() throws JsonProcessingException {
        JsonNode model = json("model show mixtral-8x7b --format json");

        assertThat(model.path("active_parameters").asLong())
                .isLessThan(model.path("parameters").asLong() / 3);
    }

    @Test
    void modelTextIsAsKept() {
        Golden.assertEqual(
                "model-show.txt", CommandRun.of("model show mixtral-8x7b").out());
    }

    @Test
    void validateScoresAFile() throws IOException {
        Path runs = folder.resolve("runs.jsonl");
        Files.writeString(runs, "{\"id\": \"no-figures\"}\nnot json\n");
        JsonNode root = json("validate " + runs + " --format json");

        assertThat(root.path("runs")).hasSize(2);
        for (JsonNode run : root.path("runs")) {
            assertThat(keys(run)).contains("id", "file", "status", "reason", "predicted", "measured");
            assertThat(run.path("status").asText()).isEqualTo("skipped");
            assertThat(run.path("reason").asText()).isNotBlank();
        }
        assertThat(root.path("summary").path(0).path("name").asText()).isEqualTo("runs.jsonl");
    }

    private static JsonNode json(String line) throws JsonProcessingException {
        CommandRun run = CommandRun.of(line);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return JsonMapper.builder().build().readTree(run.out());
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static double sum(JsonNode node) {
        double sum = 0;
        for (JsonNode value : node) {
            sum += value.asDouble();
        }
        return sum;
    }

    private static Percentage within() {
        return Percentage.withPercentage(0.01);
    }

    private static String withoutSeconds(String json) {
        return json.replaceAll("\"seconds\": [0-9.E-]+", "");
    }
}
