package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.jobfile.JobSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the files of an export go. */
final class ExportCommandTest {
    @TempDir
    private Path folder;

    private Path job;

    @BeforeEach
    void aJobFile() throws IOException {
        TrainingJob planned =
                JobSketch.of("llama-3-8b", 16).sharding(2, 1).batch(4096, 64, 1).job();
        job = Files.writeString(folder.resolve("job.json"), JobFile.write(planned, JobSources.named(planned)));
    }

    private CommandRun export(String target, String place, String... more) {
        List<String> words = Stream.concat(
                        Stream.of(
                                "export",
                                job.toString(),
                                "--to",
                                target,
                                "-o",
                                folder.resolve(place).toString()),
                        Stream.of(more))
                .toList();
        return CommandRun.of(words.toArray(String[]::new));
    }

    @Test
    void aPlanIsExportedToWhomItWasMadeFor() throws IOException {
        Path plan = folder.resolve("plan.json");
        CommandRun planned = CommandRun.of(
                ("plan --model llama-3-8b --cluster dgx-h100 --gpus 8 --sequence-length 4096 --global-batch 64"
                                + " --for torchtitan@0.2.2 --tp 1,2 --recompute none,full --no-progress -o " + plan)
                        .split(" "));
        assertThat(planned.status()).isZero();
        assertThat(Files.readString(plan))
                .contains("\"for\": \"torchtitan@0.2.2\"", "\"tp\": \"1,2\"", "\"recompute\": \"none,full\"");

        CommandRun run = CommandRun.of(
                "export", plan.toString(), "-o", folder.resolve("launch").toString());

        assertThat(run.status()).isZero();
        assertThat(run.said()).contains("for torchtitan 0.2.2");
        CommandRun nobody = CommandRun.of(
                "export", job.toString(), "-o", folder.resolve("other").toString());
        assertThat(nobody.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(nobody.said()).contains("--to: is missing: " + job + " was made for no framework in particular.");
    }

    private List<String> written(String place) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(place))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "deepspeed, ds_config.json;launch.sh;training_arguments.json",
        "accelerate, accelerate.yaml;launch.sh",
        "galvatron, launch.sh;strategy.json",
        "neox, launch.sh;neox.yml"
    })
    void filesWithFixedNamesGoIntoAFolder(String target, String names) throws IOException {
        CommandRun run = export(target, "new/exports");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(written("new/exports")).containsExactly(names.split(";"));
        assertThat(Files.isExecutable(folder.resolve("new/exports/launch.sh"))).isTrue();
        assertThat(Files.readString(folder.resolve("new/exports/launch.sh"))).contains("# Predicted:  ");
    }

    @Test
    void megatronsScriptHasTheNameThatIsGiven() throws IOException {
        Files.createDirectory(folder.resolve("scripts"));
        assertThat(export("megatron", "scripts/train.sh").status()).isZero();
        assertThat(written("scripts")).containsExactly("train.sbatch", "train.sh");
    }

    @Test
    void otherFilesAreReplacedOnlyByForce() throws IOException {
        assertThat(export("deepspeed", "out").status()).isZero();
        assertThat(export("deepspeed", "out").status()).as("the same again").isZero();
        Files.writeString(folder.resolve("out/ds_config.json"), "mine");
        CommandRun refused = export("deepspeed", "out");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.said()).contains("ds_config.json: holds something else already. Add --force to replace it.");
        assertThat(export("deepspeed", "out", "--force").status()).isZero();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Files.writeString(folder.resolve("file"), "mine");
        CommandRun run = export("deepspeed", "file");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.said()).contains("is a file, not a folder").contains("Name another folder.");
        assertThat(folder.resolve("file")).hasContent("mine");
    }

    /** Nothing is written when anything is refused. */
    @Test
    void refusalsLeaveNoFile() {
        CommandRun run = export("nanotron", "out");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.said())
                .contains("sharding = 2: nanotron cannot split the states so. The nearest: ZeRO stage 0 or 1.");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void unknownTargetsListTheKnownOnes() {
        CommandRun run = export("nemo", "out");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.said())
                .contains(
                        "Maybe use megatron, torchtitan, megatron-bridge, deepspeed, accelerate, nanotron, gpt-neox, galvatron, llm-foundry.");
    }
}
