package dev.shardwright.gui.app;

import dev.shardwright.gui.files.FilesViewModel;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.screen.Workspace;
import java.nio.file.Path;
import java.util.List;

/** The view models that more than one part of the window uses. */
record Models(PlanViewModel plan, FilesViewModel files) {
    static Models of(Workspace workspace, List<Path> recent) {
        PlanViewModel plan = new PlanViewModel(workspace);
        return new Models(plan, new FilesViewModel(workspace, plan, recent));
    }
}
