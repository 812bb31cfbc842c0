package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.validation.RunScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Predicted against measured step times on logarithmic axes, as an SVG text; one colour per stack. */
final class ScatterPlot {
    private static final int SIZE = 640;
    private static final int MARGIN = 60;
    private static final int LEGEND = 220;

    /** Okabe and Ito's colours, told apart by most people, then greys. */
    private static final List<String> COLOURS = List.of(
            "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#5254a3", "#637939",
            "#843c39", "#7b4173", "#000000", "#7f7f7f", "#aaaaaa", "#bcbd22", "#17becf");

    private final Map<String, List<RunScore.Scored>> stacks = new TreeMap<>();
    private final double least;
    private final double most;

    ScatterPlot(List<RunScore.Scored> runs) {
        List<RunScore.Scored> timed = new ArrayList<>();
        for (RunScore.Scored run : runs) {
            if (run.measured().iteration().isPresent()) {
                timed.add(run);
                stacks.computeIfAbsent(run.subject().stack(), s -> new ArrayList<>())
                        .add(run);
            }
        }
        double low = timed.stream()
                .mapToDouble(r -> Math.min(predicted(r), measured(r)))
                .min()
                .orElse(0.1);
        double high = timed.stream()
                .mapToDouble(r -> Math.max(predicted(r), measured(r)))
                .max()
                .orElse(10);
        least = Math.floor(Math.log10(low));
        most = Math.ceil(Math.log10(high));
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
                        + "font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                SIZE + LEGEND, SIZE));
        axes(svg);
        line(svg, 1, "#444444", "");
        line(svg, 1.1, "#999999", " stroke-dasharray=\"4 3\"");
        line(svg, 1 / 1.1, "#999999", " stroke-dasharray=\"4 3\"");
        points(svg);
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        for (double power = least; power <= most; power++) {
            double x = x(power);
            double y = y(power);
            svg.append(format(
                    "<path d=\"M%.1f %d V%d M%d %.1f H%d\" stroke=\"#dddddd\"/>\n",
                    x, MARGIN, SIZE - MARGIN, MARGIN, y, SIZE - MARGIN));
            String label = power < 0 ? format("%.2f s", Math.pow(10, power)) : format("%,.0f s", Math.pow(10, power));
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", x, SIZE - MARGIN + 18, label));
            svg.append(format("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", MARGIN - 6, y + 4, label));
        }
        svg.append(format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">measured step time</text>\n", SIZE / 2, SIZE - 18));
        svg.append(format(
                "<text x=\"14\" y=\"%d\" transform=\"rotate(-90 14 %d)\" text-anchor=\"middle\">predicted</text>\n",
                SIZE / 2, SIZE / 2));
    }

    private void line(StringBuilder svg, double factor, String colour, String dash) {
        double shift = Math.log10(factor);
        svg.append(format(
                "<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"%s\"%s/>\n",
                x(least), y(least + shift), x(most), y(most + shift), colour, dash));
    }

    private void points(StringBuilder svg) {
        int number = 0;
        for (Map.Entry<String, List<RunScore.Scored>> stack : stacks.entrySet()) {
            String colour = COLOURS.get(number % COLOURS.size());
            int row = MARGIN + 18 * number++;
            svg.append(format("<g fill=\"%s\" fill-opacity=\"0.55\">\n", colour));
            svg.append(format(
                    "<circle cx=\"%d\" cy=\"%d\" r=\"5\"/><text x=\"%d\" y=\"%d\" fill=\"black\" "
                            + "fill-opacity=\"1\">%s</text>\n",
                    SIZE - 30, row, SIZE - 18, row + 4, stack.getKey()));
            svg.append("<path d=\"");
            for (RunScore.Scored run : stack.getValue()) {
                svg.append(format(
                        "M%.1f %.1fh3v3h-3z", x(Math.log10(measured(run))) - 1.5, y(Math.log10(predicted(run))) - 1.5));
            }
            svg.append("\"/>\n</g>\n");
        }
    }

    private double x(double power) {
        return MARGIN + (power - least) / (most - least) * (SIZE - 2 * MARGIN);
    }

    private double y(double power) {
        return SIZE - MARGIN - (power - least) / (most - least) * (SIZE - 2 * MARGIN);
    }

    private static double predicted(RunScore.Scored run) {
        return run.predicted().iteration().value();
    }

    private static double measured(RunScore.Scored run) {
        return run.measured().iteration().orElseThrow().value();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
