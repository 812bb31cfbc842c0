package dev.shardwright.gui.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One stream of one stage, and a pyramid over its slices: a node of a level stands for {@link #FAN} nodes of the level
 * below, so that what is narrower than a pixel is drawn without a look at its slices.
 */
final class Lane {
    static final int FAN = 8;

    private final String label;
    private final int rank;
    private final boolean main;
    private final Slices slices;
    private final List<Level> levels = new ArrayList<>();

    /**
     * Nodes side by side.
     *
     * @param busy seconds of the slices in a node
     * @param kind the kind of most of them
     */
    private record Level(double[] start, double[] end, float[] busy, byte[] kind, boolean[] critical) {
        static Level of(int size) {
            return new Level(new double[size], new double[size], new float[size], new byte[size], new boolean[size]);
        }
    }

    /** @param main whether it is what the stage computes, and not something beside it */
    Lane(String label, int rank, boolean main, Slices slices) {
        this.label = label;
        this.rank = rank;
        this.main = main;
        this.slices = slices;
        Level below = leaves(slices);
        levels.add(below);
        while (below.start().length > FAN) {
            below = above(below);
            levels.add(below);
        }
    }

    private static Level leaves(Slices slices) {
        Level level = Level.of(slices.size());
        for (int i = 0; i < slices.size(); i++) {
            level.start()[i] = slices.start(i);
            level.end()[i] = slices.end(i);
            level.busy()[i] = (float) (slices.end(i) - slices.start(i));
            level.kind()[i] = (byte) slices.kind(i);
            level.critical()[i] = slices.critical(i);
        }
        return level;
    }

    private static Level above(Level below) {
        int count = below.start().length;
        Level level = Level.of((count + FAN - 1) / FAN);
        double[] sums = new double[SliceKind.COUNT];
        for (int node = 0; node < level.start().length; node++) {
            int first = node * FAN;
            int last = Math.min(count, first + FAN) - 1;
            level.start()[node] = below.start()[first];
            level.end()[node] = below.end()[last];
            Arrays.fill(sums, 0);
            for (int i = first; i <= last; i++) {
                level.busy()[node] += below.busy()[i];
                sums[below.kind()[i]] += below.busy()[i];
                level.critical()[node] |= below.critical()[i];
            }
            level.kind()[node] = (byte) largest(sums);
        }
        return level;
    }

    private static int largest(double[] sums) {
        int largest = 0;
        for (int i = 1; i < sums.length; i++) {
            largest = sums[i] > sums[largest] ? i : largest;
        }
        return largest;
    }

    String label() {
        return label;
    }

    int rank() {
        return rank;
    }

    boolean main() {
        return main;
    }

    Slices slices() {
        return slices;
    }

    int top() {
        return levels.size() - 1;
    }

    int size(int level) {
        return levels.get(level).start().length;
    }

    double start(int level, int node) {
        return levels.get(level).start()[node];
    }

    double end(int level, int node) {
        return levels.get(level).end()[node];
    }

    float busy(int level, int node) {
        return levels.get(level).busy()[node];
    }

    int kind(int level, int node) {
        return levels.get(level).kind()[node];
    }

    boolean critical(int level, int node) {
        return levels.get(level).critical()[node];
    }
}
