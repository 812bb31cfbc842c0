package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a model's geometry leaves open: norms, biases, positions, and the activation of ungated blocks. */
record Architecture(Normalization normalization, boolean biased, Positions positions, Activation plainActivation) {
    private static final Architecture LLAMA =
            new Architecture(Normalization.RMS_NORM, false, Positions.ROTARY, Activation.GELU);
    private static final Architecture GPT =
            new Architecture(Normalization.LAYER_NORM, true, Positions.LEARNED, Activation.GELU);

    private static final Architecture GPT_OSS =
            new Architecture(Normalization.RMS_NORM, true, Positions.ROTARY, Activation.GELU);

    /** Positions inside attention (ALiBi). */
    private static final Architecture ALIBI =
            new Architecture(Normalization.LAYER_NORM, true, Positions.NONE, Activation.GELU);

    private static final Architecture NEMOTRON =
            new Architecture(Normalization.LAYER_NORM, false, Positions.ROTARY, Activation.SQUARED_RELU);
    private static final Architecture NEOX =
            new Architecture(Normalization.LAYER_NORM, true, Positions.ROTARY, Activation.GELU);

    /** How tokens learn where they stand. */
    enum Positions {
        LEARNED,
        ROTARY,
        /** Nothing that holds parameters or turns vectors. */
        NONE
    }

    /** What the published models of a family have in common; empty for state-space and linear-attention layers. */
    static Optional<Architecture> ofFamily(String name) {
        String text = name == null ? "" : name;
        if (text.contains("mamba") || text.contains("linear attention") || text.contains("deepseek-v4")) {
            return Optional.empty();
        }
        if (text.contains("alibi")) {
            return Optional.of(ALIBI);
        }
        if (text.startsWith("nemotron")) {
            return Optional.of(NEMOTRON);
        }
        if (text.startsWith("gpt-neox")) {
            return Optional.of(NEOX);
        }
        if (text.startsWith("gpt-oss")) {
            return Optional.of(GPT_OSS);
        }
        boolean gpt = text.startsWith("gpt") || text.startsWith("mpt");
        return Optional.of(gpt || text.startsWith("glm") ? GPT : LLAMA);
    }

    Set<SelfAttention.Trait> attentionTraits() {
        Set<SelfAttention.Trait> traits = EnumSet.noneOf(SelfAttention.Trait.class);
        if (biased) {
            traits.add(SelfAttention.Trait.QKV_BIAS);
            traits.add(SelfAttention.Trait.OUTPUT_BIAS);
        }
        if (positions == Positions.ROTARY) {
            traits.add(SelfAttention.Trait.ROTARY);
        }
        return traits;
    }
}
