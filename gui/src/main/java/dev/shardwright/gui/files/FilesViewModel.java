package dev.shardwright.gui.files;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.screen.TrayViewModel;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.session.Session;
import dev.shardwright.gui.task.Latest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Files that are opened or dropped, and those that were opened last. */
public final class FilesViewModel {
    static final int MOST_RECENT = 8;

    private final Workspace workspace;
    private final PlanViewModel plan;
    private final ReadOnlyObjectWrapper<List<Path>> recent;

    public FilesViewModel(Workspace workspace, PlanViewModel plan, List<Path> recent) {
        this.workspace = workspace;
        this.plan = plan;
        this.recent = new ReadOnlyObjectWrapper<>(List.copyOf(recent));
    }

    /** Reads a file beside the window and shows it where it belongs; says why it cannot be opened instead. */
    public void open(Path file) {
        Latest reading = new Latest(workspace.threads(), e -> refuse(e.getMessage()));
        reading.ask(stale -> Opened.read(file, workspace.catalog()), this::show);
    }

    private void refuse(String reason) {
        plan.refuse(reason);
        workspace.navigation().go("Job");
    }

    private void show(Opened opened) {
        remember(opened.file());
        switch (opened.kind()) {
            case MODEL -> fill(PlanField.MODEL, opened.file());
            case CLUSTER -> fill(PlanField.CLUSTER, opened.file());
            case LAYOUTS -> look(opened);
            case RUNS -> hand(workspace.runs(), opened.file(), "Accuracy");
            case KERNELS -> hand(workspace.kernels(), opened.file(), "Profiles");
        }
    }

    private void hand(TrayViewModel tray, Path file, String screen) {
        tray.put(file);
        workspace.navigation().go(screen);
    }

    private void fill(PlanField field, Path file) {
        plan.form().put(field, file.toString());
        plan.note("Took " + field.label().toLowerCase(Locale.ROOT) + " from " + file);
        workspace.navigation().go("Job");
    }

    /** Looks at the first; several are pinned, to be compared. */
    private void look(Opened opened) {
        List<ChosenLayout> layouts = opened.layouts();
        if (layouts.isEmpty()) {
            refuse("The plan has no layouts: nothing fits.");
            return;
        }
        Session session = workspace.session().now();
        if (layouts.size() > 1) {
            for (ChosenLayout pin : session.pinned()) {
                session = session.pinning(pin);
            }
            for (ChosenLayout layout : layouts.subList(0, Math.min(layouts.size(), Session.MOST_PINS))) {
                session = session.pinning(layout);
            }
        }
        Session next = session.looking(layouts.get(0)).searchedFor(opened.target());
        workspace.session().update(now -> next);
        workspace.navigation().go(layouts.size() > 1 ? "Compare" : "Memory");
    }

    private void remember(Path file) {
        List<Path> files = new ArrayList<>(recent.get());
        files.remove(file);
        files.add(0, file);
        recent.set(List.copyOf(files.subList(0, Math.min(files.size(), MOST_RECENT))));
    }

    /** The last one first. */
    public ReadOnlyObjectProperty<List<Path>> recent() {
        return recent.getReadOnlyProperty();
    }
}
