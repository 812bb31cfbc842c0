package dev.shardwright.gui.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Stacked bars below each other on one scale, with one legend; one of them is chosen by a click or a key. */
public final class BarTable extends VBox {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("selected");
    private static final double LABEL = 64;
    private static final double TEXT = 76;

    private final VBox rows = new VBox(2);
    private final FlowPane legend = new FlowPane(16, 4);
    private final IntConsumer choose;

    /** A bar with a word before and a figure behind it. */
    public record Row(String label, List<Segment> segments, String text) {
        public Row {
            segments = List.copyOf(segments);
        }

        double total() {
            return segments.stream().mapToDouble(Segment::value).sum();
        }
    }

    /** @param choose takes the place of the row that is chosen, from 0 */
    public BarTable(IntConsumer choose) {
        super(10);
        this.choose = choose;
        getStyleClass().add("bar-table");
        getChildren().setAll(rows, legend);
    }

    /** Replaces the bars; all have room for the longest. */
    public void show(List<Row> shown, Optional<BarLimit> limit) {
        double scale = shown.stream().mapToDouble(Row::total).max().orElse(0);
        rows.getChildren().clear();
        Map<String, Segment> kinds = new LinkedHashMap<>();
        for (Row row : shown) {
            boolean first = rows.getChildren().isEmpty();
            Optional<BarLimit> mark = first ? limit : limit.map(of -> new BarLimit(of.value(), ""));
            rows.getChildren().add(bar(row, mark, scale, rows.getChildren().size()));
            row.segments().forEach(segment -> kinds.putIfAbsent(segment.label(), segment));
        }
        List<Label> entries = new ArrayList<>();
        kinds.values().forEach(kind -> entries.add(StackedBar.swatch(kind)));
        legend.getChildren().setAll(entries);
    }

    /** Marks the row that is chosen. */
    public void mark(int chosen) {
        for (int i = 0; i < rows.getChildren().size(); i++) {
            rows.getChildren().get(i).pseudoClassStateChanged(CHOSEN, i == chosen);
        }
    }

    private HBox bar(Row row, Optional<BarLimit> limit, double scale, int place) {
        SegmentBar bar = new SegmentBar();
        bar.show(row.segments(), limit, scale);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Label label = new Label(row.label());
        label.setMinWidth(LABEL);
        Label text = new Label(row.text());
        text.setMinWidth(TEXT);
        text.getStyleClass().add("bar-value");
        label.setMaxHeight(Double.MAX_VALUE);
        text.setMaxHeight(Double.MAX_VALUE);
        HBox line = new HBox(8, label, bar, text);
        line.setId("bar-" + place);
        line.getStyleClass().add("bar-row");
        line.setMinHeight(Region.USE_PREF_SIZE);
        line.setFocusTraversable(true);
        line.setAccessibleRole(AccessibleRole.BUTTON);
        line.setAccessibleText(row.label() + " " + row.text() + ": "
                + row.segments().stream()
                        .map(segment -> segment.label() + " " + segment.text())
                        .collect(Collectors.joining("; ")));
        line.setOnMouseClicked(event -> choose.accept(place));
        line.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER) {
                choose.accept(place);
            }
        });
        return line;
    }
}
