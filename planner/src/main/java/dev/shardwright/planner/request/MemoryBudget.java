package dev.shardwright.planner.request;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Estimate;

/** Which predicted peaks are acceptable. */
public sealed interface MemoryBudget {
    boolean accepts(Estimate estimate, Cluster cluster);

    /** Bytes above what is acceptable; at least 1 for anything refused. */
    default long excess(Estimate estimate, Cluster cluster) {
        return accepts(estimate, cluster)
                ? 0
                : Math.max(
                        1,
                        estimate.peak().value()
                                - (long) (share()
                                        * cluster.accelerator()
                                                .memory()
                                                .usable()
                                                .value()));
    }

    /** Share of the usable memory that is the limit. */
    double share();

    /** Below the share of memory at which the stack's allocator starts to retry. */
    record Comfortable() implements MemoryBudget {
        @Override
        public boolean accepts(Estimate estimate, Cluster cluster) {
            return estimate.verdict() == Verdict.FITS;
        }

        @Override
        public double share() {
            return 1;
        }
    }

    /** Up to a share of the usable memory, even near the limit. */
    record Share(double share) implements MemoryBudget {
        public Share {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("must be above 0 and at most 1, but is " + share);
            }
        }

        @Override
        public boolean accepts(Estimate estimate, Cluster cluster) {
            return estimate.fits()
                    && estimate.peak().value()
                            <= share * cluster.accelerator().memory().usable().value();
        }
    }
}
