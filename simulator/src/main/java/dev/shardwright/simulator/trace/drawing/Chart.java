package dev.shardwright.simulator.trace.drawing;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of boxes over time.
 *
 * @param remark a line below the title; may be empty
 * @param until end of the time axis
 */
public record Chart(String title, String remark, List<Row> rows, double until, TimeAxis axis) {
    /** A rank: its passes, and narrower lanes for what runs beside them. */
    record Row(String label, List<Span> passes, List<List<Span>> beside) {
        Row {
            passes = List.copyOf(passes);
            beside = List.copyOf(beside);
        }
    }

    /** Which part of a lane's height a box takes. */
    enum Height {
        WHOLE,
        UPPER,
        LOWER
    }

    /**
     * A box.
     *
     * @param colour that of the ink, or one near it
     * @param label for the box if it is wide enough; may be empty
     */
    record Span(double start, double end, Ink ink, Colour colour, String label, Height height) {
        static Span of(double start, double end, Ink ink, String label) {
            return new Span(start, end, ink, ink.colour(), label, Height.WHOLE);
        }
    }

    public Chart {
        rows = List.copyOf(rows);
    }

    /** What the boxes stand for, idle time last. */
    Set<Ink> inks() {
        Set<Ink> inks = EnumSet.of(Ink.IDLE);
        for (Row row : rows) {
            row.passes().forEach(span -> inks.add(span.ink()));
            row.beside().forEach(lane -> lane.forEach(span -> inks.add(span.ink())));
        }
        return inks;
    }
}
