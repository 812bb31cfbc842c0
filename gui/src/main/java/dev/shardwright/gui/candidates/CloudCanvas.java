package dev.shardwright.gui.candidates;

import dev.shardwright.gui.control.DisplayScale;
import dev.shardwright.gui.control.Ground;
import dev.shardwright.gui.control.Palette;
import dev.shardwright.gui.control.PixelGrid;
import dev.shardwright.gui.control.Raster;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.simulator.reportfile.ReportFigure;
import java.util.List;
import java.util.Locale;
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

/** Step time against peak memory: points below, and above them the front, the answers and the selected layout. */
final class CloudCanvas extends Pane {
    private static final int LEFT = 56;
    private static final int BOTTOM = 36;
    private static final double MARK = 5;
    private static final int TICKS = 5;
    private static final Color FITS = Color.web("#56b4e9");
    private static final Color FRONT = Color.web("#d55e00");

    private final CandidatesViewModel model;
    private final Canvas points = new Canvas();
    private final Canvas marks = new Canvas();
    private final Ground ground = new Ground();
    private final Raster raster = new Raster();
    private final DisplayScale scale = new DisplayScale(this);
    private final Tooltip tooltip = new Tooltip();
    private Optional<CloudSheet> sheet = Optional.empty();

    CloudCanvas(CandidatesViewModel model) {
        this.model = model;
        getChildren().setAll(ground, points, marks);
        setId("candidates");
        setMinSize(260, 240);
        setPrefHeight(300);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("All candidates: step time against peak memory; the table lists the best");
        marks.setMouseTransparent(true);
        tooltip.setShowDelay(Duration.millis(40));
        points.setOnMouseMoved(this::point);
        points.setOnMouseClicked(this::pick);
        ground.onChange(this::requestLayout);
        scale.onChange(this::requestLayout);
        model.cloud().addListener((property, old, cloud) -> requestLayout());
        model.session().addListener((property, old, session) -> drawMarks());
    }

    @Override
    protected void layoutChildren() {
        for (Canvas canvas : List.of(points, marks)) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
        }
        if (getWidth() > LEFT + 1 && getHeight() > BOTTOM + 1) {
            PixelGrid grid = PixelGrid.covering(getWidth() - LEFT, getHeight() - BOTTOM, scale.now());
            sheet = model.cloud()
                    .get()
                    .filter(cloud -> cloud.size() > 0)
                    .map(cloud -> new CloudSheet(cloud, model.limit(), grid));
            drawPoints(grid);
            drawMarks();
        }
    }

    private void drawPoints(PixelGrid grid) {
        GraphicsContext g = points.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        sheet.ifPresent(s -> {
            s.paint(
                    raster.pixels(grid),
                    Palette.argb(ground.back()),
                    Palette.argb(FITS),
                    Palette.argb(ground.back().interpolate(Palette.BUBBLE, 0.5)));
            raster.draw(g, LEFT, 0);
            axes(g, s, grid.windowWidth(), grid.windowHeight());
        });
    }

    private void axes(GraphicsContext g, CloudSheet s, double width, double height) {
        g.setFill(ground.line());
        g.fillRect(LEFT, height, width, 1);
        g.fillRect(LEFT - 1, 0, 1, height);
        g.setFont(Font.font(11));
        g.setFill(ground.ink());
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.RIGHT);
        double step = Math.max(10, Math.ceil(s.top() / TICKS / 10) * 10);
        for (double value = 0; value < s.top(); value += step) {
            g.fillText(String.format(Locale.ROOT, "%.0f GiB", value), LEFT - 6, Math.max(7, s.y(value)));
        }
        g.setTextAlign(TextAlignment.CENTER);
        for (int i = 0; i < TICKS; i++) {
            double x = width * (i + 0.15) / (TICKS - 0.6);
            g.fillText(ReportFigure.seconds(s.seconds(x)), LEFT + x, height + 11);
        }
        g.fillText("step time", LEFT + width / 2.0, height + 26);
    }

    private void drawMarks() {
        GraphicsContext g = marks.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        sheet.ifPresent(s -> {
            limit(g, s);
            front(g, s);
            model.session()
                    .get()
                    .answer()
                    .ifPresent(answer -> answer.rows().forEach(row -> mark(g, s, ChosenLayout.of(row), false)));
            model.session().get().selected().ifPresent(layout -> mark(g, s, layout, true));
        });
    }

    private void limit(GraphicsContext g, CloudSheet s) {
        double y = s.y(model.limit());
        g.setFill(FRONT);
        g.fillRect(LEFT, y, getWidth() - LEFT, 1);
        g.setFont(Font.font(11));
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.BOTTOM);
        g.fillText("limit " + ReportFigure.gibibytes(model.limit()), getWidth() - 4, y - 2);
    }

    /** A staircase: between two points of the front the slower one's memory is not to be had in less time. */
    private static void front(GraphicsContext g, CloudSheet s) {
        Cloud cloud = s.cloud();
        g.setStroke(FRONT);
        g.setLineWidth(1.5);
        g.beginPath();
        double lastY = Double.NaN;
        for (int point : cloud.front()) {
            if (s.inside(point)) {
                double x = LEFT + s.x(cloud.seconds()[point]);
                double y = s.y(cloud.gibibytes()[point]);
                if (Double.isNaN(lastY)) {
                    g.moveTo(x, y);
                } else {
                    g.lineTo(x, lastY);
                    g.lineTo(x, y);
                }
                lastY = y;
            }
        }
        g.stroke();
    }

    private void mark(GraphicsContext g, CloudSheet s, ChosenLayout layout, boolean selected) {
        double x = LEFT + s.x(layout.report().iteration().value());
        double y = s.y(layout.report().memory().peak().inGibibytes());
        if (x > LEFT + getWidth() || y < 0) {
            return;
        }
        double size = selected ? MARK + 9 : MARK;
        g.setLineWidth(selected ? 2.5 : 1.5);
        g.setStroke(ground.ink());
        if (selected) {
            g.strokeOval(x - size / 2, y - size / 2, size, size);
        } else {
            g.setFill(ground.ink());
            g.fillOval(x - size / 2, y - size / 2, size, size);
        }
    }

    private int under(MouseEvent event) {
        return sheet.filter(s -> model.cloud().get().isPresent())
                .map(s -> s.at(event.getX() - LEFT, event.getY()))
                .orElse(CloudSheet.NONE);
    }

    private void point(MouseEvent event) {
        int point = under(event);
        if (point == CloudSheet.NONE) {
            Tooltip.uninstall(points, tooltip);
        } else {
            tooltip.setText(model.note(point));
            Tooltip.install(points, tooltip);
        }
    }

    private void pick(MouseEvent event) {
        int point = under(event);
        if (point != CloudSheet.NONE) {
            model.pick(point);
        }
    }
}
