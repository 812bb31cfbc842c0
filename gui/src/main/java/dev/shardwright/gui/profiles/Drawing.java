package dev.shardwright.gui.profiles;

import dev.shardwright.gui.control.TextSheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Curves of one operator over one extent.
 *
 * @param axis name of the drawn extent
 * @param arithmetic whether speeds are FLOP/s; else bytes per second
 * @param shape the fixed extents in words
 */
record Drawing(String operator, String axis, boolean arithmetic, String shape, List<Line> lines) {
    Drawing {
        lines = List.copyOf(lines);
    }

    /** One device: its curve, and the value of every axis in the place of those that are fixed. */
    record Line(OperatorCurve curve, List<Double> fixed) {
        Line {
            fixed = List.copyOf(fixed);
        }

        private double[] values() {
            return fixed.stream().mapToDouble(Double::doubleValue).toArray();
        }

        String device() {
            return curve.device().name();
        }

        List<OperatorCurve.Point> line() {
            return curve.line(values());
        }

        List<OperatorCurve.Point> roof() {
            return curve.roof(values());
        }

        List<OperatorCurve.Point> nodes() {
            return curve.nodes(values());
        }

        List<OperatorCurve.Point> samples() {
            return curve.samples(values());
        }

        Optional<Double> rate(double x) {
            return curve.rate(curve.at(x, values()));
        }

        double share(double x) {
            return curve.share(curve.at(x, values()));
        }
    }

    /** The curves of the devices that have one of that operator; the first decides which axis is drawn. */
    static Optional<Drawing> of(Choice choice, List<DeviceCurves> devices) {
        List<Line> lines = new ArrayList<>();
        String shape = "";
        for (DeviceCurves device : devices) {
            Optional<OperatorCurve> curve =
                    device.curve(choice.operator()).map(found -> new OperatorCurve(device, found));
            if (curve.isPresent()) {
                List<Double> fixed = fixed(curve.get(), choice);
                shape = lines.isEmpty() ? words(curve.get(), fixed) : shape;
                lines.add(new Line(curve.get(), fixed));
            }
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        OperatorCurve first = lines.get(0).curve();
        return Optional.of(
                new Drawing(choice.operator(), first.axis(first.along()).name(), first.arithmetic(), shape, lines));
    }

    private static List<Double> fixed(OperatorCurve curve, Choice choice) {
        List<Double> fixed = new ArrayList<>();
        for (int i = 0; i < curve.axes(); i++) {
            fixed.add(choice.extent(curve.axis(i).name(), curve.axis(i).nodes()));
        }
        return fixed;
    }

    private static String words(OperatorCurve curve, List<Double> fixed) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < fixed.size(); i++) {
            String axis = curve.axis(i).name();
            if (i != curve.along()) {
                words.add(Extents.name(axis) + " " + Extents.value(axis, fixed.get(i)));
            }
        }
        return String.join(", ", words);
    }

    /** What the curves say at one value of the drawn extent, and how the second device compares. */
    String note(double x) {
        List<Optional<Double>> rates = lines.stream().map(line -> line.rate(x)).toList();
        String each = lines.stream()
                .map(line -> line.device() + " "
                        + line.rate(x)
                                .map(rate -> Extents.rate(arithmetic, rate) + ", ")
                                .orElse("")
                        + percent(line.share(x)) + " of the roof")
                .collect(Collectors.joining("; "));
        String ratio = rates.size() == 2 && rates.stream().allMatch(Optional::isPresent)
                ? String.format(
                        Locale.ROOT,
                        "; %.2f times as fast",
                        rates.get(1).orElseThrow() / rates.get(0).orElseThrow())
                : "";
        return Extents.name(axis) + " " + Extents.value(axis, x) + ": " + each + ratio;
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.0f %%", 100 * share) : "- %";
    }

    /** The nodes of the curves, as they are copied. */
    TextSheet sheet() {
        List<String> headings = new ArrayList<>(List.of("device", Extents.name(axis)));
        headings.addAll(List.of(Extents.unitName(arithmetic), "share of roof", "operator", "shape"));
        List<List<String>> rows = new ArrayList<>();
        for (Line line : lines) {
            for (OperatorCurve.Point point : line.nodes()) {
                rows.add(Arrays.asList(
                        line.device(),
                        String.format(Locale.ROOT, "%.0f", point.x()),
                        String.format(Locale.ROOT, "%.2f", point.rate() / Extents.unit(arithmetic)),
                        Double.isFinite(line.share(point.x()))
                                ? String.format(Locale.ROOT, "%.3f", line.share(point.x()))
                                : "-",
                        operator,
                        shape));
            }
        }
        return new TextSheet(headings, rows);
    }
}
