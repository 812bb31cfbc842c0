package dev.shardwright.profiler.cli;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of a model that one rank owns. */
final class ShardOptions {
    private static final int USUAL_LENGTH = 2048;
    private static final int MOST = 1 << 20;

    @Option(names = "--tp", paramLabel = "N", description = "Tensor parallel degree of --for-model; default 1.")
    private @Nullable Integer tensor;

    @Option(names = "--micro-batch", paramLabel = "N", description = "Sequences of a micro-batch; default 1.")
    private @Nullable Integer microBatch;

    @Option(names = "--sequence-length", paramLabel = "N", description = "Tokens of a sequence; default 2048.")
    private @Nullable Integer sequenceLength;

    private static int or(@Nullable Integer value, int usual) {
        return value == null ? usual : value;
    }

    private int degree() {
        return or(tensor, 1);
    }

    Shard shard() {
        return new Shard(
                degree(),
                1,
                new Shard.ContextSplit(1, ContextMethod.RING),
                new Shard.ExpertSplit(1, degree()),
                or(microBatch, 1),
                or(sequenceLength, USUAL_LENGTH));
    }

    /** As the default software stack computes; the number format is the device's. */
    Recipe recipe() {
        return Recipe.of(Precision.BF16, Catalog.shipped().stacks().stack(StackCatalog.DEFAULT));
    }

    String words() {
        return "tp " + degree() + ", micro-batch " + or(microBatch, 1) + ", sequence length "
                + or(sequenceLength, USUAL_LENGTH);
    }

    /** A grid has no shard. */
    void refuse() {
        if (tensor != null || microBatch != null || sequenceLength != null) {
            throw new InvalidInputException(
                    "--tp, --micro-batch, --sequence-length", "belong to a model, not to a grid.", "Add --for-model.");
        }
    }

    void check(Transformer model) {
        within("--tp", degree());
        within("--micro-batch", or(microBatch, 1));
        within("--sequence-length", or(sequenceLength, USUAL_LENGTH));
        for (LayerGroup group : model.groups()) {
            Attention attention = group.layer().attention();
            divides("attention heads", attention.heads());
            if (degree() % attention.kvHeads() != 0) {
                divides("key-value heads", attention.kvHeads());
            }
        }
    }

    private static void within(String option, int value) {
        if (value < 1 || value > MOST) {
            throw new InvalidInputException(option + " = " + value, "must lie between 1 and " + MOST + ".", "");
        }
    }

    private void divides(String what, int count) {
        if (count % degree() != 0) {
            throw new InvalidInputException(
                    "--tp = " + degree(),
                    "must divide " + what + " (" + count + ").",
                    "Use a divisor of " + count + ".");
        }
    }
}
