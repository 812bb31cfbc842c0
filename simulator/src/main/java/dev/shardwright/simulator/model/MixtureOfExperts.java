package dev.shardwright.simulator.model;

import static dev.shardwright.simulator.model.Projection.Split.REPLICATED;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Routed experts, of which each token uses {@code topK}, and an optional shared expert that every token uses. */
public record MixtureOfExperts(
        int experts, int topK, DenseFeedForward expert, Optional<DenseFeedForward> shared, Set<Trait> traits)
        implements FeedForward {
    /** What some families add to a plain router. */
    public enum Trait {
        /** A bias on the router's logits (GPT-OSS). */
        ROUTER_BIAS,
        /** A score-correction vector kept with the weights (DeepSeek-V3). */
        CORRECTION_BIAS,
        /** A scalar gate on the shared expert (Qwen2-MoE). */
        SHARED_GATE
    }

    public MixtureOfExperts {
        if (experts <= 0 || topK <= 0 || topK > experts) {
            throw new IllegalArgumentException("top-k (" + topK + ") must be between 1 and experts (" + experts + ")");
        }
        traits = Set.copyOf(traits);
    }

    public List<Projection> expertProjections(int hidden) {
        return expert.projections(hidden, "expert", experts);
    }

    public List<Projection> sharedProjections(int hidden) {
        return shared.map(s -> s.projections(hidden, "shared_expert", 1)).orElse(List.of());
    }

    public Projection router(int hidden) {
        return Projection.of("router", hidden, experts, REPLICATED, traits.contains(Trait.ROUTER_BIAS));
    }

    @Override
    public List<Projection> projections(int hidden) {
        List<Projection> all = new ArrayList<>();
        all.add(router(hidden));
        all.addAll(expertProjections(hidden));
        all.addAll(sharedProjections(hidden));
        return all;
    }

    @Override
    public List<ParameterLine> parameters(int hidden) {
        List<ParameterLine> lines = new ArrayList<>();
        lines.add(ParameterLine.of("router", 1, router(hidden).parameters()));
        if (traits.contains(Trait.CORRECTION_BIAS)) {
            lines.add(ParameterLine.of("router.correction_bias", 1, experts));
        }
        for (Projection p : expertProjections(hidden)) {
            lines.add(new ParameterLine(p.name(), experts, p.parametersOfOne(), topK * p.parametersOfOne()));
        }
        for (Projection p : sharedProjections(hidden)) {
            lines.add(ParameterLine.of(p.name(), 1, p.parameters()));
        }
        if (traits.contains(Trait.SHARED_GATE)) {
            lines.add(ParameterLine.of("shared_expert.gate", 1, hidden));
        }
        return lines;
    }
}
