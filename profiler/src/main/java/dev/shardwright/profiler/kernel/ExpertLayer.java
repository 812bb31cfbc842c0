package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.ArrayList;
import java.util.List;

/**
 * One decoder layer of a mixture of experts on one rank: norm, attention, residual, norm, router, dispatch, gated experts
 * with equally many tokens each, combine, residual. Rotary embedding and communication are left out.
 */
public record ExpertLayer(AttentionBlock attention, ExpertBlock experts) implements Operation {
    public ExpertLayer {
        TokenRouting routing = experts.routing();
        if (routing.tokens() != attention.tokens() || routing.width() != attention.hidden()) {
            throw new IllegalArgumentException("attention and experts must see the same tokens of the same width");
        }
    }

    /** @param experts how many there are, of which each token takes {@code topK} */
    public static ExpertLayer of(AttentionBlock attention, long experts, long topK, long inner) {
        TokenRouting routing = new TokenRouting(attention.tokens(), attention.hidden(), experts, topK);
        return new ExpertLayer(attention, new ExpertBlock(routing, inner));
    }

    static ExpertLayer of(List<Long> extents) {
        int next = AttentionBlock.EXTENTS;
        return of(AttentionBlock.of(extents), extents.get(next), extents.get(next + 1), extents.get(next + 2));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.EXPERT_LAYER;
    }

    @Override
    public List<Long> extents() {
        List<Long> extents = new ArrayList<>(attention.extents());
        extents.addAll(List.of(experts.routing().experts(), experts.routing().topK(), experts.inner()));
        return extents;
    }

    @Override
    public List<Operation> parts() {
        List<Operation> parts = new ArrayList<>(attention.parts());
        parts.add(attention.norm());
        parts.addAll(experts.parts());
        parts.add(attention.residual());
        return parts;
    }

    @Override
    public Flops flops(Pass pass) {
        return new Flops(
                parts().stream().mapToDouble(part -> part.flops(pass).value()).sum());
    }

    @Override
    public double elements(Pass pass) {
        return attention.forks(pass)
                + parts().stream().mapToDouble(part -> part.elements(pass)).sum();
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
