package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.BarLimit;
import dev.shardwright.gui.control.Palette;
import dev.shardwright.gui.control.PictureMenu;
import dev.shardwright.gui.control.Segment;
import dev.shardwright.gui.control.StackedBar;
import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.simulator.reportfile.ReportFigure;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The selected layout: where its step's time goes, where its memory goes, and what can be done with it. */
final class DetailView {
    private final Label title = new Label();
    private final Label time = new Label();
    private final Label memory = new Label();
    private final StackedBar timeBar = new StackedBar();
    private final StackedBar memoryBar = new StackedBar();
    private final VBox root;

    DetailView(PlanViewModel model, PlanActions actions, Node pin) {
        title.getStyleClass().add(Styles.TEXT_BOLD);
        title.setId("detail-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        VBox head = new VBox(8, title, new HBox(8, pin, actions.saveButton(), actions.exportButton()));
        root = new VBox(10, head, heading("Where the step's time goes", time), timeBar);
        root.getChildren().addAll(heading("Peak memory", memory), memoryBar);
        root.getStyleClass().add("card");
        PictureMenu.install(root, "layout");
        model.selected().addListener((property, old, row) -> row.ifPresent(this::show));
        model.selected().get().ifPresent(this::show);
    }

    Region root() {
        return root;
    }

    private static Node heading(String text, Label remark) {
        Label label = new Label(text);
        label.getStyleClass().add("section");
        remark.getStyleClass().add("muted");
        HBox heading = new HBox(10, label, remark);
        heading.setAlignment(Pos.BASELINE_LEFT);
        return heading;
    }

    private void show(LayoutRow row) {
        title.setText(row.title());
        time.setText(row.step());
        memory.setText(row.peak());
        timeBar.show(
                row.time().stream()
                        .map(share -> new Segment(
                                share.part().label(), share.seconds(), share.text(), Palette.of(share.part())))
                        .toList(),
                Optional.empty());
        memoryBar.show(
                row.memoryShares().stream()
                        .map(share -> new Segment(
                                share.category().label(),
                                share.gibibytes(),
                                share.text(),
                                Palette.of(share.category())))
                        .toList(),
                Optional.of(new BarLimit(
                        ReportFigure.MEMORY_LIMIT.value(row.report()),
                        "limit " + row.figure(ReportFigure.MEMORY_LIMIT))));
    }
}
