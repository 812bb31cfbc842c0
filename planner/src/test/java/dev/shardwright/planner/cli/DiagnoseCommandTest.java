package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that judge a job: diagnose, check and diff. */
final class DiagnoseCommandTest {
    private static final String GOOD = "../examples/llama-3-70b-on-64-h100.json";
    private static final String BAD = """
            {
              "model": "llama-3-70b",
              "cluster": { "name": "dgx-h100", "gpus": 64 },
              "workload": { "sequence_length": 8192, "global_batch": 512 },
              "parallel": { "tensor": %d, "sequence_parallel": "on", "data": %d },
              "micro_batch": 1,
              "recompute": "full",
              "sharding": 1
            }
            """;

    @TempDir
    private Path folder;

    private Path job(int tensor, int data) throws IOException {
        return Files.writeString(folder.resolve("job.json"), BAD.formatted(tensor, data));
    }

    @Test
    void diagnoseNamesWhatBindsAndTheChangesThatHelp() throws IOException {
        CommandRun run = CommandRun.of("diagnose", job(16, 4).toString());

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        Golden.assertEqual("diagnose.txt", run.out());
    }

    @Test
    void diagnoseAsJsonHoldsTheSame() throws IOException {
        CommandRun run = CommandRun.of("diagnose", job(16, 4).toString(), "--format", "json");

        JsonNode node = new ObjectMapper().readTree(run.out());
        assertThat(node.get("runs").asBoolean()).isTrue();
        JsonNode first = node.get("changes").get(0);
        assertThat(first.get("change").asText()).isEqualTo("tp 8 instead of 16");
        assertThat(first.get("layout").get("tp").asInt()).isEqualTo(8);
        double ratio = first.get("report").get("iteration_s").asDouble()
                / node.get("report").get("iteration_s").asDouble();
        assertThat(first.get("step_time_ratio").get("predicted").asDouble()).isCloseTo(ratio, offset(1e-4));
    }

    @Test
    void anIllegalJobIsNotRefusedButRepaired() throws IOException {
        Path file = Files.writeString(folder.resolve("moe.json"), """
                {
                  "model": "mixtral-8x7b",
                  "cluster": { "name": "dgx-h100", "gpus": 64 },
                  "workload": { "sequence_length": 4096, "global_batch": 512 },
                  "parallel": { "tensor": 2, "sequence_parallel": "on", "pipeline": 2, "expert": 16, "data": 16 },
                  "micro_batch": 1
                }
                """);

        CommandRun run = CommandRun.of("diagnose", file.toString());

        assertThat(run.status()).isEqualTo(ExitStatus.NOTHING_FITS);
        assertThat(run.out())
                .contains("Illegal: parallel.expert = 16: must divide the number of experts (8).")
                .contains("ep 8 instead of 16");
    }

