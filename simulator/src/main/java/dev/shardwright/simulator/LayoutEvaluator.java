package dev.shardwright.simulator;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.report.Estimate;
import dev.shardwright.simulator.stack.SoftwareStack;

/**
 * The fast path: many layouts of one job. Costs of equally shaped layers are computed once and shared, so that a layout
 * takes microseconds. Not safe for use by several threads at once; make one evaluator per thread.
 */
public final class LayoutEvaluator {
    public LayoutEvaluator(
            Transformer model, Cluster cluster, Workload workload, Numerics numerics, SoftwareStack stack) {}

    /** The layout must be legal (see LayoutRules). Same figures as Simulator.simulate. */
    public Estimate evaluate(Layout layout) {
        throw new UnsupportedOperationException("being written: " + layout);
    }
}
