package dev.shardwright.gui.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.simulator.calibration.Calibration;
import dev.shardwright.simulator.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of 2021 under a stack that is a year younger: there is something to gain. */
final class CalibrationViewModelTest {
    @TempDir
    private Path folder;

    private final Workspace workspace = Workspace.of(Catalog.shipped(), new Threads(Runnable::run, Runnable::run));
    private CalibrationViewModel model;

    @BeforeEach
    void open() throws IOException {
        workspace.runs().put(MeasuredRuns.first(8, folder.resolve("runs.jsonl")));
        model = new CalibrationViewModel(workspace, new AccuracyViewModel(workspace));
        model.stack().set("megatron-deepspeed");
        model.asNamed().set(false);
    }

    @Test
    void fitsAndSavesAStack() {
        model.calibrate();
        Calibration fitted = model.result().get().orElseThrow();
        assertThat(fitted.gain().after().mean())
                .isLessThan(fitted.gain().before().mean());
        assertThat(fitted.gain().checked()).isTrue();
        assertThat(CalibrationViewModel.errors(fitted.gain()).rows()).hasSize(3);
        assertThat(CalibrationViewModel.movements(fitted).rows()).isNotEmpty();
        assertThat(CalibrationViewModel.verdict(fitted)).contains("left out of the fit", "points better");

        Path file = folder.resolve("mine.json");
        model.save(file);
        assertThat(model.message().get()).startsWith("Wrote " + file);
        assertThat(Catalog.shipped().stacks().stack(file.toString()).name()).isEqualTo("mine");
        assertThat(file).content().contains("\"extends\": \"megatron-deepspeed\"");
        assertThat(folder.toFile().list())
                .as("no part of a file is left")
                .containsExactlyInAnyOrder("runs.jsonl", "mine.json");
    }

    @Test
    void refusesWhatCannotBeUsed() {
        model.asNamed().set(true);
        model.stack().set("nemo");
        model.calibrate();
        assertThat(model.result().get()).isEmpty();
        assertThat(model.message().get()).contains("calibration needs 3", "its stack does not extend");
    }

    @Test
    void writesOverNoShippedProfileAndIntoNoMissingFolder() {
        model.calibrate();
        model.save(Catalog.profiles().resolve("stacks").resolve("megatron-deepspeed.json"));
        assertThat(model.message().get()).contains("lies among the shipped profiles");
        model.save(folder.resolve("absent").resolve("mine.json"));
        assertThat(model.message().get()).contains("folder that does not exist");
    }

    @Test
    void cancels() throws IOException {
        Deque<Runnable> queue = new ArrayDeque<>();
        Workspace slow = Workspace.of(Catalog.shipped(), new Threads(queue::add, queue::add));
        slow.runs().put(folder.resolve("runs.jsonl"));
        AccuracyViewModel accuracy = new AccuracyViewModel(slow);
        drain(queue);
        CalibrationViewModel waiting = new CalibrationViewModel(slow, accuracy);
        waiting.stack().set("megatron-deepspeed");
        waiting.calibrate();
        assertThat(waiting.running().get()).isTrue();
        waiting.cancel();
        drain(queue);
        assertThat(waiting.running().get()).isFalse();
        assertThat(waiting.result().get()).isEmpty();
    }

    private static void drain(Deque<Runnable> queue) {
        while (!queue.isEmpty()) {
            queue.poll().run();
        }
    }
}
