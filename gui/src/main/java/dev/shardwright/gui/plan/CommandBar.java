package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The command line that asks the same, and above it what was last saved, copied or refused. */
final class CommandBar {
    private final PlanViewModel model;
    private final Label notice = new Label();
    private final VBox root;

    CommandBar(PlanViewModel model, PlanActions actions) {
        this.model = model;
        Label command = new Label();
        command.setId("command-line");
        command.textProperty().bind(model.form().commandLine());
        command.getStyleClass().add("mono");
        command.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(command, Priority.ALWAYS);
        Button copy = new Button("Copy", new FontIcon(Feather.COPY));
        copy.setId("copy-command");
        copy.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
        Hint.on(copy, "Copy the command that asks the same");
        copy.setOnAction(event -> actions.copyCommand());
        copy.setMinWidth(Region.USE_PREF_SIZE);
        FontIcon prompt = new FontIcon(Feather.TERMINAL);
        HBox line = new HBox(8, prompt, command, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("command-bar");
        notice.setWrapText(true);
        notice.setMinHeight(Region.USE_PREF_SIZE);
        notice.setMaxWidth(Double.MAX_VALUE);
        notice.setId("notice");
        root = new VBox(notice, line);
        model.notice().addListener((property, old, now) -> showNotice());
        showNotice();
    }

    Region root() {
        return root;
    }

    private void showNotice() {
        Notice now = model.notice().get();
        boolean present = now.kind() != Notice.Kind.NONE;
        notice.setText(now.text());
        notice.setVisible(present);
        notice.setManaged(present);
        notice.getStyleClass()
                .setAll("label", "notice", now.kind() == Notice.Kind.REFUSED ? "notice-bad" : "notice-good");
    }
}
