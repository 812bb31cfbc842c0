package dev.shardwright.simulator.network;

import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.operator.Transfer;
import dev.shardwright.simulator.stack.Execution.RankOrder;

/** Which global ranks form which group: tensor ranks are neighbours, then context, then data or pipeline. */
public record RankGrid(ParallelDegrees degrees, RankOrder order) {
    public Group tensor() {
        return new Group(degrees.tensor(), 1);
    }

    public Group context() {
        return new Group(degrees.context(), degrees.tensor());
    }

    /** Expert groups fold over tensor, context and data ranks of one pipeline stage. */
    public Group expert() {
        return new Group(degrees.expert(), degrees.expertTensor());
    }

    public Group expertTensor() {
        return new Group(degrees.expertTensor(), 1);
    }

    /** Replicas of dense weights: data and context ranks together. */
    public Group data() {
        int replicas = degrees.data() * degrees.context();
        int inside = degrees.tensor();
        return new Group(replicas, order == RankOrder.PIPELINE_OUTERMOST ? inside : inside * degrees.pipeline());
    }

    public Group expertData() {
        int inside = degrees.expert() * degrees.expertTensor();
        return new Group(
                degrees.expertData(), order == RankOrder.PIPELINE_OUTERMOST ? inside : inside * degrees.pipeline());
    }

    public Group pipeline() {
        int inside = degrees.tensor() * degrees.context();
        return new Group(degrees.pipeline(), order == RankOrder.PIPELINE_OUTERMOST ? inside * degrees.data() : inside);
    }

    public Group of(Transfer.Dimension dimension) {
        return switch (dimension) {
            case TENSOR, TENSOR_BESIDE_GRADIENTS -> tensor();
            case CONTEXT, CONTEXT_INSIDE -> context();
            case EXPERT -> expert();
            case EXPERT_TENSOR -> expertTensor();
        };
    }
}
