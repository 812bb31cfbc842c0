package dev.shardwright.simulator;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.report.Estimate;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.step.StepFigures;
import dev.shardwright.simulator.step.StepModel;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;

/**
 * The fast path: many layouts of one job. Costs of equally shaped layers are computed once and shared, so that a layout
 * takes microseconds. Not safe for use by several threads at once; make one evaluator per thread.
 */
public final class LayoutEvaluator {
    private final StepModel step;
    private final StepFigures figures = new StepFigures();
    private final Bytes limit;
    private final double unstableAbove;

    public LayoutEvaluator(
            Transformer model, Cluster cluster, Workload workload, Numerics numerics, SoftwareStack stack) {
        this.step = new StepModel(model, cluster, workload, numerics, stack);
        this.limit = cluster.accelerator().memory().usable();
        this.unstableAbove = stack.memory().allocator().unstableAbove();
    }

    /** The layout must be legal (see LayoutRules). Same figures as Simulator.simulate. */
    public Estimate evaluate(Layout layout) {
        step.evaluate(layout, figures);
        Bytes peak = Bytes.of(figures.peakBytes());
        return new Estimate(new Seconds(figures.iterationSeconds()), peak, Verdict.of(peak, limit, unstableAbove));
    }
}
