package dev.shardwright.gui.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.control.PixelGrid;
import dev.shardwright.simulator.memory.Verdict;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A picture of a hundred thousand candidates; prints what docs/gui.md says. */
final class CloudSpeedTest {
    private static final int POINTS = 100_000;
    private static final int PICTURES = 60;

    @Test
    void aHundredThousandCandidatesDoNotStutter() {
        SplittableRandom random = new SplittableRandom(5);
        double[] seconds = random.doubles(POINTS, 10, 70).toArray();
        double[] gibibytes = random.doubles(POINTS, 5, 120).toArray();
        Verdict[] verdicts = new Verdict[POINTS];
        Arrays.setAll(verdicts, i -> gibibytes[i] > 79 ? Verdict.OUT_OF_MEMORY : Verdict.FITS);
        Cloud cloud = new Cloud(seconds, gibibytes, verdicts, point -> null, POINTS);
        PixelGrid grid = PixelGrid.plain(560, 300);
        double[] millis = new double[PICTURES];
        for (int i = -PICTURES; i < PICTURES; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            new CloudSheet(cloud, 79, grid).paint(new int[grid.count()], 0, 1, 2);
            if (i >= 0) {
                millis[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT, "scatter of %,d candidates: median %.2f ms per picture%n", POINTS, millis[PICTURES / 2]);
        assertThat(millis[PICTURES / 2]).isLessThan(50);
    }
}
