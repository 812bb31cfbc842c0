package dev.shardwright.gui.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Lanes with any number of slices of uneven lengths, with gaps, alike for one seed. */
final class ManySlices {
    static final double SECONDS = 10;

    private ManySlices() {}

    static List<Lane> lanes(int lanes, int slicesPerLane, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Lane> all = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            Slices slices = new Slices();
            double mean = SECONDS / slicesPerLane;
            double at = 0;
            for (int i = 0; i < slicesPerLane; i++) {
                double room = mean * (i + 1) - at;
                double length = room * random.nextDouble(0.05, 0.95);
                double gap = random.nextDouble() * (room - length);
                int kind = random.nextInt(SliceKind.COUNT);
                slices.add(at + gap, at + gap + length, kind, Slices.NO_TASK, random.nextInt(10) == 0);
                at += gap + length;
            }
            all.add(new Lane("lane " + lane, lane / 4, lane % 4 == 0, slices));
        }
        return all;
    }
}
