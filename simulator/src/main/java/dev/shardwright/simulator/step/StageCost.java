package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Recompute.Part;
import dev.shardwright.simulator.memory.ParameterShare;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.Execution;
import dev.shardwright.simulator.stack.Execution.RecomputeScope;
import java.util.Set;

/** One pipeline rank's seconds per micro-batch by part, and the trained parameters it holds; refilled for every layout. */
final class StageCost {
    final PassSums forward = new PassSums();
    final PassSums backward = new PassSums();
    StageShape shape;
    /** Share of the expert traffic that is counted here, since nothing hides it. */
    double expertsWait = 1;

    double denseParameters;
    double expertParameters;
    /** Bytes of weights that are not trained, as {@code denseParameters} and {@code expertParameters} count. */
    double denseFrozen;

    double expertFrozen;
    /** Bytes of quantisation constants that every rank keeps whole. */
    double unsharded;
    /** Bytes of the largest quantised matrix while it is in use. */
    double unpacked;

    private double floor;
    private RecomputeScope scope;

    void fill(StageShape stage, CostBook.Page page, Layout layout, Execution execution) {
        shape = stage;
        start(layout, execution);
        Recompute policy = layout.memorySaving().recompute();
        double full = policy.fullShare(stage.layers());
        for (int i = 0; i < page.layers().length; i++) {
            int count = stage.layersOfGroup()[i];
            if (count > 0) {
                add(page.layers()[i], count, full, policy.parts());
            }
        }
        floor = 0;
        if (stage.embedding()) {
            add(page.embedding(), 1, 0, Set.of());
        }
        if (stage.head()) {
            double again = policy instanceof Recompute.Full ? 1 : 0;
            page.prediction().ifPresent(cost -> add(cost, 1, again, policy.parts()));
            add(page.head(), 1, scope == RecomputeScope.ALSO_HEAD ? full : 0, Set.of());
        }
        if (stage.embedding() && stage.head()) {
            holds(page.tied(), -1);
        }
        expertsWait = expertsWait(layout.schedule(), execution);
        if (expertsWait < 1) {
            interweave();
        }
        int copies = layout.schedule().weightCopies();
        if (copies > 1) {
            forward.scale(1.0 / copies);
            backward.scale(1.0 / copies);
        }
    }

    /**
     * The cost of one layer, or one end, alone.
     *
     * @param full share of it that is recomputed in the backward pass
     */
    static StageCost one(
            LayerCost cost, double full, Set<Part> parts, boolean layer, Layout layout, Execution execution) {
        StageCost stage = new StageCost();
        stage.start(layout, execution);
        stage.floor = layer ? stage.floor : 0;
        stage.add(cost, 1, full, parts);
        return stage;
    }

    /** The share of expert traffic that ranks wait for: interwoven passes take turns, as where a recipe says so. */
    static double expertsWait(PipelineSchedule schedule, Execution execution) {
        return schedule.interweaves() ? 1 - execution.experts().inTurns().hidden() : 1;
    }

    /** Expert traffic hides behind another micro-batch's compute, as far as that lasts. */
    private void interweave() {
        double traffic = forward.expert + backward.expert;
        double compute = forward.compute + backward.compute + backward.recompute;
        expertsWait = traffic == 0 ? expertsWait : Math.max(expertsWait, 1 - compute / traffic);
        forward.expert *= expertsWait;
        backward.expert *= expertsWait;
    }

    private void start(Layout layout, Execution execution) {
        forward.clear();
        backward.clear();
        denseParameters = expertParameters = denseFrozen = expertFrozen = unsharded = unpacked = 0;
        scope = execution.recomputeScope();
        floor = floor(layout, execution);
    }

    /** Least seconds of one layer's pass: see {@link Execution.Dispatch}. */
    private static double floor(Layout layout, Execution execution) {
        int tensor = layout.degrees().tensor();
        boolean shared = tensor > 1 && layout.degrees().pipeline() > 1;
        return shared ? tensor * execution.dispatch().pipelinedTensorRank().value() : 0;
    }

    /** Waiting of one pass whose work is shorter than the floor. */
    private double waiting(PassCost pass) {
        return Math.max(0, floor - pass.total());
    }

    private void add(LayerCost cost, int count, double full, Set<Part> parts) {
        PassCost ahead = cost.forward();
        PassCost back = cost.backward();
        double again = count * full;
        double left = scope == RecomputeScope.UP_TO_LAST_SAVED ? cost.endSeconds() : 0;
        forward.compute += count * ahead.compute();
        forward.tensor += count * (ahead.tensor() + waiting(ahead));
        forward.context += count * ahead.context();
        forward.expert += count * ahead.expert();
        backward.compute += count * back.compute();
        backward.weightGradient += count * back.weightGradient();
        backward.recompute += again * (ahead.compute() - left)
                + (parts.isEmpty() ? 0 : count * cost.parts().of(parts));
        backward.tensor += again * (ahead.tensor() + waiting(ahead)) + count * (back.tensor() + waiting(back));
        backward.context += again * ahead.context() + count * back.context();
        backward.expert += again * ahead.expert() + count * back.expert();
        holds(cost.parameters(), count);
    }

    void holds(ParameterShare share, int count) {
        denseParameters += count * share.dense();
        expertParameters += count * share.expert();
        denseFrozen += count * share.frozen().dense().value();
        expertFrozen += count * share.frozen().expert().value();
        unsharded += count * share.frozen().unsharded().value();
        unpacked = Math.max(unpacked, share.frozen().unpacked().value());
    }

    /** The backward pass without what only the weights' gradients need. */
    double inputGradient() {
        return backward.total() - backward.weightGradient;
    }

    /** Of one micro-batch. */
    double total() {
        return forward.total() + backward.total();
    }

    /** Adds {@code times} micro-batches of this stage. */
    void addTo(StepFigures figures, int times) {
        forward.addTo(figures, times);
        backward.addTo(figures, times);
    }
}
