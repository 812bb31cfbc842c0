package dev.shardwright.profiler.chart;

import java.util.List;

/** One diagram: a title, two axes with their units, and what is drawn between them. */
public record Panel(String title, Axis x, Axis y, List<Series> series) {
    /**
     * @param label the quantity and its unit
     * @param top the end of a linear axis
     */
    public record Axis(String label, Scale scale, double top) {
        /** How values are spread. */
        public enum Scale {
            LINEAR,
            /** A mark for each power of ten. */
            TENFOLD,
            /** A mark for each power of two. */
            DOUBLING
        }

        /** An axis of powers of ten. */
        public static Axis tenfold(String label) {
            return new Axis(label, Scale.TENFOLD, 0);
        }

        /** An axis of powers of two. */
        public static Axis doubling(String label) {
            return new Axis(label, Scale.DOUBLING, 0);
        }

        /** An axis from zero. */
        public static Axis linear(String label, double top) {
            return new Axis(label, Scale.LINEAR, top);
        }

        /** Where a value stands on the chart library's axis, which is linear. */
        double place(double value) {
            return switch (scale) {
                case LINEAR -> value;
                case TENFOLD -> Math.log10(value);
                case DOUBLING -> Math.log(value) / Math.log(2);
            };
        }

        /** What stands at a place; nothing between powers. */
        String mark(double place) {
            if (scale == Scale.LINEAR) {
                return Marks.decimal(place);
            }
            double power = Math.rint(place);
            if (Math.abs(place - power) > 1e-6) {
                return "";
            }
            return scale == Scale.TENFOLD || power < 0
                    ? Marks.decimal(Math.pow(scale == Scale.TENFOLD ? 10 : 2, power))
                    : Marks.binary((int) power);
        }
    }

    public Panel {
        series = List.copyOf(series);
    }

    /** Whether there is anything to see. */
    public boolean isEmpty() {
        return series.stream().allMatch(one -> one.points().isEmpty());
    }
}
