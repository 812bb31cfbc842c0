package dev.shardwright.planner.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each framework's keys and defaults, on small files written by hand. */
final class FormatsTest {
    private static ImportContext on(int gpus) {
        ImportContext context =
                ImportContext.on(JobSketch.CATALOG.hardware().cluster("dgx-h100", 8), JobSketch.CATALOG);
        return gpus == 0 ? context : context.withGpus(gpus);
    }

    private static Imported read(int gpus, String name, String text) {
        return Importer.readTexts(List.of(new SourceFile(name, text)), on(gpus));
    }

    @Test
    void saysWhatWasTakenForGranted() {
        String trainer = """
                per_device_train_batch_size: 1
                gradient_accumulation_steps: 8
                max_seq_length: 2048
                learning_rate: 1.0e-5
                bf16: true
                model_name_or_path: meta-llama/Meta-Llama-3-8B
                """;
        assertThat(read(8, "sft.yaml", trainer).assumptions().toString())
                .contains("no file says how the Trainer shards; give its DeepSpeed or Accelerate file, too");

        String neox = """
                pipe_parallel_size: 0
                model_parallel_size: 1
                num_layers: 32
                hidden_size: 4096
                num_attention_heads: 32
                seq_length: 4096
                train_micro_batch_size_per_gpu: 1
                activation: swiglu
                intermediate_size: 14336
                """;
        assertThat(read(8, "neox.yml", neox).assumptions().toString())
                .contains("4778", "GPT-NeoX counts the three maps of a gated block in neox.yml:9");

        String recipe = "torchrun --nnodes 4 --nproc-per-node 4 run_recipe.py --recipe gpt_oss_20b_pretrain_config"
                + " train.micro_batch_size=1 train.global_batch_size=64 dataset.seq_length=4096"
                + " model.tensor_model_parallel_size=2";
        assertThat(read(0, "run.sh", recipe).assumptions().toString())
                .contains("GPUs of a node", "those of the cluster; the script has run.sh:1, --nproc-per-node = 4")
                .doesNotContain("GPT2BPETokenizer");
    }

    @ParameterizedTest
    @CsvSource({"LLama3Tokenizer, 128256", "Qwen2Tokenizer, 151936", "MixtralTokenizer, 32000"})
    void aTokenizerOfPaiMegatronPatchTellsTheVocabulary(String tokenizer, int rows) {
        String script = "torchrun --nproc-per-node 8 pretrain_llama.py --num-layers 32 --hidden-size 4096"
                + " --num-attention-heads 32 --seq-length 4096 --micro-batch-size 1 --bf16 --patch-tokenizer-type "
                + tokenizer;

        Imported imported = read(8, "run.sh", script);

        assertThat(imported.job().model().vocabulary().size()).isEqualTo(rows);
        assertThat(imported.unknown().toString()).doesNotContain("tokenizer");
    }

    @ParameterizedTest
    @CsvSource({
        "--hybrid-layer-pattern M-M*-M-, asks for state-space layers",
        "--hybrid-override-pattern M-M*-M-, asks for state-space layers",
        "--linear-attention-freq 4, asks for linear attention",
        "--heterogeneous-layers-config-path layers.json, asks for layers of several shapes",
    })
    void refusesLayersThatAreNotModelled(String flags, String rule) {
        String script = "torchrun --nproc-per-node 8 pretrain_mamba.py --num-layers 32 --hidden-size 4096"
                + " --micro-batch-size 1 " + flags;

        assertThatThrownBy(() -> read(8, "run.sh", script))
                .hasMessageContaining("run.sh:1, " + flags.replace(" ", " = ") + ": " + rule)
                .hasMessageNotContaining("is not described")
                .hasMessageNotContaining("is stated by no file");
    }

