package dev.shardwright.gui.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.gui.plan.PlanViewModel.Phase;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.gui.session.PlanAnswer;
import dev.shardwright.gui.session.Session;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.plan.SearchSummary.Proof;
import dev.shardwright.planner.planfile.PlanFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.memory.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a window: work waits in a queue until the test runs it, and the window's thread is the test's own. */
final class PlanViewModelTest {
    private static final Catalog CATALOG = Catalog.shipped();

    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Deque<Runnable> window = new ArrayDeque<>();
    private final Workspace workspace = Workspace.of(CATALOG, new Threads(work::add, this::later));
    private final PlanViewModel model = new PlanViewModel(workspace);

    private synchronized void later(Runnable change) {
        window.add(change);
    }

    private synchronized Runnable next() {
        return window.poll();
    }

    @BeforeEach
    void smallJob() {
        type(PlanField.MODEL, "llama-3-8b");
        type(PlanField.GPUS, "8");
    }

    @Test
    void plansBesideTheWindow() {
        List<Double> progress = new ArrayList<>();
        model.progress().addListener((property, old, now) -> progress.add(now.doubleValue()));
        model.plan();
        assertThat(model.phase().get()).isEqualTo(Phase.PLANNING);
        assertThat(work).hasSize(1);
        model.plan();
        assertThat(work).as("a second search").hasSize(1);
        finish();
        assertThat(model.phase().get()).isEqualTo(Phase.PLANNED);
        assertThat(progress).isNotEmpty().allMatch(share -> share > 0 && share <= 1);
        assertThat(model.progressText().get()).endsWith(" layouts");
        assertThat(answer().plan().search().proof()).isEqualTo(Proof.OPTIMAL);
        assertThat(answer().outcome()).contains("so #1 is proven fastest. It took ");
        assertThat(model.selected().get()).contains(answer().rows().get(0));
        Session session = workspace.session().now();
        assertThat(session.answer()).contains(answer());
        assertThat(session.selected()).contains(ChosenLayout.of(answer().rows().get(0)));
        model.selected().set(Optional.of(answer().rows().get(1)));
        assertThat(workspace.session().now().selected().orElseThrow().name()).isEqualTo("#2");
    }

    @Test
    void rowsSayWhatTheReportsSay() {
        plan();
        List<LayoutRow> rows = answer().rows();
        assertThat(rows).hasSize(5);
        LayoutRow first = rows.get(0);
        assertThat(first.rank()).isEqualTo("1");
        assertThat(first.title()).startsWith("#1  tp ");
        assertThat(first.verdict()).isEqualTo(Verdict.FITS);
        assertThat(first.memory()).matches("[0-9.]+ / 79\\.2 GiB");
        assertThat(answer().headings()).contains("tp", "pp", "dp", "mb").doesNotContain("gpus");
        assertThat(rows).allSatisfy(row -> assertThat(row.choices()).hasSameSizeAs(answer().headings()));
        assertThat(first.time().stream()
                        .mapToDouble(LayoutRow.TimeShare::seconds)
                        .sum())
                .isCloseTo(first.report().iteration().value(), withPercentage(0.001));
        assertThat(first.memoryShares().stream()
                        .mapToDouble(LayoutRow.MemoryShare::gibibytes)
                        .sum())
                .isCloseTo(first.report().memory().peak().inGibibytes(), withPercentage(0.001));
    }

    @Test
    void remarksDivideIntoThoseOnAnswersAndThoseOnOthers() {
        plan();
        assertThat(answer().whyFirst()).extracting(Remark::kind).contains(Remark.Kind.WHY_FIRST);
        assertThat(answer().otherChoices()).isNotEmpty();
        assertThat(answer().whyFirst().size() + answer().otherChoices().size())
                .isEqualTo(answer().remarks().size());
    }

    @Test
    void severalCountsHaveAColumnOfTheirOwn() {
        type(PlanField.GPUS, "8,16");
        plan();
        assertThat(answer().headings().get(0)).isEqualTo("gpus");
        assertThat(answer().rows().get(0).choices().get(0)).isEqualTo("16");
        assertThat(answer().title()).contains("on 8 or 16 x h100-sxm-80gb");
    }

    @Test
    void cancelEndsTheSearchWithTheBestSoFar() {
        model.plan();
        model.cancel();
        finish();
        assertThat(model.phase().get()).isIn(Phase.PLANNED, Phase.NOTHING_FITS);
        assertThat(answer().plan().search().proof()).isEqualTo(Proof.BEST_FOUND);
        assertThat(answer().outcome()).contains("ended");
        plan();
        assertThat(answer().plan().search().proof()).as("the next search").isEqualTo(Proof.OPTIMAL);
    }

    @Test
    void refusesAWrongFormWithoutASearch() {
        type(PlanField.GPUS, "many");
        model.plan();
        assertThat(work).isEmpty();
        assertThat(model.phase().get()).isEqualTo(Phase.REFUSED);
        assertThat(model.form().error(PlanField.GPUS).get()).isNotEmpty();
        assertThat(model.answer().get()).isEmpty();
    }

    @Test
    void showsAtTheFieldWhatThePlannerRefuses() {
        type(PlanField.TENSOR, "3");
        plan();
        assertThat(model.phase().get()).isEqualTo(Phase.REFUSED);
        assertThat(model.form().error(PlanField.TENSOR).get())
                .startsWith("3 must divide attention heads (32).")
                .contains("Maybe use");
    }

    @Test
    void saysWhatWouldFitWhenNothingDoes() {
        type(PlanField.MODEL, "llama-3-70b");
        plan();
        assertThat(model.phase().get()).isEqualTo(Phase.NOTHING_FITS);
        assertThat(answer().rows()).isEmpty();
        assertThat(answer().outcome()).contains("none of them fits");
        assertThat(answer().remarks()).extracting(Remark::kind).containsOnly(Remark.Kind.WOULD_FIT);
        assertThat(model.selected().get()).isEmpty();
    }

    @Test
    void savesAPlanThatCanBeReadAgain(@TempDir Path folder) {
        plan();
        Path file = folder.resolve("plan.json");
        model.savePlan(file);
        assertThat(model.notice().get()).isEqualTo(new Notice(Notice.Kind.DONE, "Saved " + file));
        assertThat(PlanFile.read(file, CATALOG).get(0))
                .isEqualTo(answer().rows().get(0).planned().job());
    }

    @Test
    void leadsToTheExport() {
        plan();
        model.goToExport();
        assertThat(workspace.navigation().place().get()).isEqualTo("Export");
    }

    @Test
    void saysWhyAFileCannotBeWritten(@TempDir Path folder) {
        plan();
        model.savePlan(folder.resolve("nowhere").resolve("plan.json"));
        assertThat(model.notice().get().kind()).isEqualTo(Notice.Kind.REFUSED);
        assertThat(model.notice().get().text()).contains("folder that does not exist");
    }

    /** Writing to this device fails as on a full disk. */
    @Test
    void saysThatTheDiskIsFull() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        plan();
        model.savePlan(full);
        assertThat(model.notice().get().kind()).isEqualTo(Notice.Kind.REFUSED);
        assertThat(model.notice().get().text()).contains("/dev/full").containsIgnoringCase("no space left");
    }

    private PlanAnswer answer() {
        return model.answer().get().orElseThrow();
    }

    private void plan() {
        model.plan();
        finish();
    }

    private void finish() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            task.run();
        }
        for (Runnable change = next(); change != null; change = next()) {
            change.run();
        }
    }

    private void type(PlanField field, String text) {
        model.form().text(field).set(text);
    }
}
