package dev.shardwright.planner.space;

import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which recomputations are worth trying for a rank with a given number of layers, cheapest in time first. */
final class RecomputeLadder {
    /** Intermediate rungs between none and full. */
    private static final int STEPS = 8;

    private static final Comparator<Recompute> BY_TIME = Comparator.comparingInt(RecomputeLadder::kind)
            .thenComparingInt(r -> r.fullLayers(Integer.MAX_VALUE))
            .thenComparing(Recompute::name);

    private final List<Recompute> pinned;
    private final List<Recompute> ofParts;
    private final int layers;
    private final Map<Long, List<Recompute>> known = new ConcurrentHashMap<>();

    RecomputeLadder(List<Recompute> pinned, List<Recompute> ofParts, int layers) {
        this.pinned = pinned.isEmpty()
                ? List.of()
                : pinned.stream().sorted(BY_TIME).distinct().toList();
        this.ofParts = List.copyOf(ofParts);
        this.layers = layers;
    }

    /** Rungs for the stages that a schedule makes of the model, and those that it gives each rank. */
    List<Recompute> rungs(int pipeline, PipelineSchedule schedule) {
        int stages = schedule.placement().stages(pipeline, schedule.virtualStages());
        int perRank = schedule.virtualStages() * schedule.weightCopies();
        return pinned.isEmpty()
                ? known.computeIfAbsent((long) stages << 32 | perRank, key -> build(stages, perRank))
                : pinned;
    }

    private List<Recompute> build(int stages, int perRank) {
        List<Recompute> rungs = new ArrayList<>();
        rungs.add(new Recompute.None());
        rungs.addAll(ofParts);
        // Frameworks recompute the same number of layers in every stage.
        int perStage = (layers + stages - 1) / stages;
        int previous = 0;
        for (int step = 1; step < STEPS; step++) {
            int chosen = (int) Math.ceil(perStage * (double) step / STEPS);
            if (chosen > previous && chosen < perStage) {
                rungs.add(new Recompute.PerRank(chosen * perRank));
                previous = chosen;
            }
        }
        rungs.add(new Recompute.Full());
        return List.copyOf(rungs);
    }

    private static int kind(Recompute recompute) {
        if (recompute instanceof Recompute.None) {
            return 0;
        }
        if (!recompute.parts().isEmpty()) {
            return 1;
        }
        return recompute instanceof Recompute.PerRank ? 2 : 3;
    }
}
