package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.LayoutEvaluator;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.report.Estimate;

/** Tells what a legal layout costs. */
@FunctionalInterface
public interface Oracle {
    Estimate estimate(Layout layout);

    /** Makes oracles; every thread gets its own. */
    @FunctionalInterface
    interface Source {
        Oracle forFrame(JobFrame frame);

        /** The simulator's fast path. */
        static Oracle simulator(JobFrame f) {
            return new LayoutEvaluator(f.model(), f.cluster(), f.workload(), f.numerics(), f.stack())::evaluate;
        }
    }
}
