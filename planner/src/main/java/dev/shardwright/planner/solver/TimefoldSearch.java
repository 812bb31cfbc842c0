package dev.shardwright.planner.solver;

import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.heuristic.selector.move.MoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.CartesianProductMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.ParallelDegrees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Local search with Timefold, for spaces too large to enumerate. It starts from an initialised layout, because the
 * default construction heuristic would try all combinations of all variables; it moves one or two choices at once,
 * because choices are coupled; and it ends after a fixed number of moves, so that a seed gives the same answer twice.
 * What it finds is settled exactly: every layout of the answers' meshes and of those next to them is bounded or tried.
 */
final class TimefoldSearch {
    private static final int MOVES = 50_000;
    /** Meshes that are looked at to find a start. */
    private static final int SAMPLED_MESHES = 50;

    private final LayoutSpace space;
    private final Trial trial;
    private final SearchLimits limits;
    private final SearchMonitor monitor;

    TimefoldSearch(LayoutSpace space, Trial trial, SearchLimits limits, SearchMonitor monitor) {
        this.space = space;
        this.trial = trial;
        this.limits = limits;
        this.monitor = monitor;
    }

    void run() {
        Solver<LayoutChoicePlan> solver =
                SolverFactory.<LayoutChoicePlan>create(configuration()).buildSolver();
        Progress progress = new Progress(space.candidates());
        Runnable watch = () -> {
            progress.move();
            if (trial.archive().feasible() > 0) {
                monitor.found();
            }
            if (monitor.cancelled()) {
                solver.terminateEarly();
            }
        };
        ChoiceJudge judge = new ChoiceJudge(space, trial, watch);
        solver.solve(new LayoutChoicePlan(ChoiceValues.of(space), judge, start(judge)));
        polish();
    }

    /** Shares the candidates out over the moves, so that progress is even. */
    private final class Progress {
        private final long candidates;
        private int moves;

        Progress(long candidates) {
            this.candidates = candidates;
        }

        void move() {
            if (moves < MOVES) {
                long before = candidates * moves / MOVES;
                moves++;
                monitor.advanced(candidates * moves / MOVES - before);
            }
        }
    }

    private SolverConfig configuration() {
        return new SolverConfig()
                .withSolutionClass(LayoutChoicePlan.class)
                .withEntityClasses(LayoutChoice.class)
                .withEasyScoreCalculatorClass(LayoutChoiceScore.class)
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
                .withRandomSeed(limits.seed())
                .withPhases(new LocalSearchPhaseConfig()
                        .withLocalSearchType(LocalSearchType.LATE_ACCEPTANCE)
                        .withMoveSelectorConfig(moves())
                        .withTerminationConfig(new TerminationConfig().withMoveCountLimit((long) MOVES)));
    }

    /** Any one choice, or any two of them together. */
    private static MoveSelectorConfig<?> moves() {
        return new UnionMoveSelectorConfig(List.of(
                new ChangeMoveSelectorConfig(),
                new CartesianProductMoveSelectorConfig(
                        List.of(new ChangeMoveSelectorConfig(), new ChangeMoveSelectorConfig()))));
    }

    /** The best of a sample in even steps over the meshes, each with its most memory-saving recomputation. */
    private LayoutChoice start(ChoiceJudge judge) {
        LayoutChoice best = null;
        HardSoftLongScore bestScore = null;
        for (ParallelDegrees mesh : sample()) {
            for (Block block : space.leanest(mesh)) {
                HardSoftLongScore score = judge.score(block);
                if (bestScore == null || score.compareTo(bestScore) > 0) {
                    best = new LayoutChoice(block);
                    bestScore = score;
                }
            }
        }
        return best;
    }

    private List<ParallelDegrees> sample() {
        List<ParallelDegrees> meshes = space.meshes();
        int stride = Math.max(1, meshes.size() / SAMPLED_MESHES);
        List<ParallelDegrees> sample = new ArrayList<>();
        for (int i = 0; i < meshes.size(); i += stride) {
            sample.add(meshes.get(i));
        }
        return sample;
    }

    /** Settles the meshes of the answers and the neighbours of the best exactly, until they stay the same. */
    private void polish() {
        BlockSearch search = new BlockSearch(trial);
        Set<ParallelDegrees> settled = new HashSet<>();
        List<ParallelDegrees> open = open(settled);
        while (!open.isEmpty()) {
            for (ParallelDegrees mesh : open) {
                if (monitor.cancelled()) {
                    return;
                }
                space.blocks(mesh).forEach(search::run);
                settled.add(mesh);
            }
            open = open(settled);
        }
    }

    /** Meshes of an answer or next to the best one that are not settled yet. */
    private List<ParallelDegrees> open(Set<ParallelDegrees> settled) {
        Set<ParallelDegrees> answers = new HashSet<>();
        trial.archive().best().forEach(c -> answers.add(c.layout().degrees()));
        List<ParallelDegrees> open = new ArrayList<>();
        for (ParallelDegrees mesh : space.meshes()) {
            if (!settled.contains(mesh) && (answers.contains(mesh) || nearBest(mesh))) {
                open.add(mesh);
            }
        }
        return open;
    }

    private boolean nearBest(ParallelDegrees mesh) {
        List<Candidate> best = trial.archive().best();
        return !best.isEmpty() && near(best.get(0).layout().degrees(), mesh);
    }

    /** Whether a factor of one degree went to one other degree, or the experts alone are arranged otherwise. */
    private static boolean near(ParallelDegrees a, ParallelDegrees b) {
        int different = 0;
        different += a.tensor() == b.tensor() ? 0 : 1;
        different += a.pipeline() == b.pipeline() ? 0 : 1;
        different += a.context() == b.context() ? 0 : 1;
        different += a.data() == b.data() ? 0 : 1;
        return different <= 2;
    }
}
