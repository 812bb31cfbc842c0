package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.trace.drawing.Chart.Height;
import dev.shardwright.simulator.trace.drawing.Chart.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins boxes that are too narrow to be seen into one that is as wide as a pixel, in the mean of their colours and of the
 * gaps between them, so that a picture holds no more boxes than it has pixels.
 */
final class Merging {
    private final double least;
    private final List<Span> merged = new ArrayList<>();
    private double start;
    private double end;
    private double busy;
    private double red;
    private double green;
    private double blue;
    private Ink ink = Ink.IDLE;
    private boolean open;

    private Merging(double least) {
        this.least = least;
    }

    /** @param least width of a pixel, in the time of the boxes, which follow one another in time */
    static List<Span> of(List<Span> spans, double least) {
        Merging merging = new Merging(least);
        for (Span span : spans) {
            merging.add(span);
        }
        merging.close();
        return merging.merged;
    }

    private void add(Span span) {
        boolean narrow = span.end() - span.start() < least && span.height() == Height.WHOLE;
        if (open && (!narrow || span.end() - start > least)) {
            close();
        }
        if (!narrow) {
            merged.add(span);
            return;
        }
        if (!open) {
            open = true;
            start = span.start();
            busy = red = green = blue = 0;
        }
        double own = span.end() - span.start();
        end = span.end();
        ink = span.ink();
        busy += own;
        red += own * span.colour().red();
        green += own * span.colour().green();
        blue += own * span.colour().blue();
    }

    private void close() {
        if (open && busy > 0) {
            Colour mean = new Colour(
                    (int) Math.round(red / busy), (int) Math.round(green / busy), (int) Math.round(blue / busy));
            double idle = 1 - Math.min(1, busy / (end - start));
            merged.add(new Span(start, end, ink, mean.mixed(Ink.IDLE.colour(), idle), "", Height.WHOLE));
        }
        open = false;
    }
}
