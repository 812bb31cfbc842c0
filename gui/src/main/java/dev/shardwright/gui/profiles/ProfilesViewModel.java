package dev.shardwright.gui.profiles;

import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Latest;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Measured devices, shipped and opened, and the curve of one operator on one or two of them. */
public final class ProfilesViewModel {
    /** The device of most measured runs. */
    private static final String USUAL = "h100-sxm-80gb";

    private final Catalog catalog;
    private final Latest reading;
    private final ReadOnlyObjectWrapper<List<DeviceCurves>> devices = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Choice> choice = new ReadOnlyObjectWrapper<>(Choice.NONE);
    private final ReadOnlyObjectWrapper<Optional<Drawing>> drawing = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    /** What was read, and what could not be. */
    private record Read(List<DeviceCurves> devices, List<String> problems) {}

    /** Reads the shipped profiles, and those that wait in the tray. */
    public ProfilesViewModel(Workspace workspace) {
        catalog = workspace.catalog();
        reading = new Latest(workspace.threads(), this::refuse);
        workspace.kernels().waiting().addListener((property, old, files) -> {
            if (!files.isEmpty()) {
                open(workspace.kernels().take());
            }
        });
        open(workspace.kernels().take());
    }

    /** Adds profile files to the devices; the last one is then looked at. */
    public void open(List<Path> files) {
        List<DeviceCurves> known = devices.get();
        message.set("");
        reading.ask(stale -> read(known, files), read -> show(read, files));
    }

    private Read read(List<DeviceCurves> known, List<Path> files) {
        Map<Path, DeviceCurves> all = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        known.forEach(device -> all.put(device.file(), device));
        List<Path> shipped = known.isEmpty() ? catalog.hardware().kernelProfiles() : List.of();
        Stream.concat(shipped.stream(), files.stream()).forEach(file -> {
            try {
                all.put(file, DeviceCurves.read(file, catalog));
            } catch (InvalidInputException e) {
                problems.add(e.getMessage());
            }
        });
        return new Read(List.copyOf(all.values()), problems);
    }

    private void show(Read read, List<Path> opened) {
        devices.set(read.devices());
        message.set(String.join("\n", read.problems()));
        Optional<String> last = read.devices().stream()
                .filter(device -> opened.contains(device.file()))
                .map(DeviceCurves::name)
                .reduce((a, b) -> b);
        String usual = read.devices().stream()
                .map(DeviceCurves::name)
                .filter(USUAL::equals)
                .findFirst()
                .orElse(read.devices().isEmpty() ? "" : read.devices().get(0).name());
        String before = choice.get().first();
        choose(now -> now.withFirst(last.orElse(before.isEmpty() ? usual : before)));
    }

    private void refuse(InvalidInputException e) {
        message.set(e.getMessage());
    }

    /** Looks at something else; an operator that the device does not have gives way to its first. */
    void choose(UnaryOperator<Choice> change) {
        Choice next = change.apply(choice.get());
        Optional<DeviceCurves> first = device(next.first());
        List<String> operators = first.map(DeviceCurves::operators).orElse(List.of());
        if (!operators.contains(next.operator()) && !operators.isEmpty()) {
            next = next.withOperator(operators.get(0));
        }
        Choice chosen = next;
        drawing.set(Drawing.of(chosen, looked(chosen)));
        choice.set(chosen);
        note.set("");
    }

    /** The device that is looked at and, where one is chosen, the second. */
    List<DeviceCurves> looked() {
        return looked(choice.get());
    }

    private List<DeviceCurves> looked(Choice chosen) {
        return Stream.of(chosen.first(), chosen.second())
                .map(this::device)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<DeviceCurves> device(String name) {
        return devices.get().stream()
                .filter(device -> device.name().equals(name))
                .findFirst();
    }

    /** What the first device has curves of. */
    List<String> operators() {
        return device(choice.get().first()).map(DeviceCurves::operators).orElse(List.of());
    }

    /** The kernels of the operator on the first device; the simulator takes the first. */
    List<String> kernels() {
        return device(choice.get().first())
                .map(first -> first.kernels(choice.get().operator()))
                .orElse(List.of());
    }

    TextSheet fits() {
        return CurveFits.sheet(looked(), choice.get().operator());
    }

    /** Sources and conditions of the devices, and why a second one is not drawn. */
    String conditions() {
        List<String> lines =
                new ArrayList<>(looked().stream().map(DeviceCurves::conditions).toList());
        for (DeviceCurves device : looked()) {
            if (device.kernels(choice.get().operator()).isEmpty()) {
                lines.add(device.name() + " has no curve of " + choice.get().operator() + ".");
            } else if (device.datasheet().isEmpty() && device.measuredRoof().isPresent()) {
                lines.add(device.name()
                        + " is no shipped accelerator: its roof is the best product and the largest copy of the same"
                        + " run, or what the file states, without the cost of unfilled waves.");
            } else if (device.datasheet().isEmpty()) {
                lines.add(device.name()
                        + " is no shipped accelerator: its curves are drawn as shares of the roof that it was"
                        + " measured with, without the cost of unfilled waves.");
            }
        }
        return String.join("\n", lines);
    }

    void point(double x) {
        note.set(drawing.get().map(drawn -> drawn.note(x)).orElse(""));
    }

    ReadOnlyObjectProperty<List<DeviceCurves>> devices() {
        return devices.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Choice> choice() {
        return choice.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Drawing>> drawing() {
        return drawing.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty running() {
        return reading.running();
    }

    ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }

    ReadOnlyStringProperty note() {
        return note.getReadOnlyProperty();
    }
}
