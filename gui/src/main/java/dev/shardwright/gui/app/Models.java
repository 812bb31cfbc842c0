package dev.shardwright.gui.app;

import dev.shardwright.gui.files.FilesViewModel;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.plan.Presets;
import dev.shardwright.gui.screen.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The view models that more than one part of the window uses. */
record Models(PlanViewModel plan, FilesViewModel files) {
    static Models of(Workspace workspace, Supplier<Presets> presets, List<Path> recent) {
        PlanViewModel plan = new PlanViewModel(workspace, presets);
        return new Models(plan, new FilesViewModel(workspace, plan, recent));
    }
}
