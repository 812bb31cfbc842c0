package dev.shardwright.gui.memory;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.session.Session;
import dev.shardwright.gui.session.SessionViewModel;
import dev.shardwright.gui.task.Latest;
import dev.shardwright.planner.diagnosis.Change;
import dev.shardwright.planner.diagnosis.Diagnosing;
import dev.shardwright.planner.diagnosis.Diagnosis;
import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ReportText;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.step.MemoryCurve;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The memory of the selected layout: of each stage, of one stage over the step, and what would need less. */
public final class MemoryViewModel {
    private final SessionViewModel session;
    private final Latest playing;
    private final Latest searching;
    private final ReadOnlyObjectWrapper<Optional<ChosenLayout>> layout = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<MemoryLedger>> stages = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyIntegerWrapper stage = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyObjectWrapper<List<MemoryCurve>> curves = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<MemoryCurve>> curve = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Diagnosis>> diagnosis = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");

    public MemoryViewModel(Workspace workspace) {
        session = workspace.session();
        playing = new Latest(workspace.threads(), this::refuse);
        searching = new Latest(workspace.threads(), this::refuse);
        session.session().addListener((property, old, now) -> follow(now));
        follow(session.now());
    }

    private void follow(Session now) {
        if (!now.selected().equals(layout.get())) {
            searching.cancel();
            diagnosis.set(Optional.empty());
            curves.set(List.of());
            message.set("");
            layout.set(now.selected());
            layout.get().ifPresent(this::look);
        }
    }

    private void look(ChosenLayout chosen) {
        stages.set(Simulator.memory(chosen.job()));
        playing.ask(stale -> curves(chosen), this::show);
        choose(chosen.report().memory().stage());
        if (chosen.report().memory().verdict() == Verdict.OUT_OF_MEMORY) {
            suggest();
        }
    }

    private static List<MemoryCurve> curves(ChosenLayout chosen) {
        var step = Simulator.timeline(chosen.job(), Detail.PASSES);
        int ranks = step.timeline().graph().ranks();
        return IntStream.range(0, ranks).mapToObj(step::memory).toList();
    }

    private void show(List<MemoryCurve> played) {
        curves.set(played);
        choose(stage.get());
    }

    /** The stage whose memory is shown over time. */
    void choose(int shown) {
        stage.set(shown);
        curve.set(curves.get().stream().filter(c -> c.rank() == shown).findFirst());
    }

    /** Looks for single choices made otherwise that make the layout fit, or faster, beside the window. */
    public void suggest() {
        layout.get().ifPresent(chosen -> {
            message.set("");
            searching.ask(stale -> diagnosis(chosen, stale), found -> diagnosis.set(Optional.of(found)));
        });
    }

    /** Ends the look for changes. */
    public void cancel() {
        searching.cancel();
    }

    private static Diagnosis diagnosis(ChosenLayout chosen, BooleanSupplier stale) {
        SearchMonitor monitor = new SearchMonitor() {
            @Override
            public boolean cancelled() {
                return stale.getAsBoolean();
            }
        };
        return Diagnosing.of(ProposedJob.of(chosen.job()), Diagnosing.Question.USUAL, monitor);
    }

    /** Makes the changed layout the selected one. */
    void apply(Change change) {
        String name = layout.get().map(ChosenLayout::name).orElse("");
        String changed = name.endsWith(" changed") ? name : name + " changed";
        session.update(now -> now.looking(new ChosenLayout(changed, change.after())));
    }

    private void refuse(InvalidInputException e) {
        message.set(e.getMessage());
    }

    /** "Stage 0 needs 85.1 GiB of 79.2 GiB: does not fit; activations 40.1 GiB, ...". */
    String verdict() {
        Report report = layout.get().orElseThrow().report();
        String doubt = ReportText.doubt(report);
        MemoryLedger memory = report.memory();
        return "Stage " + memory.stage() + " needs most: " + Wording.memory(memory) + ", "
                + memory.verdict().label() + (doubt.isEmpty() ? "" : " (" + doubt + ")");
    }

    public ReadOnlyObjectProperty<Optional<ChosenLayout>> layout() {
        return layout.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<MemoryLedger>> stages() {
        return stages.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty stage() {
        return stage.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<MemoryCurve>> curve() {
        return curve.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Diagnosis>> diagnosis() {
        return diagnosis.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty searching() {
        return searching.running();
    }

    public ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }
}
