package dev.shardwright.gui.profiles;

import dev.shardwright.gui.control.LogAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the curves of a drawing lie: the extent to the right, logarithmic; speeds upwards from 0.
 *
 * @param top the speed at the upper edge
 */
record CurveSheet(Drawing drawing, LogAxis x, double top, double height) {
    private static final double MARGIN = 1.08;
    private static final double WIDEN = 1.15;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /** Empty for curves of which no speed is known. */
    static Optional<CurveSheet> of(Drawing drawing, double width, double height) {
        List<OperatorCurve.Point> all = drawing.lines().stream()
                .flatMap(line -> Stream.of(line.line(), line.roof(), line.samples()))
                .flatMap(List::stream)
                .toList();
        double low = all.stream().mapToDouble(OperatorCurve.Point::x).min().orElse(0);
        double high = all.stream().mapToDouble(OperatorCurve.Point::x).max().orElse(0);
        double top = all.stream().mapToDouble(OperatorCurve.Point::speed).max().orElse(0);
        return low > 0 && top > 0
                ? Optional.of(
                        new CurveSheet(drawing, new LogAxis(low / WIDEN, high * WIDEN, width), MARGIN * top, height))
                : Optional.empty();
    }

    /** From the upper edge. */
    double y(double speed) {
        return height * (1 - speed / top);
    }

    /** Round speeds, about so many. */
    List<Double> ticks(int about) {
        double rough = top / about;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (int i = ROUND.length - 1; i >= 0; i--) {
            step = ROUND[i] * power >= rough ? ROUND[i] * power : step;
        }
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= top; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
