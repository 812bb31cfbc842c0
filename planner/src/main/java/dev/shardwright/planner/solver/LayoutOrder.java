package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Knob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import java.util.Comparator;

/** Reads a knob off a layout, and orders layouts. */
public final class LayoutOrder {
    private static final Knob[] KNOBS = Knob.values();

    /** Any two different layouts differ in this order. */
    public static final Comparator<Layout> SIMPLEST_FIRST = byKnobs()
            .thenComparing(l -> l.schedule().name())
            .thenComparing(Layout::sequenceParallel)
            .thenComparing(Layout::contextMethod)
            .thenComparing(l -> l.memorySaving().offload())
            .thenComparing(l -> l.memorySaving().sharding().replicas())
            .thenComparing(l -> l.memorySaving().recompute().name());

    private LayoutOrder() {}

    public static int value(Layout layout, Knob knob) {
        ParallelDegrees d = layout.degrees();
        return switch (knob) {
            case TENSOR -> d.tensor();
            case PIPELINE -> d.pipeline();
            case VIRTUAL -> layout.schedule().virtualStages();
            case CONTEXT -> d.context();
            case EXPERT -> d.expert();
            case EXPERT_TENSOR -> d.expertTensor();
            case DATA -> d.data();
            case MICRO_BATCH -> layout.microBatch();
            case ZERO -> layout.memorySaving().sharding().stage().ordinal();
        };
    }

    private static Comparator<Layout> byKnobs() {
        return (a, b) -> {
            for (Knob knob : KNOBS) {
                int order = Integer.compare(value(a, knob), value(b, knob));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }
}
