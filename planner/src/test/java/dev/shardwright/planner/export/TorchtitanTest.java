package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports to torchtitan: its rules on random jobs, its traps, and what is refused with the nearest plan. */
final class TorchtitanTest {
    private static final int JOBS = 2000;

    @ParameterizedTest
    @ValueSource(strings = {"0.2.2", "main"})
    void randomExportsKeepTheRulesAndSayThePlan(String version) {
        RandomTitanJobs random = new RandomTitanJobs(version.hashCode());
        Target target = Target.named("torchtitan", version);
        int exported = 0;
        for (int i = 0; i < JOBS; i++) {
            TrainingJob job = random.next();
            if (target.refusals(job).isEmpty()) {
                exported++;
                JsonNode read = read(target, job);
                assertThat(TitanRules.check(read, job))
                        .as("job %d, %s", i, job.layout())
                        .isEmpty();
                saysThePlan(read, job);
            }
        }
        assertThat(exported).as("jobs that were not refused").isGreaterThan(JOBS / 20);
    }

    private static JsonNode read(Target target, TrainingJob job) {
        return TitanReading.of(target.export(job, ExportContext.BARE).get(0));
    }

    private static void saysThePlan(JsonNode read, TrainingJob job) {
        ParallelDegrees d = job.layout().degrees();
        JsonNode parallel = read.get("parallelism");
        assertThat(parallel.get("tensor_parallel_degree").asInt()).isEqualTo(d.tensor());
        assertThat(parallel.get("context_parallel_degree").asInt()).isEqualTo(d.context());
        assertThat(parallel.get("pipeline_parallel_degree").asInt()).isEqualTo(d.pipeline());
        assertThat(parallel.get("expert_parallel_degree").asInt()).isEqualTo(d.expert());
        if (d.pipeline() > 1) {
            List<Integer> layers = new ArrayList<>();
            parallel.get("module_fqns_per_model_part").forEach(stage -> {
                int count = 0;
                for (JsonNode name : stage) {
                    count += name.asText().startsWith("layers.") ? 1 : 0;
                }
                layers.add(count);
            });
            assertThat(layers).isEqualTo(StageLayers.of(job).counts());
        }
    }

    /** Trap 19: the default of resharding depends on the pipeline. */
    @ParameterizedTest
    @CsvSource({"2, never", "3, always"})
    void reshardingIsAlwaysWritten(int zero, String word) {
        TrainingJob job = JobSketch.of("llama-3-8b", 8)
                .sharding(zero, 1)
                .batch(8192, 64, 1)
                .stack("torchtitan")
                .job();
        for (String version : List.of("0.2.2", "main")) {
            JsonNode read = read(Target.named("torchtitan", version), job);
            assertThat(read.get("parallelism").get("fsdp_reshard_after_forward").asText())
                    .isEqualTo(word);
        }
    }

    /** Trap 20: a TOML number in quotes would be taken as it is. */
    @Test
    void numbersAreNumbers() {
        TrainingJob job = JobSketch.of("llama-3-70b", 64)
                .dense(2, 4, 1)
                .sharding(3, 1)
                .batch(8192, 256, 1)
                .recompute("full")
                .stack("torchtitan")
                .job();
        JsonNode read = read(Target.named("torchtitan", "0.2.2"), job);
        read.get("parallelism").properties().forEach(entry -> {
            if (entry.getKey().endsWith("_degree") || entry.getKey().endsWith("_size")) {
                assertThat(entry.getValue().isInt()).as(entry.getKey()).isTrue();
            }
        });
        assertThat(read.get("optimizer").get("eps").isNumber()).isTrue();
        assertThat(read.get("training").get("local_batch_size").isInt()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tensor_parallel_degree; 3; degrees make up the world",
                "tensor_parallel_degree; 16; kv heads % tp",
                "expert_tensor_parallel_degree; 8; etp is tp or 1",
                "pipeline_parallel_microbatch_size; 3; local batch % microbatch",
                "pipeline_parallel_microbatch_size; 16; microbatches >= stages",
            })
    void aBrokenValueIsFound(String key, int value, String rule) {
        TrainingJob job = JobSketch.of("llama-3-70b", 64)
                .dense(2, 4, 1)
                .sharding(3, 1)
                .batch(8192, 256, 1)
                .stack("torchtitan")
                .job();
        JsonNode read = read(Target.named("torchtitan", "0.2.2"), job);
        ((ObjectNode) read.get("parallelism")).put(key, value);
        assertThat(TitanRules.check(read, job)).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gpt2-xl; model = gpt2-xl; trains models of its own list only",
                "deepseek-v3; model = deepseek-v3; predicts one token",
            })
    void otherModelsAreRefused(String model, String where, String rule) {
        assertRefused("0.2.2", JobSketch.of(model, 64).sharding(3, 1), where, rule);
    }

    @Test
    void whatCannotBeSaidIsRefusedWithTheNearestPlan() {
        assertRefused("0.2.2", sketch().sharding(1, 1), "sharding = 1", "cannot split the states so");
        assertRefused("0.2.2", sketch().recompute("layers:3"), "recompute = layers:3", "every second matrix product");
        assertRefused("0.2.2", sketch().recompute("selective"), "recompute = selective", "every second matrix product");
        assertRefused("0.2.2", sketch().dense(8, 8, 1), "parallel.data = 1", "trains in 32 bit");
        assertRefused("0.2.2", sketch().dense(16, 1, 1), "parallel.tensor = 16", "key/value heads (8)");
        assertRefused(
                "main", sketch().dense(1, 1, 2).context(ContextMethod.RING), "parallel.context_method = ring", "share");
        assertRefused("main", sketch().batch(262_144, 64, 1), "workload.sequence_length = 262144", "131072 positions");
        assertRefused("main", sketch().numerics(Precision.FP8_TENSOR, Optimizer.ADAM), "precision = fp8", "no such");
        assertRefused("main", sketch().batch(8192, 32, 1).dense(1, 4, 1), "micro_batch = 1", "as many micro-batches");
        assertRefused("main", sketch().numerics(Precision.BF16, Optimizer.SGD), "optimizer = sgd", "adamw");
    }

    private static JobSketch sketch() {
        return JobSketch.of("llama-3-70b", 64)
                .sharding(3, 1)
                .batch(8192, 256, 1)
                .stack("torchtitan");
    }

    private static void assertRefused(String version, JobSketch sketch, String where, String words) {
        List<Problem> refusals = Target.named("torchtitan", version).refusals(sketch.job());
        assertThat(refusals)
                .filteredOn(problem -> problem.where().equals(where))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.rule() + problem.suggestion()).contains(words);
                    assertThat(problem.suggestion()).startsWith("The nearest: ");
                });
    }
}
