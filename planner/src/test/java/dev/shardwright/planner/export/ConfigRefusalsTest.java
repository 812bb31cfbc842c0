package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a target cannot say is refused with the choice, the rule and the nearest plan; nothing else is. */
final class ConfigRefusalsTest {
    private static JobSketch llama(int gpus) {
        return JobSketch.of("llama-3-8b", gpus).stack("torchtitan").sharding(2, 1);
    }

    /** A plan and all that its target says about it. */
    enum Case {
        DEEPSPEED_PIPELINE(
                Framework.DEEPSPEED,
                llama(8).dense(1, 2, 1),
                "parallel.pipeline = 2: DeepSpeed has no pipeline stages in its configuration.\n"
                        + "  The nearest: pipeline 1, data 8."),
        DEEPSPEED_RING(
                Framework.DEEPSPEED,
                llama(8).dense(1, 1, 2),
                "parallel.context_method = ring: DeepSpeed does not share keys and values in this way.\n"
                        + "  The nearest: context_method ulysses."),
        DEEPSPEED_SEQUENCE_PARALLEL(
                Framework.DEEPSPEED,
                llama(8).dense(2, 1, 1),
                "parallel.sequence_parallel = on: DeepSpeed splits no norms and residuals over tensor ranks (AutoTP).\n"
                        + "  The nearest: sequence_parallel off."),
        DEEPSPEED_PARAMETERS_ON_THE_HOST(
                Framework.DEEPSPEED,
                llama(8).offload(Offload.PARAMETERS),
                "offload = parameters: DeepSpeed offloads parameters with ZeRO stage 3 only.\n"
                        + "  The nearest: ZeRO stage 3, or offload optimizer."),
        DEEPSPEED_EXPERTS_OF_TENSOR_RANKS(
                Framework.DEEPSPEED,
                JobSketch.of("mixtral-8x7b", 8)
                        .experts(2, 1, 1, 1, 2)
                        .sequence(SequenceParallel.OFF)
                        .stack("torchtitan"),
                "parallel.expert = 1: DeepSpeed would count the gradients of experts once per tensor rank.\n"
                        + "  The nearest: expert 2 or tensor 1."),
        DEEPSPEED_HYBRID(
                Framework.DEEPSPEED,
                llama(8).sharding(2, 2),
                "sharding.replicas = 2: DeepSpeed has no replicas of shards with ZeRO stage 2.\n"
                        + "  The nearest: replicas 1."),
        ACCELERATE_OPTIMIZER_ONLY(
                Framework.ACCELERATE,
                llama(8).sharding(1, 1),
                "sharding = 1: Accelerate cannot split the states so.\n  The nearest: ZeRO stage 2 or 3."),
        ACCELERATE_PURE_REPLICAS(
                Framework.ACCELERATE,
                llama(8).dense(2, 1, 1).sequence(SequenceParallel.OFF).sharding(3, 4),
                "sharding.replicas = 4: Accelerate combines tensor or context ranks with shards only.\n"
                        + "  The nearest: replicas 2."),
        ACCELERATE_EXPERTS(
                Framework.ACCELERATE,
                JobSketch.of("mixtral-8x7b", 8)
                        .experts(1, 1, 1, 8, 1)
                        .stack("torchtitan")
                        .sharding(3, 1),
                "parallel.expert = 8: Accelerate has no key that spreads experts over ranks.\n"
                        + "  The nearest: expert 1."),
        NANOTRON_CONTEXT(
                Framework.NANOTRON,
                JobSketch.of("llama-3-8b", 8).stack("nanotron").dense(1, 1, 2),
                "parallel.context = 2: nanotron starts with context parallelism only from a checkpoint.\n"
                        + "  The nearest: context 1, data 8."),
        NANOTRON_STAGES(
                Framework.NANOTRON,
                JobSketch.of("llama-3-8b", 8).dense(1, 2, 1),
                "parallel.pipeline = 2: nanotron deals layers by their cost ([18, 14]), not 16 each.\n"
                        + "  The nearest: plan with the software stack nanotron."),
        NANOTRON_FEW_MICRO_BATCHES(
                Framework.NANOTRON,
                JobSketch.of("llama-3-8b", 8).stack("nanotron").dense(1, 8, 1).batch(4096, 4, 1),
                "micro-batches = 4: nanotron needs at least pipeline - 1 (7) micro-batches for 1f1b.\n"
                        + "  The nearest: gpipe, or a smaller micro-batch."),
        NEOX_CONTEXT(
                Framework.GPT_NEOX,
                JobSketch.of("llama-3-8b", 8).dense(1, 1, 4),
                "parallel.context = 4: GPT-NeoX has no context parallelism.\n  The nearest: context 1, data 8."),
        NEOX_SHARDED_PIPELINE(
                Framework.GPT_NEOX,
                JobSketch.of("llama-3-8b", 8).dense(1, 2, 1).sharding(2, 1),
                "sharding = 2: GPT-NeoX runs pipelines with ZeRO stage 0 or 1 only.\n"
                        + "  The nearest: ZeRO stage 1, or pipeline 1."),
        NEOX_UNEVEN(
                Framework.GPT_NEOX,
                JobSketch.of("llama-3-8b", 24).dense(1, 3, 1),
                "parallel.pipeline = 3: GPT-NeoX deals layers evenly by their type (type:transformer|mlp); the plan has"
                        + " 11, 11, 10.\n  The nearest: a pipeline that divides the layers (32), split by whole layers."),
        NEOX_EXPERTS(
                Framework.GPT_NEOX,
                JobSketch.of("mixtral-8x7b", 8).experts(2, 1, 1, 4, 1),
                "parallel.expert = 4: GPT-NeoX takes tensor parallel (2) as its expert parallelism.\n"
                        + "  The nearest: expert 2."),
        GALVATRON_OPTIMIZER_ONLY(
                Framework.GALVATRON,
                JobSketch.of("llama-3-8b", 8),
                "sharding = 1: Galvatron cannot split the states so.\n  The nearest: ZeRO stage 0 or 2 or 3."),
        GALVATRON_TENSOR_AND_ULYSSES(
                Framework.GALVATRON,
                llama(8).dense(2, 1, 2).context(ContextMethod.ULYSSES),
                "parallel.tensor = 2: Galvatron splits a layer either over tensor ranks or by Ulysses.\n"
                        + "  The nearest: context_method ring, or tensor 1."),
        FOUNDRY_TENSOR(
                Framework.LLM_FOUNDRY,
                llama(8).dense(2, 1, 1),
                "parallel.tensor = 2: llm-foundry splits feed-forward blocks only (tp_config.strategy: ffn), not"
                        + " attention.\n  The nearest: tensor 1, data 8."),
        FOUNDRY_LATENT_ATTENTION(
                Framework.LLM_FOUNDRY,
                JobSketch.of("gemma-2-9b", 8).sharding(3, 1),
                "model = gemma-2-9b: llm-foundry has two norms a layer, one before each block.\n"
                        + "  The nearest: export to megatron, or plan another model.");

