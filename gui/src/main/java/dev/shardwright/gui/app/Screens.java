package dev.shardwright.gui.app;

import dev.shardwright.gui.compare.CompareView;
import dev.shardwright.gui.memory.MemoryView;
import dev.shardwright.gui.memory.MemoryViewModel;
import dev.shardwright.gui.plan.JobView;
import dev.shardwright.gui.plan.PlanView;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.timeline.TimelineView;
import dev.shardwright.gui.timeline.TimelineViewModel;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;

/** The screens of the window. */
final class Screens {
    private Screens() {}

    /** In the order of the sidebar and of the shortcuts Ctrl+1 to Ctrl+9; the first is shown at the start. */
    static List<Screen> all(Workspace workspace, PlanViewModel plan) {
        return List.of(
                new Screen(
                        "Job",
                        Feather.EDIT_3,
                        "What is to be trained, and on what?",
                        EmptyState.NEVER,
                        () -> new JobView(plan, workspace).root()),
                new Screen(
                        "Plan",
                        Feather.COMPASS,
                        "Which layout trains fastest?",
                        EmptyState.NEVER,
                        () -> new PlanView(plan, workspace).root()),
                new Screen(
                        "Timeline",
                        Feather.ACTIVITY,
                        "When does each stage compute, send and wait?",
                        EmptyState.withoutLayout("No step to play yet"),
                        () -> new TimelineView(new TimelineViewModel(workspace)).root()),
                new Screen(
                        "Memory",
                        Feather.DATABASE,
                        "Where does each stage's memory go, and what would need less?",
                        EmptyState.withoutLayout("No layout to look into yet"),
                        () -> new MemoryView(new MemoryViewModel(workspace)).root()),
                new Screen(
                        "Compare",
                        Feather.COLUMNS,
                        "Why is one layout faster than another?",
                        new EmptyState(
                                session -> session.pinned().isEmpty(),
                                "No layout is pinned",
                                "Select a layout on the Plan screen and press Pin or Ctrl+P; then another.",
                                "Plan"),
                        () -> new CompareView(workspace.session()).root()));
    }
}
