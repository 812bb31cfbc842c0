package dev.shardwright.planner.explain;

import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.solver.Archive;
import dev.shardwright.planner.solver.Candidate;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.unit.Bytes;
import java.util.Optional;

/** The faster layout that misses the memory limit by least, if that is little. */
final class NearMiss {
    /** Beyond this share over the limit, no small change makes a layout fit. */
    private static final double LITTLE = 0.15;

    private NearMiss() {}

    static Optional<Remark> remark(Findings findings) {
        Archive archive = findings.home().result().archive();
        Report first = findings.ranked().get(0);
        double share = findings.request().goal().memory().share();
        return archive.nearestBetter(archive.best().get(0))
                .map(NearMiss::report)
                .filter(r -> r.memory().peak().value()
                        <= (1 + LITTLE) * share * r.memory().limit().value())
                .map(r -> new Remark(Remark.Kind.WOULD_FIT, text(first, r, share)));
    }

    private static Report report(Candidate candidate) {
        return Simulator.simulate(candidate.job());
    }

    private static String text(Report first, Report faster, double share) {
        double gain = first.iteration().value() / faster.iteration().value() - 1;
        return Wording.whole(faster.job().layout()) + " would be " + Wording.percent(gain) + " faster, but "
                + shortage(faster.memory(), share) + ".";
    }

    /** "needs 3.1 GiB more than the 79.2 GiB there are"; what is short may be the comfort of the allocator only. */
    private static String shortage(MemoryLedger memory, double share) {
        Bytes limit = memory.limit().times(share);
        long excess = memory.peak().value() - limit.value();
        if (excess > 0) {
            return "needs " + Wording.gib(memory.peak()) + ", " + Wording.gib(new Bytes(excess))
                    + " more than the limit of " + Wording.gib(limit);
        }
        String near = memory.verdict() == Verdict.NEAR_LIMIT ? ": so near the limit the allocator starts to retry" : "";
        return "needs " + Wording.memory(memory) + near;
    }
}
