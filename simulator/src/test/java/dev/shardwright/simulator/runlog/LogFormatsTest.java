package dev.shardwright.simulator.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each format's own log, and the row that it becomes. */
final class LogFormatsTest {
    @ParameterizedTest
    @CsvSource({
        "megatron.log, megatron, 13.95, 7, 5",
        "nemo.log, nemo, 5.51, 7, 5",
        "nemo1.log, nemo, 2.62, 9, 5",
        "torchtitan.log, torchtitan, 0.65641, 7, 5",
        "nanotron.log, nanotron, 1.31, 7, 5",
        "deepspeed.log, deepspeed, 3.95062, 7, 5",
        "deepspeed-pipeline.log, deepspeed, 2.5, 4, 4",
        "deepspeed-breakdown.log, deepspeed, 1.25, 4, 4",
        "hf-trainer.log, hf-trainer, 7.31, 1, 0",
        "trainer_state.json, hf-trainer, 7.31, 1, 0",
    })
    void timesAreTheMedianOfSteadySteps(String file, String format, double seconds, int counted, int dropped) {
        JsonNode row = Imports.row(file);
        assertThat(row.at("/extra/log_format").asText()).isEqualTo(format);
        assertThat(row.at("/measured/iteration_s").asDouble()).isCloseTo(seconds, within(1e-5 * seconds));
        assertThat(row.at("/extra/steps_counted").asInt()).isEqualTo(counted);
        assertThat(row.at("/extra/steps_dropped").asInt()).isEqualTo(dropped);
        assertThat(row.at("/measured/oom").asBoolean(true)).isFalse();
    }

    /** The stack's own counter: of Megatron-Core what the last rank allocated, of the others what was reserved. */
    @ParameterizedTest
    @CsvSource({
        "megatron.log, 50.0, 'max allocated, rank 7'",
        "torchtitan.log, 41.75, 'max reserved, largest of those logged'",
        "nanotron.log, 24.5, 'max reserved, largest of those logged'",
        "deepspeed.log, 44.5, 'max allocated, largest of those logged'",
    })
    void memoryNamesItsCounter(String file, double gibibytes, String counter) {
        JsonNode row = Imports.row(file);
        assertThat(row.at("/measured/peak_memory_gib").asDouble()).isCloseTo(gibibytes, within(1e-4));
        assertThat(row.at("/extra/memory_counter").asText()).isEqualTo(counter);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            megatron.log   | /model/layers              | 32
            megatron.log   | /model/kv_heads            | 8
            megatron.log   | /model/vocab               | 128256
            megatron.log   | /model/tied_embeddings     | false
            megatron.log   | /seq_len                   | 8192
            megatron.log   | /global_batch              | 128
            megatron.log   | /cluster/total_gpus        | 8
            megatron.log   | /parallel/tp               | 2
            megatron.log   | /parallel/dp               | 4
            megatron.log   | /parallel/zero_stage       | 1
            megatron.log   | /recompute                 | none
            megatron.log   | /precision                 | bf16
            megatron.log   | /stack/name                | megatron-core
            nemo.log       | /cluster/total_gpus        | 16
            nemo.log       | /global_batch              | 256
            nemo1.log      | /parallel/pp               | 2
            nemo1.log      | /recompute                 | selective
            nemo1.log      | /precision                 | bf16
            torchtitan.log | /parallel/tp               | 2
            torchtitan.log | /parallel/zero_stage       | 3
            torchtitan.log | /cluster/gpu               | h100-sxm-80gb
            torchtitan.log | /recompute                 | selective
            torchtitan.log | /compile                   | true
            torchtitan.log | /precision                 | bf16
            nanotron.log   | /parallel/sequence_parallel| true
            nanotron.log   | /cluster/total_gpus        | 16
            nanotron.log   | /model/tied_embeddings     | true
            nanotron.log   | /schedule                  | 1f1b
            deepspeed.log  | /parallel/zero_stage       | 3
            deepspeed.log  | /cluster/total_gpus        | 8
            deepspeed.log  | /precision                 | bf16
            hf-trainer.log | /model/hidden              | 4096
            hf-trainer.log | /micro_batch               | 2
            hf-trainer.log | /global_batch              | 64
            """)
    void whatTheLogStatesFillsTheRow(String file, String field, String value) {
        assertThat(Imports.row(file).at(field).asText()).isEqualTo(value);
    }

    @Test
    void whatNobodyStatesIsNullAndNamedWithItsOption() {
        ImportedRun run = Imports.run(LogText.read(Imports.FOLDER.resolve("deepspeed.log")), new Statements());
        assertThat(Imports.row(run).path("seq_len").isNull()).isTrue();
        assertThat(run.missing())
                .anySatisfy(text -> assertThat(text)
                        .contains(
                                "seq_len (--sequence-length)", "model.layers", "(--model)", "cluster.gpu (--cluster)"));
    }

    @Test
    void megatronArgumentsOfExpertsAndChunks() {
        JsonNode row = Imports.row(LogText.of("a.log", """
                ------------------------ arguments ------------------------
                  moe_ffn_hidden_size ............................. 1408
                  moe_layer_freq .................................. [0, 1, 1, 1]
                  moe_router_topk ................................. 6
                  moe_shared_expert_intermediate_size ............. 2816
                  multi_latent_attention .......................... True
                  kv_lora_rank .................................... 512
                  q_lora_rank ..................................... None
                  num_experts ..................................... 64
                  num_layers ...................................... 4
                  num_layers_per_virtual_pipeline_stage ........... 1
                  pipeline_model_parallel_size .................... 2
                  tensor_model_parallel_size ...................... 1
                  recompute_granularity ........................... full
                  recompute_method ................................ block
                  recompute_num_layers ............................ 1
                  fp8 ............................................. hybrid
                  fp8_recipe ...................................... blockwise
                -------------------- end of arguments ---------------------
                """ + Imports.megatronSteps(1, 100, 100, 100)));
        assertThat(row.at("/model/dense_layers").asInt()).isEqualTo(1);
        assertThat(row.at("/model/experts").asInt()).isEqualTo(64);
        assertThat(row.at("/model/attention").asText()).isEqualTo("mla");
        assertThat(row.at("/model/mla_q_lora_rank").isMissingNode()).isTrue();
        assertThat(row.at("/parallel/virtual_pp").asInt()).isEqualTo(2);
        assertThat(row.at("/recompute").asText()).isEqualTo("per-layer:2");
        assertThat(row.at("/precision").asText()).isEqualTo("fp8-block");
        assertThat(row.at("/schedule").asText()).isEqualTo("interleaved");
        assertThat(row.at("/megatron_flags/kv-lora-rank").asInt()).isEqualTo(512);
        assertThat(row.at("/megatron_flags/multi-latent-attention").asBoolean()).isTrue();
    }
}
