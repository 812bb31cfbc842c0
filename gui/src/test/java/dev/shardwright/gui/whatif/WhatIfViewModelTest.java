package dev.shardwright.gui.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.planner.sweep.Axis;
import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.report.Report;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhatIfViewModelTest {
    @TempDir
    private Path folder;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private Executor executor = Runnable::run;
    private final Workspace workspace =
            Workspace.of(Catalog.shipped(), new Threads(task -> executor.execute(task), Runnable::run));
    private final PlanViewModel plan = new PlanViewModel(workspace);
    private final WhatIfViewModel model = asked();

    /** Before there is an answer there are no curves. */
    private WhatIfViewModel asked() {
        WhatIfViewModel made = new WhatIfViewModel(workspace, plan);
        assertThat(made.curves().get()).isEmpty();
        plan.form().text(PlanField.MODEL).set("llama-3-8b");
        plan.form().text(PlanField.GPUS).set("16");
        plan.form().text(PlanField.GLOBAL_BATCH).set("64");
        plan.plan();
        return made;
    }

    private Curves curves() {
        return model.curves().get().orElseThrow();
    }

    private void holdBack() {
        executor = waiting::add;
    }

    @Test
    void theQuestionsPointIsTheBestOfThePlan() {
        assertThat(curves().complete()).isTrue();
        assertThat(curves().points()).hasSameSizeAs(model.dial(Axis.GPUS).values());
        Report first = workspace.session().now().selected().orElseThrow().report();
        assertThat(curves().askedPoint().flatMap(SweepPoint::best)).contains(first);
        assertThat(curves().nowPoint()).isEqualTo(curves().askedPoint());
        assertThat(curves().reference()).isEmpty();
        assertThat(model.running().get()).isFalse();
    }

    @Test
    void movingAlongTheCurvesKeepsThem() {
        List<SweepPoint> before = curves().points();
        holdBack();
        model.move(Axis.GPUS, 4);
        assertThat(waiting).isEmpty();
        assertThat(curves().points()).isEqualTo(before);
        assertThat(curves().now()).isEqualTo(model.dial(Axis.GPUS).values().get(4));
        assertThat(PointNote.of(model.curves().get(), Optional.empty()).headline())
                .startsWith("GPUs 48: ");
    }

    @Test
    void movingAnotherSliderMakesOtherCurvesBesideThoseThatWereAsked() {
        List<SweepPoint> before = curves().points();
        model.move(Axis.BANDWIDTH, 0);
        assertThat(curves().complete()).isTrue();
        assertThat(curves().reference()).isEqualTo(before);
        double slow = curves().nowPoint()
                .orElseThrow()
                .best()
                .orElseThrow()
                .iteration()
                .value();
        double asked = curves().askedPoint()
                .orElseThrow()
                .best()
                .orElseThrow()
                .iteration()
                .value();
        assertThat(slow).isGreaterThan(asked);
        assertThat(PointNote.of(model.curves().get(), Optional.empty()).detail())
                .contains(" x the tokens/s and ", " x the cost per token as asked. Best layout: ");
    }

    @Test
    void theSlidersPointComesFirstAndTheOthersFollow() {
        List<Double> order = new ArrayList<>();
        model.curves().addListener((property, old, now) -> {
            List<SweepPoint> points = now.orElseThrow().points();
            points.stream()
                    .filter(point -> !old.orElseThrow().points().contains(point))
                    .forEach(point -> order.add(point.value()));
        });
        model.move(Axis.GLOBAL_BATCH, 0);
        assertThat(order.subList(0, 3)).containsExactly(16.0, 24.0, 8.0);
        assertThat(order).hasSize(curves().points().size());
    }

    @Test
    void goingBackIsInstant() {
        List<SweepPoint> before = curves().points();
        model.move(Axis.MEMORY, 0);
        model.along(Axis.SEQUENCE_LENGTH);
        model.along(Axis.GPUS);
        holdBack();
        model.reset();
        assertThat(waiting).isEmpty();
        assertThat(curves().points()).isEqualTo(before);
        assertThat(curves().supposition().moved()).isFalse();
    }

    @Test
    void aNewerMoveEndsTheOldOne() {
        holdBack();
        model.move(Axis.GLOBAL_BATCH, 0);
        Curves old = curves();
        model.move(Axis.GLOBAL_BATCH, 1);
        assertThat(model.running().get()).isTrue();
        assertThat(waiting).hasSize(2);
        waiting.removeFirst().run();
        assertThat(curves().points()).isEmpty();
        assertThat(curves().supposition()).isNotEqualTo(old.supposition());
        waiting.removeFirst().run();
        assertThat(curves().complete()).isTrue();
        assertThat(model.running().get()).isFalse();
    }

    @Test
    void aPointIsLookedAtAndTakenOver() {
        SweepPoint eight = curves().nearest(7).orElseThrow();
        assertThat(eight.value()).isEqualTo(8);
        model.point(Optional.of(eight));
        assertThat(PointNote.of(model.curves().get(), model.pointed().get()).headline())
                .startsWith("GPUs 8: ");
        model.moveToPointed();
        assertThat(curves().now()).isEqualTo(8);
    }

    @Test
    void theTableHoldsEveryPointOrWhyThereIsNone() {
        model.move(Axis.MEMORY, 0);
        var sheet = PointTable.of(curves());
        assertThat(sheet.headings()).hasSameSizeAs(PointTable.LESSONS).contains("GPUs", "$ per billion tokens");
        assertThat(sheet.rows()).hasSameSizeAs(curves().points());
        assertThat(sheet.rows().get(0).get(7)).startsWith("nothing fits: ");
        assertThat(sheet.rows().get(0).get(1)).isEqualTo("-");
        assertThat(sheet.rows().get(2)).noneMatch(cell -> cell.equals("-"));
    }

    @Test
    void aNewAnswerBeginsAnew() {
        model.along(Axis.MEMORY);
        model.move(Axis.GLOBAL_BATCH, 0);
        plan.form().text(PlanField.GPUS).set("8,32");
        plan.plan();
        assertThat(curves().supposition().moved()).isFalse();
        assertThat(curves().supposition().along()).isEqualTo(Axis.MEMORY);
        assertThat(curves().supposition().value(Axis.GPUS)).isEqualTo(32);
    }

    @Test
    void answersWaitWhileNobodyLooks() {
        Curves before = curves();
        model.watch(false);
        plan.form().text(PlanField.GPUS).set("8");
        plan.plan();
        assertThat(curves()).isEqualTo(before);
        model.watch(true);
        assertThat(curves().supposition().value(Axis.GPUS)).isEqualTo(8);
    }

    @Test
    void theChangedQuestionGoesIntoTheForm() {
        plan.form().text(PlanField.MODEL).set("something else");
        model.move(Axis.GPUS, 0);
        model.move(Axis.SEQUENCE_LENGTH, 0);
        assertThat(model.needsClusterFile()).isFalse();
        model.planThis();
        assertThat(workspace.navigation().place().get()).isEqualTo("Job");
        assertThat(plan.form().text(PlanField.MODEL).get()).isEqualTo("llama-3-8b");
        assertThat(plan.form().text(PlanField.GPUS).get()).isEqualTo("8");
        assertThat(plan.form().text(PlanField.SEQUENCE_LENGTH).get()).isEqualTo("512");
        assertThat(plan.form().text(PlanField.GLOBAL_BATCH).get()).isEqualTo("64");
        double supposed = curves().nowPoint()
                .orElseThrow()
                .best()
                .orElseThrow()
                .iteration()
                .value();
        plan.plan();
        assertThat(planned()).isEqualTo(supposed);
    }

    /** The plan of a saved cluster is that of the sliders. */
    @Test
    void otherMachinesAreSavedAndPlanned() {
        model.move(Axis.BANDWIDTH, 0);
        model.move(Axis.MEMORY, 1);
        assertThat(model.needsClusterFile()).isTrue();
        double supposed = curves().nowPoint()
                .orElseThrow()
                .best()
                .orElseThrow()
                .iteration()
                .value();
        Path file = folder.resolve("slow.json");
        model.planThis(file);
        assertThat(plan.form().text(PlanField.CLUSTER).get()).isEqualTo(file.toString());
        plan.plan();
        assertThat(planned()).isEqualTo(supposed);
        Cluster own = curves().supposition().asked().frame().cluster();
        assertThat(own.name()).isEqualTo("slow");
        model.move(Axis.MEMORY, 0);
        model.planThis(folder.resolve("other.json"));
        assertThat(model.message().get()).contains("is a file of your own");
    }

    private double planned() {
        return workspace
                .session()
                .now()
                .selected()
                .orElseThrow()
                .report()
                .iteration()
                .value();
    }
}