        private final Framework framework;
        private final JobSketch sketch;
        private final String said;

        Case(Framework framework, JobSketch sketch, String said) {
            this.framework = framework;
            this.sketch = sketch;
            this.said = said;
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusalIsExactly(Case example) {
        List<Problem> refusals = example.framework.at("").refusals(example.sketch.job());
        assertThat(refusals.stream().map(p -> p.toString().replace(System.lineSeparator(), "\n")))
                .contains(example.said);
        assertThatThrownBy(() -> example.framework.at("").export(example.sketch.job(), ExportContext.BARE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(example.said.lines().findFirst().orElseThrow());
    }

    @Test
    void allRefusalsComeAtOnce() {
        JobSketch sketch = llama(16)
                .dense(2, 2, 2)
                .schedule(new Gpipe())
                .recompute("selective")
                .offload(Offload.OPTIMIZER)
                .numerics(Precision.FP8_BLOCK, Optimizer.SGD)
                .documents(512)
                .adapters(LowRank.allLinear(16, BaseFormat.SIXTEEN_BIT));
        assertThat(Framework.LLM_FOUNDRY.at("").refusals(sketch.job()))
                .extracting(Problem::where)
                .containsExactly(
                        "adapters",
                        "workload.document_length = 512",
                        "parallel.pipeline = 2",
                        "parallel.context = 2",
                        "parallel.tensor = 2",
                        "offload = optimizer",
                        "recompute = selective",
                        "precision = fp8-block",
                        "optimizer = sgd");
    }

    /** A choice that changes nothing is no choice. */
    @Test
    void trivialChoicesAreNotRefused() {
        JobSketch sketch = JobSketch.of("llama-3-8b", 1)
                .batch(4096, 8, 1)
                .stack("torchtitan")
                .sharding(1, 1)
                .schedule(new Gpipe())
                .context(ContextMethod.HIERARCHICAL)
                .recompute("layers:32");
        for (Framework framework : List.of(
                Framework.DEEPSPEED,
                Framework.ACCELERATE,
                Framework.NANOTRON,
                Framework.GPT_NEOX,
                Framework.GALVATRON,
                Framework.LLM_FOUNDRY)) {
            assertThat(framework.at("").refusals(sketch.job()))
                    .as(framework.title())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "deepspeed, '', 0.19",
        "DeepSpeed, v0.19.5, 0.19",
        "accelerate, 1.15.0, 1.15",
        "neox, '', 2.0",
        "galvatron, 2.4, 2.4",
        "llm-foundry, 0.22, 0.22",
        "nanotron, 0.5, 0.5",
    })
    void targetsAreNamedWithTheirVersion(String name, String version, String read) {
        assertThat(Target.named(name, version).version()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accelerate | 0.34 | --target-version 0.34: is not a version of Accelerate that exports were tried with.",
                "deepspeed | 0.190 | --target-version 0.190: is not a version of DeepSpeed that exports were tried with.",
                "nemo | 1 | --to nemo: is not a known target.",
            })
    void unknownNamesAndVersionsListTheKnownOnes(String name, String version, String message) {
        assertThatThrownBy(() -> Target.named(name, version))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("Maybe use ");
        assertThat(Framework.allNames())
                .isEqualTo("megatron, deepspeed, accelerate, nanotron, gpt-neox, galvatron, llm-foundry");
    }
}
