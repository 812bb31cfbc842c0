package dev.shardwright.planner.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.export.RandomPlans;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.importing.ImportContext;
import dev.shardwright.planner.importing.Importer;
import dev.shardwright.planner.importing.fact.FlagSpan;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Megatron-Bridge's launch scripts with another layout: other words where they differ, the rest as it was. */
final class OverrideRewriteTest {
    private static final Target BRIDGE = Target.named("megatron-bridge", "");
    private static final int PAIRS = 60;
    private static final long SEED = 11;

    @Test
    void onlyTheWordsConcernedChange() {
        TrainingJob before = JobSketch.of("llama-3-70b", 64)
                .dense(8, 4, 1)
                .recompute("full")
                .batch(8192, 64, 1)
                .job();
        TrainingJob after = JobSketch.of("llama-3-70b", 64)
                .dense(4, 4, 1)
                .recompute("none")
                .batch(8192, 64, 1)
                .job();
        String script = text(before).replace("mock", "ours").replace("-tp 8", "-tp 8  ");
        assertThat(rewritten(script, before, after))
                .isEqualTo(script.replace("-tp 8", "-tp 4")
                        .replace("model.recompute_granularity=full", "model.recompute_granularity=null")
                        .replace("model.recompute_method=uniform", "model.recompute_method=null")
                        .replace("model.recompute_num_layers=1", "model.recompute_num_layers=null"));
    }

    @Test
    void launchQueuesFollowTheLayout() {
        JobSketch sketch = JobSketch.of("llama-3-8b", 8).batch(8192, 64, 1);
        TrainingJob sharded = sketch.dense(1, 1, 1).sharding(3, 1).job();
        TrainingJob split = sketch.dense(4, 1, 1).sharding(1, 1).job();
        String one = "export CUDA_DEVICE_MAX_CONNECTIONS=1\n";

        assertThat(text(sharded)).contains("unset CUDA_DEVICE_MAX_CONNECTIONS\n");
        assertThat(rewritten(text(sharded), sharded, split))
                .contains(one)
                .doesNotContain("unset CUDA_DEVICE_MAX_CONNECTIONS");
        assertThat(rewritten(text(split), split, sharded))
                .contains("export CUDA_DEVICE_MAX_CONNECTIONS=8\n")
                .doesNotContain(one);
    }

    @Test
    void whatTheTargetCannotSayIsRefused() {
        TrainingJob before =
                JobSketch.of("llama-3-8b", 8).dense(2, 1, 1).batch(8192, 64, 1).job();
        TrainingJob after = JobSketch.of("llama-3-8b", 8)
                .dense(2, 1, 1)
                .recompute("products")
                .batch(8192, 64, 1)
                .stack("torchtitan")
                .job();
        assertThatThrownBy(() -> rewritten(text(before), before, after)).isInstanceOf(InvalidInputException.class);
    }

    /** Every pair of random plans of one model on one cluster: the changed script has the words of a fresh export. */
    @Test
    void anyLayoutBecomesAnyOther() {
        Iterator<TrainingJob> random = new RandomPlans(SEED)
                .stream().filter(job -> BRIDGE.refusals(job).isEmpty()).iterator();
        Random other = new Random(SEED);
        int pairs = 0;
        for (int drawn = 0; drawn < PAIRS; drawn++) {
            TrainingJob before = random.next();
            Optional<TrainingJob> after = OtherLayouts.draw(before, BRIDGE, other)
                    .filter(job -> BRIDGE.refusals(job).isEmpty());
            if (after.isPresent()) {
                pairs++;
                String changed = rewritten(text(before), before, after.get());
                assertThat(words(changed, before))
                        .as("%s to %s", before.layout(), after.get().layout())
                        .containsExactlyInAnyOrderElementsOf(words(text(after.get()), before));
            }
        }
        assertThat(pairs).isGreaterThan(PAIRS / 2);
    }

    private static List<String> words(String script, TrainingJob job) {
        List<String> words = new ArrayList<>();
        for (FlagSpan span :
                Importer.propose(files(script), context(job)).reading().flags()) {
            words.add(span.name() + " " + span.values());
        }
        return words;
    }

    private static String text(TrainingJob job) {
        return BRIDGE.export(job, ExportContext.BARE).stream()
                .filter(file -> file.name().equals("launch.sh"))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static List<SourceFile> files(String script) {
        return List.of(new SourceFile("launch.sh", script));
    }

    private static ImportContext context(TrainingJob job) {
        return ImportContext.on(job.cluster(), JobSketch.CATALOG)
                .withModel(job.model())
                .withStack(job.stack());
    }

    private static String rewritten(String script, TrainingJob before, TrainingJob after) {
        return OverrideRewrite.of(
                        files(script), Importer.propose(files(script), context(before)), BRIDGE, after, context(before))
                .get(0)
                .text();
    }
}
