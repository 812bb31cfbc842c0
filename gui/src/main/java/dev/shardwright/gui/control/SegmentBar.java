package dev.shardwright.gui.control;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;

/** The drawn part of a stacked bar; the segment under the mouse says its name and value. */
final class SegmentBar extends Pane {
    private static final double HEIGHT = 30;
    private static final double LIMIT_LABEL = 18;
    private static final double LEAST_FOR_TEXT = 38;
    private static final double SEAM = 1;
    private static final double ROUNDING = 8;

    private final Region track = new Region();
    private final Canvas canvas = new Canvas();
    private final Region limitLine = new Region();
    private final Label limitLabel = new Label();
    private final Tooltip tooltip = new Tooltip();
    private final Rectangle clip = new Rectangle();

    private List<Segment> segments = List.of();
    private Optional<BarLimit> limit = Optional.empty();
    private double atLeast;
    private BarGeometry geometry = BarGeometry.of(List.of(), 0, 0);

    SegmentBar() {
        track.getStyleClass().add("bar-track");
        limitLine.getStyleClass().add("bar-limit");
        limitLabel.getStyleClass().add("bar-limit-label");
        limitLine.setMouseTransparent(true);
        clip.setArcWidth(ROUNDING);
        clip.setArcHeight(ROUNDING);
        canvas.setClip(clip);
        tooltip.setShowDelay(Duration.millis(80));
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::point);
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, event -> Tooltip.uninstall(canvas, tooltip));
        getChildren().setAll(track, canvas, limitLine, limitLabel);
    }

    void show(List<Segment> shown, Optional<BarLimit> mark) {
        show(shown, mark, 0);
    }

    /** @param scale a length for which the bar has room at least, so that bars side by side have one scale */
    void show(List<Segment> shown, Optional<BarLimit> mark, double scale) {
        atLeast = scale;
        segments = List.copyOf(shown);
        limit = mark;
        limitLabel.setText(mark.map(BarLimit::text).orElse(""));
        limitLine.setVisible(mark.isPresent());
        limitLabel.setVisible(mark.isPresent());
        requestLayout();
    }

    private double top() {
        return limit.filter(mark -> !mark.text().isEmpty()).isPresent() ? LIMIT_LABEL : 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        return top() + HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 300;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        geometry = BarGeometry.of(
                segments.stream().map(Segment::value).toList(),
                Math.max(atLeast, limit.map(BarLimit::value).orElse(0.0)),
                width);
        track.resizeRelocate(0, top(), width, HEIGHT);
        canvas.relocate(0, top());
        canvas.setWidth(width);
        canvas.setHeight(HEIGHT);
        clip.setWidth(width);
        clip.setHeight(HEIGHT);
        limit.ifPresent(mark -> placeLimit(geometry.position(mark.value()), width));
        draw();
    }

    private void placeLimit(double x, double width) {
        limitLine.resizeRelocate(x - 1, top() - 3, 2, HEIGHT + 6);
        limitLabel.autosize();
        double left = Math.min(width - limitLabel.getWidth(), x - limitLabel.getWidth() / 2);
        limitLabel.relocate(Math.max(0, left), -3);
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), HEIGHT);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.setFont(Font.font(11.5));
        double total = segments.stream().mapToDouble(Segment::value).sum();
        for (int i = 0; i < segments.size(); i++) {
            draw(g, i, total);
        }
    }

    private void draw(GraphicsContext g, int i, double total) {
        Segment segment = segments.get(i);
        double width = geometry.width(i);
        g.setFill(segment.fill());
        g.fillRect(geometry.left(i), 0, width > 3 * SEAM ? width - SEAM : width, HEIGHT);
        if (width >= LEAST_FOR_TEXT) {
            g.setFill(Palette.inkOn(segment.fill()));
            String share = String.format(Locale.ROOT, "%.0f %%", 100 * segment.value() / total);
            g.fillText(share, geometry.left(i) + width / 2, HEIGHT / 2);
        }
    }

    private void point(MouseEvent event) {
        OptionalInt segment = geometry.at(event.getX());
        if (segment.isPresent()) {
            Segment pointed = segments.get(segment.getAsInt());
            tooltip.setText(pointed.label() + ": " + pointed.text());
            Tooltip.install(canvas, tooltip);
        } else {
            Tooltip.uninstall(canvas, tooltip);
        }
    }
}
