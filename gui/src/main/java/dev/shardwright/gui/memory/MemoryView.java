package dev.shardwright.gui.memory;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.BarLimit;
import dev.shardwright.gui.control.BarTable;
import dev.shardwright.gui.control.PictureMenu;
import dev.shardwright.gui.control.Segment;
import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.reportfile.ReportFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The memory screen: a bar for each stage, the chosen stage over the step, and what would need less. */
public final class MemoryView {
    private final MemoryViewModel model;
    private final Label title = new Label();
    private final Label verdict = new Label();
    private final Label curveTitle = new Label();
    private final BarTable bars;
    private final CurveCanvas curve = new CurveCanvas();
    private final ScrollPane root;

    public MemoryView(MemoryViewModel model) {
        this.model = model;
        bars = new BarTable(model::choose);
        title.getStyleClass().add(Styles.TITLE_4);
        title.setId("memory-title");
        verdict.getStyleClass().add("muted");
        verdict.setId("memory-verdict");
        Label stagesTitle = new Label("Peak memory of each stage's ranks");
        stagesTitle.getStyleClass().add("section");
        curveTitle.getStyleClass().add("section");
        curveTitle.setId("curve-title");
        VBox stages = card(stagesTitle, bars);
        VBox overTime = card(curveTitle, curve);
        PictureMenu.install(stages, "memory");
        PictureMenu.install(overTime, "memory-over-time");
        VBox content = new VBox(14, new VBox(3, title, verdict), stages, overTime, new ChangesView(model).root());
        content.getStyleClass().add("results");
        root = new ScrollPane(content);
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        model.stages().addListener((property, old, ledgers) -> show());
        model.stage().addListener((property, old, stage) -> showStage());
        model.curve().addListener((property, old, now) -> showStage());
        show();
    }

    /** The entry of the list of screens. */
    public static Screen screen(Workspace workspace) {
        return new Screen(
                "Memory",
                Feather.DATABASE,
                "Where does each stage's memory go, and what would need less?",
                EmptyState.withoutLayout("No layout to look into yet"),
                () -> new MemoryView(new MemoryViewModel(workspace)).root());
    }

    public Parent root() {
        return root;
    }

    private static VBox card(Label heading, Node content) {
        VBox card = new VBox(8, heading, content);
        card.getStyleClass().add("card");
        return card;
    }

    private void show() {
        model.layout().get().ifPresent(layout -> {
            title.setText(layout.title());
            verdict.setText(model.verdict());
            List<BarTable.Row> rows = new ArrayList<>();
            model.stages().get().forEach(stage -> rows.add(row(stage)));
            bars.show(rows, Optional.of(limit(layout)));
            showStage();
        });
    }

    private static BarLimit limit(ChosenLayout layout) {
        double gibibytes = layout.report().memory().limit().inGibibytes();
        return new BarLimit(gibibytes, "limit " + ReportFigure.gibibytes(gibibytes));
    }

    private static BarTable.Row row(MemoryLedger stage) {
        String peak = ReportFigure.gibibytes(stage.peak().inGibibytes());
        return new BarTable.Row("stage " + stage.stage(), Segment.of(stage), peak);
    }

    private void showStage() {
        int stage = model.stage().get();
        bars.mark(stage);
        curveTitle.setText("Stage " + stage + " over the step"
                + (model.stages().get().size() > 1 ? "  (click a bar for another stage)" : ""));
        model.layout()
                .get()
                .ifPresent(layout ->
                        curve.show(model.curve().get(), layout.report().memory().limit()));
    }
}
