package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export --fallback-nodes} as it is typed. */
final class FallbackExportTest {
    @TempDir
    Path folder;

    private Path job;

    @BeforeEach
    void twoNodes() throws IOException {
        String text = Files.readString(Path.of("..", "examples", "llama-3-8b-on-8-h100.json"));
        job = Files.writeString(folder.resolve("job.json"), text.replace("\"gpus\": 8", "\"gpus\": 16"));
    }

    private CommandRun export(String... more) {
        return CommandRun.of(("export " + job + " --to megatron " + String.join(" ", more)).strip());
    }

    @Test
    void everyNumberOfNodesGetsItsFolder() throws IOException {
        Path output = folder.resolve("a folder");
        CommandRun run = export("--fallback-nodes 1 -o \"" + output + "\"");
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("2 nodes: 16 GPUs", "1 node: 8 GPUs", "select.sh");
        assertThat(output.resolve("nodes-2").resolve("launch.sh")).isExecutable();
        assertThat(output.resolve("nodes-1").resolve("launch.sbatch")).exists();
        assertThat(output.resolve("select.sh")).isExecutable();
        assertThat(Files.readString(output.resolve("nodes-1").resolve("launch.sh")))
                .contains("Predicted:");
        Files.writeString(output.resolve("select.sh"), "mine");
        CommandRun again = export("--fallback-nodes 1 -o \"" + output + "\"");
        assertThat(again.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(again.said()).contains("holds something else already", "--force");
        assertThat(Files.readString(output.resolve("select.sh"))).isEqualTo("mine");
    }

    @Test
    void itNeedsAFolderAndNodesToLose() {
        CommandRun bare = export("--fallback-nodes 1");
        assertThat(bare.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(bare.said())
                .contains("--fallback-nodes = 1: writes a folder for each number of nodes.", "-o FOLDER");
        CommandRun many = export("--fallback-nodes 2 -o " + folder.resolve("b"));
        assertThat(many.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(many.said()).contains("must be less than the nodes of the plan (2)", "Maybe use 1.");
        assertThat(folder.resolve("b")).doesNotExist();
    }
}