    @Test
    void torchtitan() {
        Imported imported = read(64, "llama3_70b.toml", """
                [model]
                name = "llama3"
                flavor = "70B"
                converters = ["float8"]
                [training]
                local_batch_size = 8  # sequences
                seq_len = 8_192
                [parallelism]
                data_parallel_shard_degree = -1
                tensor_parallel_degree = 4
                pipeline_parallel_degree = 2
                pipeline_parallel_schedule = "Interleaved1F1B"
                [activation_checkpoint]
                mode = "selective"
                selective_ac_option = "op"
                """);
        TrainingJob job = imported.job();
        Layout layout = job.layout();
        assertThat(job.model().name()).isEqualTo("llama-3-70b");
        assertThat(layout.degrees()).isEqualTo(new ParallelDegrees(4, 2, 1, 1, 4, 8));
        assertThat(layout.schedule().name()).isEqualTo("interleaved");
        assertThat(layout.microBatch()).isEqualTo(1);
        assertThat(job.workload().globalBatch()).isEqualTo(64);
        assertThat(layout.sequenceParallel()).isEqualTo(SequenceParallel.ON);
        assertThat(layout.memorySaving().sharding()).isEqualTo(Sharding.zero(2));
        assertThat(layout.memorySaving().recompute()).isInstanceOf(Recompute.EverySecondProduct.class);
        assertThat(job.numerics().precision()).isEqualTo(Precision.FP8_TENSOR);
        assertThat(imported.place(JobField.SEQUENCE_LENGTH).orElseThrow().line())
                .isEqualTo(7);
        assertThat(imported.assumptions().toString()).contains("fsdp_reshard_after_forward");
    }

    @Test
    void torchtitanRecipe() {
        String recipe = """
                import os
                from torchtitan.models.llama3.config_registry import llama3_8b

                os.system("touch never-run")

                def train():
                    config = llama3_8b()
                    training = config.training  # by another name
                    training.num_tokens_per_microbatch_per_dp_rank = 16_384
                    training.num_tokens_per_train_step = %s
                    config.training.max_context_length = 8192
                    config.parallelism.tensor_parallel_degree = 2
                    config.activation_checkpoint = FullAC.Config()
                    return config
                """;
        Imported imported = read(16, "recipe.py", String.format(recipe, "1048576"));
        TrainingJob job = imported.job();
        assertThat(imported.framework().version()).isEqualTo("main");
        assertThat(job.model().name()).isEqualTo("llama-3-8b");
        assertThat(job.layout().microBatch()).isEqualTo(2);
        assertThat(job.workload().globalBatch()).isEqualTo(128);
        assertThat(job.layout().degrees()).isEqualTo(new ParallelDegrees(2, 1, 1, 1, 2, 8));
        assertThat(job.layout().memorySaving().recompute()).isInstanceOf(Recompute.Full.class);
        assertThatThrownBy(() -> read(16, "recipe.py", String.format(recipe, "128 * 8192")))
                .hasMessageContaining("num_tokens_per_train_step")
                .hasMessageContaining("128 * 8192");
    }

    /** Either name of Muon with its states dealt over the replicas, or every replica with all of them. */
    @ParameterizedTest
    @CsvSource({"dist_muon, OPTIMIZER", "muon --use-distributed-optimizer, OPTIMIZER", "muon, NONE"})
    void muonOfMegatron(String flags, Sharding.Stage stage) {
        TrainingJob job = read(8, "launch.sh", """
                        torchrun --nproc-per-node 8 pretrain_gpt.py --num-layers 8 --hidden-size 1024 \\
                          --num-attention-heads 16 --seq-length 2048 --max-position-embeddings 2048 \\
                          --micro-batch-size 1 --global-batch-size 64 --vocab-size 32000 --optimizer %s
                        """.formatted(flags)).job();
        assertThat(job.numerics().optimizer()).isEqualTo(Optimizer.MUON);
        assertThat(job.layout().memorySaving().sharding().stage()).isEqualTo(stage);
    }

