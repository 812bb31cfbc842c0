package dev.shardwright.planner.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.Planner;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.MemoryBudget;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.unit.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures in remarks against the reports they are about. */
final class RemarksTest {
    private static final PlanningRequest MAIN = PlanningRequest.of(Frames.main());

    @Test
    void whyFirstNamesTheLargestDifferencesToTheSecond() {
        Plan plan = plan(MAIN);
        Report first = plan.layouts().get(0).report();
        Report second = plan.layouts().get(1).report();
        String text = one(plan, Remark.Kind.WHY_FIRST);
        double ahead = second.iteration().value() / first.iteration().value() - 1;
        assertThat(text)
                .startsWith("The first beats the second (")
                .contains("by " + Wording.percent(ahead) + ": ")
                .contains("peak", Wording.gib(first.memory().peak()))
                .contains(Wording.gib(second.memory().peak()));
        Part largest = largestGain(first, second);
        double gain =
                second.time().part(largest).value() - first.time().part(largest).value();
        assertThat(text).contains(Wording.seconds(gain) + " less " + Wording.part(largest));
    }

    private static Part largestGain(Report first, Report second) {
        Part largest = Part.COMPUTE;
        double most = Double.NEGATIVE_INFINITY;
        for (Part part : Part.values()) {
            double gain =
                    second.time().part(part).value() - first.time().part(part).value();
            if (gain > most) {
                largest = part;
                most = gain;
            }
        }
        return largest;
    }

    @Test
    void tiesAreThoseWithinTheMargin() {
        Plan plan = plan(MAIN.with(Goal.FASTEST.withAnswers(100)));
        List<PlannedLayout> layouts = plan.layouts();
        Report first = layouts.get(0).report();
        double margin = Ties.margin(first);
        long within = layouts.stream()
                .filter(l -> l.report().iteration().value() <= first.iteration().value() * (1 + margin))
                .count();
        assertThat(within).isBetween(2L, 99L);
        assertThat(one(plan, Remark.Kind.TIE))
                .startsWith(within == 2 ? "The first two layouts" : "The first " + within + " layouts")
                .contains(Wording.percent(margin));
    }

    @Test
    void noTieWhereTheFirstIsFarAhead() {
        Freedom pins = Freedom.FULL
                .with(Knob.TENSOR, Range.parse("8,16", 1))
                .with(Knob.PIPELINE, Range.exactly(1))
                .with(Knob.CONTEXT, Range.exactly(1))
                .with(Knob.MICRO_BATCH, Range.exactly(1));
        Plan plan = plan(MAIN.with(pins));
        assertThat(plan.layouts()).hasSize(2);
        assertThat(texts(plan, Remark.Kind.TIE)).isEmpty();
    }

