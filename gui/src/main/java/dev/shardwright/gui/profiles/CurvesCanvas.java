package dev.shardwright.gui.profiles;

import dev.shardwright.gui.control.Ground;
import dev.shardwright.gui.control.Palette;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Speed over one extent: the curve of each device, the nodes of its fit, its samples, and the roof above it. */
final class CurvesCanvas extends Pane {
    private static final double LEFT = 104;
    private static final double BOTTOM = 38;
    private static final double TOP = 10;
    private static final double RIGHT = 14;
    private static final double RADIUS = 3.2;
    private static final double TICK_ROOM = 64;
    private static final double LINE = 16;
    private static final int TICKS = 6;

    private final ProfilesViewModel model;
    private final Canvas curves = new Canvas();
    private final Canvas pointer = new Canvas();
    private final Ground ground = new Ground();
    private Optional<CurveSheet> sheet = Optional.empty();

    CurvesCanvas(ProfilesViewModel model) {
        this.model = model;
        getChildren().setAll(ground, curves, pointer);
        setId("curves");
        setMinSize(300, 200);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("Speed of the operator over its size, and its roof; Copy holds the figures");
        pointer.setMouseTransparent(true);
        curves.setOnMouseMoved(this::point);
        ground.onChange(this::requestLayout);
        model.running().addListener((property, old, running) -> requestLayout());
        model.drawing().addListener((property, old, drawing) -> requestLayout());
    }

    @Override
    protected void layoutChildren() {
        for (Canvas canvas : List.of(curves, pointer)) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
        }
        double width = Math.max(1, getWidth() - LEFT - RIGHT);
        double height = Math.max(1, getHeight() - TOP - BOTTOM);
        sheet = model.drawing().get().flatMap(drawing -> CurveSheet.of(drawing, width, height));
        GraphicsContext g = curves.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        pointer.getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
        if (sheet.isEmpty()) {
            g.setFont(Font.font(13));
            g.setFill(ground.ink());
            g.setTextAlign(TextAlignment.CENTER);
            g.fillText(
                    model.running().get()
                            ? "Reading the profiles ..."
                            : "No speed of this operator is known. Choose another one, or another device.",
                    getWidth() / 2,
                    getHeight() / 2);
        }
        sheet.ifPresent(s -> {
            axes(g, s);
            for (int i = 0; i < s.drawing().lines().size(); i++) {
                line(g, s, i);
            }
            legend(g, s);
        });
    }

    private static double x(CurveSheet s, double value) {
        return LEFT + s.x().position(value);
    }

    private static double y(CurveSheet s, double speed) {
        return TOP + s.y(speed);
    }

    private void axes(GraphicsContext g, CurveSheet s) {
        g.setFont(Font.font(11));
        g.setTextBaseline(VPos.CENTER);
        for (double tick : s.ticks(TICKS)) {
            g.setFill(ground.line());
            g.fillRect(LEFT, y(s, tick), s.x().pixels(), 1);
            g.setFill(ground.ink());
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(s.drawing().scale().text(tick), LEFT - 6, y(s, tick));
        }
        g.setTextAlign(TextAlignment.CENTER);
        for (double tick : s.x().doublings(TICK_ROOM)) {
            g.setFill(ground.line());
            g.fillRect(x(s, tick), TOP, 1, s.height());
            g.setFill(ground.ink());
            g.fillText(Extents.value(s.drawing().axis(), tick), x(s, tick), TOP + s.height() + 11);
        }
        String fixed = s.drawing().shape();
        g.fillText(
                Extents.name(s.drawing().axis()) + (fixed.isEmpty() ? "" : "  (" + fixed + ")"),
                LEFT + s.x().pixels() / 2,
                TOP + s.height() + 28);
    }

    private void line(GraphicsContext g, CurveSheet s, int place) {
        Drawing.Line line = s.drawing().lines().get(place);
        Color colour = Palette.series(place);
        g.setStroke(colour);
        g.setLineDashes(7, 5);
        g.setLineWidth(1.4);
        path(g, s, line.roof());
        g.setLineDashes();
        g.setFill(ground.ink().interpolate(colour, 0.6));
        g.setGlobalAlpha(0.5);
        for (OperatorCurve.Point sample : line.samples()) {
            g.fillOval(x(s, sample.x()) - 2, y(s, sample.speed()) - 2, 4, 4);
        }
        g.setGlobalAlpha(1);
        g.setLineWidth(2.2);
        path(g, s, line.line());
        g.setFill(ground.back());
        g.setLineWidth(1.6);
        for (OperatorCurve.Point node : line.nodes()) {
            double left = x(s, node.x()) - RADIUS;
            double top = y(s, node.speed()) - RADIUS;
            g.fillOval(left, top, 2 * RADIUS, 2 * RADIUS);
            g.strokeOval(left, top, 2 * RADIUS, 2 * RADIUS);
        }
    }

    private static void path(GraphicsContext g, CurveSheet s, List<OperatorCurve.Point> points) {
        g.beginPath();
        for (int i = 0; i < points.size(); i++) {
            double left = x(s, points.get(i).x());
            double top = y(s, points.get(i).speed());
            if (i == 0) {
                g.moveTo(left, top);
            } else {
                g.lineTo(left, top);
            }
        }
        g.stroke();
    }

    /** At the lower right, where speeds have long left the ground. */
    private void legend(GraphicsContext g, CurveSheet s) {
        g.setTextAlign(TextAlignment.RIGHT);
        double right = LEFT + s.x().pixels() - 10;
        double top = TOP + s.height() - 12 - LINE * (s.drawing().lines().size());
        for (int i = 0; i < s.drawing().lines().size(); i++) {
            g.setFill(Palette.series(i));
            g.fillRect(right - 8, top + LINE * i - 4, 8, 8);
            g.setFill(ground.ink());
            g.fillText(s.drawing().lines().get(i).device(), right - 14, top + LINE * i);
        }
        boolean measured =
                s.drawing().lines().stream().anyMatch(line -> !line.samples().isEmpty());
        g.setFill(ground.ink());
        g.fillText(
                "circles: nodes of the fit" + (measured ? ", dots: samples" : "") + "; dashed: roof",
                right,
                top + LINE * s.drawing().lines().size());
    }

    private void point(MouseEvent event) {
        sheet.ifPresent(s -> {
            double within = Math.max(0, Math.min(s.x().pixels(), event.getX() - LEFT));
            double value = s.x().value(within);
            model.point(value);
            GraphicsContext g = pointer.getGraphicsContext2D();
            g.clearRect(0, 0, getWidth(), getHeight());
            g.setFill(ground.ink());
            g.fillRect(LEFT + within, TOP, 1, s.height());
            for (int i = 0; i < s.drawing().lines().size(); i++) {
                g.setFill(Palette.series(i));
                s.drawing()
                        .lines()
                        .get(i)
                        .speed(value)
                        .ifPresent(speed -> g.fillOval(LEFT + within - 4, y(s, speed) - 4, 8, 8));
            }
        });
    }
}
