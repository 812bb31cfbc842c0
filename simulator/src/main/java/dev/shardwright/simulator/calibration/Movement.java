package dev.shardwright.simulator.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * How calibration moved one constant: from its value before to the most probable one, rounded to three digits.
 *
 * @param uncertainty what is left of the prior's spread: 1 where the runs say nothing about the constant
 * @param effect relative change of the runs' predicted step times, on average, that this movement alone makes
 */
public record Movement(Setting setting, double from, double to, double uncertainty, double effect) {
    /** A constant whose uncertainty shrank by less, and which moved by less than the other, is untouched by the runs. */
    private static final double SILENT = 0.97;

    private static final double UNMOVED = 0.1;

    /** All dials, from the start to the optimum; one that the runs say nothing about stays where it was. */
    static List<Movement> all(Response response, double[] start, double[] optimum, double... uncertainty) {
        List<Movement> movements = new ArrayList<>();
        for (int i = 0; i < optimum.length; i++) {
            Setting setting = response.board().settings().get(i);
            double from = start[i] == setting.spreads(setting.base())
                    ? setting.base()
                    : Dial.rounded(setting.value(start[i]));
            boolean silent = uncertainty[i] > SILENT && Math.abs(optimum[i] - start[i]) < UNMOVED;
            double to = silent ? from : Dial.rounded(setting.value(optimum[i]));
            movements.add(new Movement(setting, from, to, uncertainty[i], 0));
        }
        return withEffects(movements, response);
    }

    private static List<Movement> withEffects(List<Movement> movements, Response response) {
        double[] end = movements.stream().mapToDouble(Movement::position).toArray();
        double after = mean(response.logRatios(end));
        List<Movement> weighed = new ArrayList<>();
        for (int i = 0; i < end.length; i++) {
            Movement movement = movements.get(i);
            double[] without = end.clone();
            without[i] = movement.setting().spreads(movement.from());
            double effect = movement.moved() ? Math.expm1(after - mean(response.logRatios(without))) : 0;
            weighed.add(
                    new Movement(movement.setting(), movement.from(), movement.to(), movement.uncertainty(), effect));
        }
        return weighed;
    }

    private static double mean(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Where the dial stands after calibration, in prior spreads from the centre. */
    double position() {
        return setting.spreads(to);
    }

    public boolean moved() {
        return to != from;
    }

    /** What the movement means: "16-bit matrix products run faster". */
    public String meaning() {
        Dial.Words words = setting.dial().words();
        return words.subject() + " " + (to > from ? words.rises() : words.falls());
    }
}
