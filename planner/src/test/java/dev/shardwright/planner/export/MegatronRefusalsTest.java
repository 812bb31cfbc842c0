package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.Gpipe;
import dev.shardwright.simulator.schedule.ZeroBubbleH1;
import dev.shardwright.simulator.schedule.ZeroBubbleV;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Megatron-LM cannot say is refused with the choice, the reason and the nearest thing. */
final class MegatronRefusalsTest {
    /** A job that is legal, and what is said about it. */
    enum Case {
        GPIPE(
                () -> JobSketch.of("llama-3-8b", 8).dense(1, 2, 1).schedule(new Gpipe()),
                "schedule = gpipe: Megatron-LM has no such schedule.",
                "The nearest is 1f1b: the same bubble, fewer activations."),
        ZERO_BUBBLE(
                () -> JobSketch.of("llama-3-8b", 8).dense(1, 2, 1).schedule(new ZeroBubbleH1()),
                "schedule = zb-h1: Megatron-LM has no such schedule.",
                "The nearest is 1f1b."),
        ZERO_BUBBLE_IN_TWO_STAGES(
                () -> JobSketch.of("llama-3-8b", 8).dense(1, 2, 1).schedule(new ZeroBubbleV()),
                "schedule = zb-v: Megatron-LM has no such schedule.",
                "The nearest is interleaved with 2 virtual stages."),
        EXPERTS_WITH_TENSOR_ALONE(
                () -> JobSketch.of("mixtral-8x7b", 8).experts(2, 1, 1, 4, 1).sequence(SequenceParallel.OFF),
                "parallel.sequence_parallel = off: Megatron-LM does not train experts with tensor parallelism alone.",
                "Maybe set it on."),
        KEY_VALUE_HEADS_OF_ALL_TO_ALL(
                () -> JobSketch.of("llama-3-8b", 16).dense(4, 1, 4).context(ContextMethod.ULYSSES),
                "parallel.context = 4: must divide the key/value heads of a tensor rank (2) for all-to-all",
                "Maybe use ring context parallelism."),
        LATENT_ATTENTION_GATHERED(
                () -> JobSketch.of("deepseek-v2-lite", 8).experts(1, 1, 2, 8, 1).context(ContextMethod.ALL_GATHER),
                "parallel.context = 2: with latent attention works as a ring only",
                "Maybe use ring context parallelism."),
        SINKS_IN_A_RING(
                () -> JobSketch.of("gpt-oss-20b", 8).experts(1, 1, 2, 4, 1),
                "parallel.context = 2: with attention sinks works by all-to-all only.",
                "Maybe use all-to-all (Ulysses) context parallelism."),
        RECOMPUTE_OF_SOME_CHUNKS(
                () -> JobSketch.of("llama-3-8b", 8)
                        .dense(1, 4, 1)
                        .interleaved(4)
                        .recompute("layers:6"),
                "recompute = layers:6: must be a multiple of the virtual stages of a rank (4)",
                "Maybe use layers:4."),
        RECOMPUTE_OF_UNEVEN_CHUNKS(
                () -> JobSketch.of("llama-3-8b", 8)
                        .dense(1, 4, 1)
                        .interleaved(2)
                        .recompute("layers:6")
                        .stack(items()),
                "recompute = layers:6: means another number of layers on ranks whose virtual stages hold"
                        + " 4, 5, 5, 4, 4, 4, 4, 2 layers",
                "Maybe use layers:4 or full."),
        EVERY_SECOND_PRODUCT(
                () -> JobSketch.of("llama-3-8b", 8).recompute("products"),
                "recompute = products: is torchtitan's policy per operator.",
                "Maybe use layers:K, or selective with modules."),
        LATENTS_OF_PLAIN_ATTENTION(
                () -> JobSketch.of("llama-3-8b", 8).recompute("selective:core_attn+mla_up_proj"),
                "recompute = selective:core_attn+mla_up_proj: mla_up_proj needs a model with multi-head latent attention.",
                "Leave out mla_up_proj."),
        ACTIVATION_WITHOUT_EXPERTS(
                () -> JobSketch.of("llama-3-8b", 8).recompute("selective:moe_act"),
                "recompute = selective:moe_act: moe_act needs a model with experts",
                "Leave out moe_act."),
        STALE_SCALES(
                () -> JobSketch.of("mixtral-8x7b", 8)
                        .recompute("selective:layernorm")
                        .numerics(Precision.FP8_DELAYED, Optimizer.ADAM),
                "recompute = selective:layernorm: layernorm and moe_act are not recomputed with delayed scaling.",
                "Maybe use precision fp8 (scales of the current tensor)."),
        SHARDED_SGD(
                () -> JobSketch.of("llama-3-8b", 8).numerics(Precision.BF16, Optimizer.SGD),
                "optimizer = sgd: Megatron-LM's distributed optimizer is adam.",
                "Maybe use no sharding."),
        UNKNOWN_OPTIMIZER(
                () -> JobSketch.of("llama-3-8b", 8).numerics(Precision.BF16, new Optimizer("adafactor", 0.1)),
                "optimizer = adafactor: with 0.1 bytes of states per parameter is not one that Megatron-LM has.",
                "Megatron-LM has adam (8, 4 or 2 bytes), sgd (0 or 4) and muon (4)."),
        ADAPTERS(
                () -> JobSketch.of("llama-3-8b", 8).adapters(LowRank.allLinear(16, BaseFormat.NF4)),
                "adapters: Megatron-LM's training script has no low-rank adapters",
                "Megatron-Bridge does; leave out the adapters to export full training."),
        DOCUMENTS(
                () -> JobSketch.of("llama-3-8b", 8).documents(200),
                "workload.document_length = 200: sequences packed from documents are not exported",
                "Leave out the document length."),
        WEIGHTS_ON_THE_HOST(
                () -> JobSketch.of("llama-3-8b", 8).sharding(3, 1).offload(Offload.PARAMETERS),
                "offload = parameters: Megatron-LM keeps weights and gradients on the device.",
                "Maybe use offload = optimizer."),
        WEIGHTS_UPDATED_IN_PLACE(
                () -> JobSketch.of("llama-3-8b", 8).numerics(Precision.BF16, Optimizer.ADAM_16BIT),
                "optimizer = adamw-16bit: with 4.0 bytes of states per parameter is not one that Megatron-LM has.",
                "Megatron-LM has adam (8, 4 or 2 bytes), sgd (0 or 4) and muon (4)."),
        OFFLOAD_WITHOUT_SHARDING(
                () -> JobSketch.of("llama-3-8b", 8).sharding(0, 1).offload(Offload.OPTIMIZER),
                "sharding = 0: states in host memory or in few bits need Megatron-LM's distributed optimizer.",
                "Maybe use ZeRO-1."),
        HYBRID_REPLICAS(
                () -> JobSketch.of("llama-3-8b", 8).sharding(3, 3),
                "sharding.replicas = 3: must divide data x context parallel (8)",
                "Maybe use 1."),
        FULL_SHARDING_IN_ANOTHER_ORDER(
                () -> JobSketch.of("llama-3-8b", 8)
                        .dense(1, 2, 1)
                        .sharding(2, 1)
                        .stack("nanotron"),
                "sharding = 2: Megatron-FSDP keeps its own rank order",
                "Maybe plan with the software stack megatron-core, or use ZeRO-1."),
        CONTEXT_IN_ANOTHER_ORDER(
                () -> JobSketch.of("llama-3-8b", 8).dense(1, 2, 2).stack("nanotron"),
                "parallel.context = 2: Megatron-LM keeps that of the software stack nanotron (data parallelism outermost)",
                "Maybe plan with the software stack megatron-core."),
        EXPERTS_IN_ANOTHER_ORDER(
                () -> JobSketch.of("mixtral-8x7b", 8).experts(1, 2, 1, 4, 1).stack("nanotron"),
                "parallel.expert = 4: Megatron-LM keeps that of the software stack nanotron (data parallelism outermost)",
                "Maybe plan with the software stack megatron-core."),
        MICRO_SCALING_ON_HOPPER(
                () -> JobSketch.of("llama-3-8b", 8).numerics(Precision.MXFP8, Optimizer.ADAM),
                "precision = MXFP8: h100-sxm-80gb has no matrix units for it.",
                "Maybe use bf16 or fp8."),
        EIGHT_BIT_WIDTHS(
                () -> JobSketch.of("deepseek-v2-lite", 16)
                        .experts(16, 1, 1, 1, 1)
                        .numerics(Precision.FP8_TENSOR, Optimizer.ADAM),
                "precision = FP8_TENSOR: needs widths of a multiple of 16; feed_forward.gate_up has 2048 x 1368",
                "Maybe use bf16, or fewer tensor-parallel ranks."),
        FLASH_IN_FP32(
                () -> JobSketch.of("llama-3-8b", 8).numerics(Precision.FP32, Optimizer.ADAM),
                "precision = FP32: flash attention runs in 16 bit",
                "Maybe use bf16."),
        PART_OF_A_NODE(
                () -> JobSketch.of("llama-3-8b", 12).batch(4096, 240, 1),
                "cluster.gpus = 12: must fill nodes of 8",
                "Maybe use 8."),
        GATED_GELU(
                () -> JobSketch.of("gemma-7b", 8),
                "model = gemma-7b: has the activation GEGLU, for which Megatron-LM has no argument.",
                "The nearest is SWIGLU: the same widths and cost."),
        NORM_OVER_THE_WIDTH(
                () -> JobSketch.of("olmo-2-7b", 8),
                "model = olmo-2-7b: norms queries and keys over their whole width",
                ""),
        NORM_BEHIND_THE_EMBEDDING(
                () -> JobSketch.of("bloom-7b1", 8), "model = bloom-7b1: has a norm behind the embedding", ""),
        LONG_SEQUENCES(
                () -> JobSketch.of("gpt2-xl", 8).batch(2048, 64, 1),
                "model = gpt2-xl: has 1024 learned positions, fewer than the sequence length (2048).",
                "Maybe use sequences of 1024 tokens."),
        OLD_GPU(
                () -> JobSketch.of(JobSketch.CATALOG.models().model("llama-3.2-1b"), volta())
                        .numerics(Precision.FP16, Optimizer.ADAM),
                "cluster.accelerator = v100-sxm2-32gb: is older than Ampere",
                "");

