package dev.shardwright.gui.export;

import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.Labels;
import dev.shardwright.planner.export.Framework;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The two boxes that choose a framework and its version. */
final class TargetChoice {
    private final ComboBox<Framework> framework = new ComboBox<>();
    private final ComboBox<String> version = new ComboBox<>();
    private final HBox root;

    TargetChoice(ExportViewModel model) {
        framework.setId("export-framework");
        framework.setAccessibleText("Framework");
        Hint.on(
                framework,
                "What trains the model. Frameworks differ in what layouts they can be told;\n"
                        + "where one cannot say this layout, its reasons are shown instead of files");
        framework.setConverter(new Labels<>(Framework::title));
        framework.getItems().setAll(Framework.values());
        version.setId("export-version");
        version.setAccessibleText("Version of the framework");
        Hint.on(
                version,
                "Options are renamed, added and removed between versions:\n"
                        + "choose the one that is installed. The newest that exports were tried with is preset");
        offer(model);
        framework.valueProperty().addListener((property, old, chosen) -> {
            if (chosen != model.framework().get()) {
                model.choose(chosen);
            }
        });
        version.valueProperty().addListener((property, old, chosen) -> {
            if (chosen != null && !chosen.equals(model.version().get())) {
                model.choose(chosen);
            }
        });
        model.framework().addListener((property, old, chosen) -> offer(model));
        model.version().addListener((property, old, chosen) -> version.setValue(chosen));
        Label to = new Label("Framework");
        to.setLabelFor(framework);
        Label at = new Label("Version");
        at.setLabelFor(version);
        root = new HBox(8, to, framework, at, version);
        root.setAlignment(Pos.CENTER_LEFT);
    }

    Node root() {
        return root;
    }

    private void offer(ExportViewModel model) {
        Framework chosen = model.framework().get();
        framework.setValue(chosen);
        String wanted = model.version().get();
        version.getItems().setAll(chosen.versions());
        version.setValue(wanted);
    }
}
