package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts of a plan, saved as job files. */
final class PlannedJobsTest {
    private static final String PLAN = "plan --model llama-3-8b --cluster dgx-a100-80gb --gpus 8 --sequence-length 2048"
            + " --global-batch 64 --stack torchtitan --precision bf16 --top 3 --format json --jobs ";

    @TempDir
    private Path folder;

    /** Each file means the same job as its place in the plan. */
    @Test
    void everyLayoutIsAJob() throws JsonProcessingException {
        CommandRun plan = CommandRun.of(PLAN + folder);
        assertThat(plan.status()).as(plan.err()).isZero();
        JsonNode layouts = JsonMapper.builder().build().readTree(plan.out()).path("plans");
        assertThat(layouts).hasSizeGreaterThan(1);
        assertThat(folder.toFile().list()).hasSize(layouts.size());
        for (JsonNode layout : layouts) {
            Path job = folder.resolve("0" + layout.path("rank").asInt() + ".json");
            CommandRun simulated = CommandRun.of("simulate " + job + " --format json");
            assertThat(simulated.status()).as(simulated.err()).isZero();
            JsonNode again = JsonMapper.builder().build().readTree(simulated.out());
            assertThat(again.path("iteration_s").asDouble())
                    .isPositive()
                    .isEqualTo(layout.path("report").path("iteration_s").asDouble());
            assertThat(again.path("peak_memory_gib"))
                    .isEqualTo(layout.path("report").path("peak_memory_gib"));
        }
    }

    @Test
    void aFolderThatIsNotThereIsRefusedBeforeTheSearch() {
        CommandRun plan = CommandRun.of(PLAN + folder.resolve("absent"));
        assertThat(plan.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(plan.said()).contains("--jobs = ", "is no folder", "mkdir");
        assertThat(plan.out()).isEmpty();
    }
}
