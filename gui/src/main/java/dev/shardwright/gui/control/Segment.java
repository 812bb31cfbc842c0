package dev.shardwright.gui.control;

import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.reportfile.ReportFigure;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;

/** One piece of a bar: its length in any unit, and how that is written for people. */
public record Segment(String label, double value, String text, Color fill) {
    public Segment {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("a segment's value must be zero or more, but is " + value);
        }
    }

    /** GiB by category, without those that take nothing. */
    public static List<Segment> of(MemoryLedger memory) {
        List<Segment> segments = new ArrayList<>();
        memory.lines().forEach((category, bytes) -> {
            if (bytes.value() > 0) {
                double gibibytes = bytes.inGibibytes();
                String text = ReportFigure.gibibytes(gibibytes);
                segments.add(new Segment(category.label(), gibibytes, text, Palette.of(category)));
            }
        });
        return segments;
    }
}
