package dev.shardwright.gui.timeline;

import java.util.Arrays;

/** Slices of a lane as they are collected, in the order of time; seconds from the start of the step. */
final class Slices {
    /** In place of a task where nothing runs. */
    static final int NO_TASK = -1;

    private double[] start = new double[64];
    private double[] end = new double[64];
    private byte[] kind = new byte[64];
    private int[] task = new int[64];
    private boolean[] critical = new boolean[64];
    private int size;

    void add(double from, double until, int kindOfIt, int taskOfIt, boolean isCritical) {
        if (size == start.length) {
            grow(2 * size);
        }
        start[size] = from;
        end[size] = until;
        kind[size] = (byte) kindOfIt;
        task[size] = taskOfIt;
        critical[size++] = isCritical;
    }

    private void grow(int length) {
        start = Arrays.copyOf(start, length);
        end = Arrays.copyOf(end, length);
        kind = Arrays.copyOf(kind, length);
        task = Arrays.copyOf(task, length);
        critical = Arrays.copyOf(critical, length);
    }

    int size() {
        return size;
    }

    double start(int slice) {
        return start[slice];
    }

    double end(int slice) {
        return end[slice];
    }

    int kind(int slice) {
        return kind[slice];
    }

    int task(int slice) {
        return task[slice];
    }

    boolean critical(int slice) {
        return critical[slice];
    }

    /** The slice that covers a time, or -1; a binary search. */
    int at(double time) {
        int found = Arrays.binarySearch(start, 0, size, time);
        int slice = found >= 0 ? found : -found - 2;
        return slice >= 0 && time < end[slice] ? slice : -1;
    }

    double seconds(int ofKind) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += kind[i] == ofKind ? end[i] - start[i] : 0;
        }
        return sum;
    }
}
