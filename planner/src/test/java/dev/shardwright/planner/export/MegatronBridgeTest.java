package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Sharding.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports to Megatron-Bridge: what a recipe would change in silence is always written, and says the plan. */
final class MegatronBridgeTest {
    private static final Target BRIDGE = Target.named("megatron-bridge", "");
    private static final int JOBS = 3000;

    /** Fields that some recipe sets: left out, the recipe's value would stay. */
    private static final List<String> ALWAYS = List.of(
            "-tp",
            "-pp",
            "-cp",
            "-ep",
            "-etp",
            "-mb",
            "-gb",
            "-sl",
            "model.sequence_parallel",
            "model.pipeline_model_parallel_layout",
            "model.account_for_embedding_in_pipeline_split",
            "model.recompute_granularity",
            "model.recompute_method",
            "model.recompute_num_layers",
            "model.cp_comm_type",
            "model.tp_comm_overlap",
            "comm_overlap",
            "ddp.use_megatron_fsdp",
            "ddp.data_parallel_sharding_strategy",
            "ddp.use_distributed_optimizer",
            "ddp.overlap_grad_reduce",
            "ddp.overlap_param_gather",
            "mixed_precision");

    @Test
    void randomExportsSayThePlan() {
        RandomJobs random = new RandomJobs(7);
        int exported = 0;
        for (int i = 0; i < JOBS; i++) {
            TrainingJob job = random.next();
            if (BRIDGE.refusals(job).isEmpty()) {
                exported++;
                Map<String, String> words = words(job);
                assertThat(words.keySet()).as("job %d", i).containsAll(ALWAYS);
                saysThePlan(words, job);
                keepsTheRules(words, job);
            }
        }
        assertThat(exported).as("jobs that were not refused").isGreaterThan(20);
    }

    private static void saysThePlan(Map<String, String> words, TrainingJob job) {
        ParallelDegrees d = job.layout().degrees();
        assertThat(words)
                .containsEntry("-tp", "" + d.tensor())
                .containsEntry("-pp", "" + d.pipeline())
                .containsEntry("-cp", "" + d.context())
                .containsEntry("-ep", "" + d.expert())
                .containsEntry("-gb", "" + job.workload().globalBatch())
                .containsEntry("-sl", "" + job.workload().sequenceLength());
        int virtual = job.layout().schedule().virtualStages();
        assertThat(words.getOrDefault("-vp", words.get("model.virtual_pipeline_model_parallel_size")))
                .isEqualTo(virtual > 1 ? "" + virtual : "null");
        Recompute recompute = job.layout().memorySaving().recompute();
        assertThat(words.get("model.recompute_granularity"))
                .isEqualTo(
                        recompute instanceof Recompute.None
                                ? "null"
                                : recompute.parts().isEmpty() ? "full" : "selective");
    }

    /** The rules that stand in sizes alone. */
    private static void keepsTheRules(Map<String, String> words, TrainingJob job) {
        int tensor = number(words, "-tp");
        int model = tensor * number(words, "-pp") * number(words, "-cp");
        int world = job.cluster().devices();
        assertThat(world % model).isZero();
        assertThat(world % (number(words, "-ep") * number(words, "-etp") * number(words, "-pp")))
                .isZero();
        assertThat(number(words, "-gb") % (number(words, "-mb") * (world / model)))
                .isZero();
        assertThat(words.get("model.sequence_parallel").equals("true") && tensor == 1)
                .isFalse();
        boolean even = StageLayers.of(job).even();
        assertThat(words.get("model.pipeline_model_parallel_layout").equals("null"))
                .isEqualTo(even);
        int most = StageLayers.of(job).most();
        String recomputed = words.get("model.recompute_num_layers");
        assertThat(recomputed.equals("null") || Integer.parseInt(recomputed) <= most)
                .isTrue();
    }

    private static int number(Map<String, String> words, String key) {
        return Integer.parseInt(words.get(key));
    }

