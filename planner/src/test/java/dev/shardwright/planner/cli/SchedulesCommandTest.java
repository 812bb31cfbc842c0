package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchedulesCommandTest {
    private static final String JOB =
            "--model llama-3-8b --cluster dgx-h100 --gpus 16 --sequence-length 4096 --global-batch 64 ";

    /** Narayanan et al. 2021, Qi et al. 2023, DeepSeek-AI 2024, Lamy-Poirier 2022, worked by hand. */
    private static final Map<String, Double> BY_HAND = Map.of(
            "1f1b-1", 33.0,
            "interleaved-2", 28.5,
            "zb-h1-1", 27.0,
            "zb-h2-1", 24.0,
            "dualpipe-1", 26.0,
            "breadth-first-8", 25.125);

    @Test
    void passesTakeWhatTheyTakeByHand() throws JsonProcessingException {
        JsonNode root = json("schedules --pp 4 --micro-batches 8 --virtual-pp 2,8 --format json");
        Map<String, JsonNode> rows = rows(root);
        assertThat(rows).containsKeys(BY_HAND.keySet().toArray(String[]::new)).hasSize(14);
        BY_HAND.forEach((name, step) -> {
            assertThat(rows.get(name).path("step").asDouble()).as(name).isEqualTo(step, within(1e-9));
            assertThat(rows.get(name).path("closed_form").asDouble()).as(name).isEqualTo(step, within(1e-9));
        });
        assertThat(rows.get("dualpipe-1").path("weight_copies").asInt()).isEqualTo(2);
        assertThat(rows.get("1f1b-1").path("activations_in_flight").asDouble()).isEqualTo(4);
        assertThat(rows.get("1f1b-1").path("hand_overs_per_rank").asInt()).isEqualTo(16);
        // At the bottom of a V both stages lie on one rank; a middle rank sends each micro-batch on four times.
        assertThat(rows.get("zb-v-2").path("hand_overs_per_rank").asInt()).isEqualTo(32);
    }

    @Test
    void fastestComesFirst() throws JsonProcessingException {
        for (String options : List.of("--pp 4 --micro-batches 16 --hand-over 0.2", JOB + "--pp 4 --tp 2")) {
            JsonNode root = json("schedules " + options + " --format json");
            List<Double> times = new ArrayList<>();
            root.path("schedules")
                    .forEach(row -> times.add(
                            row.has("step")
                                    ? row.path("step").asDouble()
                                    : row.path("iteration_s").asDouble()));
            assertThat(times).hasSize(12).isSorted();
        }
    }

    @Test
    void aJobsScheduleIsTheOneThatIsSimulated() throws JsonProcessingException {
        Map<String, JsonNode> rows = rows(json("schedules " + JOB + "--pp 4 --tp 2 --format json"));
        JsonNode simulated = json("simulate " + JOB + "--pp 4 --tp 2 --schedule zb-h1 --format json");
        JsonNode row = rows.get("zb-h1-1");
        assertThat(row.path("closed_form_iteration_s")).isEqualTo(simulated.path("iteration_s"));
        assertThat(row.path("ledger_peak_memory_gib")).isEqualTo(simulated.path("peak_memory_gib"));
        assertThat(row.path("verdict")).isEqualTo(simulated.path("verdict"));
        assertThat(row.path("iteration_s").asDouble())
                .isLessThan(rows.get("1f1b-1").path("iteration_s").asDouble());
        // 32 micro-batches both ways through a middle rank, 4,096 tokens x 4,096 x 2 bytes over 2 tensor ranks each.
        assertThat(row.path("sent_bytes_per_rank").asLong()).isEqualTo(2L * 32 * 4096 * 4096 * 2 / 2);
    }

    @Test
    void schedulesThatCannotBeUsedSayWhy() throws JsonProcessingException {
        JsonNode root = json("schedules " + JOB + "--pp 4 --dp 4 --micro-batch 4 --format json");
        List<String> refused = new ArrayList<>();
        root.path("refused")
                .forEach(node -> refused.add(node.path("schedule").asText() + ": "
                        + node.path("reason").asText()));
        assertThat(refused)
                .containsExactly(
                        "dualpipe: needs an even number of micro-batches, at least twice the ranks (8), but there are 4 on"
                                + " 4 ranks.",
                        "dualpipev: needs at least twice as many micro-batches as ranks (8), but there are 4 on 4 ranks.");
    }

    @Test
    void aJobFilesOwnScheduleTakesPart() throws JsonProcessingException {
        Map<String, JsonNode> rows =
                rows(json("schedules ../examples/llama-3-70b-on-64-h100.json --schedule 1f1b,zbv --format json"));
        assertThat(rows).containsOnlyKeys("1f1b-1", "zb-v-2", "interleaved-5");
    }

    @Test
    void drawsEachSchedule(@TempDir Path folder) throws IOException {
        Path made = folder.resolve("drawings");
        CommandRun run = CommandRun.of("schedules --pp 2 --micro-batches 4 --schedule 1f1b,zb-v --draw " + made);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readString(made.resolve("1f1b.svg")))
                .startsWith("<svg")
                .contains("rank 1");
        assertThat(made.resolve("zb-v-2.svg")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --pp 4                                  | --micro-batches               | is missing                    | or a job
            --micro-batches 8                       | --pp                          | must be one number above 1    | --pp 8
            --micro-batches 8 --pp 2,4              | --pp                          | must be one number above 1    | --pp 8
            --micro-batches 8 --pp 2 --tp 2         | --tp                          | says nothing without a model  | Leave it out
            --micro-batches 900000 --pp 64          | --pp x --micro-batches        | must not exceed               | --micro-batches 2048
            --micro-batches 8 --pp 2 --weight-gradient 3 | --weight-gradient = 3    | is a part of --backward       | Maybe use 1
            --micro-batches 8 --pp 2 --forward -1   | --forward = -1                | must be a number from 0 to 1e12 |
            --micro-batches 8 --pp 2 --schedule fifo | --schedule = fifo            | is not one of gpipe, 1f1b     |
            --micro-batches 3 --pp 4 --schedule dualpipe | --schedule = dualpipe    | at least twice the ranks      |
            --model llama-3-8b --micro-batches 8    | --micro-batches, --forward    | follow from the job           | Leave them out
            """)
    void refusesWhatItCannotCompare(String options, String where, String rule, String suggestion) {
        CommandRun run = CommandRun.of("schedules " + options);
        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.said()).contains(where, rule, suggestion == null ? "" : suggestion);
    }

    @Test
    void needsAPipeline() {
        CommandRun run = CommandRun.of("schedules " + JOB + "--tp 8");
        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.said()).contains("--pp: must be above 1");
    }

    private static Map<String, JsonNode> rows(JsonNode root) {
        Map<String, JsonNode> rows = new HashMap<>();
        root.path("schedules")
                .forEach(row -> rows.put(
                        row.path("schedule").asText() + "-"
                                + row.path("virtual_pp").asInt(),
                        row));
        return rows;
    }

    private static JsonNode json(String command) throws JsonProcessingException {
        CommandRun run = CommandRun.of(command);
        assertThat(run.status()).as(run.err()).isZero();
        return JsonMapper.builder().build().readTree(run.out());
    }
}
