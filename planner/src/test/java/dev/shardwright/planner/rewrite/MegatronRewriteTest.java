package dev.shardwright.planner.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.export.RandomJobs;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.importing.ImportContext;
import dev.shardwright.planner.importing.Imported;
import dev.shardwright.planner.importing.Importer;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.request.Dialect;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.Schedules;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A script that gets another layout says that layout, and keeps every line that has nothing to do with it. */
final class MegatronRewriteTest {
    private static final long SEED = 20261126;
    private static final int PAIRS = 150;

    private static final String SCRIPT = """
            #!/bin/bash
            # our cluster's usual settings
            TP=16
            MBS=${MBS:-1}
            MODEL_ARGS="--num-layers 80 --hidden-size 8192 --num-attention-heads 64 --group-query-attention \\
              --num-query-groups 8 --ffn-hidden-size 28672 --swiglu --disable-bias-linear \\
              --untie-embeddings-and-output-weights --position-embedding-type rope --normalization RMSNorm \\
              --vocab-size 128256"
            PARALLEL_ARGS=(
                --tensor-model-parallel-size $TP   # all of two nodes
                --sequence-parallel
                --use-distributed-optimizer
            )
            srun torchrun --nnodes 8 --nproc_per_node 8 pretrain_gpt.py $MODEL_ARGS "${PARALLEL_ARGS[@]}" \\
                --seq-length 8192 --max-position-embeddings 8192 \\
                --micro-batch-size $MBS --global-batch-size 512 \\
                --recompute-granularity full \\
                --recompute-method uniform \\
                --recompute-num-layers 1 \\
                --bf16 --our-own-flag 3
            """;

    @Test
    void onlyTheLinesConcernedChange() {
        TrainingJob after = JobSketch.of("llama-3-70b", 64)
                .dense(8, 1, 1)
                .batch(8192, 512, 2)
                .recompute("none")
                .job();

        String changed = rewritten(SCRIPT, after);

        assertThat(changed)
                .isEqualTo(SCRIPT.replace("TP=16", "TP=8")
                        .replace("${MBS:-1}", "${MBS:-2}")
                        .replace("    --recompute-granularity full \\\n", "")
                        .replace("    --recompute-method uniform \\\n", "")
                        .replace("    --recompute-num-layers 1 \\\n", ""));
    }

    @Test
    void whatTheFrameworkRefusesBesideTheLayoutGoesToo() {
        String script = SCRIPT.replace("TP=16", "TP=8")
                .replace("# our cluster's usual settings", "export CUDA_DEVICE_MAX_CONNECTIONS=1")
                .replace("    --use-distributed-optimizer\n", """
                            --use-distributed-optimizer
                            --overlap-grad-reduce
                            --overlap-param-gather
                            --pipeline-model-parallel-size 2
                            --defer-embedding-wgrad-compute
                            --wgrad-deferral-limit 22
                            --tp-comm-overlap
                        """);
        TrainingJob after = JobSketch.of("llama-3-70b", 64)
                .dense(1, 1, 1)
                .batch(8192, 512, 1)
                .sharding(3, 1)
                .recompute("full")
                .job();

        assertThat(rewritten(script, after))
                .contains("export CUDA_DEVICE_MAX_CONNECTIONS=8\n", "--use-megatron-fsdp", "--overlap-param-gather")
                .doesNotContain("defer-embedding", "wgrad-deferral", "tp-comm-overlap", "CONNECTIONS=1");
    }

    @Test
    void tensorParallelismComesWithOneLaunchQueue() {
        String script = SCRIPT.replace("TP=16", "TP=1").replace("    --sequence-parallel\n", "");
        TrainingJob after = JobSketch.of("llama-3-70b", 64)
                .dense(8, 1, 1)
                .batch(8192, 512, 1)
                .recompute("full")
                .job();

        assertThat(rewritten(script, after))
                .startsWith("#!/bin/bash\n# our cluster's usual settings\nexport CUDA_DEVICE_MAX_CONNECTIONS=1\n");
    }

    @Test
    void argumentsThatWereNotThereStandBesideTheOthers() {
        TrainingJob after = JobSketch.of("llama-3-70b", 64)
                .dense(4, 4, 1)
                .interleaved(5)
                .batch(8192, 512, 1)
                .recompute("full")
                .job();

        assertThat(rewritten(SCRIPT, after))
                .contains("TP=4\n")
                .contains(
                        "PARALLEL_ARGS=(\n    --pipeline-model-parallel-size 4 --num-virtual-stages-per-pipeline-rank 5\n"
                                + "    --tensor-model-parallel-size $TP ");
    }

    @Test
    void whatAVariableFromOutsideDecidesIsLeftToTheUser() {
        String script = SCRIPT.replace("TP=16", "TP=$(( 2 * 8 ))");
        TrainingJob after = JobSketch.of("llama-3-70b", 64)
                .dense(8, 1, 1)
                .batch(8192, 512, 1)
                .recompute("none")
                .job();

        assertThat(rewritten(script, after)).contains("TP=$(( 2 * 8 ))").contains("--tensor-model-parallel-size 8");
    }

    @Test
    void aLayoutThatMegatronCannotSayIsRefused() {
        TrainingJob after = JobSketch.of("llama-3-70b", 64)
                .dense(8, 2, 1)
                .batch(8192, 512, 1)
                .schedule(Schedules.parse("gpipe", 1))
                .job();

        assertThatThrownBy(() -> rewritten(SCRIPT, after)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void exportedScriptsTakeAnyOtherLayoutOfTheirJob() {
        RandomJobs jobs = new RandomJobs(SEED);
        Random random = new Random(SEED);
        int pairs = 0;
        for (int i = 0; pairs < PAIRS; i++) {
            TrainingJob job = jobs.next();
            Optional<String> script = script(job);
            Optional<TrainingJob> other = script.flatMap(text -> OtherLayouts.draw(job, Dialect.ANY, random));
            if (script.isPresent() && other.flatMap(MegatronRewriteTest::script).isPresent()) {
                pairs++;
                String changed = rewritten(script.get(), other.get());
                assertThat(imported(changed, job).job().layout())
                        .as("job %d of seed %d", i, SEED)
                        .isEqualTo(
                                imported(script(other.get()).get(), job).job().layout());
            }
        }
    }

    private static Optional<String> script(TrainingJob job) {
        try {
            return Optional.of(Target.named("megatron", "")
                    .export(job, ExportContext.BARE)
                    .get(0)
                    .text());
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private static ImportContext context(TrainingJob job) {
        return ImportContext.on(job.cluster(), JobSketch.CATALOG)
                .withModel(job.model())
                .withStack(job.stack());
    }

    private static Imported imported(String script, TrainingJob job) {
        return Importer.readTexts(List.of(new SourceFile("launch.sh", script)), context(job));
    }

    private static String rewritten(String script, TrainingJob after) {
        List<SourceFile> files = List.of(new SourceFile("launch.sh", script));
        ImportContext context = context(after);
        return MegatronRewrite.of(files, Importer.propose(files, context), after, context)
                .get(0)
                .text();
    }
}
