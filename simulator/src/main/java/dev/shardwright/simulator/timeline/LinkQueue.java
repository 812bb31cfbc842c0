package dev.shardwright.simulator.timeline;

import java.util.Arrays;

/** Tasks that wait for a shared link, the one that was ready first in front: a binary heap of numbers. */
final class LinkQueue {
    private final double[] readyAt;
    private int[] heap = new int[16];
    private int size;

    LinkQueue(double[] readyAt) {
        this.readyAt = readyAt;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int at = size++;
        while (at > 0 && before(task, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = task;
    }

    int poll() {
        int first = heap[0];
        int moved = heap[--size];
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
        return first;
    }

    private boolean before(int one, int other) {
        return readyAt[one] < readyAt[other] || (readyAt[one] == readyAt[other] && one < other);
    }
}