    @Test
    void stagesOfMegatron() {
        String launch = """
                torchrun --nproc-per-node 8 pretrain_gpt.py --num-layers %d --hidden-size 1024 --num-attention-heads 16 \\
                  --seq-length 2048 --max-position-embeddings 2048 --micro-batch-size 1 --global-batch-size 64 \\
                  --vocab-size 32000 --pipeline-model-parallel-size 4 %s
                """;
        String ends = "--account-for-embedding-in-pipeline-split --account-for-loss-in-pipeline-split";
        StageSplit weighed = read(8, "launch.sh", String.format(launch, 22, ends))
                .job()
                .stack()
                .execution()
                .split();
        assertThat(weighed).isEqualTo(StageSplit.by(StageRule.UNIFORM_LAYERS_AND_ENDS));
        String one = "--account-for-embedding-in-pipeline-split";
        StageSplit embedding = read(8, "launch.sh", String.format(launch, 23, one))
                .job()
                .stack()
                .execution()
                .split();
        assertThat(embedding.counts()).containsExactly(5, 6, 6, 6);
        String full = "--pipeline-model-parallel-layout 'Et*2|(tt|)*5t|tL'";
        StageSplit filled = read(8, "launch.sh", String.format(launch, 14, full))
                .job()
                .stack()
                .execution()
                .split();
        assertThat(filled).isEqualTo(StageSplit.by(StageRule.FULL_STAGES_FIRST));
        String text = "--pipeline-model-parallel-layout 'Et*2|(tt|)*4t|tt|tL'";
        StageSplit counted = read(8, "launch.sh", String.format(launch, 14, text))
                .job()
                .stack()
                .execution()
                .split();
        assertThat(counted.counts()).containsExactly(2, 2, 2, 2, 2, 1, 2, 1);
        assertThatThrownBy(() -> read(8, "launch.sh", String.format(launch, 24, ends)))
                .hasMessageContaining("makes 26 layers of the model and its ends, which 4 stages cannot share equally");
    }

    @Test
    void deepSpeed() {
        Imported imported = Importer.readTexts(
                List.of(
                        new SourceFile("ds.json", """
                                {"train_micro_batch_size_per_gpu": "auto", "bf16": {"enabled": true},
                                 "zero_optimization": {"stage": 3, "zero_hpz_partition_size": 8,
                                  "offload_optimizer": {"device": "cpu"}}, "unheard_of": 1}
                                """),
                        new SourceFile(
                                "run.sh",
                                "deepspeed --num_nodes 2 --num_gpus 8 train.py --deepspeed ds.json"
                                        + " --model_name_or_path meta-llama/Llama-2-13b-hf --max_seq_length 4096"
                                        + " --per_device_train_batch_size 2 --gradient_accumulation_steps 4\n")),
                on(0));
        TrainingJob job = imported.job();
        assertThat(job.model().name()).isEqualTo("llama-2-13b");
        assertThat(job.cluster().devices()).isEqualTo(16);
        assertThat(job.workload().globalBatch()).isEqualTo(128);
        assertThat(job.layout().memorySaving().sharding()).isEqualTo(new Sharding(Sharding.Stage.PARAMETERS, 2));
        assertThat(job.layout().memorySaving().offload()).isEqualTo(Offload.OPTIMIZER);
        assertThat(imported.unknown())
                .singleElement()
                .satisfies(key -> assertThat(key.key()).isEqualTo("unheard_of"));
    }

    @Test
    void gptNeoxCountsGatedWidthsThreeTimes() {
        TrainingJob job = read(0, "8B.yml", """
                        { "pipe_parallel_size": 0, "model-parallel-size": 2, "num_layers": 32, "hidden_size": 4096,
                          "num_attention_heads": 32, "num_kv_heads": 8, "intermediate_size": 43008, "activation": "swiglu",
                          "norm": "rmsnorm", "pos_emb": "rotary", "no_weight_tying": true, "seq_length": 8192,
                          "use_bias_in_attn_linear": False, "tokenizer_type": "HFTokenizer",
                          "train_batch_size": 128, "train_micro_batch_size_per_gpu": 1, "gradient_accumulation_steps": 32,
                          "zero_optimization": {"stage": 1,}, "precision": "bfloat16", "checkpoint_activations": true, }
                        """).job();
        assertThat(job.cluster().devices()).isEqualTo(8);
        assertThat(job.layout().degrees()).isEqualTo(ParallelDegrees.dense(2, 1, 4));
        assertThat(job.model().parameters().total()).isBetween(7_000_000_000L, 8_200_000_000L);
        assertThat(job.layout().memorySaving().recompute()).isInstanceOf(Recompute.Full.class);
        assertThat(job.numerics().precision()).isEqualTo(Precision.BF16);
    }