    /** Trap 16: FSDP without a strategy shards nothing. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theStrategyStandsWithFsdp(int zero) {
        TrainingJob job = JobSketch.of("llama-3-8b", 16)
                .sharding(zero, 1)
                .batch(8192, 64, 1)
                .job();
        Map<String, String> words = words(job);
        boolean fsdp = job.layout().memorySaving().sharding().stage().atLeast(Stage.GRADIENTS);
        assertThat(words.get("ddp.use_megatron_fsdp")).isEqualTo("" + fsdp);
        assertThat(words.get("ddp.data_parallel_sharding_strategy"))
                .isEqualTo(zero == 3 ? "optim_grads_params" : zero == 2 ? "optim_grads" : "no_shard");
        assertThat(words.get("checkpoint.ckpt_format")).isEqualTo(fsdp ? "fsdp_dtensor" : "torch_dist");
        assertThat(script(job).contains("unset CUDA_DEVICE_MAX_CONNECTIONS")).isEqualTo(fsdp);
    }

    /** Traps 17 and 18: recipes carry context parallelism, a table for one tensor size, and rescale batches. */
    @Test
    void theRecipesOwnValuesAreReplaced() {
        Map<String, String> words = words(JobSketch.of("llama-3-70b", 64)
                .dense(2, 4, 1)
                .batch(8192, 256, 1)
                .job());
        assertThat(words)
                .containsEntry("-cp", "1")
                .containsEntry("-gb", "256")
                .containsEntry("comm_overlap", "null")
                .containsEntry("model.virtual_pipeline_model_parallel_size", "null");
    }

    /** Trap 15 in Megatron-Bridge: dispatcher and expert tensor parallelism. */
    @Test
    void dispatcherAndExpertTensorAreWritten() {
        Map<String, String> words = words(JobSketch.of("qwen3-30b-a3b", 32)
                .experts(2, 2, 1, 8, 1)
                .batch(4096, 256, 1)
                .job());
        assertThat(words)
                .containsEntry("-etp", "1")
                .containsEntry("-ep", "8")
                .containsEntry("model.moe_token_dispatcher_type", "alltoall");
    }

    @Test
    void aLayoutTextIsQuotedForHydraAndForBash() {
        TrainingJob job = JobSketch.of("llama-3-8b", 24)
                .dense(2, 3, 1)
                .batch(4096, 128, 2)
                .job();
        assertThat(script(job))
                .contains("'model.pipeline_model_parallel_layout=\""
                        + StageLayers.of(job).layout(0) + "\"'");
    }

    @Test
    void whatCannotBeSaidIsRefusedWithTheNearestPlan() {
        assertRefused(JobSketch.of("gpt2-xl", 8).batch(1024, 64, 1), "model = gpt2-xl", "export to megatron");
        assertRefused(
                JobSketch.of("llama-3-8b", 8).stack("megatron-bridge").batch(8192, 64, 1),
                "stack = megatron-bridge",
                "megatron-core");
        assertRefused(
                JobSketch.of("llama-3-8b", 8)
                        .numerics(Precision.BF16, Optimizer.ADAM_8BIT)
                        .batch(8192, 64, 1),
                "optimizer = adamw-8bit",
                "adamw");
    }

    private static void assertRefused(JobSketch sketch, String where, String nearest) {
        assertThat(BRIDGE.refusals(sketch.job()))
                .filteredOn(problem -> problem.where().equals(where))
                .singleElement()
                .satisfies(problem -> assertThat(problem.suggestion())
                        .startsWith("The nearest: ")
                        .contains(nearest));
    }

    private static String script(TrainingJob job) {
        return BRIDGE.export(job, ExportContext.BARE).get(0).text();
    }

    private static Map<String, String> words(TrainingJob job) {
        Map<String, String> words = new HashMap<>();
        List<String> all = CommandWords.of(script(job));
        for (int i = 0; i < all.size(); i++) {
            String word = all.get(i);
            int sign = word.indexOf('=');
            if (word.startsWith("-") && !word.startsWith("--")) {
                words.put(word, all.get(i + 1));
            } else if (sign > 0 && !word.startsWith("-")) {
                words.put(word.substring(0, sign), word.substring(sign + 1));
            }
        }
        return words;
    }
}
