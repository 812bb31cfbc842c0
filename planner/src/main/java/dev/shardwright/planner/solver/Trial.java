package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.report.Estimate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Evaluates layouts of one frame, judges them by the goal and files them in an archive. One thread only. */
final class Trial {
    private final JobFrame frame;
    private final Goal goal;
    private final Oracle oracle;
    private final Dialect dialect;
    private final Archive archive;
    private final Optional<Memory> memory;

    /** What was evaluated and filed before. */
    private record Memory(Map<Layout, Candidate> known, Set<Layout> filed) {}

    private Trial(LayoutSpace space, Goal goal, Oracle.Source oracles, Optional<Memory> memory) {
        this.frame = space.frame();
        this.goal = goal;
        this.oracle = oracles.forFrame(frame);
        this.dialect = space.dialect();
        this.memory = memory;
        archive = new Archive(goal.answers());
    }

    /** For a search that meets every layout once. */
    Trial(LayoutSpace space, Goal goal, Oracle.Source oracles) {
        this(space, goal, oracles, Optional.empty());
    }

    /** For a search that comes back to layouts: each is evaluated, filed and counted once. */
    static Trial remembering(LayoutSpace space, Goal goal, Oracle.Source oracles) {
        return new Trial(space, goal, oracles, Optional.of(new Memory(new HashMap<>(), new HashSet<>())));
    }

    Archive archive() {
        return archive;
    }

    Goal goal() {
        return goal;
    }

    /** Evaluates without filing. */
    Candidate evaluate(Layout layout) {
        if (memory.isEmpty()) {
            return evaluated(layout);
        }
        Candidate known = memory.get().known().get(layout);
        if (known == null) {
            known = evaluated(layout);
            memory.get().known().put(layout, known);
        }
        return known;
    }

    private Candidate evaluated(Layout layout) {
        Estimate estimate = oracle.estimate(layout);
        archive.countEvaluation();
        return new Candidate(frame, layout, estimate, goal.objective().score(frame.cluster(), estimate.iteration()));
    }

    /** Whether somebody in particular is to run the job, who may lack words for a layout. */
    boolean asks() {
        return dialect != Dialect.ANY;
    }

    /** Whether whoever is to run the job can say a layout. */
    boolean says(Layout layout) {
        return !asks() || dialect.refusals(frame.with(layout)).isEmpty();
    }

    /** The layouts of a block that can be said; the same block when all can, one without layouts when none can. */
    Block said(Block block) {
        if (!asks()) {
            return block;
        }
        List<Recompute> said = new ArrayList<>();
        for (int rung = 0; rung < block.ladder().size(); rung++) {
            if (says(block.layout(rung))) {
                said.add(block.ladder().get(rung));
            }
        }
        return said.size() == block.ladder().size() ? block : block.with(said);
    }

    boolean accepts(Candidate candidate) {
        return goal.memory().accepts(candidate.estimate(), frame.cluster());
    }

    /** Files a candidate; true when it is accepted. */
    boolean file(Candidate candidate) {
        boolean accepted = accepts(candidate);
        if (memory.isPresent() && !memory.get().filed().add(candidate.layout())) {
            return accepted;
        }
        if (accepted) {
            archive.accept(candidate);
        } else {
            archive.refuse(candidate);
        }
        return accepted;
    }
}
