package dev.shardwright.gui.accuracy;

import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Latest;
import dev.shardwright.planner.explain.Wording;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.validation.MeasuredRunFiles;
import dev.shardwright.simulator.validation.RunScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Measured runs against their predictions: the shipped ones until others are opened. */
public final class AccuracyViewModel {
    private final Workspace workspace;
    private final Latest scoring;
    private final ReadOnlyObjectWrapper<ScoredFiles> scores = new ReadOnlyObjectWrapper<>(ScoredFiles.NONE);
    private final ReadOnlyObjectWrapper<RunFilter> filter = new ReadOnlyObjectWrapper<>(RunFilter.ALL);
    private final ReadOnlyObjectWrapper<List<RunScore.Scored>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<StackErrors>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<RunScore.Scored>> pointed =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");

    /** Files that were opened and are, or soon will be, shown in place of the shipped ones. */
    private Set<Path> own = Set.of();

    /** Begins with the files that wait in the tray, or else the shipped ones. */
    public AccuracyViewModel(Workspace workspace) {
        this.workspace = workspace;
        scoring = new Latest(workspace.threads(), this::refuse);
        workspace.runs().waiting().addListener((property, old, files) -> takeWaiting());
        if (!takeWaiting()) {
            openShipped();
        }
    }

    private boolean takeWaiting() {
        if (workspace.runs().waiting().get().isEmpty()) {
            return false;
        }
        open(workspace.runs().take());
        return true;
    }

    /** The public runs of profiles/measured. */
    public void openShipped() {
        own = Set.of();
        message.set("");
        progress.set(0);
        scoring.ask(stale -> score(MeasuredRunFiles.in(Catalog.profiles()), stale), this::show);
    }

    /** Adds files to those that were opened before, in place of the shipped ones; a file that cannot be read is said to be so. */
    public void open(List<Path> files) {
        Set<Path> all = new LinkedHashSet<>(own);
        all.addAll(files);
        own = all;
        message.set("");
        progress.set(0);
        scoring.ask(stale -> score(List.copyOf(all), stale), this::showOwn);
    }

    /** A file that cannot be read is not asked for again. */
    private void showOwn(ScoredFiles done) {
        own = new LinkedHashSet<>(done.files());
        show(done);
    }

    private boolean showsShipped() {
        Path profiles = Catalog.profiles();
        return scores.get().files().stream().anyMatch(file -> file.startsWith(profiles));
    }

    /** File by file, so that what is known is shown while the others are predicted. */
    private ScoredFiles score(List<Path> files, BooleanSupplier stale) {
        double all = files.stream().mapToDouble(AccuracyViewModel::size).sum();
        double read = 0;
        ScoredFiles done = ScoredFiles.NONE;
        for (Path file : files) {
            if (stale.getAsBoolean()) {
                break;
            }
            done = done.and(file, workspace.catalog());
            read += size(file);
            tell(done, read / Math.max(1, all), stale);
        }
        return done;
    }

    private static double size(Path file) {
        return file.toFile().length();
    }

    private void tell(ScoredFiles done, double share, BooleanSupplier stale) {
        workspace.threads().window().execute(() -> {
            if (!stale.getAsBoolean()) {
                progress.set(share);
                show(done);
            }
        });
    }

    /** What cannot be read takes nothing away. */
    private void show(ScoredFiles done) {
        message.set(String.join("\n", done.problems()));
        if (!done.files().isEmpty()) {
            scores.set(done);
            pointed.set(Optional.empty());
            refresh();
        }
    }

    private void refuse(InvalidInputException e) {
        message.set(e.getMessage());
    }

    /** Ends the reading; what was predicted so far stays. */
    public void cancel() {
        scoring.cancel();
        message.set("Ended: " + summary.get());
    }

    private void refresh() {
        ScoredFiles now = scores.get();
        RunFilter chosen = filter.get();
        shown.set(now.timed().stream().filter(chosen::takes).toList());
        rows.set(StackErrors.of(now, chosen));
        summary.set(words(now, shown.get().size()));
    }

    private String words(ScoredFiles now, int points) {
        int timed = now.timed().size();
        int skipped = now.leftOut().stream().mapToInt(ScoredFiles.LeftOut::runs).sum();
        String files = now.files().size() == 1
                ? now.files().get(0).getFileName().toString()
                : now.files().size() + (showsShipped() ? " shipped files" : " files");
        String count = points == timed
                ? Wording.number(timed) + " runs"
                : Wording.number(points) + " of " + Wording.number(timed) + " runs";
        return count + " of " + files
                + (skipped == 0 ? "" : ", " + Wording.number(skipped) + " more cannot be compared");
    }

    /** How many lines of the files are left out, and why, most first. */
    TextSheet skipped() {
        List<List<String>> reasons = scores.get().leftOut().stream()
                .map(left -> List.of(
                        Wording.number(left.runs()),
                        left.reason().lines().collect(Collectors.joining(" ")),
                        left.first()))
                .toList();
        return new TextSheet(List.of("runs", "left out because", "the first"), reasons);
    }

    void choose(RunFilter next) {
        filter.set(next);
        pointed.set(Optional.empty());
        refresh();
    }

    /** Shows every stack, or only one. */
    void only(Optional<String> stack) {
        Set<String> others = new LinkedHashSet<>();
        stack.ifPresent(one -> {
            others.addAll(scores.get().stacks().keySet());
            others.remove(one);
        });
        choose(filter.get().hiding(others));
    }

    void point(Optional<RunScore.Scored> run) {
        pointed.set(run);
    }

    /** The stack with most runs among those that are shown. */
    Optional<String> mainStack() {
        return rows.get().stream()
                .filter(row -> row.shown() && row.series() >= 0)
                .map(StackErrors::stack)
                .findFirst();
    }

    /** The stacks that runs name, most runs first. */
    List<String> stacks() {
        List<String> names = new ArrayList<>();
        rows.get().stream().filter(row -> row.series() >= 0).forEach(row -> names.add(row.stack()));
        return names;
    }

    /** Shipped stacks that no shown run names. */
    List<String> otherStacks() {
        List<String> names = new ArrayList<>(workspace.catalog().stacks().names());
        names.removeAll(stacks());
        return names;
    }

    ReadOnlyObjectProperty<ScoredFiles> scores() {
        return scores.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<RunFilter> filter() {
        return filter.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<RunScore.Scored>> shown() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<StackErrors>> rows() {
        return rows.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunScore.Scored>> pointed() {
        return pointed.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty running() {
        return scoring.running();
    }

    ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }
}
