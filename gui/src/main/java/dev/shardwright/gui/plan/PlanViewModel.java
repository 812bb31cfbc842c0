package dev.shardwright.gui.plan;

import dev.shardwright.gui.screen.NavigationViewModel;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.gui.session.PlanAnswer;
import dev.shardwright.gui.session.SessionViewModel;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.planner.Planner;
import dev.shardwright.planner.form.OptionNames;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.unit.Seconds;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The plan screen: a form, one search at a time, and its answer. Changes on the window's thread only. */
public final class PlanViewModel {
    /** What the screen is doing. */
    public enum Phase {
        /** Nothing was asked yet. */
        READY,
        PLANNING,
        /** There is an answer. */
        PLANNED,
        /** There is an answer, and it has no layouts. */
        NOTHING_FITS,
        /** The form says what is wrong. */
        REFUSED
    }

    private final FormViewModel form;
    private final Supplier<Presets> presets;
    private final PlanOutput output;
    private final Threads threads;
    private final SessionViewModel session;
    private final NavigationViewModel navigation;
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(Phase.READY);
    private final ReadOnlyObjectWrapper<Optional<PlanAnswer>> answer = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Optional<LayoutRow>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyStringWrapper progressText = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Notice> notice = new ReadOnlyObjectWrapper<>(Notice.NONE);
    private final ReadOnlyObjectWrapper<Optional<Throwable>> failure = new ReadOnlyObjectWrapper<>(Optional.empty());
    private SearchWatch watch;

    public PlanViewModel(Workspace workspace) {
        this(workspace, () -> Presets.of(workspace.catalog()));
    }

    /** @param presets is asked once there is a form to show them in */
    public PlanViewModel(Workspace workspace, Supplier<Presets> presets) {
        this.presets = presets;
        this.threads = workspace.threads();
        this.session = workspace.session();
        this.navigation = workspace.navigation();
        form = new FormViewModel(workspace.catalog());
        output = new PlanOutput(workspace.catalog());
        watch = new SearchWatch(threads.window(), (done, total) -> {});
        selected.addListener((property, old, row) ->
                row.ifPresent(chosen -> session.update(now -> now.looking(ChosenLayout.of(chosen)))));
    }

    Presets presets() {
        return presets.get();
    }

    /** Starts the search; says at the fields what is wrong with the form instead. */
    public void plan() {
        if (phase.get() == Phase.PLANNING) {
            return;
        }
        notice.set(Notice.NONE);
        form.read().ifPresentOrElse(this::start, this::refuse);
    }

    /** Shows the last question in the form, with other texts in some fields. */
    public void ask(Map<PlanField, String> changes) {
        form.retake(changes);
        note("Took the question over; Plan searches all its layouts");
        navigation.go("Job");
    }

    /** Ends the search; its best so far becomes the answer. */
    public void cancel() {
        watch.cancel();
    }

    private void start(PlanningRequest request) {
        watch = new SearchWatch(threads.window(), this::advance);
        progress.set(0);
        progressText.set("Listing the legal layouts");
        phase.set(Phase.PLANNING);
        session.update(now -> now.asking(request));
        navigation.go("Plan");
        threads.work().execute(() -> search(request, watch));
    }

    private void search(PlanningRequest request, SearchWatch own) {
        try {
            long start = System.nanoTime();
            Plan plan = Planner.plan(request, own);
            Seconds elapsed = new Seconds((System.nanoTime() - start) / 1e9);
            threads.window().execute(() -> show(new PlanAnswer(request, plan, elapsed)));
        } catch (InvalidInputException e) {
            threads.window().execute(() -> refuse(OptionNames.translated(e)));
        } catch (RuntimeException | Error e) {
            threads.window().execute(() -> fail(e));
        }
    }

    private void advance(long done, long total) {
        progress.set(total == 0 ? 0 : Math.min(1, (double) done / total));
        progressText.set(JobText.number(Math.min(done, total)) + " of " + JobText.number(total) + " layouts");
    }

    private void show(PlanAnswer found) {
        selected.set(Optional.empty());
        session.update(now -> now.with(found));
        answer.set(Optional.of(found));
        selected.set(found.rows().stream().findFirst());
        phase.set(found.plan().layouts().isEmpty() ? Phase.NOTHING_FITS : Phase.PLANNED);
    }

    /** Looks at a layout: a row of the answer, or another candidate. */
    public void look(TrainingJob job) {
        Optional<LayoutRow> row = answer.get().stream()
                .flatMap(shown -> shown.rows().stream())
                .filter(shown -> shown.planned().job().equals(job))
                .findFirst();
        selected.set(Optional.of(row.orElseGet(() -> LayoutRow.candidate(Simulator.simulate(job)))));
    }

    private void refuse(InvalidInputException e) {
        form.show(e);
        refuse();
    }

    private void refuse() {
        navigation.go("Job");
        phase.set(Phase.REFUSED);
    }

    private void fail(Throwable cause) {
        phase.set(Phase.READY);
        failure.set(Optional.of(cause));
    }

    /** Saves the whole plan; the notice says where. */
    public void savePlan(Path file) {
        answer.get().ifPresent(shown -> note(() -> output.savePlan(shown, file)));
    }

    /** Shows what starts the selected layout. */
    public void goToExport() {
        navigation.go("Export");
    }

    private void note(Supplier<Notice> write) {
        try {
            notice.set(write.get());
        } catch (InvalidInputException e) {
            notice.set(new Notice(Notice.Kind.REFUSED, e.getMessage()));
        }
    }

    /** Says why something else could not be done. */
    public void refuse(String text) {
        notice.set(new Notice(Notice.Kind.REFUSED, text));
    }

    /** Says that something else was done, such as a copy to the clipboard. */
    public void note(String text) {
        notice.set(new Notice(Notice.Kind.DONE, text));
    }

    public FormViewModel form() {
        return form;
    }

    public ReadOnlyObjectProperty<Phase> phase() {
        return phase.getReadOnlyProperty();
    }

    /** The last answer; it stays until the next one is there. */
    public ReadOnlyObjectProperty<Optional<PlanAnswer>> answer() {
        return answer.getReadOnlyProperty();
    }

    /** The layout that the detail pane shows. */
    public ObjectProperty<Optional<LayoutRow>> selected() {
        return selected;
    }

    /** From 0 to 1. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty progressText() {
        return progressText.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Notice> notice() {
        return notice.getReadOnlyProperty();
    }

    /** A fault of the program in the last search. */
    public ReadOnlyObjectProperty<Optional<Throwable>> failure() {
        return failure.getReadOnlyProperty();
    }
}
