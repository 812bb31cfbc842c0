package dev.shardwright.gui.compare;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.BarLimit;
import dev.shardwright.gui.control.BarTable;
import dev.shardwright.gui.control.CopyButton;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.Palette;
import dev.shardwright.gui.control.PictureMenu;
import dev.shardwright.gui.control.Segment;
import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.session.Session;
import dev.shardwright.gui.session.SessionViewModel;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The compare screen: pinned layouts side by side, why one is faster, and their time and memory on one scale. */
public final class CompareView {
    private static final double NAMES = 120;

    private final SessionViewModel session;
    private final GridPane table = new GridPane();
    private final VBox reasons = new VBox(6);
    private final BarTable time;
    private final BarTable memory;
    private final ScrollPane root;
    private List<ChosenLayout> shown = List.of();

    public CompareView(SessionViewModel session) {
        this.session = session;
        time = new BarTable(this::look);
        memory = new BarTable(this::look);
        table.setId("comparison");
        table.getStyleClass().add("comparison");
        reasons.setId("reasons");
        VBox content = new VBox(
                14,
                card("Pinned layouts", table, new CopyButton("comparison", this::sheet).root()),
                card("Why one is faster", reasons),
                card("Where the step's time goes", time),
                card("Where the worst stage's memory goes", memory));
        content.getStyleClass().add("results");
        root = new ScrollPane(content);
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        session.session().addListener((property, old, now) -> show(now));
        show(session.now());
    }

    /** The entry of the list of screens. */
    public static Screen screen(Workspace workspace) {
        return new Screen(
                "Compare",
                Feather.COLUMNS,
                "Why is one layout faster than another?",
                new EmptyState(
                        session -> session.pinned().isEmpty(),
                        "No layout is pinned",
                        "Select a layout on the Plan screen and press Pin or Ctrl+P; then another.",
                        "Plan"),
                () -> new CompareView(workspace.session()).root());
    }

    public Parent root() {
        return root;
    }

    private static VBox card(String title, Node content, Node... beside) {
        Label heading = new Label(title);
        heading.getStyleClass().add("section");
        heading.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(heading, Priority.ALWAYS);
        HBox head = new HBox(8, heading);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getChildren().addAll(beside);
        VBox card = new VBox(8, head, content);
        card.getStyleClass().add("card");
        PictureMenu.install(card, "comparison");
        return card;
    }

    private void look(int place) {
        session.update(now -> now.looking(now.pinned().get(place)));
    }

    private void show(Session now) {
        if (now.pinned().isEmpty() || now.pinned().equals(shown)) {
            return;
        }
        shown = now.pinned();
        SideBySide sides = new SideBySide(shown);
        head();
        sides.lines().forEach(this::add);
        reasons.getChildren()
                .setAll(
                        shown.size() < 2
                                ? List.of(text("Pin another layout to see why one is faster.", "muted"))
                                : sides.reasons().stream()
                                        .map(reason -> text(reason, "reason"))
                                        .toList());
        time.show(rows(CompareView::time, ReportFigure.ITERATION), Optional.empty());
        Report first = shown.get(0).report();
        BarLimit limit =
                new BarLimit(ReportFigure.MEMORY_LIMIT.value(first), "limit " + ReportFigure.MEMORY_LIMIT.text(first));
        memory.show(rows(CompareView::memory, ReportFigure.PEAK_MEMORY), Optional.of(limit));
    }

    private TextSheet sheet() {
        return new SideBySide(shown).sheet();
    }

    private void head() {
        table.getChildren().clear();
        table.getColumnConstraints().setAll(new ColumnConstraints(NAMES));
        for (int i = 0; i < shown.size(); i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(88.0 / shown.size());
            table.getColumnConstraints().add(column);
            table.add(title(i), i + 1, 0);
        }
    }

    private Node title(int place) {
        ChosenLayout layout = shown.get(place);
        Label name = text(SideBySide.letter(place) + "  " + layout.name(), Styles.TITLE_4);
        Button unpin = new Button("", new FontIcon(Feather.X));
        unpin.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        unpin.setId("unpin-" + place);
        Hint.on(unpin, "Take the pin away");
        unpin.setAccessibleText("Unpin " + SideBySide.letter(place));
        unpin.setOnAction(event -> session.update(now -> now.pinning(layout)));
        name.setGraphic(unpin);
        name.setContentDisplay(ContentDisplay.RIGHT);
        Label words = text(JobText.layout(layout.job().layout()), "muted");
        return new VBox(2, name, words);
    }

    private void add(SideBySide.Line line) {
        int row = table.getRowCount();
        Label name = text(line.name(), "muted");
        name.setMinWidth(NAMES);
        table.add(name, 0, row);
        for (int i = 0; i < line.cells().size(); i++) {
            Label cell = text(line.cells().get(i), i == line.best() ? "best" : "plain");
            GridPane.setHgrow(cell, Priority.ALWAYS);
            table.add(cell, i + 1, row);
        }
    }

    private static Label text(String words, String style) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    private interface Parts {
        List<Segment> of(Report report);
    }

    private List<BarTable.Row> rows(Parts parts, ReportFigure total) {
        List<BarTable.Row> rows = new ArrayList<>();
        for (ChosenLayout layout : shown) {
            String name = SideBySide.letter(rows.size()) + "  " + layout.name();
            rows.add(new BarTable.Row(name, parts.of(layout.report()), total.text(layout.report())));
        }
        return rows;
    }

    private static List<Segment> time(Report report) {
        List<Segment> segments = new ArrayList<>();
        for (Part part : Part.values()) {
            double seconds = report.time().part(part).value();
            if (seconds > 0) {
                segments.add(new Segment(part.label(), seconds, ReportFigure.seconds(seconds), Palette.of(part)));
            }
        }
        return segments;
    }

    private static List<Segment> memory(Report report) {
        return Segment.of(report.memory());
    }
}
