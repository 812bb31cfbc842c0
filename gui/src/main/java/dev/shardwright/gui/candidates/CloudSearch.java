package dev.shardwright.gui.candidates;

import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.solver.Oracle;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Evaluates the candidates of a request, or evenly spread ones where there are more than a picture can show. */
final class CloudSearch {
    static final int MOST_POINTS = 100_000;

    private record Place(JobFrame frame, Block block, int rung) {
        Layout layout() {
            return block.layout(rung);
        }
    }

    private final BooleanSupplier stale;
    private final List<Place> places = new ArrayList<>();
    private final List<Estimate> estimates = new ArrayList<>();
    private long seen;
    private long step = 1;

    private CloudSearch(BooleanSupplier stale) {
        this.stale = stale;
    }

    /** @param stale may end it early, with what there is so far */
    static Cloud of(PlanningRequest request, BooleanSupplier stale) {
        CloudSearch search = new CloudSearch(stale);
        List<LayoutSpace> spaces = request.frames().stream()
                .map(frame -> new LayoutSpace(frame, request.freedom()))
                .toList();
        long all = spaces.stream().mapToLong(LayoutSpace::candidates).sum();
        search.step = Math.max(1, (all + MOST_POINTS - 1) / MOST_POINTS);
        spaces.forEach(search::add);
        return search.cloud(all);
    }

    private void add(LayoutSpace space) {
        Oracle oracle = Oracle.Source.simulator(space.frame());
        for (ParallelDegrees mesh : space.meshes()) {
            if (stale.getAsBoolean()) {
                return;
            }
            for (Block block : space.blocks(mesh)) {
                for (int rung = 0; rung < block.ladder().size(); rung++) {
                    if (seen++ % step == 0) {
                        estimates.add(oracle.estimate(block.layout(rung)));
                        places.add(new Place(space.frame(), block, rung));
                    }
                }
            }
        }
    }

    private Cloud cloud(long all) {
        double[] seconds = new double[places.size()];
        double[] gibibytes = new double[places.size()];
        Verdict[] verdict = new Verdict[places.size()];
        Arrays.setAll(seconds, i -> estimates.get(i).iteration().value());
        Arrays.setAll(gibibytes, i -> estimates.get(i).peak().inGibibytes());
        Arrays.setAll(verdict, i -> estimates.get(i).verdict());
        List<Place> kept = List.copyOf(places);
        return new Cloud(
                seconds,
                gibibytes,
                verdict,
                point -> kept.get(point).frame().with(kept.get(point).layout()),
                all);
    }
}