        private final Supplier<JobSketch> sketch;
        private final String reason;
        private final String suggestion;

        Case(Supplier<JobSketch> sketch, String reason, String suggestion) {
            this.sketch = sketch;
            this.reason = reason;
            this.suggestion = suggestion;
        }

        private static Cluster volta() {
            Cluster hopper = JobSketch.CATALOG.hardware().cluster("dgx-h100", 8);
            return new Cluster(
                    "v100",
                    JobSketch.CATALOG.hardware().accelerator("v100-sxm2-32gb"),
                    8,
                    hopper.node(),
                    hopper.tiers(),
                    0);
        }

        private static SoftwareStack items() {
            return JobSketch.CATALOG.stacks().stack("megatron-core").withSplit(StageSplit.by(StageRule.UNIFORM_ITEMS));
        }
    }

    private static List<Problem> problems(JobSketch sketch, MegatronRelease release) {
        try {
            new MegatronTarget(release).export(sketch.job(), ExportContext.BARE);
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }

    @ParameterizedTest
    @EnumSource
    void choiceIsRefusedWithTheNearest(Case refused) {
        assertThat(problems(refused.sketch.get(), MegatronRelease.NEWEST)).anySatisfy(problem -> {
            assertThat(problem.where() + ": " + problem.rule()).startsWith(refused.reason);
            assertThat(problem.suggestion()).isEqualTo(refused.suggestion);
        });
    }

    @Test
    void allProblemsAreReportedTogether() {
        JobSketch sketch =
                JobSketch.of("gemma-7b", 8).dense(1, 2, 1).schedule(new Gpipe()).sharding(0, 1);
        assertThat(problems(sketch.offload(Offload.OPTIMIZER), MegatronRelease.NEWEST))
                .extracting(Problem::where)
                .contains("model = gemma-7b", "schedule = gpipe", "sharding = 0");
    }

    @Test
    void oneRankNeedsNoDistributedOptimizerButGetsOne() {
        JobSketch sketch = JobSketch.of("llama-3.2-1b", 1).sharding(0, 1).offload(Offload.OPTIMIZER);
        assertThat(MegatronRulesTest.export(sketch.job(), MegatronRelease.NEWEST)
                        .orElseThrow()
                        .names())
                .contains("--optimizer-cpu-offload", "--use-distributed-optimizer");
    }

    /** Feature, last release without it, first release with it. */
    @ParameterizedTest
    @CsvSource({
        "layout, 0.12, 0.13",
        "block-scaled fp8, 0.12, 0.13",
        "bf16 moments, 0.12, 0.13",
        "prediction layers in a layout, 0.13, 0.14",
        "prediction layers with context, 0.13, 0.14",
        "fp4, 0.14, 0.15",
        "window, 0.14, 0.15",
        "sinks, 0.14, 0.15",
        "hybrid full sharding, 0.15, 0.16",
        "more tensor ranks than key/value heads, 0.15, 0.16",
        "fp16 experts, 0.15, 0.16",
        "gate of the shared expert, 0.15, 0.16",
        "muon, 0.17, 0.18",
    })
    void releasesBeforeAFeatureRefuseIt(String feature, String before, String first) {
        JobSketch sketch = sketch(feature);
        assertThat(problems(sketch, MegatronRelease.parse(before)))
                .as(feature)
                .isNotEmpty()
                .allSatisfy(problem ->
                        assertThat(problem.suggestion()).isEqualTo("Maybe export for core_v" + first + " or newer."));
        assertThat(problems(sketch, MegatronRelease.parse(first))).as(feature).isEmpty();
    }

    private static JobSketch sketch(String feature) {
        return switch (feature.toLowerCase(Locale.ROOT)) {
            case "layout" -> JobSketch.of("llama-3-8b", 40).dense(1, 5, 1);
            case "block-scaled fp8" -> JobSketch.of("llama-3-8b", 8).numerics(Precision.FP8_BLOCK, Optimizer.ADAM);
            case "bf16 moments" -> JobSketch.of("llama-3-8b", 8).numerics(Precision.BF16, new Optimizer("adamw", 4));
            case "prediction layers in a layout" ->
                JobSketch.of("deepseek-v3", 128).experts(1, 8, 1, 16, 1);
            case "prediction layers with context" ->
                JobSketch.of("glm-4.5-air", 16).experts(1, 1, 2, 16, 1);
            case "fp4" ->
                JobSketch.of(JobSketch.CATALOG.models().model("llama-3-8b"), blackwell())
                        .numerics(Precision.NVFP4, Optimizer.ADAM);
            case "window" -> JobSketch.of("mistral-7b", 8);
            case "sinks" -> JobSketch.of("gpt-oss-20b", 8).experts(1, 1, 1, 8, 1);
            case "hybrid full sharding" -> JobSketch.of("llama-3-8b", 16).sharding(3, 2);
            case "more tensor ranks than key/value heads" ->
                JobSketch.of("qwen2.5-3b", 8).dense(8, 1, 1);
            case "fp16 experts" ->
                JobSketch.of("mixtral-8x7b", 8).experts(1, 1, 1, 8, 1).numerics(Precision.FP16, Optimizer.ADAM);
            case "gate of the shared expert" ->
                JobSketch.of("qwen1.5-moe-a2.7b", 8).experts(1, 1, 1, 4, 1);
            case "muon" -> JobSketch.of("llama-3-8b", 8).numerics(Precision.BF16, Optimizer.MUON);
            default -> throw new IllegalArgumentException(feature);
        };
    }

    private static Cluster blackwell() {
        Cluster hopper = JobSketch.CATALOG.hardware().cluster("dgx-h100", 8);
        return new Cluster(
                "b200",
                JobSketch.CATALOG.hardware().accelerator("b200-sxm-180gb"),
                8,
                hopper.node(),
                hopper.tiers(),
                0);
    }

    @ParameterizedTest
    @CsvSource({
        "megatron, '', core_v0.19",
        "Megatron-LM, 0.16, core_v0.16",
        "megatron-core, core_v0.18.2, core_v0.18",
        "megatron, v0.12.0, core_v0.12"
    })
    void targetsAreNamed(String name, String version, String read) {
        assertThat(Target.named(name, version).version()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "megatron, 0.11, --target-version 0.11: is not a Megatron-LM release",
        "megatron, 0.190, --target-version 0.190: is not a Megatron-LM release",
        "nothing, '', --to nothing: is not a known target"
    })
    void unknownTargetsAreRefused(String name, String version, String message) {
        assertThatThrownBy(() -> Target.named(name, version))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }
}
