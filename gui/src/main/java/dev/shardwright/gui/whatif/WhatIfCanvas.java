package dev.shardwright.gui.whatif;

import dev.shardwright.gui.control.Ground;
import dev.shardwright.planner.sweep.SweepPoint;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Step time, throughput and cost along an axis, and where the best layout changes; a click moves the slider there. */
final class WhatIfCanvas extends Pane {
    private final WhatIfViewModel model;
    private final Canvas curves = new Canvas();
    private final Canvas pointer = new Canvas();
    private final Ground ground = new Ground();
    private Optional<WhatIfSheet> sheet = Optional.empty();

    WhatIfCanvas(WhatIfViewModel model) {
        this.model = model;
        getChildren().setAll(ground, curves, pointer);
        setId("what-if-curves");
        getStyleClass().add("picture");
        setMinSize(300, 260);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("Step time, tokens per second and cost of the best layout along the chosen axis;"
                + " the table holds the figures");
        pointer.setMouseTransparent(true);
        curves.setCursor(Cursor.HAND);
        curves.setOnMouseMoved(this::point);
        curves.setOnMouseExited(event -> model.point(Optional.empty()));
        curves.setOnMouseClicked(event -> model.moveToPointed());
        ground.onChange(this::requestLayout);
        model.curves().addListener((property, old, now) -> requestLayout());
        model.running().addListener((property, old, now) -> requestLayout());
        model.pointed().addListener((property, old, now) -> drawPointer());
    }

    @Override
    protected void layoutChildren() {
        for (Canvas canvas : List.of(curves, pointer)) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
        }
        sheet = model.curves().get().flatMap(c -> CurvePainter.sheet(c, getWidth(), getHeight()));
        GraphicsContext g = curves.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        if (sheet.isPresent()) {
            new CurvePainter(g, ground, sheet.get()).paint();
        } else {
            g.setFont(Font.font(13));
            g.setFill(ground.ink());
            g.setTextAlign(TextAlignment.CENTER);
            g.fillText("Searching the best layouts ...", getWidth() / 2, getHeight() / 2);
        }
        drawPointer();
    }

    private void point(MouseEvent event) {
        model.point(sheet.flatMap(s -> s.curves().nearest(s.x().value(CurvePainter.along(event.getX())))));
    }

    private void drawPointer() {
        GraphicsContext g = pointer.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        Optional<SweepPoint> at = model.pointed().get();
        sheet.ifPresent(s -> at.ifPresent(point -> new CurvePainter(g, ground, s).ring(point)));
    }
}
