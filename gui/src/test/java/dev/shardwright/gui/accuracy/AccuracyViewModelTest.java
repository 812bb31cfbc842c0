package dev.shardwright.gui.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.validation.RunScore;
import dev.shardwright.simulator.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slow work is done at once, where it is asked for, unless a test says otherwise. */
final class AccuracyViewModelTest {
    private final Workspace workspace = Workspace.of(Catalog.shipped(), new Threads(Runnable::run, Runnable::run));

    private AccuracyViewModel opened(Path file) {
        workspace.runs().put(file);
        return new AccuracyViewModel(workspace);
    }

    @Test
    void saysWhatValidateSays() {
        AccuracyViewModel model = opened(MeasuredRuns.BIGSCIENCE);
        Validation validation = Validation.score(List.of(MeasuredRuns.BIGSCIENCE), Catalog.shipped());
        StackErrors all = model.rows().get().get(0);
        assertThat(all.stack()).isEqualTo(StackErrors.ALL);
        assertThat(all.errors()).isEqualTo(validation.summaries().get(0).time());
        assertThat(model.shown().get()).hasSize(all.errors().count());
        assertThat(model.rows().get().stream()
                        .skip(1)
                        .mapToInt(row -> row.errors().count())
                        .sum())
                .isEqualTo(all.errors().count());
        assertThat(model.summary().get()).startsWith(all.errors().count() + " runs of bigscience.jsonl");
        assertThat(workspace.runs().waiting().get()).isEmpty();
    }

    @Test
    void filtersByStackAndByWords() {
        AccuracyViewModel model = opened(MeasuredRuns.BIGSCIENCE);
        int all = model.shown().get().size();
        String stack = model.mainStack().orElseThrow();
        model.choose(model.filter().get().toggling(stack));
        assertThat(model.shown().get()).noneMatch(run -> run.subject().stack().equals(stack));
        assertThat(model.rows().get()).anyMatch(row -> row.stack().equals(stack) && !row.shown());
        model.only(Optional.of(stack));
        assertThat(model.shown().get())
                .isNotEmpty()
                .allMatch(run -> run.subject().stack().equals(stack));
        model.only(Optional.empty());
        model.choose(model.filter().get().withWords("V100"));
        assertThat(model.shown().get())
                .isNotEmpty()
                .hasSizeLessThan(all)
                .allMatch(run -> run.group().contains("v100"));
        assertThat(model.summary().get()).contains(" of " + all + " runs");
        model.choose(model.filter().get().withWords("no such ("));
        assertThat(model.shown().get()).isEmpty();
        assertThat(model.rows().get().get(0).cells()).contains("-");
    }

    @Test
    void aSpoiltLineIsLeftOutAndASpoiltFileIsRefused(@TempDir Path folder) throws IOException {
        Path spoilt = MeasuredRuns.first(3, folder.resolve("runs.jsonl"), "{\"id\": \"cut off");
        AccuracyViewModel model = opened(spoilt);
        assertThat(model.message().get()).isEmpty();
        assertThat(model.skipped().rows())
                .anyMatch(row ->
                        row.get(1).startsWith("is not JSON") && row.get(2).equals("runs.jsonl:5"));
        int before = model.shown().get().size();

        Path garbage = Files.write(folder.resolve("garbage.jsonl"), new byte[] {0, 1, 2, (byte) 0xff});
        model.open(List.of(garbage));
        assertThat(model.message().get()).contains("garbage.jsonl", "is not JSON");
        assertThat(model.shown().get()).as("what was there stays").hasSize(before);
        model.open(List.of(folder.resolve("absent.jsonl"), MeasuredRuns.BIGSCIENCE));
        assertThat(model.message().get()).contains("absent.jsonl: cannot be read: there is no such file");
        assertThat(model.scores().get().files()).containsExactly(spoilt, MeasuredRuns.BIGSCIENCE);
    }

    /** Several files that are dropped arrive one after the other, before the first is read. */
    @Test
    void filesThatArriveTogetherAreAllShown(@TempDir Path folder) throws IOException {
        Deque<Runnable> queue = new ArrayDeque<>();
        Workspace slow = Workspace.of(Catalog.shipped(), new Threads(queue::add, queue::add));
        Path first = MeasuredRuns.first(3, folder.resolve("first.jsonl"));
        Path second = MeasuredRuns.first(2, folder.resolve("second.jsonl"));
        slow.runs().put(first);
        AccuracyViewModel model = new AccuracyViewModel(slow);
        slow.runs().put(second);
        drain(queue);
        assertThat(model.scores().get().files()).containsExactly(first, second);
        assertThat(model.shown().get()).hasSize(5);
        assertThat(model.progress().get()).isEqualTo(1);
    }

    private static void drain(Deque<Runnable> queue) {
        while (!queue.isEmpty()) {
            queue.poll().run();
        }
    }

    @Test
    void tellsOfARun() {
        AccuracyViewModel model = opened(MeasuredRuns.BIGSCIENCE);
        RunScore.Scored run = model.shown().get().get(0);
        model.point(Optional.of(run));
        RunNote note = RunNote.of(model.pointed().get().orElseThrow());
        assertThat(note.headline()).startsWith(run.id() + ": predicted ").contains(" s, measured ", " %");
        assertThat(note.detail()).contains(run.group(), "tp ", "90 % interval", "bigscience.jsonl");
        ScatterSheet sheet = ScatterSheet.of(model.shown().get(), 600, 500);
        assertThat(sheet.at(sheet.left(run), sheet.top(run))).isPresent();
        assertThat(sheet.at(1, 1)).isEmpty();
    }

    @Test
    void copiesTheTable() {
        AccuracyViewModel model = opened(MeasuredRuns.BIGSCIENCE);
        String csv = StackErrors.sheet(model.rows().get()).csv();
        assertThat(csv).startsWith("stack,runs,median,MAPE,p90,bias\nall shown,");
        assertThat(csv.lines()).hasSize(model.rows().get().size() + 1);
    }

    /** Work waits in a queue: nothing is shown of what was cancelled. */
    @Test
    void cancelsAndShowsWhatIsKnown() {
        Deque<Runnable> queue = new ArrayDeque<>();
        Workspace slow = Workspace.of(Catalog.shipped(), new Threads(queue::add, queue::add));
        slow.runs().put(MeasuredRuns.BIGSCIENCE);
        AccuracyViewModel model = new AccuracyViewModel(slow);
        assertThat(model.running().get()).isTrue();
        model.cancel();
        drain(queue);
        assertThat(model.running().get()).isFalse();
        assertThat(model.shown().get()).isEmpty();
        assertThat(model.message().get()).startsWith("Ended");
    }
}
