package dev.shardwright.gui.whatif;

import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.PlanAnswer;
import dev.shardwright.gui.session.Session;
import dev.shardwright.gui.session.SessionViewModel;
import dev.shardwright.gui.task.Latest;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.sweep.Axis;
import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Seconds;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Other values for the question that was answered last, and the best layouts along one of them. */
public final class WhatIfViewModel {
    /** Larger searches end with the best that they found by then. */
    private static final Seconds POINT_TIME = new Seconds(3);

    private final Threads threads;
    private final SessionViewModel session;
    private final SupposedPlan plan;
    private final CurveSearch search = new CurveSearch();
    private final Latest sweeping;
    private final Map<Axis, Dial> dials = new EnumMap<>(Axis.class);
    private final ReadOnlyObjectWrapper<Optional<Curves>> curves = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<SweepPoint>> pointed = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private boolean watched = true;
    private Optional<PlanAnswer> answered = Optional.empty();

    public WhatIfViewModel(Workspace workspace, PlanViewModel plan) {
        threads = workspace.threads();
        session = workspace.session();
        this.plan = new SupposedPlan(plan, workspace.catalog().hardware());
        sweeping = new Latest(threads, e -> curves.set(Optional.empty()));
        session.session().addListener((property, old, now) -> follow(now));
        follow(session.now());
    }

    /** Answers that come while nobody looks wait until somebody does. */
    void watch(boolean looking) {
        watched = looking;
        follow(session.now());
    }

    private void follow(Session now) {
        if (watched && !now.answer().equals(answered)) {
            answered = now.answer();
            answered.ifPresent(this::begin);
        }
    }

    /** On the device count of the best layout, where several were asked for. */
    private void begin(PlanAnswer answer) {
        PlanningRequest request = answer.request();
        int devices = answer.plan().layouts().stream()
                .findFirst()
                .map(best -> best.job().cluster().devices())
                .orElse(request.deviceCounts().get(0));
        SearchLimits limits = request.limits();
        double time = Math.min(limits.time().value(), POINT_TIME.value());
        PlanningRequest asked = request.with(request.frame().withDevices(devices))
                .with(new SearchLimits(limits.method(), limits.seed(), new Seconds(time), limits.threads()));
        for (Axis axis : Axis.values()) {
            dials.put(axis, Dial.of(axis, asked));
        }
        Axis along = supposed().map(Supposition::along).filter(this::turns).orElse(Axis.GPUS);
        suppose(Supposition.of(asked, along));
    }

    private boolean turns(Axis axis) {
        return dial(axis).turns();
    }

    private void change(UnaryOperator<Supposition> step) {
        supposed().ifPresent(now -> {
            Supposition next = step.apply(now);
            if (!next.equals(now)) {
                suppose(next);
            }
        });
    }

    /** What is remembered is shown at once; the rest as it is answered, the value of the slider first. */
    private void suppose(Supposition next) {
        pointed.set(Optional.empty());
        message.set("");
        Curves known = search.known(next, dial(next.along()));
        curves.set(Optional.of(known));
        if (known.complete()) {
            sweeping.cancel();
        } else {
            sweeping.ask(
                    stale -> search.complete(known, stale, step -> add(stale, step)),
                    found -> curves.set(Optional.of(found)));
        }
    }

    private void add(BooleanSupplier stale, UnaryOperator<Curves> step) {
        threads.window().execute(() -> {
            if (!stale.getAsBoolean()) {
                curves.set(curves.get().map(step));
            }
        });
    }

    /** Moves a slider to one of its places. */
    void move(Axis axis, int place) {
        double value = dial(axis).values().get(place);
        change(now -> now.with(axis, value));
    }

    /** Draws the curves along another axis. */
    void along(Axis axis) {
        change(now -> now.along(axis));
    }

    /** Moves the slider of the curves to the point that is looked at. */
    void moveToPointed() {
        pointed.get().ifPresent(point -> {
            Axis along = supposed().orElseThrow().along();
            move(along, dial(along).place(point.value()));
        });
    }

    /** All sliders back to the question that was asked. */
    void reset() {
        change(Supposition::asAsked);
    }

    void point(Optional<SweepPoint> at) {
        pointed.set(at);
    }

    /** Puts the question as it is supposed into the form; says why that cannot be done instead. */
    void planThis() {
        message.set("");
        supposed().ifPresent(plan::ask);
    }

    /** The same for other machines, which are saved as a cluster file. */
    void planThis(Path clusterFile) {
        message.set("");
        try {
            supposed().ifPresent(s -> plan.ask(s, clusterFile));
        } catch (InvalidInputException e) {
            message.set(e.getMessage());
        }
    }

    /** Whether the form can say the question only with a cluster file. */
    boolean needsClusterFile() {
        return supposed().filter(Supposition::movesMachines).isPresent();
    }

    /** What the slider of an axis offers. */
    Dial dial(Axis axis) {
        return dials.get(axis);
    }

    Optional<PlanAnswer> answered() {
        return answered;
    }

    /** Where the sliders are. */
    Optional<Supposition> supposed() {
        return curves.get().map(Curves::supposition);
    }

    ReadOnlyObjectProperty<Optional<Curves>> curves() {
        return curves.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<SweepPoint>> pointed() {
        return pointed.getReadOnlyProperty();
    }

    /** Why something could not be done. */
    ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty running() {
        return sweeping.running();
    }
}
