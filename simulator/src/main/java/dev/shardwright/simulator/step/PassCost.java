package dev.shardwright.simulator.step;

import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Transfer;
import java.util.ArrayList;
import java.util.List;

/**
 * Seconds of one pass of one unit of work: compute, how much of it is products for weight gradients, and the
 * communication that compute does not hide.
 */
record PassCost(double compute, double weightGradient, double tensor, double context, double expert, Inside inside) {
    /** What the pass consists of, and the seconds of communication that compute hides. */
    record Inside(
            List<Operator> operators,
            List<Transfer> transfers,
            double hiddenTensor,
            double hiddenContext,
            double hiddenExpert) {
        Inside plus(Inside other) {
            List<Operator> allOperators = new ArrayList<>(operators);
            allOperators.addAll(other.operators);
            List<Transfer> allTransfers = new ArrayList<>(transfers);
            allTransfers.addAll(other.transfers);
            return new Inside(
                    allOperators,
                    allTransfers,
                    hiddenTensor + other.hiddenTensor,
                    hiddenContext + other.hiddenContext,
                    hiddenExpert + other.hiddenExpert);
        }
    }

    PassCost plus(PassCost other) {
        return new PassCost(
                compute + other.compute,
                weightGradient + other.weightGradient,
                tensor + other.tensor,
                context + other.context,
                expert + other.expert,
                inside.plus(other.inside));
    }

    double total() {
        return compute + tensor + context + expert;
    }
}
