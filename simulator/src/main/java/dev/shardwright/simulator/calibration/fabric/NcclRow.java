package dev.shardwright.simulator.calibration.fabric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of nccl-tests: the size in bytes, and what was measured out of place and in place. Before the figures stand the
 * number of elements, the type and, depending on the release, the operation and the root; launchers and options may put
 * words before and after the row.
 */
record NcclRow(long bytes, Side outOfPlace, Side inPlace) {
    private static final Pattern START = Pattern.compile(
            "(?:^|\\s)(\\d{1,18})\\s+(\\d{1,18})\\s+(u?int(?:8|32|64)|half|float|double|bfloat16|f(?:p|loat)?8_?e[45]m[23])\\s+(.*)$");
    private static final Pattern WORD = Pattern.compile("[a-z]{2,12}");
    private static final Pattern FIGURE =
            Pattern.compile("[-+]?(?:\\d{1,18}(?:\\.\\d{0,18})?(?:[eE][-+]?\\d{1,3})?|nan|NaN|inf|Inf)|N/A");
    private static final int COLUMNS = 4;

    /**
     * A time in the row's unit, bandwidths in GB/s and elements that came out wrong (0 where that was not checked; releases
     * before 2022 print the largest deviation there, which rounding makes a little above 0).
     */
    record Side(double time, double algorithm, double bus, double wrong) {
        static final Side NONE = new Side(0, 0, 0, 0);

        boolean measured() {
            return time != 0 || algorithm != 0;
        }

        boolean correct() {
            return wrong < 1;
        }

        boolean timed() {
            return time > 0 && Double.isFinite(time);
        }
    }

    /** Empty for a line that is no row. */
    static Optional<NcclRow> parse(String line) {
        Matcher start = START.matcher(line);
        if (!start.find()) {
            return Optional.empty();
        }
        List<String> figures = figures(start.group(4));
        return figures.size() < COLUMNS
                ? Optional.empty()
                : Optional.of(new NcclRow(
                        Long.parseLong(start.group(1)),
                        side(figures.subList(0, COLUMNS)),
                        figures.size() < 2 * COLUMNS ? Side.NONE : side(figures.subList(COLUMNS, 2 * COLUMNS))));
    }

    /** Without the operation's word, the root's number and what follows the last figure. */
    private static List<String> figures(String text) {
        List<String> columns = new ArrayList<>(List.of(text.strip().split("\\s+")));
        while (!columns.isEmpty()
                && WORD.matcher(columns.get(0)).matches()
                && !FIGURE.matcher(columns.get(0)).matches()) {
            columns.remove(0);
        }
        int figures = 0;
        while (figures < columns.size() && FIGURE.matcher(columns.get(figures)).matches()) {
            figures++;
        }
        return columns.subList(figures % COLUMNS == 1 ? 1 : 0, figures);
    }

    private static Side side(List<String> columns) {
        return new Side(figure(columns.get(0)), figure(columns.get(1)), figure(columns.get(2)), figure(columns.get(3)));
    }

    private static double figure(String text) {
        return switch (text) {
            case "N/A" -> 0;
            case "inf", "Inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "nan", "-nan", "NaN", "-NaN", "-inf" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }
}
