package dev.shardwright.gui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.simulator.catalog.Catalog;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Work waits in a queue until the test runs it. */
final class FirstLookViewModelTest {
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Workspace workspace = Workspace.of(Catalog.shipped(), new Threads(work::add, Runnable::run));
    private final FormViewModel form = new FormViewModel(workspace.catalog());
    private final FirstLookViewModel model = new FirstLookViewModel(workspace, form);

    @Test
    void looksAtTheJobThatIsTyped() {
        run();
        FirstLook look = model.look().get().orElseThrow();
        assertThat(look.ledger().total()).isEqualTo(70_553_706_496L);
        assertThat(look.candidates()).isGreaterThan(10_000);
        assertThat(look.estimate()).contains(" GiB with ").contains("micro-batch");
        form.text(PlanField.MODEL).set("llama-3-8b");
        run();
        assertThat(model.look().get().orElseThrow().ledger().total()).isEqualTo(8_030_261_248L);
    }

    @Test
    void looksAtTheLastOfManyKeysOnly() {
        run();
        for (String typed : new String[] {"1", "12", "128"}) {
            form.text(PlanField.GPUS).set(typed);
        }
        run();
        assertThat(model.look().get().orElseThrow().request().deviceCounts()).containsExactly(128);
    }

    @Test
    void saysNothingOfAWrongForm() {
        run();
        form.text(PlanField.GPUS).set("many");
        run();
        assertThat(model.look().get()).isEmpty();
    }

    private void run() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            task.run();
        }
    }
}
