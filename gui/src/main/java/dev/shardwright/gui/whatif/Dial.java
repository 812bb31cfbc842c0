package dev.shardwright.gui.whatif;

import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.sweep.Axis;
import java.util.List;

/** The values that a slider offers, rising; {@code asked} is that of the question. */
record Dial(Axis axis, List<Double> values, double asked) {
    Dial {
        values = List.copyOf(values);
    }

    static Dial of(Axis axis, PlanningRequest asked) {
        return new Dial(axis, axis.usual(asked), axis.of(asked));
    }

    /** Whether there is anything to choose. */
    boolean turns() {
        return values.size() > 1;
    }

    /** The place of a value, or of the nearest. */
    int place(double value) {
        int nearest = 0;
        for (int i = 1; i < values.size(); i++) {
            if (Math.abs(values.get(i) - value) < Math.abs(values.get(nearest) - value)) {
                nearest = i;
            }
        }
        return nearest;
    }

    String text(double value) {
        return axis.text(value);
    }

    /** "as asked", or "asked: 64", what the question has. */
    String beside(double value) {
        return value == asked ? "as asked" : "asked: " + axis.text(asked);
    }
}
