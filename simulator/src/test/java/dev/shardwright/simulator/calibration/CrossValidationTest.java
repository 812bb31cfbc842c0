package dev.shardwright.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.TimedRun;
import dev.shardwright.simulator.validation.TimedRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs that were left out of a fit, on published runs. */
final class CrossValidationTest {
    private static final DialSheet SHEET = DialSheet.read(TestJobs.profiles());

    private static List<TimedRun> runs;

    @BeforeAll
    static void readRuns() {
        runs = TimedRuns.read(List.of(file("papers"), file("hagemann"), file("internevo")), TestJobs.CATALOG)
                .runs();
    }

    private static Path file(String name) {
        String shipped = name.equals("internevo") ? "moe-and-others" : name;
        return TestJobs.profiles().resolve("measured").resolve(shipped + ".jsonl");
    }

    @Test
    void foldsPartTheRunsAndKeepGroupsTogether() {
        for (int size : new int[] {3, 12, 13, runs.size()}) {
            List<TimedRun> some = runs.subList(0, size);
            List<List<Integer>> parts = Folds.of(some).parts();
            assertThat(parts.stream().flatMap(List::stream).sorted())
                    .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
            assertThat(parts.size()).isBetween(2, 12);
        }
        Folds folds = Folds.leavingOut(runs, LeftOut.GROUP::key);
        for (List<Integer> part : folds.parts()) {
            part.forEach(i -> runs.stream()
                    .filter(other ->
                            other.origin().group().equals(runs.get(i).origin().group()))
                    .forEach(other -> assertThat(part).contains(runs.indexOf(other))));
        }
    }

    /** What is left out must not be seen: another measurement of it changes nothing of its prediction. */
    @Test
    void aRunThatIsLeftOutDoesNotBearOnItsOwnPrediction() {
        List<TimedRun> few = runs.subList(0, 9);
        TimedRun first = few.get(0);
        TimedRun wild = new TimedRun(
                first.origin(),
                first.job(),
                first.batchScale(),
                first.measured().times(3));
        List<TimedRun> other = new ArrayList<>(few);
        other.set(0, wild);

        double predicted = unseen(few)[0] * first.measured().value();
        double again = unseen(other)[0] * wild.measured().value();
        assertThat(again).isCloseTo(predicted, within(1e-9 * predicted));
    }

    private static double[] unseen(List<TimedRun> some) {
        Setup base = new Setup(some.get(0).job().cluster(), some.get(0).job().stack());
        Board board = Board.of(SHEET, base, CalibrationRequest.Scope.STACK, Board.Centre.OWN);
        return new CrossValidation(some, board, SHEET.noise().spread(), Progress.NONE).ratios(Folds.of(some));
    }

    /** A stack never fitted, and what five and twenty of its own runs make of it: most mean error in per cent. */
    @Test
    void aFewOwnRunsAreWorthALot() {
        OutOfSample outOfSample = new OutOfSample(runs, TestJobs.CATALOG, SHEET);
        double[] means = new double[3];
        outOfSample.learningCurves().values().stream()
                .filter(curve -> curve.size() > 25)
                .forEach(curve -> {
                    int[] drawn = {0, 5, 20};
                    for (int i = 0; i < drawn.length; i++) {
                        means[i] += curve.after(drawn[i], 10).others().mean() / 3;
                    }
                });
        assertThat(100 * means[0]).as("never fitted").isLessThan(12);
        assertThat(100 * means[1]).as("after five runs").isLessThan(Math.min(7, 100 * means[0]));
        assertThat(100 * means[2]).as("after twenty runs").isLessThan(100 * means[1]);
    }

    /** Where even twenty gain nothing over a stack never fitted, three cost less than one per cent. */
    @Test
    void threeOwnRunsHelpMoreOftenThanNot() {
        new OutOfSample(runs, TestJobs.CATALOG, SHEET).learningCurves().forEach((family, curve) -> {
            if (curve.size() > 25) {
                double before = curve.after(0, 1).others().mean();
                LearningCurve.Point three = curve.after(3, 20);
                if (curve.after(20, 20).others().mean() < before) {
                    assertThat(three.worse()).as(family).isLessThan(0.4);
                } else {
                    assertThat(three.others().mean()).as(family).isLessThan(before + 0.01);
                }
            }
        });
    }

    @Test
    void whatIsLeftOutIsPredictedAboutAsWellAsPublished() {
        OutOfSample outOfSample = new OutOfSample(runs, TestJobs.CATALOG, SHEET);
        for (LeftOut leftOut : LeftOut.values()) {
            List<Double> ratios = outOfSample.ratios(leftOut, Progress.NONE);
            assertThat(ratios).hasSameSizeAs(runs);
            double[] all = ratios.stream().mapToDouble(Double::doubleValue).toArray();
            assertThat(ErrorStatistics.of(all).mean()).as(leftOut.name()).isLessThan(0.12);
        }
    }
}
