package dev.shardwright.gui.profiles;

import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.Labels;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/** Device, second device, operator, and a value for each extent of the operator that is not drawn. */
final class ProfileChoices {
    private static final String NONE = "none";

    private final ProfilesViewModel model;
    private final ComboBox<String> first = box("profile-device", "Device");
    private final ComboBox<String> second = box("profile-second", "Second device");
    private final ComboBox<String> operator = box("profile-operator", "Operator");
    private final ComboBox<String> kernel = box("profile-kernel", "Kernel");
    private final HBox extents = new HBox(10);
    private final FlowPane root;

    private List<OperatorCurve.Extent> offered = List.of();

    /** While the boxes follow the model, they choose nothing. */
    private boolean following;

    ProfileChoices(ProfilesViewModel model) {
        this.model = model;
        Hint.on(first, "Devices whose kernels were measured");
        Hint.on(second, "A device to compare with, on the same shapes");
        Hint.on(
                operator,
                "Matrix products by operand format, attention by pass and head width,\n"
                        + "collectives inside a node by kind");
        listen(first, name -> model.choose(now -> now.withFirst(name)));
        listen(second, name -> model.choose(now -> now.withSecond(name.equals(NONE) ? "" : name)));
        listen(operator, name -> model.choose(now -> now.withOperator(name)));
        Hint.on(kernel, "Kernels of several libraries may have been measured; the simulator takes the first");
        listen(kernel, name -> model.choose(now -> now.withKernel(name)));
        extents.setAlignment(Pos.CENTER_LEFT);
        root = new FlowPane(
                12,
                6,
                labelled("Device", first),
                labelled("compared with", second),
                labelled("Operator", operator),
                labelled("Kernel", kernel),
                extents);
        root.getStyleClass().add("choices");
        model.choice().addListener((property, old, choice) -> follow());
        model.devices().addListener((property, old, devices) -> follow());
        follow();
    }

    Node root() {
        return root;
    }

    private interface Chosen {
        void take(String value);
    }

    private void listen(ComboBox<String> box, Chosen chosen) {
        box.valueProperty().addListener((property, old, value) -> {
            if (!following && value != null) {
                chosen.take(value);
            }
        });
    }

    private static <T> ComboBox<T> box(String id, String name) {
        ComboBox<T> box = new ComboBox<>();
        box.setId(id);
        box.setAccessibleText(name);
        return box;
    }

    private static Node labelled(String name, ComboBox<?> box) {
        Label label = new Label(name);
        label.getStyleClass().add("field-label");
        label.setLabelFor(box);
        HBox pair = new HBox(6, label, box);
        pair.setAlignment(Pos.CENTER_LEFT);
        return pair;
    }

    private void follow() {
        following = true;
        List<String> devices =
                model.devices().get().stream().map(DeviceCurves::name).toList();
        Choice choice = model.choice().get();
        List<String> others = new ArrayList<>(devices);
        others.remove(choice.first());
        others.add(0, NONE);
        put(first, devices, choice.first());
        put(second, others, choice.second().isEmpty() ? NONE : choice.second());
        put(operator, model.operators(), choice.operator());
        List<String> kernels = model.kernels();
        put(kernel, kernels, kernels.contains(choice.kernel()) || kernels.isEmpty() ? choice.kernel() : kernels.get(0));
        model.drawing().get().ifPresent(drawing -> offer(drawing.lines().get(0).curve(), choice));
        following = false;
    }

    /** A box that someone uses is not made anew under the mouse. */
    private void offer(OperatorCurve curve, Choice choice) {
        List<OperatorCurve.Extent> fixed = new ArrayList<>();
        for (int i = 0; i < curve.axes(); i++) {
            if (i != curve.along()) {
                fixed.add(curve.extent(i));
            }
        }
        if (!fixed.equals(offered)) {
            offered = List.copyOf(fixed);
            extents.getChildren()
                    .setAll(fixed.stream().map(axis -> extent(axis, choice)).toList());
        }
    }

    private static void put(ComboBox<String> box, List<String> items, String value) {
        if (!box.getItems().equals(items)) {
            box.getItems().setAll(items);
        }
        box.setValue(value);
    }

    private Node extent(OperatorCurve.Extent axis, Choice choice) {
        ComboBox<Double> box = box("extent-" + axis.name(), Extents.name(axis.name()));
        box.setConverter(new Labels<>(value -> Extents.value(axis.name(), value)));
        box.getItems().setAll(axis.all());
        box.setValue(choice.extent(axis));
        box.valueProperty()
                .addListener((property, old, value) -> model.choose(now -> now.withExtent(axis.name(), value)));
        return labelled(Extents.name(axis.name()), box);
    }
}
