package dev.shardwright.gui.timeline;

/** The part of a step that is shown, in seconds from its start; never outside of the whole, which starts at 0. */
record Viewport(double from, double until, double whole) {
    /** No nearer than this share of the whole. */
    private static final double NEAREST = 1e-7;

    Viewport {
        if (!(from >= 0 && from < until && until <= whole)) {
            throw new IllegalArgumentException(from + " to " + until + " of " + whole);
        }
    }

    static Viewport all(double whole) {
        return new Viewport(0, whole, whole);
    }

    double length() {
        return until - from;
    }

    /** The time at a share of the width, from 0 to 1. */
    double at(double share) {
        return from + share * length();
    }

    /** Nearer for a factor above 1; the time at the given share of the width stays where it is. */
    Viewport zoomed(double factor, double share) {
        double length = Math.min(whole, Math.max(whole * NEAREST, length() / factor));
        return placed(at(share) - share * length, length);
    }

    /** Later by a share of the width. */
    Viewport moved(double share) {
        return placed(from + share * length(), length());
    }

    private Viewport placed(double start, double length) {
        double first = Math.max(0, Math.min(whole - length, start));
        return new Viewport(first, Math.min(whole, first + length), whole);
    }
}
