package dev.shardwright.planner.importing.source;

import java.util.Arrays;

/**
 * A text whose every character knows where it stands in the files that were read, so that a value can be traced through
 * variables back to the line that a user would change.
 */
public final class Traced {
    public static final Traced EMPTY = new Traced("", new int[0]);

    /** The origin of a character that stands in no file. */
    static final int NOWHERE = -1;

    private final String text;
    private final int[] origins;

    private Traced(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    /** A whole text whose first character has the given origin. */
    static Traced from(String text, int first) {
        int[] origins = new int[text.length()];
        Arrays.setAll(origins, i -> first + i);
        return new Traced(text, origins);
    }

    /** A text that stands in no file, such as the result of arithmetic. */
    public static Traced made(String text) {
        int[] origins = new int[text.length()];
        Arrays.fill(origins, NOWHERE);
        return new Traced(text, origins);
    }

    public String text() {
        return text;
    }

    public int length() {
        return text.length();
    }

    public char at(int index) {
        return text.charAt(index);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public boolean is(String other) {
        return text.equals(other);
    }

    public Traced sub(int start, int end) {
        return new Traced(text.substring(start, end), Arrays.copyOfRange(origins, start, end));
    }

    public Traced from(int start) {
        return sub(start, length());
    }

    public Traced plus(Traced other) {
        int[] joined = Arrays.copyOf(origins, length() + other.length());
        System.arraycopy(other.origins, 0, joined, length(), other.length());
        return new Traced(text + other.text, joined);
    }

    /** Origin of the first character that has one; NOWHERE if none has. */
    int first() {
        for (int origin : origins) {
            if (origin != NOWHERE) {
                return origin;
            }
        }
        return NOWHERE;
    }

    /** Whether any of its characters stands in a file. */
    public boolean isPlaced() {
        return first() != NOWHERE;
    }

    /** Whether its characters stand side by side in one file. */
    boolean contiguous() {
        for (int i = 0; i < origins.length; i++) {
            if (origins[i] == NOWHERE || (i > 0 && origins[i] != origins[i - 1] + 1)) {
                return false;
            }
        }
        return origins.length > 0;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Collects characters; the amount that all collectors of one reading may take is bounded by their reader. */
    public static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private int[] origins = new int[16];

        public Builder add(Traced part) {
            room(part.length());
            System.arraycopy(part.origins, 0, origins, text.length(), part.length());
            text.append(part.text);
            return this;
        }

        public Builder add(Traced source, int index) {
            room(1);
            origins[text.length()] = source.origins[index];
            text.append(source.text.charAt(index));
            return this;
        }

        private void room(int more) {
            if (text.length() + more > origins.length) {
                origins = Arrays.copyOf(origins, Math.max(2 * origins.length, text.length() + more));
            }
        }

        public int length() {
            return text.length();
        }

        public Traced build() {
            return new Traced(text.toString(), Arrays.copyOf(origins, text.length()));
        }
    }
}