    @Test
    void foundryReadsItsOwnVariables() {
        Imported imported = read(64, "mpt-30b.yaml", """
                variables:
                  global_seed: 17
                  length: &length 8192
                max_seq_len: ${variables.length}
                model: {name: mpt_causal_lm, d_model: 7168, n_heads: 64, n_layers: 48, expansion_ratio: 4,
                        vocab_size: 50368, no_bias: true, max_seq_len: *length, attn_config: {alibi: true}}
                global_train_batch_size: 512
                device_train_microbatch_size: 2
                precision: amp_bf16
                train_loader: {name: text}
                fsdp_config: {sharding_strategy: SHARD_GRAD_OP, activation_checkpointing: true}
                """);
        assertThat(imported.job().workload().sequenceLength()).isEqualTo(8192);
        assertThat(imported.place(JobField.SEQUENCE_LENGTH).orElseThrow().line())
                .isEqualTo(3);
        assertThat(imported.job().layout().memorySaving().sharding()).isEqualTo(Sharding.zero(2));
        assertThat(imported.job().model().parameters().total()).isBetween(29_000_000_000L, 31_000_000_000L);
    }

    @Test
    void nemoNamesAreMegatrons() {
        TrainingJob job = read(0, "llama2_70b.yaml", """
                        trainer: {num_nodes: 4, devices: 8, precision: bf16}
                        model:
                          micro_batch_size: 1
                          global_batch_size: 128
                          tensor_model_parallel_size: 4
                          pipeline_model_parallel_size: 4
                          virtual_pipeline_model_parallel_size: 5
                          sequence_parallel: true
                          encoder_seq_length: 4096
                          num_layers: 80
                          hidden_size: 8192
                          ffn_hidden_size: 28672
                          num_attention_heads: 64
                          num_query_groups: 8
                          activation: fast-swiglu
                          normalization: rmsnorm
                          bias: false
                          position_embedding_type: rope
                          share_embeddings_and_output_weights: false
                          activations_checkpoint_granularity: selective
                          tokenizer: {library: sentencepiece, model: /data/llama-2/tokenizer.model}
                          optim: {name: distributed_fused_adam}
                        """).job();
        assertThat(job.model().name()).isEqualTo("llama-2-70b");
        assertThat(job.cluster().devices()).isEqualTo(32);
        assertThat(job.layout().schedule().virtualStages()).isEqualTo(5);
        assertThat(job.layout().memorySaving().sharding()).isEqualTo(Sharding.zero(1));
        assertThat(job.layout().memorySaving().recompute()).isInstanceOf(Recompute.Selective.class);
    }

    @Test
    void bridgeTakesShortFlagsAndOverrides() {
        Imported imported = read(
                0,
                "run.sh",
                "torchrun --standalone --nnodes=1 --nproc-per-node=8 scripts/training/run_recipe.py"
                        + " --recipe llama3_8b_pretrain_config --mode pretrain --dataset mock -tp 2 -pp 1 -cp 1 -mb 1 -gb 128"
                        + " -sl 8192 model.sequence_parallel=true model.recompute_granularity=selective"
                        + " ddp.use_distributed_optimizer=true mixed_precision=bf16_with_fp8_current_scaling_mixed\n");
        TrainingJob job = imported.job();
        assertThat(imported.framework().framework()).isEqualTo(Framework.BRIDGE);
        assertThat(job.model().name()).isEqualTo("llama-3-8b");
        assertThat(job.layout().degrees()).isEqualTo(ParallelDegrees.dense(2, 1, 4));
        assertThat(job.layout().sequenceParallel()).isEqualTo(SequenceParallel.ON);
        assertThat(job.numerics().precision()).isEqualTo(Precision.FP8_TENSOR);
        assertThat(job.layout().memorySaving().sharding()).isEqualTo(Sharding.zero(1));
    }

    @Test
    void galvatronLayersMustAgree() {
        String text = """
                {"pp_deg": 1, "tp_sizes_enc": "1,2", "dp_types_enc": "1,1", "global_bsz": 16, "chunks": 2,
                 "pipeline_type": "pipedream_flush", "default_dp_type": "zero2", "checkpoint": "1,1"}
                """;
        assertThatThrownBy(() -> read(8, "strategy.json", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("strategy.json:1, tp_sizes_enc = 1,2: differs between layers");
    }
}
