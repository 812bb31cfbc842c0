package dev.shardwright.gui.control;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/** One horizontal bar of segments with a legend beneath, and optionally a limit across it. */
public final class StackedBar extends VBox {
    private static final double GAP = 10;
    private static final double SWATCH = 10;

    private final SegmentBar bar = new SegmentBar();
    private final FlowPane legend = new FlowPane(18, 4);

    public StackedBar() {
        super(GAP);
        getStyleClass().add("stacked-bar");
        legend.setPadding(new Insets(0, 0, 0, 1));
        getChildren().setAll(bar, legend);
        setAccessibleRole(AccessibleRole.TEXT);
    }

    /** Replaces what is shown. */
    public void show(List<Segment> segments, Optional<BarLimit> limit) {
        bar.show(segments, limit);
        legend.getChildren().setAll(segments.stream().map(StackedBar::entry).toList());
        setAccessibleText(segments.stream()
                .map(segment -> segment.label() + " " + segment.text())
                .collect(Collectors.joining("; ")));
    }

    private static Node entry(Segment segment) {
        Label name = swatch(segment);
        Label value = new Label(segment.text());
        value.getStyleClass().add("muted");
        HBox entry = new HBox(6, name, value);
        entry.getStyleClass().add("legend-entry");
        entry.setMinWidth(Region.USE_PREF_SIZE);
        return entry;
    }

    /** The name of a segment behind its colour. */
    static Label swatch(Segment segment) {
        Rectangle swatch = new Rectangle(SWATCH, SWATCH, segment.fill());
        swatch.setArcWidth(4);
        swatch.setArcHeight(4);
        Label name = new Label(segment.label(), swatch);
        name.setGraphicTextGap(6);
        name.getStyleClass().add("legend-entry");
        return name;
    }
}
