package dev.shardwright.simulator.validation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One published training run: the mirror of one line of a measured-runs file. A component is null where the source
 * does not say; only this package's mapping reads them, so that nothing else has to know about gaps.
 */
public record MeasuredRun(Location location, Origin origin, Setup setup, Figures measured) {
    MeasuredRun with(Setup other) {
        return new MeasuredRun(location, origin, other, measured);
    }

    /** Where the line stands; {@code line} counts from 1. */
    public record Location(String file, int line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Identity of the run, and whatever speaks against scoring it. */
    public record Origin(String id, String source, String task, String sizeClass, Cautions cautions) {}

    /** Flags of the collectors, fields they could not verify, and whether the figures also appear elsewhere. */
    public record Cautions(List<String> flags, List<String> unverified, boolean duplicate) {
        public Cautions {
            flags = List.copyOf(flags);
            unverified = List.copyOf(unverified);
        }
    }

    /** Everything that was chosen before the run started. */
    public record Setup(ModelShape model, Batch batch, ClusterShape cluster, Parallel parallel, Software software) {}

    /** Model geometry. */
    public record ModelShape(
            String name, String family, Trunk trunk, AttentionShape attention, FeedForwardShape feedForward) {}

    /** Width, depth and vocabulary. */
    public record Trunk(
            Integer layers, Integer hidden, Integer vocab, Boolean tiedEmbeddings, Integer predictionLayers) {}

    /** Attention block; {@code attention} names its kind: mha, gqa, mqa, mla. */
    public record AttentionShape(String attention, Heads heads, Boolean qkNorm, Window window, Latent latent) {}

    /** Heads of a self-attention block. */
    public record Heads(Integer heads, Integer kvHeads, Integer headDim) {}

    /** Sliding window in tokens, used by every n-th layer. */
    public record Window(Integer slidingWindow, Integer slidingWindowEvery) {}

    /** Ranks and widths of multi-head latent attention. */
    public record Latent(
            @JsonProperty("mla_q_lora_rank") Integer mlaQLoraRank,
            Integer mlaKvLoraRank,
            Integer mlaQkNopeDim,
            Integer mlaQkRopeDim,
            @JsonProperty("mla_v_dim") Integer mlaVDim) {}

    /** Feed-forward block of the dense layers, and the experts of the others. */
    public record FeedForwardShape(Integer ffnHidden, Boolean gatedFfn, Experts experts) {}

    /** Mixture of experts; {@code denseLayers} leading layers have none. */
    public record Experts(
            Integer experts,
            Integer topK,
            Integer expertFfnHidden,
            Integer denseLayers,
            Integer sharedExperts,
            Integer sharedExpertFfn) {
        boolean present() {
            return experts != null && experts > 0;
        }
    }

    /** Tokens per sequence, sequences per micro-batch and replica, sequences per step. */
    public record Batch(Integer seqLen, Integer microBatch, Integer globalBatch) {}

    /** Machines of the run; {@code name} is a cluster profile or file, which the users' own rows may state. */
    public record ClusterShape(
            String name,
            String gpu,
            String inter,
            Integer gpusPerNode,
            Integer nodes,
            Integer totalGpus,
            Double interGbpsPerNode) {
        /** GPUs of the run, or null when the source does not say. */
        Integer gpus() {
            if (totalGpus != null) {
                return totalGpus;
            }
            return nodes == null || gpusPerNode == null ? null : Integer.valueOf(nodes * gpusPerNode);
        }
    }

    /** Parallel layout. */
    public record Parallel(
            Degrees degrees,
            Boolean sequenceParallel,
            Integer virtualPp,
            Boolean asyncTensorParallel,
            SharedStates states) {}

    /** Sizes of the parallel groups. */
    public record Degrees(Integer tp, Integer pp, Integer dp, Integer cp, Integer ep, Integer etp) {}

    /** What data-parallel ranks share out, and over how many of them. */
    public record SharedStates(Integer zeroStage, Boolean fsdp, Integer hsdpReplicas, Integer shardGroup) {}

    /** Software and its choices. */
    public record Software(
            StackName stack, KernelChoice kernels, Formats formats, String schedule, Saving saving, Details details) {}

    /** Training framework. */
    public record StackName(String name, String release) {}

    /** Kernels that the run states; null keeps the framework's own. */
    public record KernelChoice(String attentionKernel, Boolean rmsnormKernel, Boolean compile) {}

    /** Number formats and optimizer. */
    public record Formats(String precision, String optimizer) {}

    /** Recomputation and offload; {@code offload} is "true", "false" or a description. */
    public record Saving(String recompute, String offload) {}

    /** Command-line arguments and recipe settings of some sources, by name. */
    public record Details(Map<String, JsonNode> megatronFlags, Map<String, JsonNode> recipe) {
        public Details {
            megatronFlags = Map.copyOf(megatronFlags);
            recipe = Map.copyOf(recipe);
        }
    }

    /** What was measured; {@code failed} says why a run did not finish. */
    public record Figures(
            Double iterationS,
            @JsonProperty("tokens_per_s_per_gpu") Double tokensPerSecondPerGpu,
            Double peakMemoryGib,
            Boolean oom,
            String failed) {}
}
