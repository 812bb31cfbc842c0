package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.stack.Communication.GatherFormat;
import dev.shardwright.simulator.unit.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Collects the operators and transfers of one layer in execution order. */
final class WorkBuilder {
    private final Shard shard;
    private final Recipe recipe;
    private final List<Operator> forward = new ArrayList<>();
    private final List<Transfer> forwardTransfers = new ArrayList<>();
    private final List<Transfer> backwardTransfers = new ArrayList<>();

    WorkBuilder(Shard shard, Recipe recipe) {
        this.shard = shard;
        this.recipe = recipe;
    }

    Shard shard() {
        return shard;
    }

    Recipe recipe() {
        return recipe;
    }

    void add(Operator operator) {
        forward.add(operator);
    }

    /** Traffic counted in elements of 16 bit, in those of this precision. */
    void add(Streaming streaming) {
        forward.add(streaming.widened(elementBytes() / ElementwiseTraffic.ELEMENT_BYTES));
    }

    /** Bytes of an activation's element. */
    double elementBytes() {
        return recipe.precision().storageBytes();
    }

    void norm(String name, Normalization kind, double elements) {
        ElementwiseTraffic traffic = kind == Normalization.RMS_NORM
                ? ElementwiseTraffic.rmsNorm(recipe.kernels().fusion().norm())
                : ElementwiseTraffic.LAYER_NORM;
        add(traffic.over(name, elements));
    }

    /**
     * Entering and leaving a tensor-parallel block: an all-reduce, or with sequence parallelism an all-gather and a
     * reduce-scatter, once forward and once backward; sequence parallelism gathers the input again for the weight
     * gradient (Korthikanti et al. 2022, section 4.2.2), if the block's first map or its adapters have one.
     */
    void tensorBlock(String name, int hidden, boolean needsInput) {
        if (shard.tensor() == 1) {
            return;
        }
        Bytes stream = Bytes.of((double) shard.tokens() * hidden * elementBytes());
        if (shard.sequenceWays() == 1) {
            forwardTransfers.add(new Transfer(name, Transfer.Dimension.TENSOR, Collective.ALL_REDUCE, stream));
            backwardTransfers.add(besideGradients(name, Collective.ALL_REDUCE, stream));
            return;
        }
        Bytes inputs = gathersInputs() ? converted(stream) : stream;
        Bytes gradients = gathersGradients() ? converted(stream) : stream;
        forwardTransfers.add(new Transfer(name + ".gather", Transfer.Dimension.TENSOR, Collective.ALL_GATHER, inputs));
        forwardTransfers.add(
                new Transfer(name + ".scatter", Transfer.Dimension.TENSOR, Collective.REDUCE_SCATTER, stream));
        backwardTransfers.add(
                new Transfer(name + ".gather", Transfer.Dimension.TENSOR, Collective.ALL_GATHER, gradients));
        backwardTransfers.add(besideGradients(name + ".scatter", Collective.REDUCE_SCATTER, stream));
        if (needsInput) {
            backwardTransfers.add(besideGradients(name + ".gather_again", Collective.ALL_GATHER, inputs));
        }
    }

    private static Transfer besideGradients(String name, Collective collective, Bytes bytes) {
        return new Transfer(name, Transfer.Dimension.TENSOR_BESIDE_GRADIENTS, collective, bytes);
    }

    /** Bytes of the gathered stream when its elements were converted before. */
    private Bytes converted(Bytes stream) {
        return stream.times(Math.min(1, recipe.precision().operands().bytesPerElement() / elementBytes()));
    }

    boolean gathersInputs() {
        return recipe.gatherFormat() != GatherFormat.HIGH_PRECISION && scalesCanBeGathered();
    }

    boolean gathersGradients() {
        return recipe.gatherFormat() == GatherFormat.OPERAND && scalesCanBeGathered();
    }

    /** Scales per row would have to be gathered too, and differ between the two copies: no stack does. */
    private boolean scalesCanBeGathered() {
        return recipe.precision().scaling() != Precision.Scaling.ROW;
    }

    /** Leaving the embedding: its rows are spread over the tensor group. */
    void tensorEmbedding(String name, int hidden) {
        if (shard.tensor() > 1) {
            Bytes stream = Bytes.of((double) shard.tokens() * hidden * elementBytes());
            Collective leave = shard.sequenceWays() > 1 ? Collective.REDUCE_SCATTER : Collective.ALL_REDUCE;
            forwardTransfers.add(new Transfer(name, Transfer.Dimension.TENSOR, leave, stream));
            if (shard.sequenceWays() > 1) {
                backwardTransfers.add(new Transfer(name, Transfer.Dimension.TENSOR, Collective.ALL_GATHER, stream));
            }
        }
    }

    /** Entering the head: as a block whose output stays spread over the tensor group. */
    void tensorHead(String name, int hidden) {
        if (shard.tensor() > 1) {
            Bytes stream = Bytes.of((double) shard.tokens() * hidden * elementBytes());
            boolean sequence = shard.sequenceWays() > 1;
            if (sequence) {
                forwardTransfers.add(new Transfer(name, Transfer.Dimension.TENSOR, Collective.ALL_GATHER, stream));
            }
            backwardTransfers.add(
                    besideGradients(name, sequence ? Collective.REDUCE_SCATTER : Collective.ALL_REDUCE, stream));
        }
    }

    void both(Transfer transfer) {
        forwardTransfers.add(transfer);
        backwardTransfers.add(transfer);
    }

    void forwardOnly(Transfer transfer) {
        forwardTransfers.add(transfer);
    }

    void backwardOnly(Transfer transfer) {
        backwardTransfers.add(transfer);
    }

    LayerWork build() {
        List<Operator> backward = new ArrayList<>();
        for (int i = forward.size() - 1; i >= 0; i--) {
            backward.addAll(forward.get(i).backward());
        }
        return new LayerWork(
                List.copyOf(forward),
                List.copyOf(backward),
                List.copyOf(forwardTransfers),
                List.copyOf(backwardTransfers));
    }
}
