package dev.shardwright.gui.accuracy;

import dev.shardwright.gui.control.Ground;
import dev.shardwright.gui.control.Mark;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.validation.RunScore;
import java.util.List;
import java.util.Map;
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

/** Predicted against measured step times: the diagonal, bands of 10 and 20 % around it, and a point for each run. */
final class ScatterCanvas extends Pane {
    private static final double LEFT = 64;
    private static final double BOTTOM = 38;
    private static final double TOP = 8;
    private static final double RIGHT = 10;
    private static final double RADIUS = 3;
    private static final double TICK_ROOM = 52;
    private static final double[] BANDS = {0.2, 0.1};

    private final AccuracyViewModel model;
    private final Canvas points = new Canvas();
    private final Canvas marks = new Canvas();
    private final Ground ground = new Ground();
    private ScatterSheet sheet = ScatterSheet.of(List.of(), 1, 1);

    ScatterCanvas(AccuracyViewModel model) {
        this.model = model;
        getChildren().setAll(ground, points, marks);
        setId("scatter");
        setMinSize(260, 220);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("Predicted against measured step time of each run; the table holds the errors by stack");
        marks.setMouseTransparent(true);
        points.setOnMouseMoved(this::point);
        ground.onChange(this::requestLayout);
        model.shown().addListener((property, old, runs) -> requestLayout());
        model.running().addListener((property, old, running) -> requestLayout());
        model.pointed().addListener((property, old, run) -> drawMark());
    }

    @Override
    protected void layoutChildren() {
        for (Canvas canvas : List.of(points, marks)) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
        }
        sheet = ScatterSheet.of(
                model.shown().get(), Math.max(1, getWidth() - LEFT - RIGHT), Math.max(1, getHeight() - TOP - BOTTOM));
        draw();
        drawMark();
    }

    private void draw() {
        GraphicsContext g = points.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        if (sheet.runs().isEmpty()) {
            nothing(g);
            return;
        }
        bands(g);
        axes(g);
        Map<String, Integer> series = model.scores().get().stacks();
        g.setGlobalAlpha(0.8);
        for (RunScore.Scored run : sheet.runs()) {
            Mark.draw(g, series.get(run.subject().stack()), LEFT + sheet.left(run), TOP + sheet.top(run), RADIUS);
        }
        g.setGlobalAlpha(1);
    }

    private void nothing(GraphicsContext g) {
        g.setFont(Font.font(13));
        g.setFill(ground.ink());
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(
                model.running().get()
                        ? "Predicting the measured runs ..."
                        : "No run is shown. Tick a stack, or empty the filter.",
                getWidth() / 2,
                getHeight() / 2);
    }

    private double x(double seconds) {
        return LEFT + sheet.x().position(seconds);
    }

    private double y(double seconds) {
        return TOP + sheet.y().pixels() - sheet.y().position(seconds);
    }

    private void bands(GraphicsContext g) {
        double low = sheet.x().low();
        double high = sheet.x().high();
        g.save();
        g.beginPath();
        g.rect(LEFT, TOP, sheet.x().pixels(), sheet.y().pixels());
        g.clip();
        for (double share : BANDS) {
            g.setFill(ground.back().interpolate(ground.ink(), share == BANDS[0] ? 0.1 : 0.2));
            g.fillPolygon(
                    new double[] {x(low), x(high), x(high), x(low)},
                    new double[] {
                        y(low * (1 - share)), y(high * (1 - share)), y(high * (1 + share)), y(low * (1 + share))
                    },
                    4);
        }
        g.setStroke(ground.ink());
        g.setLineWidth(1.2);
        g.strokeLine(x(low), y(low), x(high), y(high));
        g.restore();
    }

    private void axes(GraphicsContext g) {
        double bottom = TOP + sheet.y().pixels();
        g.setFont(Font.font(11));
        g.setTextBaseline(VPos.CENTER);
        for (double tick : sheet.x().ticks(TICK_ROOM)) {
            g.setFill(ground.line());
            g.fillRect(x(tick), TOP, 1, sheet.y().pixels());
            g.setFill(ground.ink());
            if (x(tick) < getWidth() - TICK_ROOM / 2) {
                g.setTextAlign(TextAlignment.CENTER);
                g.fillText(ReportFigure.seconds(tick), x(tick), bottom + 11);
            }
        }
        for (double tick : sheet.y().ticks(0.65 * TICK_ROOM)) {
            g.setFill(ground.line());
            g.fillRect(LEFT, y(tick), sheet.x().pixels(), 1);
            g.setFill(ground.ink());
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(ReportFigure.seconds(tick), LEFT - 6, y(tick));
        }
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText("measured step time", LEFT + sheet.x().pixels() / 2, bottom + 28);
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText("predicted step time: too slow above the diagonal", LEFT + 8, TOP + 10);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText("too fast below; bands: ±10 %, ±20 %", LEFT + sheet.x().pixels() - 8, bottom - 10);
    }

    private void drawMark() {
        GraphicsContext g = marks.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        Optional<RunScore.Scored> run = model.pointed().get();
        run.ifPresent(r -> {
            double left = LEFT + sheet.left(r);
            double top = TOP + sheet.top(r);
            g.setStroke(ground.ink());
            g.setLineWidth(2);
            g.strokeOval(left - 7, top - 7, 14, 14);
            g.setStroke(Color.web("#d55e00"));
            g.setLineWidth(1.5);
            g.strokeLine(
                    left,
                    y(r.predicted().low().value()),
                    left,
                    y(r.predicted().high().value()));
        });
    }

    /** The last run that was pointed at stays, so that its note can be read. */
    private void point(MouseEvent event) {
        Optional<RunScore.Scored> run = sheet.at(event.getX() - LEFT, event.getY() - TOP);
        if (run.isPresent()) {
            model.point(run);
        }
    }
}
