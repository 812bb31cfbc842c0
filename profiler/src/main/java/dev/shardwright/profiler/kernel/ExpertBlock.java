package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/**
 * The feed-forward block of a mixture of experts on one rank: router, dispatch, gated experts, combine. Every expert
 * receives equally many tokens, so that its products have the shape of a balanced step.
 */
public record ExpertBlock(TokenRouting routing, long inner) implements Operation {
    public ExpertBlock {
        if (inner < 1) {
            throw new IllegalArgumentException("inner must be positive: " + inner);
        }
        if (routing.tokens() * routing.topK() % routing.experts() != 0) {
            throw new IllegalArgumentException("experts (" + routing.experts() + ") must divide tokens x top_k ("
                    + routing.tokens() * routing.topK() + ")");
        }
    }

    static ExpertBlock of(List<Long> extents) {
        return new ExpertBlock(TokenRouting.of(extents.subList(0, 4)), extents.get(4));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.EXPERT_BLOCK;
    }

    @Override
    public List<Long> extents() {
        return List.of(routing.tokens(), routing.width(), routing.experts(), routing.topK(), inner);
    }

    /** Copies of tokens that each expert receives. */
    public long tokensEach() {
        return routing.tokens() * routing.topK() / routing.experts();
    }

    @Override
    public List<Operation> parts() {
        long copies = routing.tokens() * routing.topK();
        return List.of(
                new MatrixProduct(routing.tokens(), routing.experts(), routing.width(), 1),
                routing,
                new MatrixProduct(tokensEach(), 2 * inner, routing.width(), routing.experts()),
                new GatedActivation(copies, inner),
                new MatrixProduct(tokensEach(), routing.width(), inner, routing.experts()));
    }

    @Override
    public Flops flops(Pass pass) {
        return new Flops(
                parts().stream().mapToDouble(part -> part.flops(pass).value()).sum());
    }

    @Override
    public double elements(Pass pass) {
        return parts().stream().mapToDouble(part -> part.elements(pass)).sum();
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
