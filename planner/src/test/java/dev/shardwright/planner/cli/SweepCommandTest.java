package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.planner.planfile.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SweepCommandTest {
    private static final String JOB =
            "--model llama-3-8b --cluster dgx-h100 --sequence-length 4096 --global-batch 64 --gpus ";
    private static final String SWEEP = "sweep " + JOB + "16 --along ";

    private static JsonNode json(String line) {
        CommandRun run = CommandRun.of(line + " --format json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return JsonText.parse(run.out(), "output");
    }

    @Test
    void everyPointIsTheFirstOfItsPlan() {
        JsonNode points = json(SWEEP + "gpus --values 8,16,32").path("points");
        assertThat(points).hasSize(3);
        for (JsonNode point : points) {
            JsonNode plan = json("plan " + JOB + point.path("gpus").asInt() + " --top 1");
            JsonNode first = plan.path("plans").path(0);
            assertThat(point.path("layout")).isEqualTo(first.path("layout"));
            assertThat(point.path("iteration_s").asDouble())
                    .isEqualTo(first.path("report").path("iteration_s").asDouble());
            assertThat(point.path("optimal").asBoolean()).isTrue();
        }
    }

    @Test
    void costFollowsFromPriceAndSpeed() {
        for (JsonNode point : json(SWEEP + "gpus --values 8,16").path("points")) {
            double hours = 1e9
                    / point.path("tokens_per_s").asDouble()
                    / 3600
                    * point.path("gpus").asInt();
            assertThat(point.path("dollars_per_billion_tokens").asDouble())
                    .isCloseTo(3 * hours, org.assertj.core.api.Assertions.within(1e-3 * hours));
        }
    }

    @Test
    void isReadByPeopleAndBySpreadsheets() {
        CommandRun text = CommandRun.of(SWEEP + "memory --values 4GiB,80GiB");
        assertThat(text.status()).isZero();
        assertThat(text.out())
                .contains("along Device memory", "best layout", "4.0 GiB: nothing fits: the smallest needs ")
                .doesNotContain("NaN");
        assertThat(text.out().lines()).noneMatch(line -> line.endsWith(" "));
        CommandRun csv = CommandRun.of(SWEEP + "memory --values 80GiB,4GiB,80GiB --format csv");
        List<String> lines = csv.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("memory_bytes,iteration_s,tokens_per_s,dollars_per_billion_tokens,");
        assertThat(lines.get(1)).startsWith("4294967296,,,,,,,,,,\"nothing fits: ");
        assertThat(lines.get(2)).startsWith("85899345920,1.").endsWith("\",");
    }

    @Test
    void withoutValuesSomeAroundThoseOfTheJob() {
        JsonNode root = json(SWEEP + "batch");
        assertThat(root.path("global_batch").asInt()).isEqualTo(64);
        assertThat(root.path("points")).hasSize(9);
        assertThat(root.path("points").path(0).path("global_batch").asInt()).isEqualTo(4);
    }

    @Test
    void nothingFitsAnywhere() {
        CommandRun run = CommandRun.of(SWEEP + "memory --values 1GiB,2GiB");
        assertThat(run.status()).isEqualTo(ExitStatus.NOTHING_FITS);
        assertThat(run.out()).contains("1.0 GiB: nothing fits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --along speed                         | --along = speed     | must be gpus, bandwidth, batch, sequence or memory
            --values 8                            | --along             | is missing
            --along memory --values 80            | --values = 80       | is not a number with a unit
            --along gpus --values 8,x             | --values = 8,x      | whole number
            --along gpus --format xml             | --format = xml      | must be text, csv or json
            --along gpus --tp 3.5                 | --tp                | whole number
            """)
    void whatCannotBeIsRefused(String options, String where, String rule) {
        CommandRun run = CommandRun.of("sweep " + JOB + "16 " + options);
        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.said()).contains(where, rule);
    }

    @Test
    void severalCountsAreSweptAlongThem() {
        CommandRun run = CommandRun.of("sweep " + JOB + "8,16 --along batch");
        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.said()).contains("--gpus", "one number", "--along gpus --values");
    }
}
