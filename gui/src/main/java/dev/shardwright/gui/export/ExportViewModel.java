package dev.shardwright.gui.export;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.session.Session;
import dev.shardwright.gui.task.Latest;
import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.ExportedFile;
import dev.shardwright.planner.export.ExportedFiles;
import dev.shardwright.planner.export.Framework;
import dev.shardwright.planner.export.Target;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The selected layout in the words of a framework: the files that start it, or why that framework cannot say it. */
public final class ExportViewModel {
    private final Latest making;
    private final Latest saving;
    private final ReadOnlyObjectWrapper<Optional<ChosenLayout>> layout = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Framework> framework = new ReadOnlyObjectWrapper<>(Framework.MEGATRON);
    private final ReadOnlyStringWrapper version = new ReadOnlyStringWrapper(newest(Framework.MEGATRON));
    private final ReadOnlyObjectWrapper<List<ExportedFile>> files = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<ExportedFile>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<Problem>> refusals = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private Optional<Target> searchedFor = Optional.empty();

    public ExportViewModel(Workspace workspace) {
        making = new Latest(workspace.threads(), this::refuse);
        saving = new Latest(workspace.threads(), e -> failure.set(e.getMessage()));
        workspace.session().session().addListener((property, old, now) -> follow(now));
        follow(workspace.session().now());
    }

    private void follow(Session now) {
        boolean other = !now.target().equals(searchedFor);
        searchedFor = now.target();
        if (other) {
            searchedFor.ifPresent(this::preset);
        }
        if (other || !now.selected().equals(layout.get())) {
            layout.set(now.selected());
            make();
        }
    }

    /** What the layout was searched for is what it is written for first. */
    private void preset(Target target) {
        framework.set(Framework.of(target));
        version.set(target.version());
    }

    /** Writes for the newest version of a framework. */
    void choose(Framework wanted) {
        framework.set(wanted);
        version.set(newest(wanted));
        make();
    }

    /** Writes for another version of the framework, one of {@link Framework#versions}. */
    void choose(String wanted) {
        version.set(wanted);
        make();
    }

    /** Shows one of the files. */
    void look(ExportedFile file) {
        shown.set(Optional.of(file));
    }

    private static String newest(Framework framework) {
        return framework.versions().get(framework.versions().size() - 1);
    }

    private void make() {
        message.set("");
        files.set(List.of());
        shown.set(Optional.empty());
        refusals.set(List.of());
        making.cancel();
        layout.get().ifPresent(chosen -> {
            var job = chosen.job();
            var target = framework.get().at(version.get());
            making.ask(stale -> target.export(job, ExportContext.predicted(job)), this::show);
        });
    }

    private void show(List<ExportedFile> made) {
        files.set(made);
        shown.set(made.stream().findFirst());
    }

    private void refuse(InvalidInputException e) {
        refusals.set(e.problems());
    }

    /** The files in a folder in whose place something else stands. */
    List<Path> replaced(Path folder) {
        return ExportedFiles.in(folder, files.get()).replaced();
    }

    /** Writes all files to a folder beside the window, each whole or not at all, in the place of what stands there. */
    void save(Path folder) {
        message.set("");
        failure.set("");
        List<ExportedFile> wanted = files.get();
        saving.ask(stale -> written(folder, wanted), message::set);
    }

    private static String written(Path folder, List<ExportedFile> wanted) {
        ExportedFiles.createFolder(folder);
        ExportedFiles all = ExportedFiles.in(folder, wanted);
        all.write();
        return "Wrote "
                + String.join(", ", wanted.stream().map(ExportedFile::name).toList()) + " to " + folder;
    }

    /** Says what else was done. */
    void note(String done) {
        message.set(done);
    }

    /** The command that writes the same files from a saved plan; empty where the layout is none of the plan's. */
    Optional<String> command() {
        String target = framework.get().targetName() + "@" + version.get();
        return layout.get()
                .map(ChosenLayout::name)
                .filter(name -> name.matches("#\\d+"))
                .map(name -> "shardwright export plan.json --to " + target + " --rank " + name.substring(1)
                        + " -o launch-files/");
    }

    public ReadOnlyObjectProperty<Optional<ChosenLayout>> layout() {
        return layout.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Framework> framework() {
        return framework.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty version() {
        return version.getReadOnlyProperty();
    }

    /** All files of the export; none while they are made and when the framework cannot say the layout. */
    public ReadOnlyObjectProperty<List<ExportedFile>> files() {
        return files.getReadOnlyProperty();
    }

    /** The file that is looked at. */
    public ReadOnlyObjectProperty<Optional<ExportedFile>> shown() {
        return shown.getReadOnlyProperty();
    }

    /** Why the framework cannot say the layout, with the nearest plan that it can say; else empty. */
    public ReadOnlyObjectProperty<List<Problem>> refusals() {
        return refusals.getReadOnlyProperty();
    }

    /** What was done last. */
    public ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }

    /** Why the files could not be saved; empty when they could. */
    public ReadOnlyStringProperty failure() {
        return failure.getReadOnlyProperty();
    }
}
