package dev.shardwright.gui.timeline;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.session.Session;
import dev.shardwright.gui.task.Latest;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.step.StepTimeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The selected layout's step, event by event, with its own schedule or another. */
public final class TimelineViewModel {
    /** Layers of a step times micro-batches; each is some ten slices. */
    private static final long MOST_LAYERS = 250_000;

    private final Latest playing;
    private final Latest writing;
    private final ReadOnlyObjectWrapper<Optional<ChosenLayout>> layout = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<ScheduleChoice>> schedules = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<ScheduleChoice>> schedule =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<StepLanes>> lanes = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Viewport> view = new SimpleObjectProperty<>(Viewport.all(1));
    private final ObjectProperty<SliceNote> note = new SimpleObjectProperty<>(SliceNote.NONE);
    private final BooleanProperty critical = new SimpleBooleanProperty(false);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private double ownStep;

    public TimelineViewModel(Workspace workspace) {
        playing = new Latest(workspace.threads(), this::tell);
        writing = new Latest(workspace.threads(), this::tell);
        workspace.session().session().addListener((property, old, now) -> follow(now));
        follow(workspace.session().now());
    }

    private void follow(Session session) {
        if (!session.selected().equals(layout.get())) {
            layout.set(session.selected());
            schedules.set(layout.get().map(l -> ScheduleChoice.of(l.job())).orElse(List.of()));
            ownStep = 0;
            schedules.get().stream().findFirst().ifPresent(this::choose);
        }
    }

    /** Plays the step with another schedule, beside the window. */
    void choose(ScheduleChoice choice) {
        if (!Optional.of(choice).equals(schedule.get())) {
            schedule.set(Optional.of(choice));
            message.set("");
            playing.ask(stale -> StepLanes.of(Simulator.timeline(choice.job(), detail(choice.job()))), this::show);
        }
    }

    /** Every layer, or whole passes where a step has more slices than memory should be spent on. */
    static Detail detail(TrainingJob job) {
        long layers = (long) job.model().layers().size() * job.microBatches();
        return layers > MOST_LAYERS ? Detail.PASSES : Detail.LAYERS;
    }

    private void show(StepLanes shown) {
        double step = shown.step().step().value();
        ownStep = ownStep == 0 ? step : ownStep;
        note.set(SliceNote.NONE);
        view.set(Viewport.all(shown.seconds()));
        lanes.set(Optional.of(shown));
        summary.set(summary(shown, step));
    }

    private String summary(StepLanes shown, double step) {
        double change = step / ownStep - 1;
        String compared = Math.abs(change) < 5e-4
                ? ""
                : String.format(Locale.ROOT, " (%+.1f %% against the plan's schedule)", 100 * change);
        return ReportFigure.seconds(step) + " per step" + compared + ": stages wait "
                + ReportFigure.percent(shown.share(SliceKind.BUBBLE)) + " in bubbles and "
                + ReportFigure.percent(shown.share(SliceKind.EXPOSED)) + " for exposed communication; "
                + String.format(Locale.ROOT, "%,d slices", shown.slices());
    }

    private void tell(InvalidInputException e) {
        message.set(e.getMessage());
    }

    /** Writes the step as .svg, .png, .json or .json.gz. */
    void export(Path file) {
        if (lanes.get().isEmpty() || schedule.get().isEmpty()) {
            return;
        }
        StepTimeline step = lanes.get().get().step();
        TimelineExport export = new TimelineExport(schedule.get().get().job(), step);
        writing.ask(
                stale -> {
                    export.write(file);
                    return file;
                },
                written -> message.set("Wrote " + written));
    }

    void zoom(double factor, double share) {
        view.set(view.get().zoomed(factor, share));
    }

    void move(double share) {
        view.set(view.get().moved(share));
    }

    void showAll() {
        view.set(Viewport.all(view.get().whole()));
    }

    /** Describes a slice of a lane; nothing for one below 0. */
    void point(Lane lane, int slice) {
        note.set(
                slice < 0 || lanes.get().isEmpty()
                        ? SliceNote.NONE
                        : SliceNote.of(lanes.get().get(), lane, slice));
    }

    public ReadOnlyObjectProperty<Optional<ChosenLayout>> layout() {
        return layout.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<ScheduleChoice>> schedules() {
        return schedules.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ScheduleChoice>> schedule() {
        return schedule.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<StepLanes>> lanes() {
        return lanes.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Viewport> view() {
        return view;
    }

    ReadOnlyObjectProperty<SliceNote> note() {
        return note;
    }

    /** Whether all but the critical path steps back. */
    public BooleanProperty critical() {
        return critical;
    }

    public ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    /** What was written, or why it could not be. */
    public ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty running() {
        return playing.running();
    }
}
