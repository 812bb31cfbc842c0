package dev.shardwright.gui.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Work waits in a queue until the test runs it. */
final class LatestTest {
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<String> shown = new ArrayList<>();
    private final List<InvalidInputException> faults = new ArrayList<>();
    private final Latest latest = new Latest(new Threads(queue::add, queue::add), faults::add);

    @Test
    void showsTheAnswerToTheLastQuestionOnly() {
        latest.ask(stale -> "first", shown::add);
        Runnable first = queue.poll();
        first.run();
        latest.ask(stale -> "second", shown::add);
        assertThat(latest.running().get()).isTrue();
        drain();
        assertThat(shown).containsExactly("second");
        assertThat(latest.running().get()).isFalse();
    }

    @Test
    void tellsWorkThatItIsNoLongerWanted() {
        latest.ask(
                stale -> {
                    latest.cancel();
                    return "stale: " + stale.getAsBoolean() + shown.add("asked " + stale.getAsBoolean());
                },
                shown::add);
        drain();
        assertThat(shown).containsExactly("asked true");
        assertThat(latest.running().get()).isFalse();
    }

    @Test
    void tellsOfRefusedInputAndThrowsFaults() {
        InvalidInputException refusal = new InvalidInputException("job.json", "is empty.", "Write one.");
        latest.ask(failing(refusal), shown::add);
        drain();
        assertThat(faults).containsExactly(refusal);
        assertThat(latest.running().get()).isFalse();
        IllegalStateException fault = new IllegalStateException("broken");
        latest.ask(failing(fault), shown::add);
        assertThatThrownBy(this::drain).isEqualTo(fault);
    }

    private static Function<BooleanSupplier, String> failing(RuntimeException e) {
        return stale -> {
            throw e;
        };
    }

    private void drain() {
        for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
            next.run();
        }
    }
}
