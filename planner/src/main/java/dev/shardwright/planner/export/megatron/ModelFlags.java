package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.planner.export.job.Architecture.Biases;
import dev.shardwright.planner.export.job.Architecture.Positions;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import java.util.ArrayList;
import java.util.List;

/** The shape of the model. */
final class ModelFlags {
    private static final int VOCABULARY_MULTIPLE = 128;

    /** What Megatron-LM trains with unless told otherwise. */
    private static final String USUAL_DROPOUT = "0.1";

    private final TrainingJob job;
    private final MegatronRelease release;
    private final Architecture model;
    private final List<Flag> flags = new ArrayList<>();

    private ModelFlags(MegatronRun run) {
        this.job = run.job();
        this.release = run.release();
        this.model = run.architecture();
    }

    static FlagGroup of(MegatronRun run) {
        ModelFlags model = new ModelFlags(run);
        model.size();
        model.attention();
        model.positions();
        model.blocks();
        model.outside();
        return new FlagGroup("MODEL_ARGS", model.flags);
    }

    private void size() {
        flags.add(Flag.of("--num-layers", job.model().layers().size()));
        flags.add(Flag.of("--hidden-size", job.model().hidden()));
        flags.add(Flag.of("--ffn-hidden-size", feedForwardWidth()));
        flags.add(Flag.of("--num-attention-heads", model.attention().heads()));
        if (job.model().predictionLayers() > 0) {
            flags.add(Flag.of("--mtp-num-layers", job.model().predictionLayers()));
        }
    }

    private int feedForwardWidth() {
        return model.dense().stream()
                .findFirst()
                .or(() -> model.experts().map(m -> m.expert()))
                .orElseThrow()
                .inner();
    }

    private void attention() {
        model.selfAttention().ifPresent(this::selfAttention);
        model.latentAttention().ifPresent(this::latentAttention);
        if (!model.windows().isEmpty()) {
            int keys = model.windows().get(0);
            flags.add(Flag.of("--window-size", keys - 1 + ",0")
                    .because("a query sees " + keys + " keys, its own included"));
            if (!model.everyLayerHasAWindow()) {
                flags.add(Flag.of("--window-attn-skip-freq", model.windowPattern())
                        .because("1 marks a layer with the window"));
            }
        }
    }

    private void selfAttention(SelfAttention attention) {
        if (attention.kvHeads() != attention.heads()) {
            flags.add(Flag.on("--group-query-attention"));
            flags.add(Flag.of("--num-query-groups", attention.kvHeads()));
        }
        flags.add(Flag.of("--kv-channels", attention.headWidth()));
        if (model.has(SelfAttention.Trait.HEAD_NORM)) {
            flags.add(Flag.on("--qk-layernorm"));
        }
        if (model.has(SelfAttention.Trait.SINKS)) {
            flags.add(Flag.of("--softmax-type", "learnable").because("one learned sink logit per head"));
        }
    }

    private void latentAttention(LatentAttention attention) {
        flags.add(Flag.on("--multi-latent-attention"));
        if (attention.queryRank() > 0) {
            flags.add(Flag.of("--q-lora-rank", attention.queryRank()));
        }
        flags.add(Flag.of("--kv-lora-rank", attention.keyValueRank()));
        flags.add(Flag.of("--qk-head-dim", attention.widths().positionFree()));
        flags.add(Flag.of("--qk-pos-emb-head-dim", attention.widths().rotary()));
        flags.add(Flag.of("--v-head-dim", attention.widths().value()));
        flags.add(Flag.of("--kv-channels", attention.widths().value()));
        flags.add(Flag.on("--qk-layernorm").because("the norms of the two latent vectors"));
        flags.add(Flag.fromVariable("--rotary-scaling-factor", "ROTARY_SCALING_FACTOR")
                .because("latent attention always has YaRN; with factor 1 it is plain rotary"));
        if (!release.atLeast(MegatronRelease.CORE_0_13)) {
            flags.add(Flag.on("--no-rope-fusion").because("this release has no fused kernel for latent attention"));
        }
    }

    private void positions() {
        flags.add(Flag.of("--seq-length", job.workload().sequenceLength()));
        if (model.positions() == Positions.LEARNED) {
            flags.add(Flag.of(
                    "--max-position-embeddings", job.model().vocabulary().positions()));
            flags.add(Flag.of("--position-embedding-type", "learned_absolute"));
            return;
        }
        flags.add(Flag.of("--max-position-embeddings", job.workload().sequenceLength()));
        flags.add(Flag.of("--position-embedding-type", "rope"));
        flags.add(Flag.fromVariable("--rotary-base", "ROTARY_BASE"));
        flags.add(Flag.fromVariable("--rotary-percent", "ROTARY_PERCENT"));
        if (!model.everyLayerRotates()) {
            flags.add(
                    Flag.of("--no-rope-freq", model.withoutRotaryPattern()).because("1 marks a layer without rotary"));
        }
    }

    private void blocks() {
        boolean rms = job.model().normalization() == Normalization.RMS_NORM;
        flags.add(Flag.of("--normalization", rms ? "RMSNorm" : "LayerNorm"));
        flags.add(Flag.fromVariable("--norm-epsilon", "NORM_EPSILON"));
        if (model.activations().contains(Activation.SWIGLU)) {
            flags.add(Flag.on("--swiglu"));
        }
        if (model.activations().contains(Activation.SQUARED_RELU)) {
            flags.add(Flag.on("--squared-relu"));
        }
        if (model.biases() != Biases.ALL) {
            flags.add(Flag.on("--disable-bias-linear"));
        }
        if (model.biases() == Biases.QUERY_KEY_VALUE) {
            flags.add(Flag.on("--add-qkv-bias"));
        }
    }

    private void outside() {
        if (!job.model().vocabulary().tied()) {
            flags.add(Flag.on("--untie-embeddings-and-output-weights"));
        }
        flags.add(Flag.of("--make-vocab-size-divisible-by", VOCABULARY_MULTIPLE).because("times tensor parallel"));
        boolean dropout = job.stack().memory().activations().dropoutMask() > 0;
        flags.add(Flag.of("--attention-dropout", dropout ? USUAL_DROPOUT : "0"));
        flags.add(Flag.of("--hidden-dropout", dropout ? USUAL_DROPOUT : "0"));
    }

    /** Rows of the embedding and the head after Megatron-LM has padded the vocabulary. */
    static int paddedVocabulary(TrainingJob job) {
        int tensor = job.layout().degrees().tensor();
        return job.model().vocabulary().padded(VOCABULARY_MULTIPLE * tensor);
    }
}
