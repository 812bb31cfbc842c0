package dev.shardwright.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.LayoutEvaluator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.validation.TimedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole calibrations on runs of which the truth is known, because a stack with other constants made them. */
final class CalibrationTest {
    private static final DialSheet SHEET = DialSheet.read(TestJobs.profiles());

    /** How the software that "ran" differs from its base, by the key of a constant. */
    private static final Map<String, Double> TRUTH = Map.of(
            "kernels.speed.gemm", 0.88,
            "kernels.speed.attention", 0.75,
            "kernels.speed.memory_bound", 0.65);

    @TempDir
    private Path folder;

    @Test
    void knownConstantsAreFoundAgain() {
        DialSheet exact = new DialSheet(
                SHEET.description(), new DialSheet.Noise(0.005, "none"), SHEET.dials(), SHEET.clusterDials());
        Calibration calibration = Calibration.of(
                request(write(run -> truth(run)), "megatron-core"), TestJobs.CATALOG, exact, Progress.NONE);
        Map<String, Movement> movements = byKey(calibration);

        assertThat(calibration.gain().real()).isTrue();
        assertThat(calibration.gain().before().mean()).isGreaterThan(0.05);
        assertThat(calibration.gain().crossValidated().mean()).isLessThan(0.01);
        assertThat(movements.get("kernels.speed.gemm").to()).isCloseTo(0.88, within(0.02));
        assertThat(movements.get("kernels.speed.attention").to()).isCloseTo(0.75, within(0.03));
        assertThat(movements.get("kernels.speed.memory_bound").to()).isCloseTo(0.65, within(0.03));
    }

    @Test
    void constantsWithoutEvidenceStayWhereTheyWere() {
        Map<String, Movement> movements = byKey(calibrate(write(run -> truth(run))));
        for (String silent : List.of("kernels.speed.low_precision_gemm", "communication.overlap.context")) {
            assertThat(movements.get(silent).moved()).as(silent).isFalse();
            assertThat(movements.get(silent).uncertainty()).as(silent).isCloseTo(1, within(1e-6));
        }
        assertThat(movements).as("documented absence").doesNotContainKey("communication.overlap.expert");
    }

    @Test
    void oneWildRunDoesNotCarryTheFitAway() {
        Path file = write(run -> run.origin().id().equals("run 5") ? 2.5 * truth(run) : truth(run));
        assertThat(byKey(calibrate(file)).get("kernels.speed.gemm").to()).isCloseTo(0.88, within(0.02));
    }

    @Test
    void noiseAloneIsRefused() {
        int taken = 0;
        for (int seed = 1; seed <= 10; seed++) {
            Random chance = new Random(seed);
            Path file = write(run -> predicted(run, run.job()) * Math.exp(0.05 * chance.nextGaussian()));
            Gain gain = calibrate(file).gain();
            assertThat(gain.after().mean())
                    .as("fits its own noise")
                    .isLessThan(gain.before().mean());
            taken += gain.real() ? 1 : 0;
        }
        assertThat(taken).as("draws of noise taken for a gain").isLessThanOrEqualTo(1);
    }

    @Test
    void theFileExtendsTheBaseAndPredictsAsTheFitDid() throws IOException {
        Path file = write(run -> truth(run));
        Calibration calibration = calibrate(file);
        Path stack = folder.resolve("mine.json");
        CalibratedFile written = new CalibratedFile(calibration, TestJobs.CATALOG, LocalDate.of(2026, 11, 25));
        Files.writeString(stack, written.stack("mine").toString());

        assertThat(StrictJson.readTree(stack).path("extends").asText()).isEqualTo("megatron-core");
        assertThat(StrictJson.readTree(stack).path("source").asText())
                .contains("2026-11-25", CalibrationRunsFile.count() + " runs", "runs.jsonl");
        assertThat(StrictJson.readTree(stack).path("memory").isMissingNode()).isTrue();
        Calibration again = calibrate(file, stack.toString());
        assertThat(again.gain().before()).isEqualTo(calibration.gain().after());
        Files.writeString(
                stack,
                new CalibratedFile(again, TestJobs.CATALOG, LocalDate.of(2026, 11, 26))
                        .stack("mine")
                        .toString());
        assertThat(TestJobs.CATALOG.stacks().stack(stack.toString()).name()).isEqualTo("mine");
    }

