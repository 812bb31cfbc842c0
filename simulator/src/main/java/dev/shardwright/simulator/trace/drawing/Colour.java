package dev.shardwright.simulator.trace.drawing;

import java.util.Locale;

/** Parts of red, green and blue from 0 to 255. */
record Colour(int red, int green, int blue) {
    static final Colour WHITE = new Colour(255, 255, 255);
    static final Colour BLACK = new Colour(0, 0, 0);

    private static final int DARK_BELOW = 140;

    static Colour of(int rgb) {
        return new Colour(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
    }

    String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }

    /** A mixture with that share of the other colour. */
    Colour mixed(Colour other, double share) {
        return new Colour(
                mixed(red, other.red, share), mixed(green, other.green, share), mixed(blue, other.blue, share));
    }

    private static int mixed(int one, int other, double share) {
        return (int) Math.round(one + (other - one) * share);
    }

    /** The colour of text on this one; weights of ITU-R BT.601 for how bright an eye finds each part. */
    Colour text() {
        return 0.299 * red + 0.587 * green + 0.114 * blue < DARK_BELOW ? WHITE : BLACK;
    }
}
