package dev.shardwright.gui.whatif;

import dev.shardwright.gui.control.Ground;
import dev.shardwright.gui.control.Palette;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints, beneath the panels of a sheet, which layout is best where, and the values of the axis. */
record LayoutStrip(GraphicsContext g, Ground ground, WhatIfSheet sheet, List<Band> bands, double left) {
    /** Pixels from the last panel to the lower edge. */
    static final double HEIGHT = 54;

    /** Width of a letter, or somewhat more. */
    static final double LETTER = 6.4;

    private static final double STRIP = 20;

    LayoutStrip(GraphicsContext g, Ground ground, WhatIfSheet sheet, double left) {
        this(g, ground, sheet, Band.of(sheet.curves().points()), left);
    }

    private double x(double value) {
        return left + sheet.x().position(value);
    }

    /** Where the best layout changes. */
    void borders(double top, double bottom) {
        g.setStroke(ground.line());
        g.setLineWidth(1);
        g.setLineDashes(2, 3);
        for (int i = 1; i < bands.size(); i++) {
            double x =
                    left + sheet.between(bands.get(i - 1).last(), bands.get(i).first());
            g.strokeLine(x, top, x, bottom);
        }
        g.setLineDashes();
    }

    /** From the lower edge of the last panel. */
    void paint(double top) {
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(ground.ink());
        g.fillText("best layout", left - 6, top + STRIP / 2);
        g.setTextAlign(TextAlignment.CENTER);
        for (int i = 0; i < bands.size(); i++) {
            Band band = bands.get(i);
            double from = i == 0 ? 0 : sheet.between(bands.get(i - 1).last(), band.first());
            double to = i == bands.size() - 1
                    ? sheet.x().pixels()
                    : sheet.between(band.last(), bands.get(i + 1).first());
            g.setFill(fill(band, i));
            g.fillRect(left + from + 0.5, top, Math.max(0, to - from - 1), STRIP);
            g.setFill(ground.ink());
            g.fillText(band.label((int) ((to - from) / LETTER)), left + (from + to) / 2, top + STRIP / 2);
        }
        axis(top + STRIP);
    }

    private Color fill(Band band, int place) {
        Color mixed = band.fits() ? Palette.series(place % 2 == 0 ? 5 : 3) : Palette.series(1);
        return ground.back().interpolate(mixed, band.fits() ? 0.3 : 0.45);
    }

    private void axis(double top) {
        double free = 0;
        g.setTextAlign(TextAlignment.CENTER);
        g.setFill(ground.ink());
        var axis = sheet.curves().supposition().along();
        for (double value : sheet.curves().dial().values()) {
            String text = axis.text(value);
            double half = LETTER * text.length() / 2;
            if (x(value) - half > free) {
                g.fillText(text, x(value), top + 10);
                free = x(value) + half + LETTER;
            }
        }
        String reference = sheet.curves().reference().isEmpty() ? "" : "; dashed: as asked";
        g.fillText(
                axis.label() + "  (shaded: 9 measured steps of 10; all axes logarithmic" + reference + ")",
                left + sheet.x().pixels() / 2,
                top + 25);
    }
}
