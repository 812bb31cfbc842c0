package dev.shardwright.planner.explain;

import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.solver.SearchMonitor;
import java.util.ArrayList;
import java.util.List;

/** All remarks on a finished search. */
public final class Explanation {
    private Explanation() {}

    /** Why the first answer is first, what ties with it, what was dropped; or, without an answer, what would fit. */
    public static List<Remark> of(Findings findings, SearchMonitor monitor) {
        if (findings.ranked().isEmpty()) {
            return Rescue.remarks(findings, monitor);
        }
        List<Remark> remarks = new ArrayList<>();
        remarks.add(WhyFirst.remark(findings));
        Ties.remark(findings.answers()).ifPresent(remarks::add);
        remarks.addAll(DroppedChoices.remarks(findings));
        Unsaid.remark(findings).ifPresent(remarks::add);
        NearMiss.remark(findings).ifPresent(remarks::add);
        return remarks;
    }
}
