package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** Frames of zoom and pan over a real step of a million slices, drawn by the processor; prints what docs/gui.md says. */
final class TimelineFramesTest {
    private static final Path JOB = Path.of("..", "examples", "llama-3-70b-on-64-h100.json");
    private static final Pattern SLICES = Pattern.compile("([0-9,]+) slices");
    private static final KeyCode[] KEYS = {KeyCode.W, KeyCode.W, KeyCode.D, KeyCode.W, KeyCode.A, KeyCode.S, KeyCode.S};
    private static final int FRAMES = 150;

    /** The first frames compile the code. */
    private static final int WARM = 100;

    /** Processor time of a frame on the window's thread, which leaves room for fifty frames a second. */
    private static final double MOST_MILLIS = 20;

    @Test
    void zoomsAndPansOverAMillionSlices() throws TimeoutException, IOException {
        ShownWindow window = ShownWindow.open(1280, 720);
        try {
            TrainingJob job = job();
            window.robot().interact(() -> {
                window.workspace()
                        .session()
                        .update(now -> now.looking(new ChosenLayout("job", Simulator.simulate(job))));
                window.workspace().navigation().go("Timeline");
            });
            window.awaitIdle();
            Matcher slices = SLICES.matcher(window.label("timeline-summary"));
            assertThat(slices.find()).isTrue();
            assertThat(Integer.parseInt(slices.group(1).replace(",", ""))).isGreaterThan(1_000_000);
            Node canvas = window.robot().lookup("#timeline-canvas").query();
            Frames frames = new Frames(canvas);
            window.robot().interact(frames::start);
            window.await(() -> frames.done.get() > WARM + FRAMES);
            System.out.printf(
                    Locale.ROOT,
                    "timeline of %s slices in a window: %.1f ms of the window's thread and %.1f ms of the software"
                            + " renderer per frame, %.0f frames per second on this machine as it was%n",
                    slices.group(1),
                    frames.window / FRAMES,
                    frames.renderer / FRAMES,
                    FRAMES / ((frames.last - frames.first) / 1e9));
            assertThat(frames.window / FRAMES).isLessThan(MOST_MILLIS);
        } finally {
            window.close();
        }
    }

    private static TrainingJob job() throws IOException {
        String text = Files.readString(JOB).replace("\"global_batch\": 512", "\"global_batch\": 3072");
        return JobFile.parse(text, JOB, Catalog.shipped());
    }

    /** Presses a key in every frame. */
    private static final class Frames extends AnimationTimer {
        private static final String RENDERER = "QuantumRenderer-0";

        private final Node canvas;
        private final AtomicInteger done = new AtomicInteger();
        private double window;
        private double renderer;
        private long first;
        private long last;

        Frames(Node canvas) {
            this.canvas = canvas;
        }

        @Override
        public void handle(long now) {
            int count = done.get();
            KeyCode key = KEYS[count % KEYS.length];
            Event.fireEvent(canvas, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
            if (count == WARM) {
                first = now;
                window = -millis(Thread.currentThread().getName());
                renderer = -millis(RENDERER);
            }
            if (count == WARM + FRAMES) {
                last = now;
                window += millis(Thread.currentThread().getName());
                renderer += millis(RENDERER);
                stop();
            }
            done.incrementAndGet();
        }

        /** Processor time of a thread so far. */
        private static double millis(String thread) {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (info != null && info.getThreadName().equals(thread)) {
                    return threads.getThreadCpuTime(info.getThreadId()) / 1e6;
                }
            }
            return 0;
        }
    }
}
