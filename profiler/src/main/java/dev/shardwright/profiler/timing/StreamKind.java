package dev.shardwright.profiler.timing;

import dev.shardwright.profiler.kernel.AdamStep;
import dev.shardwright.profiler.kernel.CrossEntropy;
import dev.shardwright.profiler.kernel.Embedding;
import dev.shardwright.profiler.kernel.GatedActivation;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.RmsNorm;
import dev.shardwright.profiler.kernel.RowWise;
import java.util.Optional;

/**
 * The simulator's kind of an operation that only moves memory, its elements, and how often each is read or written, as
 * docs/model/elementwise.md counts them. Rates are bytes so counted over time, which is how the simulator uses them.
 */
record StreamKind(String name, double elements, double forwardPasses, double backwardPasses) {
    static Optional<StreamKind> of(Operation operation) {
        if (operation instanceof RmsNorm norm) {
            return kind("norm", norm.rows() * norm.width(), 2, 5);
        }
        if (operation instanceof GatedActivation activation) {
            return kind("activation", activation.rows() * activation.width(), 3, 5);
        }
        if (operation instanceof RowWise rows) {
            return Optional.of(of(rows));
        }
        if (operation instanceof Embedding embedding) {
            return kind("embedding", embedding.tokens() * embedding.width(), 2, 4);
        }
        if (operation instanceof CrossEntropy loss) {
            return kind("loss", loss.tokens() * loss.vocabulary(), 4, 4);
        }
        if (operation instanceof AdamStep step) {
            return kind("optimizer", step.parameters(), 7, 0);
        }
        return operation instanceof MemoryCopy copy ? kind("copy", copy.size(), 2, 0) : Optional.empty();
    }

    private static StreamKind of(RowWise rows) {
        double elements = (double) rows.rows() * rows.width();
        return switch (rows.form()) {
            case LAYER_NORM -> new StreamKind("norm", elements, 2, 5);
            case GELU -> new StreamKind("activation", elements, 2, 3);
            case ROTARY -> new StreamKind("rotary", elements, 2, 2);
            case RESIDUAL_ADD -> new StreamKind("residual", elements, 3, 3);
        };
    }

    private static Optional<StreamKind> kind(String name, double elements, double forward, double backward) {
        return Optional.of(new StreamKind(name, elements, forward, backward));
    }
}