    @Test
    void leavingTheNodeIsPricedAgainstTheBest() {
        Plan plan = plan(MAIN.with(Freedom.FULL.with(Knob.TENSOR, Range.parse("8,16", 1))));
        Plan wide = plan(MAIN.with(Freedom.FULL.with(Knob.TENSOR, Range.exactly(16))));
        double cost = time(wide) / time(plan) - 1;
        assertThat(texts(plan, Remark.Kind.DROPPED))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("tp 16 dropped: 64 heads divide, but the group leaves the node of 8 GPUs: +"
                                + Wording.percent(cost) + " step time (")
                        .contains("more exposed TP communication"));
    }

    @Test
    void aDegreeThatNeedsTooMuchMemorySaysHowMuch() {
        Freedom replicated = Freedom.FULL.with(Knob.ZERO, Range.exactly(0)).with(Knob.TENSOR, Range.exactly(2));
        Plan plan = plan(MAIN.with(replicated));
        Pattern tooLarge = Pattern.compile("pp (\\d+) dropped: needs at least ([0-9,.]+) GiB of 79.2 GiB "
                + "\\(optimizer ([0-9.]+) GiB, .* on stage \\d+\\)\\.");
        List<Matcher> found = texts(plan, Remark.Kind.DROPPED).stream()
                .map(tooLarge::matcher)
                .filter(Matcher::matches)
                .toList();
        assertThat(found).isNotEmpty();
        for (Matcher m : found) {
            Range pipeline = Range.exactly(Integer.parseInt(m.group(1)));
            Plan pinned = plan(MAIN.with(replicated.with(Knob.PIPELINE, pipeline)));
            assertThat(pinned.layouts()).isEmpty();
            assertThat(pinned.remarks().get(0).text()).contains("needs " + m.group(2) + " GiB");
        }
    }

    @Test
    void unlawfulValuesOfARangeAreNamedWithTheirRule() {
        Plan plan = plan(MAIN.with(Freedom.FULL.with(Knob.TENSOR, Range.parse("3,8", 1))));
        assertThat(texts(plan, Remark.Kind.DROPPED))
                .contains("tp 3 is not tried: it must divide attention heads (64).");
    }

    @Test
    void twiceTheBestDegreeIsNamedIfUnlawful() {
        PlanningRequest request = PlanningRequest.of(
                        Frames.of("deepseek-v3", "dgx-h100", 512, new Workload(4096, 3840)))
                .with(Freedom.FULL
                        .with(Knob.TENSOR, Range.exactly(1))
                        .with(Knob.CONTEXT, Range.exactly(1))
                        .with(Knob.EXPERT, Range.exactly(4)));
        Plan plan = plan(request);
        int pipeline = plan.layouts().get(0).job().layout().degrees().pipeline();
        assertThat(pipeline).isEqualTo(32);
        assertThat(texts(plan, Remark.Kind.DROPPED))
                .contains("pp 64 is not tried: it must not exceed the model's layers (61).");
    }

    @Test
    void aFasterLayoutThatMissesMemoryByALittleIsNamed() {
        Plan roomy = plan(MAIN);
        long peak = roomy.layouts().get(0).report().memory().peak().value();
        double share = 0.97
                * peak
                / Frames.main().cluster().accelerator().memory().usable().value();
        Plan plan = plan(MAIN.with(Goal.FASTEST.withMemory(new MemoryBudget.Share(share))));
        Bytes limit = Frames.main().cluster().accelerator().memory().usable().times(share);
        String text = one(plan, Remark.Kind.WOULD_FIT);
        Matcher m = Pattern.compile(
                        ".* would be ([0-9.]+) % faster, but needs ([0-9.]+) GiB, ([0-9.]+) GiB more than the limit of ([0-9.]+) GiB\\.")
                .matcher(text);
        assertThat(m.matches()).as(text).isTrue();
        assertThat(number(m.group(4))).isCloseTo(limit.inGibibytes(), within());
        assertThat(number(m.group(2))).isCloseTo(number(m.group(3)) + number(m.group(4)), within());
        assertThat(number(m.group(2))).isLessThanOrEqualTo(new Bytes(peak).inGibibytes() + 0.1);
    }

    @Test
    void remarksDoNotDependOnTheLocale() {
        Plan plan = plan(MAIN);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(plan(MAIN).remarks()).isEqualTo(plan.remarks());
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Offset<Double> within() {
        return Offset.offset(0.11);
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }

    private static double time(Plan plan) {
        return plan.layouts().get(0).report().iteration().value();
    }

    private static String one(Plan plan, Remark.Kind kind) {
        List<String> texts = texts(plan, kind);
        assertThat(texts).as("%s", kind).hasSize(1);
        return texts.get(0);
    }

    private static List<String> texts(Plan plan, Remark.Kind kind) {
        return plan.remarks().stream()
                .filter(remark -> remark.kind() == kind)
                .map(Remark::text)
                .toList();
    }

    private static Plan plan(PlanningRequest request) {
        return Planner.plan(request, SearchMonitor.SILENT);
    }
}
