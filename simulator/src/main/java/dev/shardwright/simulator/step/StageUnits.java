package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Recompute.Part;
import dev.shardwright.simulator.stack.Execution;
import dev.shardwright.simulator.stack.Execution.RecomputeScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layers and ends of each stage of a pipeline, in the order of the forward pass. */
final class StageUnits {
    private final CostBook.Page page;
    private final Layout layout;
    private final Execution execution;
    private final DataParallelCost dataParallel;
    private final int microBatches;
    private final IdentityHashMap<LayerCost, Map<Double, StageCost>> known = new IdentityHashMap<>();

    private StageUnits(Setting setting, Execution execution, DataParallelCost dataParallel) {
        this.page = setting.page();
        this.layout = setting.layout();
        this.execution = execution;
        this.dataParallel = dataParallel;
        this.microBatches = setting.microBatches();
    }

    /**
     * @param groups of the layers of each stage
     * @param holders the rank that holds each stage, for what is decided per rank
     */
    static List<List<Unit>> of(
            Setting setting, Execution execution, DataParallelCost data, List<int[]> groups, List<StageShape> holders) {
        StageUnits units = new StageUnits(setting, execution, data);
        List<List<Unit>> stages = new ArrayList<>();
        int layer = 0;
        for (int stage = 0; stage < groups.size(); stage++) {
            StageShape holder = holders.get(stage);
            boolean last = stage == groups.size() - 1;
            stages.add(shared(units.stage(groups.get(stage), layer, stage == 0, last, holder)));
            layer += groups.get(stage).length;
        }
        return stages;
    }

    private List<Unit> stage(int[] groups, int firstLayer, boolean first, boolean last, StageShape holder) {
        Recompute policy = layout.memorySaving().recompute();
        double full = policy.fullShare(holder.layers());
        List<Unit> units = new ArrayList<>();
        if (first) {
            units.add(unit("embedding", page.embedding(), 0, Set.of(), Unit.Kind.EMBEDDING));
        }
        for (int i = 0; i < groups.length; i++) {
            double again = policy.everySecondProduct() ? full : Math.max(0, Math.min(1, full * groups.length - i));
            units.add(unit(
                    "layer " + (firstLayer + i), page.layers()[groups[i]], again, policy.parts(), Unit.Kind.LAYER));
        }
        if (last) {
            double again = policy instanceof Recompute.Full ? 1 : 0;
            page.prediction()
                    .ifPresent(
                            cost -> units.add(unit("prediction", cost, again, policy.parts(), Unit.Kind.PREDICTION)));
            double headAgain = execution.recomputeScope() == RecomputeScope.ALSO_HEAD ? full : 0;
            boolean sharesMatrix = holder.embedding() && holder.head();
            StageCost head = StageCost.one(page.head(), headAgain, Set.of(), false, layout, execution);
            if (sharesMatrix) {
                head.holds(page.tied(), -1);
            }
            dataParallel.accumulation(head, microBatches, 1);
            units.add(new Unit("head", head, page.head(), headAgain, Unit.Kind.HEAD, 0));
        }
        return units;
    }

    /** Equal layers share one cost. */
    private Unit unit(String name, LayerCost cost, double again, Set<Part> parts, Unit.Kind kind) {
        StageCost one = known.computeIfAbsent(cost, key -> new HashMap<>()).computeIfAbsent(again, key -> {
            StageCost stage = StageCost.one(cost, again, parts, kind == Unit.Kind.LAYER, layout, execution);
            dataParallel.accumulation(stage, microBatches, 1);
            return stage;
        });
        return new Unit(name, one, cost, again, kind, 0);
    }

    /** With each unit's share of the stage's parameters. */
    private static List<Unit> shared(List<Unit> units) {
        double sum = 0;
        for (Unit unit : units) {
            sum += parameters(unit);
        }
        double total = sum;
        return units.stream()
                .map(unit -> unit.withShare(total == 0 ? 1.0 / units.size() : parameters(unit) / total))
                .toList();
    }

    private static double parameters(Unit unit) {
        return unit.cost().denseParameters + unit.cost().expertParameters;
    }
}
