package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.Gpipe;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What frameworks swallow in silence, one test each; the numbers are those of the list in docs/export.md. */
final class ConfigTrapsTest {
    private static JobSketch llama(int gpus) {
        return JobSketch.of("llama-3-8b", gpus).stack("torchtitan");
    }

    private static ExportedConfig export(Framework framework, JobSketch sketch) {
        return ExportedConfig.of(framework, sketch.job());
    }

    /** 1 and 2. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void deepSpeedHasKnownTopKeysAndNoAuto(int stage) {
        ExportedConfig file = export(Framework.DEEPSPEED, llama(8).sharding(stage, 1));
        assertThat(file.keys())
                .containsExactly(
                        "train_batch_size",
                        "train_micro_batch_size_per_gpu",
                        "gradient_accumulation_steps",
                        "bf16",
                        "fp16",
                        "data_types",
                        "gradient_clipping",
                        "zero_optimization",
                        "optimizer",
                        "scheduler");
        file.files().forEach(f -> assertThat(f.text()).doesNotContain("\"auto\""));
    }

    @Test
    void deepSpeedBucketsAreThoseTheTrainerWouldFillIn() {
        ExportedConfig file = export(Framework.DEEPSPEED, llama(8).sharding(3, 1));
        assertThat(file.number("zero_optimization", "reduce_bucket_size")).isEqualTo(4096 * 4096);
        assertThat(file.number("zero_optimization", "stage3_prefetch_bucket_size"))
                .isEqualTo(15_099_494);
        assertThat(file.number("zero_optimization", "stage3_param_persistence_threshold"))
                .isEqualTo(40_960);
    }

    @Test
    void deepSpeedCountsTensorRanksInItsBatchSoItIsLeftOut() {
        JobSketch sketch = llama(8).dense(2, 1, 1).sequence(dev.shardwright.simulator.layout.SequenceParallel.OFF);
        ExportedConfig file = export(Framework.DEEPSPEED, sketch);
        assertThat(file.config().has("train_batch_size")).isFalse();
        assertThat(file.number("tensor_parallel", "autotp_size")).isEqualTo(2);
        assertThat(file.script()).contains("a step takes 256 sequences");
    }

    @ParameterizedTest
    @CsvSource({"mixtral-8x7b, 3, true", "mixtral-8x7b, 2, false", "llama-3-8b, 3, false"})
    void deepSpeedShardsExpertsAsLeaves(String model, int stage, boolean named) {
        ExportedConfig file = export(
                Framework.DEEPSPEED, JobSketch.of(model, 8).sharding(stage, 1).stack("torchtitan"));
        assertThat(file.at("zero_optimization", "leaf_module", "classes").size() > 0)
                .isEqualTo(named);
        assertThat(file.script().contains("set_z3_leaf_modules")).isEqualTo(named);
    }

    /** 3. */
    @Test
    void accelerateSizesCarryTheWholePrefix() {
        JobSketch sketch = llama(32).dense(2, 1, 2).sharding(3, 2).batch(8192, 64, 1);
        ExportedConfig file =
                export(Framework.ACCELERATE, sketch.sequence(dev.shardwright.simulator.layout.SequenceParallel.OFF));
        assertThat(file.keys("parallelism_config"))
                .containsExactly(
                        "parallelism_config_dp_replicate_size",
                        "parallelism_config_dp_shard_size",
                        "parallelism_config_cp_size",
                        "parallelism_config_cp_comm_strategy",
                        "parallelism_config_tp_size");
        assertThat(file.number("parallelism_config", "parallelism_config_dp_shard_size"))
                .isEqualTo(4);
    }

    /** 4. */
    @Test
    void accelerateNestedKeysAreKnown() {
        ExportedConfig file =
                export(Framework.ACCELERATE, llama(8).sharding(3, 1).offload(Offload.PARAMETERS));
        assertThat(file.keys("fsdp_config"))
                .containsExactly(
                        "fsdp_version",
                        "fsdp_reshard_after_forward",
                        "fsdp_auto_wrap_policy",
                        "fsdp_state_dict_type",
                        "fsdp_offload_params",
                        "fsdp_activation_checkpointing",
                        "fsdp_cpu_ram_efficient_loading");
        assertThat(file.is("fsdp_config", "fsdp_offload_params")).isTrue();
    }

