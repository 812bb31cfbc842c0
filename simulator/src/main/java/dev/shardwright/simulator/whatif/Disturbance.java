package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraph;
import java.math.BigDecimal;
import java.math.MathContext;

/** Something that makes tasks take longer, or shorter, than planned. */
public sealed interface Disturbance permits SlowRank, SlowLink, MicroBatchWork, Jitter {
    /** In a few words, for people. */
    String label();

    /** What the time that a task spends on a category is multiplied by. */
    double factor(TaskGraph graph, int task, Category category);

    static String times(double factor) {
        return plain(factor) + " times";
    }

    /** Four significant digits, without zeros at the end. */
    static String plain(double value) {
        return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
    }

    /** A factor of a slow part must be such. */
    static void requireFactor(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("a factor on time must be above 0: " + factor);
        }
    }
}
