package dev.shardwright.gui.memory;

import dev.shardwright.gui.control.Ground;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.step.MemoryCurve;
import dev.shardwright.simulator.unit.Bytes;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;

/** Memory of one stage over the step, against the limit: the most of each pixel's time. */
final class CurveCanvas extends Pane {
    private static final Color FILL = Color.web("#56b4e9");
    private static final double LEFT = 58;
    private static final double BOTTOM = 20;
    private static final double TOP = 16;

    private final Canvas canvas = new Canvas();
    private final Ground ground = new Ground();
    private final Tooltip tooltip = new Tooltip();
    private Optional<MemoryCurve> curve = Optional.empty();
    private double limit = 1;
    private double[] gibibytes = new double[0];

    CurveCanvas() {
        getChildren().setAll(ground, canvas);
        setMinSize(200, 120);
        setPrefHeight(190);
        setId("memory-curve");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        ground.onChange(this::requestLayout);
        tooltip.setShowDelay(Duration.millis(60));
        Tooltip.install(canvas, tooltip);
        canvas.setOnMouseMoved(this::point);
    }

    void show(Optional<MemoryCurve> shown, Bytes most) {
        curve = shown;
        limit = most.inGibibytes();
        setAccessibleText(shown.map(c -> "Memory of stage " + c.rank() + " over the step, at most "
                        + ReportFigure.gibibytes(c.peak().inGibibytes()))
                .orElse("Memory over the step"));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        int width = (int) Math.max(1, getWidth() - LEFT);
        gibibytes = curve.map(c -> CurvePixels.of(c, width)).orElse(new double[0]);
        draw();
    }

    private double whole() {
        double peak = curve.map(c -> c.peak().inGibibytes()).orElse(0.0);
        return 1.08 * Math.max(peak, limit);
    }

    private double y(double value) {
        return TOP + (getHeight() - TOP - BOTTOM) * (1 - value / whole());
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        g.setFill(FILL);
        for (int x = 0; x < gibibytes.length; x++) {
            g.fillRect(LEFT + x, y(gibibytes[x]), 1, y(0) - y(gibibytes[x]));
        }
        g.setFill(ground.line());
        g.fillRect(LEFT, y(0), getWidth() - LEFT, 1);
        g.setFont(Font.font(11));
        g.setTextBaseline(VPos.CENTER);
        mark(g, limit, "limit " + ReportFigure.gibibytes(limit), Color.web("#d55e00"));
        curve.ifPresent(c -> axis(g, c));
    }

    private void axis(GraphicsContext g, MemoryCurve c) {
        g.setFill(ground.ink());
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText("0", LEFT - 6, y(0));
        g.fillText(
                ReportFigure.gibibytes(c.peak().inGibibytes()),
                LEFT - 6,
                y(c.peak().inGibibytes()));
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText("0", LEFT, getHeight() - 8);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(ReportFigure.seconds(CurvePixels.end(c)), getWidth() - 2, getHeight() - 8);
    }

    private void mark(GraphicsContext g, double value, String text, Color colour) {
        g.setFill(colour);
        g.fillRect(LEFT, y(value), getWidth() - LEFT, 1.5);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(text, getWidth() - 4, y(value) - 8);
    }

    private void point(MouseEvent event) {
        int x = (int) (event.getX() - LEFT);
        if (x >= 0 && x < gibibytes.length && curve.isPresent()) {
            double time = CurvePixels.end(curve.get()) * x / gibibytes.length;
            tooltip.setText(ReportFigure.gibibytes(gibibytes[x]) + " at " + ReportFigure.seconds(time));
        } else {
            tooltip.setText("Memory of the stage over the step");
        }
    }
}
