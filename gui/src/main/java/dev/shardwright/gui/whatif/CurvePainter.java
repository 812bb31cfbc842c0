package dev.shardwright.gui.whatif;

import dev.shardwright.gui.control.Ground;
import dev.shardwright.gui.control.Palette;
import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Paints the panels of a sheet from top to bottom, the strip of best layouts beneath them, and the axis. */
record CurvePainter(GraphicsContext g, Ground ground, WhatIfSheet sheet) {
    private static final double LEFT = 74;
    private static final double RIGHT = 16;
    private static final double TOP = 18;
    private static final double GAP = 10;
    private static final double RADIUS = 3.2;
    private static final double RING = 6;
    private static final double TICK_ROOM = 12;
    private static final double UNCERTAIN = 0.16;
    private static final double FAINT = 0.45;

    /** The sheet of a picture of that size; empty while no point is known. */
    static Optional<WhatIfSheet> sheet(Curves curves, double width, double height) {
        int panels = curves.figures().size();
        double room = height - TOP - LayoutStrip.HEIGHT - panels * GAP;
        return WhatIfSheet.of(curves, Math.max(1, width - LEFT - RIGHT), Math.max(1, room / panels));
    }

    /** Pixels along the axis of a place in the picture. */
    static double along(double left) {
        return left - LEFT;
    }

    void paint() {
        g.setFont(Font.font(11));
        g.setTextBaseline(VPos.CENTER);
        LayoutStrip strip = new LayoutStrip(g, ground, sheet, LEFT);
        strip.borders(TOP, bottom());
        marks();
        for (int i = 0; i < sheet.panels().size(); i++) {
            panel(i);
        }
        strip.paint(bottom());
    }

    private Color faint() {
        return ground.back().interpolate(ground.ink(), FAINT);
    }

    private double x(double value) {
        return LEFT + sheet.x().position(value);
    }

    private double panelTop(int panel) {
        double height = sheet.panels().isEmpty() ? 0 : sheet.panels().get(0).y().pixels();
        return TOP + panel * (height + GAP);
    }

    private double bottom() {
        return panelTop(sheet.panels().size());
    }

    private double y(int panel, double value) {
        return panelTop(panel) + sheet.panels().get(panel).top(value);
    }

    private void panel(int place) {
        ticks(place);
        Color colour = Palette.series(place);
        uncertain(place, colour);
        g.setLineWidth(1.4);
        g.setLineDashes(5, 4);
        g.setStroke(faint());
        line(place, sheet.curves().reference());
        g.setLineDashes();
        g.setLineWidth(2.2);
        g.setStroke(colour);
        line(place, sheet.curves().points());
        g.setFill(colour);
        dots(place);
        name(place, colour);
    }

    private void ticks(int place) {
        WhatIfSheet.Panel panel = sheet.panels().get(place);
        double free = Double.POSITIVE_INFINITY;
        g.setTextAlign(TextAlignment.RIGHT);
        for (double tick : panel.y().ticks(TICK_ROOM)) {
            double top = y(place, tick);
            if (top <= free) {
                g.setFill(ground.line());
                g.fillRect(LEFT, top, sheet.x().pixels(), 1);
                g.setFill(ground.ink());
                g.fillText(panel.figure().text(tick), LEFT - 6, top);
                free = top - TICK_ROOM;
            }
        }
    }

    private void name(int place, Color colour) {
        String name = sheet.panels().get(place).figure().label();
        g.setTextAlign(TextAlignment.LEFT);
        g.setFill(ground.back());
        g.setGlobalAlpha(0.8);
        g.fillRect(LEFT + 4, panelTop(place) + 1, 18 + LayoutStrip.LETTER * name.length(), 15);
        g.setGlobalAlpha(1);
        g.setFill(colour);
        g.fillRect(LEFT + 6, panelTop(place) + 5, 8, 8);
        g.setFill(ground.ink());
        g.fillText(name, LEFT + 18, panelTop(place) + 9);
    }

    /** Neighbouring points that both have a layout, joined. */
    private void line(int place, List<SweepPoint> points) {
        for (List<SweepPoint> run : runs(points)) {
            double[] xs = run.stream().mapToDouble(point -> x(point.value())).toArray();
            double[] ys = run.stream()
                    .mapToDouble(point -> y(place, value(place, point.best().orElseThrow())))
                    .toArray();
            g.strokePolyline(xs, ys, run.size());
        }
    }

    private void uncertain(int place, Color colour) {
        g.setFill(colour);
        g.setGlobalAlpha(UNCERTAIN);
        var figure = sheet.panels().get(place).figure();
        for (List<SweepPoint> run : runs(sheet.curves().points())) {
            int size = run.size();
            double[] xs = new double[2 * size];
            double[] ys = new double[2 * size];
            for (int i = 0; i < size; i++) {
                Report report = run.get(i).best().orElseThrow();
                xs[i] = x(run.get(i).value());
                xs[2 * size - 1 - i] = xs[i];
                ys[i] = y(place, WhatIfSheet.low(figure, report));
                ys[2 * size - 1 - i] = y(place, WhatIfSheet.high(figure, report));
            }
            g.fillPolygon(xs, ys, 2 * size);
        }
        g.setGlobalAlpha(1);
    }

    private static List<List<SweepPoint>> runs(List<SweepPoint> points) {
        List<List<SweepPoint>> runs = new ArrayList<>();
        boolean joined = false;
        for (SweepPoint point : points) {
            if (point.best().isPresent()) {
                if (!joined) {
                    runs.add(new ArrayList<>());
                }
                runs.get(runs.size() - 1).add(point);
            }
            joined = point.best().isPresent();
        }
        return runs;
    }

    private double value(int place, Report report) {
        return sheet.panels().get(place).figure().value(report);
    }

    private void dots(int place) {
        for (SweepPoint point : sheet.curves().points()) {
            point.best().ifPresent(report -> {
                boolean now = point.value() == sheet.curves().now();
                double radius = now ? 1.7 * RADIUS : RADIUS;
                double top = y(place, value(place, report));
                g.fillOval(x(point.value()) - radius, top - radius, 2 * radius, 2 * radius);
            });
        }
    }

    /** The value of the question, and that of the slider where it is another one. */
    private void marks() {
        double asked = sheet.curves().dial().asked();
        double now = sheet.curves().now();
        g.setTextAlign(TextAlignment.CENTER);
        if (asked != now) {
            mark(asked, "asked", faint());
        }
        mark(now, asked == now ? "now, as asked" : "now", ground.ink());
    }

    private void mark(double value, String name, Color colour) {
        g.setFill(colour);
        g.fillRect(x(value) - 0.5, TOP - 4, 1, bottom() - TOP + 4);
        g.setFill(ground.ink());
        g.fillText(name, x(value), TOP - 11);
    }

    /** A line through a point of all curves, with a ring around each. */
    void ring(SweepPoint point) {
        g.setFill(ground.ink());
        g.fillRect(x(point.value()) - 0.5, TOP, 1, bottom() - TOP);
        g.setStroke(ground.ink());
        g.setLineWidth(1.6);
        point.best().ifPresent(report -> {
            for (int i = 0; i < sheet.panels().size(); i++) {
                g.strokeOval(x(point.value()) - RING, y(i, value(i, report)) - RING, 2 * RING, 2 * RING);
            }
        });
    }
}
