package dev.shardwright.gui.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LaneRasterTest {
    private static final int WIDTH = 200;
    private static final int WHITE = 0xffffffff;

    @Test
    void paintsABoxWhereItsTimeIs() {
        Slices slices = new Slices();
        slices.add(2, 4, SliceKind.BUBBLE, Slices.NO_TASK, false);
        int[] row = paint(new Lane("", 0, true, slices), Viewport.all(10), false);
        int colour = SliceKind.argb()[SliceKind.BUBBLE];
        assertThat(row[39]).isEqualTo(WHITE);
        assertThat(Arrays.copyOfRange(row, 40, 79)).containsOnly(colour);
        assertThat(row[79]).as("seam").isEqualTo(WHITE);
        assertThat(row[80]).isEqualTo(WHITE);
    }

    @Test
    void whatIsNotCriticalStepsBack() {
        Slices slices = new Slices();
        slices.add(0, 5, 0, Slices.NO_TASK, true);
        slices.add(5, 10, 0, Slices.NO_TASK, false);
        int[] row = paint(new Lane("", 0, true, slices), Viewport.all(10), true);
        assertThat(row[10]).isEqualTo(SliceKind.argb()[0]);
        assertThat(row[150]).isNotIn(SliceKind.argb()[0], WHITE);
    }

    /** The pyramid leaves out slices, never time: each pixel is as full as its slices make it. */
    @Test
    void isAsFullAsAllSlicesTogether() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 60; trial++) {
            Lane lane = ManySlices.lanes(1, 1 + random.nextInt(5000), trial).get(0);
            Viewport view = Viewport.all(ManySlices.SECONDS).zoomed(1 + random.nextDouble() * 30, random.nextDouble());
            int[] row = paint(lane, view, false);
            double painted = 0;
            for (int x = 0; x < WIDTH; x++) {
                painted += row[x] == WHITE ? 0 : 1;
            }
            double covered = 0;
            for (int x = 0; x < WIDTH; x++) {
                covered += touched(lane, view.at(x / (double) WIDTH), view.at((x + 1) / (double) WIDTH)) ? 1 : 0;
            }
            double seams = Math.min(WIDTH, lane.slices().size());
            assertThat(painted).as("trial %d", trial).isLessThanOrEqualTo(covered + 1);
            assertThat(painted).as("trial %d", trial).isGreaterThanOrEqualTo(covered - seams - 2);
        }
    }

    @Test
    void findsTheSliceAtATime() {
        Slices slices = ManySlices.lanes(1, 1000, 3).get(0).slices();
        for (int i = 0; i < slices.size(); i++) {
            assertThat(slices.at((slices.start(i) + slices.end(i)) / 2)).isEqualTo(i);
            assertThat(slices.at(slices.end(i))).isNotEqualTo(i);
        }
        assertThat(slices.at(-1)).isEqualTo(-1);
    }

    @Test
    void zoomsAroundAPointAndStaysInside() {
        Viewport view = Viewport.all(10).zoomed(4, 0.25);
        assertThat(view.at(0.25)).isCloseTo(2.5, within(1e-12));
        assertThat(view.length()).isCloseTo(2.5, within(1e-12));
        assertThat(view.moved(-10)).isEqualTo(new Viewport(0, 2.5, 10));
        assertThat(view.moved(100).until()).isEqualTo(10);
        assertThat(view.zoomed(1e-9, 0.5)).isEqualTo(Viewport.all(10));
        assertThat(view.zoomed(1e30, 0.5).length()).isPositive();
    }

    @Test
    void ticksAreRoundAndBearTheirUnit() {
        TimeTicks seconds = TimeTicks.of(Viewport.all(8.3), 10);
        assertThat(seconds.times()).contains(0.0, 1.0, 8.0);
        assertThat(seconds.label(3)).isEqualTo("3 s");
        TimeTicks milliseconds = TimeTicks.of(Viewport.all(0.05), 10);
        assertThat(milliseconds.label(0.02)).isEqualTo("20 ms");
    }

    private static boolean touched(Lane lane, double from, double until) {
        Slices slices = lane.slices();
        for (int i = 0; i < slices.size(); i++) {
            if (slices.start(i) < until && slices.end(i) > from) {
                return true;
            }
        }
        return false;
    }

    private static int[] paint(Lane lane, Viewport view, boolean dim) {
        int[] row = new int[WIDTH];
        new LaneRaster(WIDTH, 1e9, view).paint(lane, WHITE, dim, row, 0, (slice, left, right) -> {});
        return row;
    }
}
