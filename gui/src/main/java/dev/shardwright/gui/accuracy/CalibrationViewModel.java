package dev.shardwright.gui.accuracy;

import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Latest;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.calibration.Board;
import dev.shardwright.simulator.calibration.CalibratedFile;
import dev.shardwright.simulator.calibration.Calibration;
import dev.shardwright.simulator.calibration.CalibrationRequest;
import dev.shardwright.simulator.calibration.CalibrationRequest.Scope;
import dev.shardwright.simulator.calibration.CalibrationRequest.Selection;
import dev.shardwright.simulator.calibration.CalibrationRequest.Software;
import dev.shardwright.simulator.calibration.DialSheet;
import dev.shardwright.simulator.calibration.Gain;
import dev.shardwright.simulator.calibration.Movement;
import dev.shardwright.simulator.calibration.Progress;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.validation.ErrorStatistics;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * Fits a stack's constants to the runs whose job has the filter's words, as {@code shardwright calibrate} does; whether a
 * stack's points are hidden makes no difference.
 */
public final class CalibrationViewModel {
    /** The fit counts as so many folds. */
    private static final int FIT = 2;

    private static final String JSON = ".json";

    private final Workspace workspace;
    private final AccuracyViewModel accuracy;
    private final Latest fitting;
    private final Latest saving;
    private final StringProperty stack = new SimpleStringProperty("");
    private final BooleanProperty asNamed = new SimpleBooleanProperty(true);
    private final ReadOnlyObjectWrapper<Optional<Calibration>> result = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");

    CalibrationViewModel(Workspace workspace, AccuracyViewModel accuracy) {
        this.workspace = workspace;
        this.accuracy = accuracy;
        fitting = new Latest(workspace.threads(), e -> message.set(e.getMessage()));
        saving = new Latest(workspace.threads(), e -> message.set(e.getMessage()));
    }

    /** Fits beside the window. Says why the runs cannot be used instead. */
    public void calibrate() {
        result.set(Optional.empty());
        progress.set(-1);
        message.set("");
        CalibrationRequest request = new CalibrationRequest(
                accuracy.scores().get().files(),
                stack.get(),
                Optional.empty(),
                Scope.STACK,
                new Selection(
                        asNamed.get() ? Software.NAMED : Software.IMPOSED,
                        accuracy.filter().get().pattern(),
                        Optional.empty()),
                Board.Centre.OWN);
        fitting.ask(stale -> fit(request, stale), fitted -> result.set(Optional.of(fitted)));
    }

    private Calibration fit(CalibrationRequest request, BooleanSupplier stale) {
        Progress watch = new Progress() {
            @Override
            public void stage(int done, int folds) {
                double share = (double) (done == 0 ? 1 : FIT + done) / (FIT + folds);
                workspace.threads().window().execute(() -> progress.set(stale.getAsBoolean() ? -1 : share));
            }

            @Override
            public boolean cancelled() {
                return stale.getAsBoolean();
            }
        };
        return Calibration.of(request, workspace.catalog(), DialSheet.read(Catalog.profiles()), watch);
    }

    /** Ends the fit; nothing is kept of it. */
    public void cancel() {
        fitting.cancel();
        message.set("The fit was ended.");
    }

    /** Writes the calibrated stack file, whole or not at all. */
    public void save(Path file) {
        result.get()
                .ifPresent(fitted -> saving.ask(
                        stale -> write(fitted, file),
                        path -> message.set(
                                "Wrote " + path + ". Use it as the stack of a job: shardwright plan --stack " + path)));
    }

    private Path write(Calibration fitted, Path file) {
        if (file.toAbsolutePath()
                .normalize()
                .startsWith(Catalog.profiles().toAbsolutePath().normalize())) {
            throw new InvalidInputException(file.toString(), "lies among the shipped profiles.", "Name another place.");
        }
        String name = file.getFileName().toString();
        String bare = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
        CalibratedFile calibrated = new CalibratedFile(fitted, workspace.catalog(), LocalDate.now(ZoneOffset.UTC));
        OutputFile.requireFolder(file);
        new OutputFile(file, JsonText.of(calibrated.stack(bare)), false).write();
        return file;
    }

    /** Whether saving gains anything, in words; the measure of {@code calibrate}, which else refuses. */
    static String verdict(Calibration fitted) {
        Gain gain = fitted.gain();
        int runs = fitted.runs().runs().size();
        String counted = runs + " runs in " + fitted.groups() + " groups of layouts. ";
        String better = String.format(
                Locale.ROOT,
                "On runs left out of the fit %.1f points better, give or take %.1f: ",
                100 * gain.better(),
                100 * gain.uncertain());
        return counted
                + better
                + (gain.real() ? "a gain." : "no more than chance. Keep the base, or add runs that differ more.");
    }

    /** Errors before and after. */
    static TextSheet errors(Gain gain) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("before", gain.before()));
        rows.add(row("after, same runs", gain.after()));
        if (gain.checked()) {
            rows.add(row("after, runs left out", gain.crossValidated()));
        }
        return new TextSheet(List.of("error", "runs", "median", "MAPE", "p90", "bias"), rows);
    }

    private static List<String> row(String name, ErrorStatistics errors) {
        List<String> cells = new ArrayList<>(new StackErrors("", -1, true, errors).cells());
        cells.set(0, name);
        return cells;
    }

    /** The constants that moved, the largest effect first. */
    static TextSheet movements(Calibration fitted) {
        List<List<String>> rows = fitted.movements().stream()
                .filter(Movement::moved)
                .sorted((a, b) -> Double.compare(Math.abs(b.effect()), Math.abs(a.effect())))
                .map(CalibrationViewModel::row)
                .toList();
        return new TextSheet(List.of("from", "to", "step time", "doubt left", "what moved", "key"), rows);
    }

    private static List<String> row(Movement m) {
        return List.of(
                m.setting().dial().text(m.from()),
                m.setting().dial().text(m.to()),
                String.format(Locale.ROOT, "%+.1f %%", 100 * m.effect()),
                String.format(Locale.ROOT, "%.0f %%", 100 * m.uncertainty()),
                m.meaning(),
                m.setting().dial().key());
    }

    /** The stack that is calibrated, by name. */
    public StringProperty stack() {
        return stack;
    }

    /** Whether only runs count whose stack is, or extends, the one that is calibrated; else all are predicted with it. */
    public BooleanProperty asNamed() {
        return asNamed;
    }

    ReadOnlyObjectProperty<Optional<Calibration>> result() {
        return result.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty running() {
        return fitting.running();
    }

    /** Below 0 while nobody knows how much is left. */
    ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }
}
