package dev.shardwright.gui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.control.PixelGrid;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The work of a frame of zoom and pan over a million slices; prints what docs/gui.md says. */
final class TimelineSpeedTest {
    private static final int WIDTH = 1040;
    private static final int HEIGHT = 560;
    private static final int FRAMES = 200;
    private static final double MOST_MILLIS = 20;

    @Test
    void drawsAMillionSlicesFiftyTimesASecond() {
        List<Lane> lanes = ManySlices.lanes(64, 1_000_000 / 64, 1);
        TimelineSheet sheet = new TimelineSheet(lanes);
        int[] pixels = new int[WIDTH * HEIGHT];
        TimelineSheet.Frame frame = new TimelineSheet.Frame(PixelGrid.plain(WIDTH, HEIGHT), 0, ~0, ~0, false);
        double[] millis = new double[FRAMES];
        Viewport view = Viewport.all(ManySlices.SECONDS);
        for (int i = -FRAMES; i < FRAMES; i++) {
            view = i % 50 < 25 ? view.zoomed(1.25, 0.4) : view.zoomed(0.8, 0.6).moved(0.05);
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            sheet.paint(new LaneRaster(WIDTH, 17, view), frame, pixels, (lane, slice, left, right) -> {});
            if (i >= 0) {
                millis[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "timeline of 1,000,000 slices, %d x %d pixels: median %.2f ms, slowest %.2f ms per frame%n",
                WIDTH,
                HEIGHT,
                millis[FRAMES / 2],
                millis[FRAMES - 1]);
        assertThat(millis[FRAMES * 9 / 10]).as("milliseconds of 9 frames in 10").isLessThan(MOST_MILLIS);
    }
}