    @Test
    void aLogWithoutTheMessageIsRefused() throws IOException {
        Path log = Files.writeString(folder.resolve("train.log"), "iteration 1 | loss 11.2\n");

        CommandRun run = CommandRun.of("diagnose", GOOD, "--log", log.toString());

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.said()).contains("does not say that memory ran out");
    }

    @Test
    void theFixOfAJobFileIsAJobFile() throws IOException {
        Path better = folder.resolve("better.json");

        CommandRun run =
                CommandRun.of("diagnose", "../examples/own-model-on-own-cluster.json", "--fix", better.toString());

        assertThat(run.said()).contains("wrote " + better);
        assertThat(CommandRun.of("check", better.toString(), "--baseline", "../examples/own-model-on-own-cluster.json")
                        .status())
                .isZero();
    }

    @Test
    void theBestLayoutIsNotFixed() {
        Path first = folder.resolve("first.json");
        Path second = folder.resolve("second.json");
        CommandRun.of("diagnose", "../examples/llama-3-8b-on-8-h100.json", "--fix", first.toString());
        Path best = Files.exists(first) ? first : Path.of("../examples/llama-3-8b-on-8-h100.json");

        CommandRun again = CommandRun.of("diagnose", best.toString(), "--fix", second.toString());

        assertThat(again.status()).isZero();
        assertThat(again.said()).contains("nothing written: no layout is better.");
        assertThat(second).doesNotExist();
    }

    @Test
    void aFixOfSeveralFilesIsAFolderOfThoseThatChange() throws IOException {
        Path zero = Files.writeString(folder.resolve("ds_config.json"), """
                {
                  "train_micro_batch_size_per_gpu": 1,
                  "gradient_accumulation_steps": 16,
                  "bf16": {"enabled": true},
                  "zero_optimization": {
                    "stage": 3
                  }
                }
                """);
        Path arguments = Files.writeString(folder.resolve("training_arguments.json"), """
                {
                  "per_device_train_batch_size": 1,
                  "gradient_accumulation_steps": 16,
                  "gradient_checkpointing": true,
                  "bf16": true
                }
                """);
        Path better = folder.resolve("better");

        CommandRun run =
                CommandRun.of(("diagnose " + zero + " " + arguments + " --model llama-3-8b --cluster dgx-h100 --gpus 16"
                                + " --sequence-length 4096 --fix " + better)
                        .split(" "));

        assertThat(run.status()).as(run.said()).isZero();
        assertThat(Files.readString(better.resolve("ds_config.json"))).contains("\"stage\": 2");
        assertThat(Files.readString(better.resolve("training_arguments.json")))
                .contains("\"gradient_checkpointing\": false");
    }

    /** The Trainer has no key for context parallelism in its DeepSpeed file. */
    @Test
    void aFixThatIsNotTheBestSaysWhy() throws IOException {
        Path script = Files.writeString(folder.resolve("run.sh"), """
                deepspeed --num_gpus 8 train.py --model_name_or_path meta-llama/Meta-Llama-3-8B --deepspeed ds.json \
                    --per_device_train_batch_size 1 --gradient_accumulation_steps 16 --bf16 --gradient_checkpointing
                """);
        Path zero = Files.writeString(folder.resolve("ds.json"), """
                { "zero_optimization": { "stage": 3 }, "bf16": { "enabled": true } }
                """);

        CommandRun run = CommandRun.of(("diagnose " + script + " " + zero
                        + " --cluster dgx-h100 --model llama-3-8b --sequence-length 8192 --fix "
                        + folder.resolve("better"))
                .split(" "));

        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("not the best layout: ").contains("wrote ");
    }

    @Test
    void aFixSaysHowLayersAreDealtToStages() throws IOException {
        Path better = folder.resolve("better.json");

        CommandRun run = CommandRun.of(
                "diagnose", "../examples/deepseek-v3-on-256-h100.json", "--fix", better.toString(), "--change", "1");

        assertThat(run.status()).isZero();
        assertThat(Files.readString(better)).contains("\"stage_split\": \"uniform-layers-and-ends\"");
    }

    @Test
    void checkPassesWithinItsLimitsAndFailsBeyond() throws IOException {
        String bad = job(16, 4).toString();

        CommandRun passed = CommandRun.of("check", GOOD, "--max-memory", "90%", "--baseline", GOOD);
        CommandRun slower = CommandRun.of("check", bad, "--baseline", GOOD, "--max-regression", "5%");
        CommandRun larger = CommandRun.of("check", GOOD, "--max-memory", "50%");

        assertThat(passed.status()).isZero();
        assertThat(passed.out())
                .startsWith("### Shardwright: every check passed")
                .contains("the same layout.");
        assertThat(slower.status()).isEqualTo(ExitStatus.CHECK_FAILED);
        assertThat(slower.out())
                .startsWith("### Shardwright: a check failed")
                .contains("| -5 % | **fail** |")
                .contains("tp 16 instead of 8");
        assertThat(larger.status()).isEqualTo(ExitStatus.CHECK_FAILED);
        assertThat(larger.out()).contains("| 50 % | **fail** |");
    }

    @Test
    void aFileNameCannotWriteMarkdownOrHtml() throws IOException {
        Path file = Files.copy(Path.of(GOOD), folder.resolve("a<img src=x>|b.json"));

        assertThat(CommandRun.of("check", file.toString()).out())
                .contains("a&lt;img src=x>\\|b.json")
                .doesNotContain("<img");
    }

    @Test
    void diffShowsBothSides() throws IOException {
        Path second = job(16, 4);

        CommandRun run = CommandRun.of("diff", GOOD, second.toString());

        assertThat(run.status()).isZero();
        Golden.assertEqual("diff.txt", run.out().replace(second.toString(), "job.json"));
    }

    @Test
    void diffOfAJobWithItselfFindsNothing() {
        assertThat(CommandRun.of("diff", GOOD, GOOD).out()).contains("Both take the same time.");
    }
}
