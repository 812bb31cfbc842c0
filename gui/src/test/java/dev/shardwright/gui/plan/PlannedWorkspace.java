package dev.shardwright.gui.plan;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.simulator.catalog.Catalog;
import java.util.Map;

/** A session in which a small job was planned; slow work is done at once, where it is asked for. */
public final class PlannedWorkspace {
    private PlannedWorkspace() {}

    /** llama-3-8b on 16 devices in four stages. */
    public static Workspace ofPipeline() {
        return of(Map.of(PlanField.MODEL, "llama-3-8b", PlanField.GPUS, "16", PlanField.PIPELINE, "4"));
    }

    public static Workspace of(Map<PlanField, String> texts) {
        Workspace workspace = Workspace.of(Catalog.shipped(), new Threads(Runnable::run, Runnable::run));
        PlanViewModel plan = new PlanViewModel(workspace);
        texts.forEach((field, text) -> plan.form().text(field).set(text));
        plan.plan();
        return workspace;
    }
}
