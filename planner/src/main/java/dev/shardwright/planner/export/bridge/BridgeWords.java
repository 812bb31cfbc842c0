package dev.shardwright.planner.export.bridge;

import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.planner.export.megatron.Flag;
import dev.shardwright.planner.export.megatron.LaunchScript;
import dev.shardwright.planner.export.shell.ShellWord;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The arguments of Megatron-LM that a plan fixes, in the words of Megatron-Bridge: the library is the same, so the same
 * choices stand under other names. A field that is not written keeps the recipe's value, so every field that any plan
 * touches is always written.
 */
final class BridgeWords {
    private final TrainingJob job;
    private final Map<String, Flag> flags = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    private BridgeWords(TrainingJob job, LaunchScript megatron) {
        this.job = job;
        megatron.arguments().forEach(group -> group.flags().forEach(flag -> flags.put(flag.name(), flag)));
    }

    /** Words of a command line, already quoted. */
    static List<String> of(TrainingJob job, LaunchScript megatron) {
        BridgeWords bridge = new BridgeWords(job, megatron);
        bridge.sizes();
        bridge.pipeline();
        bridge.context();
        bridge.experts();
        bridge.overlap();
        bridge.sharding();
        bridge.recompute();
        bridge.optimizer();
        bridge.set("mixed_precision", precision(job));
        bridge.set("model.cross_entropy_loss_fusion", bridge.has("--cross-entropy-loss-fusion"));
        return List.copyOf(bridge.words);
    }

    private boolean has(String flag) {
        return flags.containsKey(flag);
    }

    private void set(String field, Object value) {
        words.add(ShellWord.literal(field + "=" + value).toString());
    }

    /** The value of Megatron-LM's flag; null, which clears the recipe's, without the flag. */
    private void copy(String field, String flag) {
        set(field, has(flag) ? value(flag) : "null");
    }

    private String value(String flag) {
        return flags.get(flag).values().stream().map(ShellWord::toString).collect(Collectors.joining(","));
    }

    private void sizes() {
        ParallelDegrees d = job.layout().degrees();
        int virtual = job.layout().schedule().virtualStages();
        words.addAll(List.of("-tp " + d.tensor(), "-pp " + d.pipeline(), "-cp " + d.context(), "-ep " + d.expert()));
        words.add("-etp " + (job.model().hasExperts() ? d.expertTensor() : 1));
        if (virtual > 1) {
            words.add("-vp " + virtual);
        }
        words.add("-mb " + job.layout().microBatch());
        words.add("-gb " + job.workload().globalBatch());
        words.add("-sl " + job.workload().sequenceLength());
        if (virtual == 1) {
            set("model.virtual_pipeline_model_parallel_size", "null");
        }
        set("model.sequence_parallel", job.layout().sequenceParallel() == SequenceParallel.ON);
    }

    private void pipeline() {
        boolean uneven = has("--pipeline-model-parallel-layout");
        String layout = StageLayers.of(job).layout(job.model().predictionLayers());
        set("model.pipeline_model_parallel_layout", uneven ? "\"" + layout + "\"" : "null");
        set("model.num_layers_in_first_pipeline_stage", "null");
        set("model.num_layers_in_last_pipeline_stage", "null");
        set("model.account_for_embedding_in_pipeline_split", false);
        set("model.account_for_loss_in_pipeline_split", false);
        set("dist.use_tp_pp_dp_mapping", has("--use-tp-pp-dp-mapping"));
    }

    private void context() {
        copy("model.cp_comm_type", "--cp-comm-type");
        String sizes = "--hierarchical-context-parallel-sizes";
        set("model.hierarchical_context_parallel_sizes", has(sizes) ? "[" + value(sizes) + "]" : "null");
    }

    private void experts() {
        if (job.model().hasExperts()) {
            set("model.moe_token_dispatcher_type", value("--moe-token-dispatcher-type"));
            set("model.moe_grouped_gemm", has("--moe-grouped-gemm"));
            set("model.moe_permute_fusion", has("--moe-permute-fusion"));
            copy("model.moe_expert_capacity_factor", "--moe-expert-capacity-factor");
            set("model.overlap_moe_expert_parallel_comm", has("--overlap-moe-expert-parallel-comm"));
        }
    }

    /** A recipe's own overlap settings hold a table for its own sizes and would replace these. */
    private void overlap() {
        set("comm_overlap", "null");
        set("model.tp_comm_overlap", has("--tp-comm-overlap"));
        boolean interleaved = job.layout().schedule().virtualStages() > 1;
        boolean overlaps = interleaved && !has("--no-overlap-p2p-communication");
        set("model.overlap_p2p_comm", overlaps);
        set("model.batch_p2p_comm", !overlaps);
        set("ddp.overlap_grad_reduce", has("--overlap-grad-reduce"));
        set("ddp.overlap_param_gather", has("--overlap-param-gather"));
    }

    /** Recipes carry a strategy of their own: turning FSDP on alone may shard nothing. */
    private void sharding() {
        boolean fsdp = has("--use-megatron-fsdp");
        set("ddp.use_distributed_optimizer", has("--use-distributed-optimizer"));
        set("ddp.use_megatron_fsdp", fsdp);
        set("ddp.data_parallel_sharding_strategy", fsdp ? value("--data-parallel-sharding-strategy") : "no_shard");
        String instances = "--num-distributed-optimizer-instances";
        set("ddp.num_distributed_optimizer_instances", has(instances) ? value(instances) : "1");
        if (fsdp) {
            set("ddp.outer_dp_sharding_strategy", "no_shard");
            set("model.init_model_with_meta_device", has("--init-model-with-meta-device"));
            set("model.gradient_accumulation_fusion", false);
        }
        set("checkpoint.ckpt_format", fsdp ? "fsdp_dtensor" : "torch_dist");
    }

    private void recompute() {
        copy("model.recompute_granularity", "--recompute-granularity");
        copy("model.recompute_method", "--recompute-method");
        copy("model.recompute_num_layers", "--recompute-num-layers");
        if (has("--recompute-modules")) {
            set("model.recompute_modules", "[" + value("--recompute-modules") + "]");
        }
    }

    private void optimizer() {
        set("optimizer.optimizer_cpu_offload", has("--optimizer-cpu-offload"));
        if (has("--optimizer-cpu-offload")) {
            set("optimizer.optimizer_offload_fraction", value("--optimizer-offload-fraction"));
            set("optimizer.overlap_cpu_optimizer_d2h_h2d", true);
        }
        set("optimizer.use_precision_aware_optimizer", has("--use-precision-aware-optimizer"));
    }

    private static String precision(TrainingJob job) {
        return switch (job.numerics().precision()) {
            case FP16 -> "fp16_mixed";
            case FP8_TENSOR -> "bf16_with_fp8_current_scaling_mixed";
            case FP8_DELAYED -> "bf16_with_fp8_delayed_scaling_mixed";
            case FP8_BLOCK -> "bf16_with_fp8_subchannel_scaling_mixed";
            case MXFP8 -> "bf16_with_mxfp8_mixed";
            case NVFP4 -> "bf16_with_nvfp4_mixed";
            case BF16, FP32, FP8_ROW -> "bf16_mixed";
        };
    }
}
