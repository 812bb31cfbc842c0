package dev.shardwright.planner.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans for fewer nodes, and the script that selects among them. */
final class FallbackSetTest {
    private static final String LAUNCH = "launch.sh";

    @TempDir
    Path folder;

    private record Run(int status, String out, String err) {}

    @ParameterizedTest
    @ValueSource(strings = {"megatron", "torchtitan@0.2.2", "torchtitan@main", "megatron-bridge"})
    void everyNumberOfNodesHasAPlanThatCanBeExported(String name) {
        Target target = Target.parse("--to", name);
        List<Fallback> set = FallbackSet.of(job("llama-3-8b", name, 96), target, 2, SearchMonitor.SILENT);
        assertThat(set).extracting(Fallback::nodes).containsExactly(4, 3, 2);
        for (Fallback fallback : set) {
            TrainingJob job = fallback.job().orElseThrow();
            assertThat(Heading.nodes(job)).isEqualTo(fallback.nodes());
            assertThat(job.workload().globalBatch()).isEqualTo(96);
            assertThat(target.export(job, ExportContext.BARE)).isNotEmpty();
        }
    }

    private static TrainingJob job(String model, String target, int batch) {
        return JobSketch.of(model, 32)
                .sharding(target.startsWith("torchtitan") ? 3 : 1, 1)
                .recompute("full")
                .batch(8192, batch, 1)
                .stack(target.startsWith("torchtitan") ? "torchtitan" : "megatron-core")
                .job();
    }

    /** Three nodes cannot share 64 sequences without a pipeline. */
    @Test
    void aBatchThatCannotBeSharedChangesWithANote() {
        Target target = Target.parse("--to", "torchtitan@0.2.2");
        List<Fallback> set = FallbackSet.of(job("qwen3-14b", "torchtitan", 64), target, 2, SearchMonitor.SILENT);
        assertThat(set)
                .extracting(Fallback::words)
                .containsExactly(
                        "4 nodes: 32 GPUs, global batch 64",
                        "3 nodes: 24 GPUs, global batch 63 instead of 64, which no layout of 24 GPUs that fits can"
                                + " share out",
                        "2 nodes: 16 GPUs, global batch 64");
    }

    @Test
    void thereMustBeNodesToLose() {
        Target target = Target.parse("--to", "megatron");
        TrainingJob job = job("llama-3-8b", "megatron", 96);
        assertThatThrownBy(() -> FallbackSet.of(job, target, 4, SearchMonitor.SILENT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be less than the nodes of the plan (4)");
    }

    @Test
    void theScriptStartsWhatMatchesTheNodes() throws Exception {
        script(List.of(fallback(4, 64, 64), fallback(3, 64, 63), new Fallback(2, 64, Optional.empty())));
        assertThat(run(Map.of(), "4", "--lr", "1 2")).isEqualTo(new Run(0, "nodes-4 [--lr] [1 2]", ""));
        assertThat(run(Map.of("SLURM_JOB_NUM_NODES", "4"))).isEqualTo(new Run(0, "nodes-4", ""));
        Run changed = run(Map.of("SLURM_JOB_NUM_NODES", "4"), "3");
        assertThat(changed.out()).isEqualTo("nodes-3");
        assertThat(changed.err()).contains("global batch 63 instead of 64");
        for (String none : List.of("2", "5", "x")) {
            Run unknown = run(Map.of(), none);
            assertThat(unknown.status()).isEqualTo(2);
            assertThat(unknown.err()).contains("no plan for " + none + " nodes; there are plans for 4, 3.");
        }
        assertThat(run(Map.of()).err()).contains("an unknown number of nodes");
    }

    private static Fallback fallback(int nodes, int wanted, int batch) {
        TrainingJob job = JobSketch.of("llama-3-8b", nodes)
                .batch(4096, nodes * (batch / nodes), 1)
                .job();
        return new Fallback(nodes, wanted, Optional.of(job));
    }

    private void script(List<Fallback> fallbacks) throws IOException {
        Files.writeString(folder.resolve(SelectScript.FILE_NAME), SelectScript.text(fallbacks, LAUNCH));
        for (Fallback fallback : fallbacks) {
            Path own = Files.createDirectory(folder.resolve(fallback.folder()));
            Files.writeString(
                    own.resolve(LAUNCH),
                    "printf '" + fallback.folder() + "'\nif (( $# )); then printf ' [%s]' \"$@\"; fi\n");
        }
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("bash", folder.resolve(SelectScript.FILE_NAME).toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("SLURM"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, err);
    }

    @Test
    void shellCheckFindsNothing() throws Exception {
        script(List.of(fallback(4, 64, 64), fallback(3, 64, 63)));
        Process process;
        try {
            process = new ProcessBuilder(
                            "shellcheck", folder.resolve(SelectScript.FILE_NAME).toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "shellcheck is not installed");
            return;
        }
        String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(found).isZero();
    }
}
