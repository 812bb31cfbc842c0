package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.stack.Communication;
import dev.shardwright.simulator.stack.Communication.Overlap;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Megatron-LM would accept in silence, or decide by itself, and an export must say. */
final class MegatronTrapsTest {
    private static final String QUEUES = "CUDA_DEVICE_MAX_CONNECTIONS";

    private static MegatronArguments export(JobSketch sketch) {
        return MegatronRulesTest.export(sketch.job(), MegatronRelease.NEWEST).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "8, true"})
    void sequenceParallelOnlyWithTensorParallel(int tensor, boolean given) {
        MegatronArguments args = export(JobSketch.of("llama-3-8b", 8).dense(tensor, 1, 1));
        assertThat(args.has("--sequence-parallel")).isEqualTo(given);
    }

    @Test
    void capacityOnlyWhereTokensAreDropped() {
        JobSketch sketch = JobSketch.of("mixtral-8x7b", 8).experts(1, 1, 1, 8, 1);
        assertThat(export(sketch.routing(new Routing(1.2))).has("--moe-expert-capacity-factor"))
                .isFalse();
        assertThat(export(sketch.routing(new Routing(1.2, 1.5))).text("--moe-expert-capacity-factor"))
                .contains("1.5");
    }

    @Test
    void bothLevelsOfHierarchicalContext() {
        JobSketch sketch = JobSketch.of("llama-3-8b", 32).dense(2, 1, 16).context(ContextMethod.HIERARCHICAL);
        MegatronArguments args = export(sketch.batch(32_768, 4, 1));
        assertThat(args.is("--cp-comm-type", "a2a+p2p")).isTrue();
        assertThat(args.is("--hierarchical-context-parallel-sizes", "4 4")).isTrue();
        assertThat(export(sketch.context(ContextMethod.RING)).has("--hierarchical-context-parallel-sizes"))
                .isFalse();
    }

    @Test
    void noSequenceParallelWhenThePlanHasNone() {
        MegatronArguments args =
                export(JobSketch.of("llama-3-8b", 8).dense(8, 1, 1).sequence(SequenceParallel.OFF));
        assertThat(args.any("--sequence-parallel", "--tp-comm-overlap")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "none, 1,,",
        "layers:3, 1, block, 3",
        "layers:7, 1, block, 7",
        "layers:8, 1, uniform, 1",
        "layers:20, 1, uniform, 1",
        "full, 1, uniform, 1",
        "layers:4, 4, block, 1",
        "layers:8, 4, uniform, 1",
    })
    void recomputedLayersAreThoseOfAVirtualStage(String recompute, int virtual, String method, Integer layers) {
        JobSketch sketch = JobSketch.of("llama-3-8b", 8).dense(1, 4, 1).recompute(recompute);
        MegatronArguments args = export(virtual > 1 ? sketch.interleaved(virtual) : sketch);
        assertThat(args.text("--recompute-method").orElse(null)).isEqualTo(method);
        assertThat(args.number("--recompute-num-layers", 0)).isEqualTo(layers == null ? 0 : layers);
    }

    @ParameterizedTest
    @CsvSource({"core_v0.17, 128255", "core_v0.18, 128256", "core_v0.19, 128256"})
    void madeUpTokenizerHasTheVocabularyOfTheModel(String release, int rows) {
        MegatronArguments args = MegatronRulesTest.export(
                        JobSketch.of("llama-3-8b", 8).job(), MegatronRelease.parse(release))
                .orElseThrow();
        assertThat(args.number("--vocab-size")).isEqualTo(rows);
        assertThat(args.number("--make-vocab-size-divisible-by")).isEqualTo(128);
    }

    @Test
    void paddedVocabularyStandsAtTheHead() {
        String script = script(JobSketch.of("llama-3-8b", 8).dense(4, 1, 1));
        assertThat(script).contains("# Vocabulary: 128256 rows, padded to 128512\n");
    }

    @Test
    void expertTensorParallelismAndDispatcherAreAlwaysSaid() {
        MegatronArguments args = export(JobSketch.of("mixtral-8x7b", 16).experts(2, 1, 1, 8, 1));
        assertThat(args.number("--expert-tensor-parallel-size")).isEqualTo(1);
        assertThat(args.text("--moe-token-dispatcher-type")).contains("alltoall");
    }

    @Test
    void dropoutIsSaid() {
        MegatronArguments without = export(JobSketch.of("llama-3-8b", 8));
        MegatronArguments with = export(JobSketch.of("llama-3-8b", 8).stack("megatron-lm-2022"));
        assertThat(without.text("--hidden-dropout")).contains("0");
        assertThat(with.text("--hidden-dropout")).contains("0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "ZeRO-1 TP, dgx-h100, 2, 1, 1, 1",
        "ZeRO-1 CP, dgx-h100, 1, 2, 1, 1",
        "ZeRO-1 DP, dgx-h100, 1, 1, 1,",
        "ZeRO-3 TP, dgx-h100, 2, 1, 3,",
        "Blackwell, b200-sxm-180gb, 2, 1, 1,",
    })
    void launchQueues(String kind, String gpus, int tensor, int context, int zero, String queues) {
        Cluster hopper = JobSketch.CATALOG.hardware().cluster("dgx-h100", 8);
        Cluster cluster = gpus.equals("dgx-h100")
                ? hopper
                : new Cluster(
                        gpus, JobSketch.CATALOG.hardware().accelerator(gpus), 8, hopper.node(), hopper.tiers(), 0);
        JobSketch sketch = JobSketch.of(JobSketch.CATALOG.models().model("llama-3-8b"), cluster)
                .dense(tensor, 1, context)
                .sharding(zero, 1);
        Map<String, String> environment = ScriptReader.of(script(sketch)).environment();
        assertThat(environment.get(QUEUES)).as(kind).isEqualTo(queues);
        assertThat(script(sketch).contains("unset " + QUEUES)).as(kind).isEqualTo(zero == 3);
    }

    @ParameterizedTest
    @CsvSource({"0.12, --use-custom-fsdp", "0.13, --use-custom-fsdp", "0.14, --use-megatron-fsdp"})
    void fullShardingSaysItsStrategy(String release, String name) {
        MegatronArguments args = MegatronRulesTest.export(
                        JobSketch.of("llama-3-8b", 8).sharding(2, 1).job(), MegatronRelease.parse(release))
                .orElseThrow();
        assertThat(args.names()).contains(name);
        assertThat(args.text("--data-parallel-sharding-strategy")).contains("optim_grads");
    }

    @Test
    void overlapsAreThoseOfTheStack() {
        MegatronArguments overlapping = export(JobSketch.of("llama-3-8b", 8).dense(2, 2, 1));
        assertThat(overlapping.names())
                .contains("--tp-comm-overlap", "--overlap-grad-reduce", "--overlap-param-gather");
        MegatronArguments exposed = export(JobSketch.of("mixtral-8x7b", 16)
                .experts(2, 4, 1, 2, 1)
                .interleaved(2)
                .stack(withOverlap(new Communication.DataOverlap(0, 0), 0)));
        assertThat(exposed.names())
                .contains("--no-overlap-p2p-communication")
                .doesNotContain(
                        "--overlap-grad-reduce", "--overlap-param-gather", "--overlap-moe-expert-parallel-comm");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, none, true", "2, 1, none, false", "2, 2, none, true", "1, 1, full, false"})
    void expertTrafficOverlapsWhereItCan(int pipeline, int virtual, String recompute, boolean given) {
        JobSketch sketch = JobSketch.of("mixtral-8x7b", 8)
                .experts(1, pipeline, 1, 4, 1)
                .recompute(recompute)
                .stack(withOverlap(new Communication.DataOverlap(1, 1), 0.5));
        String script = script(virtual > 1 ? sketch.interleaved(virtual) : sketch);
        assertThat(script.contains("--overlap-moe-expert-parallel-comm")).isEqualTo(given);
        assertThat(script.contains("export " + QUEUES + "=32")).isEqualTo(given);
    }

    private static SoftwareStack withOverlap(Communication.DataOverlap data, double expert) {
        SoftwareStack stack = JobSketch.CATALOG.stacks().stack("megatron-core");
        Communication c = stack.communication();
        Overlap overlap = new Overlap(new Communication.TensorOverlap(0, 0), data, 0, expert, 0);
        return new SoftwareStack(
                stack.name(),
                stack.release(),
                stack.kernels(),
                new Communication(overlap, c.reduction(), c.gatherFormat(), c.handOver(), c.efficiency()),
                stack.execution(),
                stack.memory(),
                stack.experience());
    }

    @Test
    void gradientsHaveTheStacksBytes() {
        assertThat(export(JobSketch.of("llama-3-8b", 8).stack("nemo")).has("--grad-reduce-in-bf16"))
                .isTrue();
        JobSketch half = JobSketch.of("llama-3-8b", 8).numerics(Precision.FP16, Optimizer.ADAM);
        assertThat(export(half).has("--accumulate-allreduce-grads-in-fp32")).isTrue();
    }

    @Test
    void aLayoutTextIsOneWord() {
        String script = script(JobSketch.of("llama-3-8b", 24).dense(1, 3, 1));
        assertThat(script).contains("--pipeline-model-parallel-layout 'Et*11|t*11|t*10L'\n");
    }

    @Test
    void predictedFiguresStandAtTheHead() {
        var job = JobSketch.of("llama-3-8b", 8).dense(2, 1, 1).job();
        ExportContext context = ExportContext.predicted(job).named("train");
        var files = new MegatronTarget(MegatronRelease.NEWEST).export(job, context);
        double seconds = context.prediction().orElseThrow().iteration().value();
        assertThat(files).extracting(ExportedFile::name).containsExactly("train.sh", "train.sbatch");
        assertThat(files.get(0).text())
                .contains("# Predicted:  " + context.prediction().orElseThrow().iteration() + " a step (")
                .contains(String.format(Locale.ROOT, " %.0f tokens/s per GPU, MFU ", 4096 * 256 / seconds / 8));
        assertThat(files.get(1).text()).contains("SCRIPT_NAME=train.sh\n");
    }

    private static String script(JobSketch sketch) {
        return new MegatronTarget(MegatronRelease.NEWEST)
                .export(sketch.job(), ExportContext.BARE)
                .get(0)
                .text();
    }
}
