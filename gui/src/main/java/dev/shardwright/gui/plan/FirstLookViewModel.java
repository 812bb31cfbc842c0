package dev.shardwright.gui.plan;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Latest;
import dev.shardwright.planner.request.PlanningRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A first look at the job while it is typed, beside the window; nothing while the form is not a job. */
public final class FirstLookViewModel {
    private final FormViewModel form;
    private final Latest looking;
    private final ReadOnlyObjectWrapper<Optional<FirstLook>> look = new ReadOnlyObjectWrapper<>(Optional.empty());

    public FirstLookViewModel(Workspace workspace, FormViewModel form) {
        this.form = form;
        looking = new Latest(workspace.threads(), e -> look.set(Optional.empty()));
        form.commandLine().addListener((property, old, line) -> ask());
        ask();
    }

    /** The command line changes with every key; what is looked for then ends when the next key comes. */
    private void ask() {
        FormViewModel.Question question = form.question();
        looking.ask(stale -> answer(question, stale), found -> look.set(found));
    }

    private static Optional<FirstLook> answer(FormViewModel.Question question, BooleanSupplier stale) {
        PlanningRequest request = question.request();
        return stale.getAsBoolean() ? Optional.empty() : Optional.of(FirstLook.of(request, stale));
    }

    ReadOnlyObjectProperty<Optional<FirstLook>> look() {
        return look.getReadOnlyProperty();
    }
}
