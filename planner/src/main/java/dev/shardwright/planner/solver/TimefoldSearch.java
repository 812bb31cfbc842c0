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
import java.util.List;

/**
 * Local search with Timefold, for spaces too large to enumerate. It starts from an initialised layout, because the
 * default construction heuristic would try all combinations of all variables; it moves one or two choices at once,
 * because choices are coupled; and it ends after a fixed number of moves, so that a seed gives the same answer twice.
 */
final class TimefoldSearch {
    private static final long MOVES = 400_000;
    /** Meshes that are looked at to find a start. */
    private static final int SAMPLED_MESHES = 200;

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
        Runnable watch = () -> {
            if (monitor.cancelled()) {
                solver.terminateEarly();
            }
        };
        ChoiceJudge judge = new ChoiceJudge(space, trial, watch);
        solver.solve(new LayoutChoicePlan(ChoiceValues.of(space), judge, start(judge)));
        polish();
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
                        .withTerminationConfig(new TerminationConfig().withMoveCountLimit(MOVES)));
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
            for (Block block : space.blocks(mesh)) {
                int rung = block.ladder().size() - 1;
                HardSoftLongScore score = judge.score(block.layout(rung));
                if (bestScore == null || score.compareTo(bestScore) > 0) {
                    best = new LayoutChoice(block, rung);
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

    /** Settles the meshes of the answers exactly. */
    private void polish() {
        BlockSearch search = new BlockSearch(trial);
        trial.archive().best().stream()
                .map(c -> c.layout().degrees())
                .distinct()
                .flatMap(mesh -> space.blocks(mesh).stream())
                .filter(block -> !monitor.cancelled())
                .forEach(search::run);
    }
}