    @Test
    void aStoppedFitIsNotTrusted() {
        Progress stopped = new Progress() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        Calibration calibration =
                Calibration.of(request(write(run -> truth(run)), "megatron-core"), TestJobs.CATALOG, SHEET, stopped);
        assertThat(calibration.gain().checked()).isFalse();
        assertThat(calibration.gain().real()).isFalse();
    }

    @Test
    void linksOfANamedClusterAreFittedToo() throws IOException {
        Path file = write(run -> truth(run));
        CalibrationRequest request = new CalibrationRequest(
                List.of(file),
                "megatron-core",
                Optional.of("dgx-h100"),
                CalibrationRequest.Scope.STACK_AND_LINKS,
                CalibrationRequest.Selection.ALL,
                Board.Centre.OWN);
        Calibration calibration = Calibration.of(request, TestJobs.CATALOG, SHEET, Progress.NONE);
        Path cluster = folder.resolve("my-cluster.json");
        CalibratedFile written = new CalibratedFile(calibration, TestJobs.CATALOG, LocalDate.of(2026, 11, 25));
        Files.writeString(cluster, written.cluster("my-cluster").toString());

        assertThat(byKey(calibration)).containsKey("tiers.NETWORK.efficiency");
        double fitted = byKey(calibration).get("tiers.SWITCHED.efficiency").to();
        assertThat(TestJobs.CATALOG
                        .hardware()
                        .cluster(cluster.toString(), 8)
                        .tiers()
                        .get(0)
                        .efficiency())
                .isEqualTo(fitted);
    }

    @Test
    void fewerThanThreeRunsAreRefusedWithTheReason() throws IOException {
        Path file = write(run -> truth(run));
        Files.write(file, Files.readAllLines(file).subList(0, 2));
        assertThatThrownBy(() -> calibrate(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2 runs that can be used; calibration needs 3");
    }

    @Test
    void theSameRunsGiveTheSameFit() {
        Path file = write(run -> truth(run));
        assertThat(calibrate(file).movements()).isEqualTo(calibrate(file).movements());
    }

    private Path write(ToDoubleFunction<TimedRun> seconds) {
        Path file = folder.resolve("runs.jsonl");
        CalibrationRunsFile.write(file, seconds);
        return file;
    }

    private static Calibration calibrate(Path runs) {
        return calibrate(runs, "megatron-core");
    }

    private static Calibration calibrate(Path runs, String stack) {
        return Calibration.of(request(runs, stack), TestJobs.CATALOG, SHEET, Progress.NONE);
    }

    private static CalibrationRequest request(Path runs, String stack) {
        return new CalibrationRequest(
                List.of(runs),
                stack,
                Optional.empty(),
                CalibrationRequest.Scope.STACK,
                CalibrationRequest.Selection.ALL,
                Board.Centre.OWN);
    }

    private static Map<String, Movement> byKey(Calibration calibration) {
        Map<String, Movement> movements = new HashMap<>();
        calibration.movements().forEach(m -> movements.put(m.setting().dial().key(), m));
        return movements;
    }

    /** What a run takes with the constants that calibration is to find. */
    private static double truth(TimedRun run) {
        TrainingJob job = run.job();
        Setup setup = new Setup(job.cluster(), job.stack());
        for (Map.Entry<String, Double> constant : TRUTH.entrySet()) {
            setup = RecordPath.of(Setup.STACK + constant.getKey()).changed(setup, value -> constant.getValue());
        }
        return predicted(
                run,
                new TrainingJob(
                        job.model(), job.cluster(), job.workload(), job.layout(), job.numerics(), setup.stack()));
    }

    private static double predicted(TimedRun run, TrainingJob job) {
        LayoutEvaluator evaluator =
                new LayoutEvaluator(job.model(), job.cluster(), job.workload(), job.numerics(), job.stack());
        return evaluator.evaluate(job.layout()).iteration().value() * run.batchScale();
    }
}