    /** 5. */
    @Test
    void composerFsdpKeysAreFieldsOfFsdpConfig() {
        ExportedConfig file = export(Framework.LLM_FOUNDRY, llama(16).sharding(3, 2));
        assertThat(file.keys("fsdp_config"))
                .isSubsetOf(Set.of(
                        "activation_checkpointing",
                        "activation_checkpointing_reentrant",
                        "activation_cpu_offload",
                        "data_parallel_shard_degree",
                        "data_parallel_replicate_degree",
                        "limit_all_gathers",
                        "mixed_precision",
                        "sharding_strategy",
                        "state_dict_type"));
        assertThat(file.number("fsdp_config", "data_parallel_shard_degree")).isEqualTo(8);
    }

    /** 6 and 7. */
    @Test
    void galvatronSaysVocabSdpAndNothingItDoesNotRead() {
        ExportedConfig file = export(Framework.GALVATRON, llama(8).sharding(3, 1));
        assertThat(file.number("vocab_sdp")).isOne();
        assertThat(file.keys())
                .doesNotContain("embed_sdp")
                .containsExactly(
                        "pp_deg",
                        "tp_sizes_enc",
                        "tp_consecutive_flags",
                        "cp_sizes_enc",
                        "dp_types_enc",
                        "use_sp",
                        "checkpoint",
                        "global_bsz",
                        "chunks",
                        "pp_division",
                        "pipeline_type",
                        "default_dp_type",
                        "vtp",
                        "vsp",
                        "vcp",
                        "vocab_sdp");
    }

    /** 8. */
    @ParameterizedTest
    @CsvSource({"llama-3-8b, 43008", "llama-3-70b, 86016", "gpt2-xl, 6400"})
    void neoxWidthIsThreeTimesTheWidthOfAGatedBlock(String model, int width) {
        JobSketch sketch = JobSketch.of(model, 64).batch(1024, 256, 1);
        assertThat(export(Framework.GPT_NEOX, sketch).number("intermediate_size"))
                .isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 2"})
    void neoxWithoutAPipelineSaysZero(int pipeline, int said) {
        JobSketch sketch = JobSketch.of("llama-3-8b", 8).dense(1, pipeline, 1).sharding(pipeline == 1 ? 2 : 1, 1);
        assertThat(export(Framework.GPT_NEOX, sketch).number("pipe_parallel_size"))
                .isEqualTo(said);
    }

    /** 9. */
    @ParameterizedTest
    @CsvSource({"llama-3-8b, is_llama_config", "qwen2.5-7b, is_qwen2_config"})
    void nanotronSaysWhichModelItIs(String model, String marker) {
        JsonNode shape = export(Framework.NANOTRON, JobSketch.of(model, 8).stack("nanotron"))
                .at("model", "model_config");
        assertThat(shape.path(marker).asBoolean()).isTrue();
    }

    /** 10. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    void nanotronShardsTheOptimizerOrNothing(int stage, int said) {
        JobSketch sketch = JobSketch.of("llama-3-8b", 8).stack("nanotron").sharding(stage, 1);
        assertThat(export(Framework.NANOTRON, sketch).number("optimizer", "zero_stage"))
                .isEqualTo(said);
        assertThatThrownBy(() -> export(Framework.NANOTRON, sketch.sharding(2, 1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("sharding = 2: nanotron cannot split the states so.");
    }

    @Test
    void nanotronFractionsAreNoTexts() {
        ExportedConfig file =
                export(Framework.NANOTRON, JobSketch.of("llama-3-8b", 8).stack("nanotron"));
        assertThat(file.files().get(0).text()).contains("adam_eps: 1.0e-08\n").contains("min_decay_lr: 3.0e-05\n");
    }

    /** The names of pipeline engines are words that YAML could read as numbers: they are quoted. */
    @Test
    void nanotronEngineOfEachSchedule() {
        JobSketch sketch = JobSketch.of("llama-3-8b", 8).stack("nanotron").dense(1, 4, 1);
        assertThat(export(Framework.NANOTRON, sketch).files().get(0).text()).contains("pp_engine: \"1f1b\"\n");
        assertThat(export(Framework.NANOTRON, sketch.schedule(new Gpipe()))
                        .files()
                        .get(0)
                        .text())
                .contains("pp_engine: \"afab\"\n");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEGATRON")
    void everyExportNamesItsVersionGpusMicroBatchesStagesAndStack(Framework framework) {
        ExportedConfig file = export(
                framework,
                JobSketch.of("llama-3-8b", 16).stack("nanotron").sharding(framework == Framework.NANOTRON ? 1 : 2, 1));
        assertThat(file.script())
                .contains(framework.versions().get(0) + " (")
                .contains(" on 16 x h100-sxm-80gb (2 nodes of 8).")
                .contains("16 micro-batches a step on each replica")
                .contains("decoder layers per stage: 32 each")
                .contains("planned with the software stack nanotron (");
    }
}
