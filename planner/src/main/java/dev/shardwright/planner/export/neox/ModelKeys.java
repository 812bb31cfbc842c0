package dev.shardwright.planner.export.neox;

import dev.shardwright.planner.export.config.Listing;
import dev.shardwright.planner.export.config.Scalar;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.UsualTraining;
import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.planner.export.job.Architecture.Biases;
import dev.shardwright.planner.export.job.Architecture.Positions;
import dev.shardwright.planner.export.job.PlainDecoder;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import java.util.List;
import java.util.Locale;

/** The shape of the model. */
final class ModelKeys {
    /** GPT-NeoX divides the width of a gated block by so many before it builds the maps. */
    private static final int GATED_WIDTHS = 3;

    private static final int VOCABULARY_MULTIPLE = 128;

    private final TrainingJob job;
    private final Architecture model;

    private ModelKeys(TrainingJob job) {
        this.job = job;
        this.model = new Architecture(job.model());
    }

    static Section of(TrainingJob job) {
        ModelKeys keys = new ModelKeys(job);
        return keys.size().and(keys.attention()).and(keys.blocks()).and(keys.experts());
    }

    private Section size() {
        DenseFeedForward block = PlainDecoder.feedForward(job);
        boolean gated = block.activation().gated();
        return Section.EMPTY
                .with("num_layers", job.model().layers().size())
                .with("hidden_size", job.model().hidden())
                .with("intermediate_size", (gated ? GATED_WIDTHS : 1L) * block.inner())
                .because(gated ? "three times the width of a gated block (" + block.inner() + ")" : "")
                .with("mlp_multiple_of", 1)
                .with("seq_length", job.workload().sequenceLength())
                .with(
                        "max_position_embeddings",
                        Math.max(
                                job.workload().sequenceLength(),
                                job.model().vocabulary().positions()))
                .with("make_vocab_size_divisible_by", VOCABULARY_MULTIPLE)
                .because("the vocabulary (" + job.model().vocabulary().size()
                        + ") is the tokenizer's, padded to a multiple of this x model_parallel_size")
                .with("no_weight_tying", !job.model().vocabulary().tied());
    }

    private Section attention() {
        SelfAttention attention = PlainDecoder.attention(job);
        boolean scores = job.stack().kernels().attention().materialisesScores();
        Listing kind = Listing.of(
                Listing.ofTexts(List.of(scores ? "global" : "flash")),
                Scalar.of(job.model().layers().size()));
        return Section.EMPTY
                .with("num_attention_heads", attention.heads())
                .when(attention.kvHeads() < attention.heads(), all -> all.with("num_kv_heads", attention.kvHeads()))
                .with("attention_config", Listing.of(kind))
                .when(attention.window() > 0, all -> all.with("sliding_window_width", attention.window()))
                .with("attention_dropout", 0.0)
                .with("hidden_dropout", 0.0)
                .and(positions());
    }

    private Section positions() {
        if (model.positions() == Positions.LEARNED) {
            return Section.EMPTY.with("pos_emb", "learned");
        }
        return Section.EMPTY
                .with("pos_emb", "rotary")
                .with("rotary_pct", 1.0)
                .because("not part of a plan: the model's own")
                .with("rotary_emb_base", UsualTraining.ROTARY_BASE)
                .because("not part of a plan: the model's own");
    }

    private Section blocks() {
        boolean biases = model.biases() == Biases.ALL;
        Normalization norm = job.model().normalization();
        return Section.EMPTY
                .with("norm", norm(norm))
                .with(
                        norm == Normalization.RMS_NORM ? "rms_norm_epsilon" : "layernorm_epsilon",
                        UsualTraining.NORM_EPSILON)
                .with("use_bias_in_norms", norm == Normalization.LAYER_NORM)
                .with("use_bias_in_attn_linear", biases)
                .with("use_bias_in_mlp", biases)
                .with(
                        "activation",
                        PlainDecoder.feedForward(job).activation().name().toLowerCase(Locale.ROOT));
    }

    private static String norm(Normalization kind) {
        return switch (kind) {
            case RMS_NORM -> "rmsnorm";
            case LAYER_NORM, LAYER_NORM_WITHOUT_BIAS -> "layernorm";
            case NON_PARAMETRIC -> "non_parametric_layernorm";
        };
    }

    private Section experts() {
        return model.experts().map(ModelKeys::experts).orElse(Section.EMPTY);
    }

    private static Section experts(MixtureOfExperts block) {
        return Section.EMPTY
                .with("moe_num_experts", block.experts())
                .because("spread over the tensor-parallel ranks")
                .with("moe_expert_interval", 1)
                .with("moe_top_k", block.topK())
                .with("moe_router_type", "topk");
    }
}
