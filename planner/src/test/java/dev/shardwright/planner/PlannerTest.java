package dev.shardwright.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.plan.SearchSummary;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.MemoryBudget;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Objective;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.solver.Countdown;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlannerTest {
    private static final PlanningRequest MAIN = PlanningRequest.of(Frames.main());

    @Test
    void ranksTheMainJob() {
        Plan plan = plan(MAIN);
        assertThat(plan.layouts()).extracting(PlannedLayout::rank).containsExactly(1, 2, 3, 4, 5);
        assertThat(plan.layouts())
                .extracting(layout -> layout.report().iteration().value())
                .isSorted();
        assertThat(plan.layouts()).allSatisfy(layout -> {
            assertThat(layout.report().memory().verdict()).isEqualTo(Verdict.FITS);
            assertThat(layout.report()).isEqualTo(Simulator.simulate(layout.job()));
        });
        assertThat(plan.search().proof()).isEqualTo(SearchSummary.Proof.OPTIMAL);
        assertThat(plan.search().candidates()).isEqualTo(new LayoutSpace(Frames.main(), Freedom.FULL).candidates());
        assertThat(plan.search().evaluated())
                .isLessThan(plan.search().candidates())
                .isGreaterThan(plan.search().feasible());
    }

    @Test
    void theSameRequestGivesTheSamePlan() {
        assertThat(plan(MAIN)).isEqualTo(plan(MAIN));
    }

    @Test
    void threadsDoNotChangeThePlan() {
        SearchLimits one = new SearchLimits(SearchLimits.Method.EXHAUSTIVE, 0, new Seconds(600), 1);
        SearchLimits two = new SearchLimits(SearchLimits.Method.EXHAUSTIVE, 0, new Seconds(600), 2);
        Plan alone = plan(MAIN.with(one));
        Plan shared = plan(MAIN.with(two));
        assertThat(shared.layouts()).isEqualTo(alone.layouts());
        assertThat(shared.remarks()).isEqualTo(alone.remarks());
    }

    @Test
    void oneAnswerIsExplainedByTheSecond() {
        Plan plan = plan(MAIN.with(Goal.FASTEST.withAnswers(1)));
        assertThat(plan.layouts()).hasSize(1);
        assertThat(plan.remarks())
                .filteredOn(remark -> remark.kind() == Remark.Kind.WHY_FIRST)
                .singleElement()
                .satisfies(remark -> assertThat(remark.text()).contains("beats the second"));
    }

    @Test
    void searchesEveryDeviceCount() {
        PlanningRequest request =
                new PlanningRequest(Frames.main(), List.of(32, 64), Freedom.FULL, Goal.FASTEST, SearchLimits.DEFAULT);
        Countdown monitor = new Countdown(Integer.MAX_VALUE);
        Plan plan = Planner.plan(request, monitor);
        long both = new LayoutSpace(Frames.main().withDevices(32), Freedom.FULL).candidates()
                + new LayoutSpace(Frames.main(), Freedom.FULL).candidates();
        assertThat(plan.search().candidates()).isEqualTo(both);
        assertThat(monitor.announced()).isEqualTo(both);
        assertThat(monitor.looked()).isEqualTo(both);
        assertThat(devices(plan)).as("more devices are faster").containsOnly(64);
    }

    @Test
    void cheapestPrefersTheDeviceCountWithLessDeviceTime() {
        Goal cheapest = new Goal(new Objective.Cheapest(), new MemoryBudget.Comfortable(), 5);
        PlanningRequest request =
                new PlanningRequest(Frames.main(), List.of(64, 512), Freedom.FULL, cheapest, SearchLimits.DEFAULT);
        Plan plan = plan(request);
        assertThat(devices(plan)).as("fewer devices communicate less").containsOnly(64);
        assertThat(plan.layouts())
                .extracting(layout -> layout.report().dollarsPerStep())
                .isSorted();
    }

    @Test
    void deviceCountsWithoutLegalLayoutAreLeftOut() {
        PlanningRequest request =
                new PlanningRequest(Frames.main(), List.of(1009, 64), Freedom.FULL, Goal.FASTEST, SearchLimits.DEFAULT);
        assertThat(plan(request).layouts()).isEqualTo(plan(MAIN).layouts());
    }

    @Test
    void cancellingGivesTheBestSoFar() {
        Plan plan = Planner.plan(MAIN, new Countdown(60));
        assertThat(plan.layouts()).isNotEmpty();
        assertThat(plan.search().proof()).isEqualTo(SearchSummary.Proof.BEST_FOUND);
        assertThat(plan.search().evaluated()).isLessThan(plan(MAIN).search().evaluated());
    }

    @Test
    void cancellingAtOnceSaysSo() {
        Plan plan = Planner.plan(MAIN, new Countdown(0));
        assertThat(plan.layouts()).isEmpty();
        assertThat(plan.remarks())
                .singleElement()
                .satisfies(remark -> assertThat(remark.text()).contains("ended before it had tried a layout"));
    }

    @Test
    void timeRunsOut() {
        SearchLimits none = new SearchLimits(SearchLimits.Method.AUTO, 0, Seconds.ZERO, 2);
        assertThat(plan(MAIN.with(none)).search().proof()).isEqualTo(SearchSummary.Proof.BEST_FOUND);
    }

    @Test
    void theLocalSearchFindsTheSameFirst() {
        SearchLimits local = new SearchLimits(SearchLimits.Method.TIMEFOLD, 4, new Seconds(600), 2);
        Plan plan = plan(MAIN.with(local));
        assertThat(plan.layouts().get(0)).isEqualTo(plan(MAIN).layouts().get(0));
        assertThat(plan.search().proof()).isEqualTo(SearchSummary.Proof.BEST_FOUND);
    }

    @Test
    void aTighterBudgetIsKept() {
        Goal tight = Goal.FASTEST.withMemory(new MemoryBudget.Share(0.5));
        Plan plan = plan(MAIN.with(tight));
        Bytes half = Frames.main().cluster().accelerator().memory().usable().times(0.5);
        assertThat(plan.layouts())
                .isNotEmpty()
                .allSatisfy(
                        layout -> assertThat(layout.report().memory().peak()).isLessThanOrEqualTo(half));
    }

    @Test
    void namesThePinThatBreaksARule() {
        assertRefused(
                MAIN.with(Freedom.FULL.with(Knob.TENSOR, Range.exactly(12))),
                "parallel.tensor = 12: must divide attention heads (64).",
                "Maybe use 4, 8 or 16.");
    }

    @Test
    void namesPinsThatExcludeEachOther() {
        Freedom pins = Freedom.FULL.with(Knob.TENSOR, Range.exactly(8)).with(Knob.PIPELINE, Range.exactly(16));
        assertRefused(
                MAIN.with(pins),
                "parallel.tensor = 8: leaves no legal layout on 64 GPUs together with pp 16.",
                "Maybe use 1, 2 or 4.",
                "parallel.pipeline = 16: leaves no legal layout on 64 GPUs together with tp 8.",
                "Maybe use 2, 4 or 8.");
    }

    @Test
    void namesAPinnedMethodThatExcludesEverything() {
        Methods interleaved =
                new Methods(List.of(), List.of(ScheduleKind.INTERLEAVED), List.of(), List.of(), List.of());
        Freedom pins = Freedom.FULL.with(interleaved).with(Knob.DATA, Range.exactly(64));
        assertRefused(
                MAIN.with(pins),
                "parallel.data = 64: leaves no legal layout on 64 GPUs together with schedule interleaved.",
                "--schedule = interleaved: leaves no legal layout on 64 GPUs together with dp 64.",
                "Maybe leave it out.");
    }

    @Test
    void namesARangeWithoutALegalValue() {
        assertRefused(
                MAIN.with(Freedom.FULL.with(Knob.TENSOR, Range.parse("33..63", 1))),
                "parallel.tensor = 33..63: must divide attention heads (64).",
                "Maybe use 16, 32 or 64.");
    }

    @Test
    void aDeviceCountThatDividesNothingIsNamed() {
        PlanningRequest request =
                PlanningRequest.of(Frames.of("llama-3-70b", "dgx-h100", 1009, new Workload(8192, 512)));
        assertRefused(request, "gpus = 1009: cannot be divided into parallel groups", "Maybe use 1008 GPUs");
    }

    private static void assertRefused(PlanningRequest request, String... parts) {
        assertThatThrownBy(() -> plan(request))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    private static List<Integer> devices(Plan plan) {
        return plan.layouts().stream()
                .map(layout -> layout.job().cluster().devices())
                .toList();
    }

    private static Plan plan(PlanningRequest request) {
        return Planner.plan(request, SearchMonitor.SILENT);
    }
}
