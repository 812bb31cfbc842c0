package dev.shardwright.gui.app;

import dev.shardwright.gui.accuracy.AccuracyView;
import dev.shardwright.gui.compare.CompareView;
import dev.shardwright.gui.export.ExportView;
import dev.shardwright.gui.memory.MemoryView;
import dev.shardwright.gui.plan.JobView;
import dev.shardwright.gui.plan.PlanView;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.profiles.ProfilesView;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.timeline.TimelineView;
import dev.shardwright.gui.whatif.WhatIfView;
import java.util.List;

/** The screens of the window. */
final class Screens {
    private Screens() {}

    /** In the order of the sidebar and of the shortcuts Ctrl+1 to Ctrl+9; the first is shown at the start. */
    static List<Screen> all(Workspace workspace, PlanViewModel plan) {
        return List.of(
                JobView.screen(plan, workspace),
                PlanView.screen(plan, workspace),
                TimelineView.screen(workspace),
                MemoryView.screen(workspace),
                CompareView.screen(workspace),
                WhatIfView.screen(plan, workspace),
                AccuracyView.screen(workspace),
                ProfilesView.screen(workspace),
                ExportView.screen(workspace));
    }
}
