package dev.shardwright.planner.export.llmfoundry;

import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.UsualTraining;
import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.planner.export.job.Architecture.Biases;
import dev.shardwright.planner.export.job.Architecture.Positions;
import dev.shardwright.planner.export.job.PlainDecoder;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;

/** The shape of the model, as llm-foundry's own architecture. */
final class MptModel {
    private MptModel() {}

    static Section of(TrainingJob job) {
        Architecture model = new Architecture(job.model());
        boolean learned = model.positions() == Positions.LEARNED;
        return Section.EMPTY
                .with("name", "mpt_causal_lm")
                .with("init_device", "meta")
                .with("d_model", job.model().hidden())
                .with("n_heads", PlainDecoder.attention(job).heads())
                .with("n_layers", job.model().layers().size())
                .with("head_dim", PlainDecoder.attention(job).headWidth())
                .with(
                        "max_seq_len",
                        learned
                                ? job.model().vocabulary().positions()
                                : job.workload().sequenceLength())
                .with("vocab_size", job.model().vocabulary().size())
                .with("learned_pos_emb", learned)
                .with("no_bias", model.biases() != Biases.ALL)
                .when(model.biases() == Biases.QUERY_KEY_VALUE, all -> all.with("attention_bias", true))
                .with("norm_type", norm(job.model().normalization()))
                .with("norm_eps", UsualTraining.NORM_EPSILON)
                .with("tie_word_embeddings", job.model().vocabulary().tied())
                .with("attn_config", attention(job, learned))
                .with("ffn_config", feedForward(PlainDecoder.feedForward(job)));
    }

    private static String norm(Normalization kind) {
        return kind == Normalization.RMS_NORM ? "low_precision_rmsnorm" : "low_precision_layernorm";
    }

    private static Section attention(TrainingJob job, boolean learned) {
        SelfAttention attention = PlainDecoder.attention(job);
        boolean grouped = attention.kvHeads() < attention.heads();
        boolean scores = job.stack().kernels().attention().materialisesScores();
        return Section.EMPTY
                .with("attn_type", grouped ? "grouped_query_attention" : "multihead_attention")
                .when(grouped, all -> all.with("kv_n_heads", attention.kvHeads()))
                .with("attn_impl", scores ? "torch" : "flash")
                .when(attention.window() > 0, all -> all.with("sliding_window_size", attention.window()))
                .with("rope", !learned)
                .when(
                        !learned,
                        all -> all.with("rope_theta", UsualTraining.ROTARY_BASE)
                                .because("not part of a plan: the model's own"));
    }

    private static Section feedForward(DenseFeedForward block) {
        Section act = Section.EMPTY.with("name", activation(block.activation()));
        return Section.EMPTY
                .with("ffn_type", block.activation().gated() ? "mptglu" : "mptmlp")
                .with("ffn_hidden_size", block.inner())
                .with("ffn_act_fn", act);
    }

    private static String activation(Activation kind) {
        return switch (kind) {
            case SWIGLU -> "silu";
            case RELU -> "relu";
            default -> "gelu";
        };
    }
}
