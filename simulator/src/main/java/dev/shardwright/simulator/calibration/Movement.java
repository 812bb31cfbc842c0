package dev.shardwright.simulator.calibration;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * How calibration moved one constant: from its value before to the most probable one, rounded to three digits. {@code
 * uncertainty} is what is left of the prior's spread: 1 where the runs say nothing about it.
 */
public record Movement(Setting setting, double from, double to, double uncertainty) {
    private static final MathContext DIGITS = new MathContext(3);

    /** A constant whose uncertainty shrank by less, and which moved by less, is said to be untouched by the runs. */
    private static final double SILENT = 0.97;

    private static final double UNMOVED = 0.1;

    static List<Movement> all(Board board, double[] position, double[] uncertainty, double... start) {
        List<Movement> movements = new ArrayList<>();
        for (int i = 0; i < position.length; i++) {
            Setting setting = board.settings().get(i);
            double from = start[i] == setting.spreads(setting.base()) ? setting.base() : setting.value(start[i]);
            double to = new BigDecimal(setting.value(position[i])).round(DIGITS).doubleValue();
            Movement movement = new Movement(setting, from, to, uncertainty[i]);
            movements.add(movement.silent() ? new Movement(setting, from, from, uncertainty[i]) : movement);
        }
        return movements;
    }

    /** Where the dial stands, in prior spreads from the centre. */
    double position() {
        return setting.spreads(to);
    }

    /** Whether the runs say nothing about the constant. */
    public boolean silent() {
        return uncertainty > SILENT && Math.abs(setting.spreads(to) - setting.spreads(from)) < UNMOVED;
    }

    public boolean moved() {
        return to != from;
    }
}
