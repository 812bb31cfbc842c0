package dev.shardwright.gui.profiles;

import dev.shardwright.gui.control.TextSheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Curves of one operator over one extent.
 *
 * @param axis name of the drawn extent
 * @param scale of all lines: shares where the roof of one of the devices is not known
 * @param shape the fixed extents in words
 */
record Drawing(String operator, String axis, Scale scale, String shape, List<Line> lines) {
    Drawing {
        lines = List.copyOf(lines);
    }

    /** One device: its curve, and the value of every axis in the place of those that are fixed. */
    record Line(OperatorCurve curve, Scale scale, List<Double> fixed) {
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
            return curve.line(scale, values());
        }

        List<OperatorCurve.Point> roof() {
            return curve.roof(scale, values());
        }

        List<OperatorCurve.Point> nodes() {
            return curve.nodes(scale, values());
        }

        List<OperatorCurve.Point> samples() {
            return curve.samples(scale, values());
        }

        Optional<Double> speed(double x) {
            return curve.speed(scale, curve.at(x, values()));
        }

        double share(double x) {
            return curve.share(curve.at(x, values()));
        }

        /** "h100-sxm-80gb 612 TFLOP/s, 62 % of the roof". */
        private String words(double x) {
            String speed = speed(x).filter(found -> scale != Scale.SHARE)
                    .map(found -> scale.text(found) + ", ")
                    .orElse("");
            return device() + " " + speed + percent(share(x)) + " of the roof";
        }
    }

    /** The curves of the devices that have one of that operator; the first decides which axis is drawn. */
    static Optional<Drawing> of(Choice choice, List<DeviceCurves> devices) {
        List<OperatorCurve> curves = devices.stream()
                .flatMap(
                        device -> device
                                .curve(choice.operator(), choice.kernel())
                                .map(curve -> new OperatorCurve(device, curve))
                                .stream())
                .toList();
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        OperatorCurve first = curves.get(0);
        Scale scale = curves.stream()
                .map(OperatorCurve::scale)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Optional.of(new Drawing(
                choice.operator(),
                first.axis(first.along()).name(),
                scale,
                words(first, fixed(first, choice)),
                curves.stream()
                        .map(curve -> new Line(curve, scale, fixed(curve, choice)))
                        .toList()));
    }

    private static List<Double> fixed(OperatorCurve curve, Choice choice) {
        List<Double> fixed = new ArrayList<>();
        for (int i = 0; i < curve.axes(); i++) {
            fixed.add(choice.extent(curve.extent(i)));
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
        List<Double> speeds =
                lines.stream().flatMap(line -> line.speed(x).stream()).toList();
        String each = lines.stream().map(line -> line.words(x)).collect(Collectors.joining("; "));
        boolean comparable = speeds.size() == 2 && scale != Scale.SHARE;
        String ratio =
                comparable ? String.format(Locale.ROOT, "; %.2f times as fast", speeds.get(1) / speeds.get(0)) : "";
        return Extents.name(axis) + " " + Extents.value(axis, x) + ": " + each + ratio;
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.0f %%", 100 * share) : "- %";
    }

    /** The nodes of the curves, as they are copied. */
    TextSheet sheet() {
        List<String> headings = new ArrayList<>(List.of("device", Extents.name(axis)));
        headings.addAll(List.of(scale.unit(), "share of roof", "operator", "shape"));
        List<List<String>> rows = new ArrayList<>();
        for (Line line : lines) {
            for (OperatorCurve.Point point : line.nodes()) {
                rows.add(Arrays.asList(
                        line.device(),
                        String.format(Locale.ROOT, "%.0f", point.x()),
                        String.format(Locale.ROOT, "%.2f", scale.units(point.speed())),
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
