package dev.shardwright.gui.whatif;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.planner.sweep.Axis;
import dev.shardwright.planner.sweep.ChangedCluster;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The way of a supposed question into the form. */
record SupposedPlan(PlanViewModel plan, HardwareCatalog hardware) {
    void ask(Supposition s) {
        plan.ask(texts(s));
    }

    /** On machines that are saved as a cluster file. Throws InvalidInputException when they cannot be. */
    void ask(Supposition s, Path clusterFile) {
        ChangedCluster.of(s.supposed().frame().cluster(), hardware).write(clusterFile, hardware);
        Map<PlanField, String> texts = texts(s);
        texts.put(PlanField.CLUSTER, clusterFile.toString());
        plan.ask(texts);
    }

    private static Map<PlanField, String> texts(Supposition s) {
        Map<PlanField, String> texts = new EnumMap<>(PlanField.class);
        texts.put(PlanField.GPUS, whole(s, Axis.GPUS));
        texts.put(PlanField.GLOBAL_BATCH, whole(s, Axis.GLOBAL_BATCH));
        texts.put(PlanField.SEQUENCE_LENGTH, whole(s, Axis.SEQUENCE_LENGTH));
        return texts;
    }

    private static String whole(Supposition s, Axis axis) {
        return String.valueOf((long) s.value(axis));
    }
}
