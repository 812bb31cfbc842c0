package dev.shardwright.simulator.stack;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far measured runs of a stack lay from their predictions, and which runs those were; docs/model/intervals.md.
 * {@code ratio} is the error between two layouts of one job, which share most of what they miss.
 */
public record Experience(Errors time, Errors memory, Ratio ratio, Domain domain) {
    /** Before anything was compared: the widths that this project started with. */
    public static final Experience NONE = new Experience(
            Errors.unknown(new Spread(0.85, 1.2, 0)),
            Errors.unknown(new Spread(0.8, 1.25, 0)),
            new Ratio(Map.of(), new Spread(0.9, 1.1, 0)),
            Domain.EMPTY);

    /** Measured over predicted: nine of ten of {@code runs} lay between these factors. */
    public record Spread(double low, double high, int runs) {
        public Spread {
            if (!(low > 0 && low <= 1 && high >= 1)) {
                throw new IllegalArgumentException("factors must enclose 1: " + low + ", " + high);
            }
        }

        /** The wider one on each side. */
        public Spread orWider(Spread other) {
            return new Spread(Math.min(low, other.low), Math.max(high, other.high), runs);
        }

        /** Widened on both sides; {@code logarithm} is the natural logarithm of the factor. */
        public Spread widened(double logarithm) {
            return new Spread(low * Math.exp(-logarithm), high * Math.exp(logarithm), runs);
        }
    }

    /**
     * Errors of one figure: by kind of job where enough runs are of that kind, of all kinds (of stacks left out, where
     * there are too few), of accelerators left out, and what each doubling beyond the measured sizes adds (natural
     * logarithm). {@code of} names the stacks whose runs count: none where those are stacks left out.
     */
    public record Errors(
            List<String> of, Map<String, Spread> kinds, Spread stack, Spread hardware, double perDoubling) {
        public Errors {
            of = List.copyOf(of);
            kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
        }

        static Errors unknown(Spread spread) {
            return new Errors(List.of(), Map.of(), spread, spread, 0);
        }
    }

    /** Errors between two layouts of one job: by kind of job where enough pairs are of that kind, and of all kinds. */
    public record Ratio(Map<String, Spread> kinds, Spread stack) {
        public Ratio {
            kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
        }

        public Spread of(String kind) {
            return kinds.getOrDefault(kind, stack);
        }
    }

    /** The sizes that were measured. */
    public record Domain(List<String> accelerators, Extent devices, Extent sequence, Extent parameters) {
        static final Domain EMPTY = new Domain(List.of(), Extent.ANY, Extent.ANY, Extent.ANY);

        public Domain {
            accelerators = List.copyOf(accelerators);
        }
    }

    /** Least and most. */
    public record Extent(long least, long most) {
        static final Extent ANY = new Extent(1, Long.MAX_VALUE);

        public Extent {
            if (least < 1 || most < least) {
                throw new IllegalArgumentException("an extent runs upwards from 1 or more: " + least + ", " + most);
            }
        }

        /** Doublings from the nearer end; 0 inside. */
        public double doublingsTo(long size) {
            double below = Math.log(least / (double) Math.max(1, size)) / Math.log(2);
            double above = Math.log(Math.max(1, size) / (double) most) / Math.log(2);
            return Math.max(0, Math.max(below, above));
        }
    }
}
