package dev.shardwright.gui.candidates;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.PlanAnswer;
import dev.shardwright.gui.session.Session;
import dev.shardwright.gui.session.SessionViewModel;
import dev.shardwright.gui.task.Latest;
import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.unit.Bytes;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** All candidates of the question that was answered last; picking one makes it the layout that is looked at. */
public final class CandidatesViewModel {
    private final SessionViewModel session;
    private final Consumer<TrainingJob> pick;
    private final Latest evaluating;
    private final ReadOnlyObjectWrapper<Optional<Cloud>> cloud = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private Optional<PlanAnswer> answered = Optional.empty();

    /** @param pick is told of the job of a candidate that was clicked */
    public CandidatesViewModel(Workspace workspace, Consumer<TrainingJob> pick) {
        this.session = workspace.session();
        this.pick = pick;
        evaluating = new Latest(workspace.threads(), e -> summary.set(e.getMessage()));
        session.session().addListener((property, old, now) -> follow(now));
        follow(session.now());
    }

    private void follow(Session now) {
        if (!now.answer().equals(answered)) {
            answered = now.answer();
            cloud.set(Optional.empty());
            summary.set("");
            answered.map(PlanAnswer::request).ifPresent(this::evaluate);
        }
    }

    private void evaluate(PlanningRequest request) {
        summary.set("Evaluating all candidates ...");
        evaluating.ask(stale -> CloudSearch.of(request, stale), this::show);
    }

    private void show(Cloud found) {
        String sampled = found.size() < found.all() ? Wording.number(found.size()) + " of " : "";
        summary.set(sampled + Wording.number(found.all()) + " candidates, "
                + Wording.percent((double) found.fitting() / Math.max(1, found.size())) + " fit");
        cloud.set(Optional.of(found));
    }

    /** "60.2 s, 71.3 GiB: tp 8 pp 2 dp 4, micro-batch 1", and why it is out of the question. */
    String note(int point) {
        Cloud shown = cloud.get().orElseThrow();
        String peak = ReportFigure.gibibytes(shown.gibibytes()[point]);
        String verdict =
                shown.fits(point) ? peak : "does not fit: needs " + peak + " of " + ReportFigure.gibibytes(limit());
        return Wording.whole(shown.source().job(point).layout()) + "\n" + ReportFigure.seconds(shown.seconds()[point])
                + " per step, " + verdict;
    }

    void pick(int point) {
        pick.accept(cloud.get().orElseThrow().source().job(point));
    }

    /** GiB that a device offers. */
    double limit() {
        return answered.map(answer -> answer.request().frame().cluster().accelerator())
                .map(accelerator -> accelerator.memory().usable())
                .map(Bytes::inGibibytes)
                .orElse(1.0);
    }

    ReadOnlyObjectProperty<Session> session() {
        return session.session();
    }

    ReadOnlyObjectProperty<Optional<Cloud>> cloud() {
        return cloud.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }
}
