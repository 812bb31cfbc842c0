package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at every block of a space and so proves the optimum. Meshes are dealt out to the threads in turn, each with its
 * own archive, so that the result and every count depend on the number of threads only.
 */
final class ExhaustiveSearch {
    /** Below this many candidates a second thread costs more than it saves. */
    private static final long WORTH_A_THREAD = 20_000;

    private final LayoutSpace space;
    private final Goal goal;
    private final Oracle.Source oracles;
    private final SearchMonitor monitor;
    private final AtomicBoolean cut = new AtomicBoolean();

    ExhaustiveSearch(LayoutSpace space, Goal goal, Oracle.Source oracles, SearchMonitor monitor) {
        this.space = space;
        this.goal = goal;
        this.oracles = oracles;
        this.monitor = monitor;
    }

    SearchResult run(long candidates, int threads) {
        int parts = candidates < WORTH_A_THREAD
                ? 1
                : Math.min(threads, Math.max(1, space.meshes().size()));
        List<CompletableFuture<Archive>> others = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            int own = part;
            others.add(CompletableFuture.supplyAsync(() -> part(own, parts)));
        }
        Archive archive = part(0, parts);
        others.forEach(other -> archive.merge(other.join()));
        return new SearchResult(archive, candidates, !cut.get());
    }

    private Archive part(int part, int parts) {
        Trial trial = new Trial(space, goal, oracles);
        List<ParallelDegrees> meshes = space.meshes();
        for (int i = part; i < meshes.size() && !cut.get(); i += parts) {
            search(trial, space.blocks(meshes.get(i)));
        }
        return trial.archive();
    }

    /** What stays the same when the micro-batch grows; memory only grows with it. */
    private record Method(PipelineSchedule schedule, Sharding sharding, Block.Variant variant) {}

    private void search(Trial trial, List<Block> blocks) {
        BlockSearch search = new BlockSearch(trial);
        Set<Method> tooLarge = new HashSet<>();
        long seen = 0;
        for (Block block : blocks) {
            if (monitor.cancelled()) {
                cut.set(true);
                break;
            }
            Method method = new Method(block.schedule(), block.sharding(), block.variant());
            if (!tooLarge.contains(method) && search.run(block) == BlockSearch.Outcome.NOTHING_FITS) {
                tooLarge.add(method);
            }
            seen += block.ladder().size();
            if (trial.archive().feasible() > 0) {
                monitor.found();
            }
        }
        monitor.advanced(seen);
    }
}
