package dev.shardwright.gui.whatif;

import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.sweep.Axis;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is supposed: a question that was asked, and other values for its figures.
 *
 * @param values of every axis; an axis that the question does not move stands where it was asked
 * @param along the axis of the curves
 */
record Supposition(PlanningRequest asked, Map<Axis, Double> values, Axis along) {
    Supposition {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /** Nothing is changed yet. */
    static Supposition of(PlanningRequest asked, Axis along) {
        Map<Axis, Double> values = new EnumMap<>(Axis.class);
        for (Axis axis : Axis.values()) {
            values.put(axis, axis.of(asked));
        }
        return new Supposition(asked, values, along);
    }

    double value(Axis axis) {
        return values.get(axis);
    }

    Supposition with(Axis axis, double value) {
        Map<Axis, Double> moved = new EnumMap<>(values);
        moved.put(axis, value);
        return new Supposition(asked, moved, along);
    }

    Supposition along(Axis other) {
        return new Supposition(asked, values, other);
    }

    Supposition asAsked() {
        return of(asked, along);
    }

    boolean moves(Axis axis) {
        return value(axis) != axis.of(asked);
    }

    /** Whether anything is changed. */
    boolean moved() {
        return values.keySet().stream().anyMatch(this::moves);
    }

    /** Whether the curves are others than those of the question that was asked. */
    boolean movesCurves() {
        return values.keySet().stream().anyMatch(axis -> axis != along && moves(axis));
    }

    /** The question of the curves: every change but that along their axis. */
    PlanningRequest question() {
        PlanningRequest question = asked;
        for (Axis axis : Axis.values()) {
            question = axis == along ? question : axis.at(question, value(axis));
        }
        return question;
    }

    /** The question with every change. */
    PlanningRequest supposed() {
        return along.at(question(), value(along));
    }

    /** Whether the machines are others than those that were asked about, apart from how many they are. */
    boolean movesMachines() {
        return moves(Axis.BANDWIDTH) || moves(Axis.MEMORY);
    }
}
