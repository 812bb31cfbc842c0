package dev.shardwright.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Confidence;
import dev.shardwright.simulator.report.Interval;
import dev.shardwright.simulator.report.Situation;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RankingTest {
    private static final Interval NONE = new Interval(1, 1, "");
    private static final Confidence SURE = new Confidence(NONE, NONE, NONE);

    @Test
    void keepsTheShareOfTheBestSpeed() {
        Ranking ranking = Ranking.of(List.of(List.of(ran(2.0, 2.2), ran(2.1, 2.0), ran(3, 3))));
        assertThat(ranking.bestKept()).isCloseTo(2.0 / 2.2, within(1e-12));
        assertThat(ranking.pairsInOrder()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(ranking.firstFitRan()).isEqualTo(1);
    }

    @Test
    void theFirstThatFitsMustHaveRun() {
        RunScore.Scored failed = score(1, Optional.empty(), Verdict.FITS, true);
        RunScore.Scored foreseen = score(0.5, Optional.empty(), Verdict.OUT_OF_MEMORY, true);
        assertThat(Ranking.of(List.of(List.of(failed, ran(2, 2), ran(3, 3)))).firstFitRan())
                .isZero();
        assertThat(Ranking.of(List.of(List.of(foreseen, ran(2, 2), ran(3, 3)))).firstFitRan())
                .isOne();
    }

    @Test
    void outOfMemoryLabelsAreCountedByCell() {
        OutOfMemoryTable table = OutOfMemoryTable.of(List.of(
                ran(1, 1),
                score(1, Optional.of(1.0), Verdict.OUT_OF_MEMORY, false),
                score(1, Optional.empty(), Verdict.OUT_OF_MEMORY, true),
                score(1, Optional.empty(), Verdict.NEAR_LIMIT, true)));
        assertThat(table).isEqualTo(new OutOfMemoryTable(1, 1, 1, 1));
        assertThat(table.accuracy()).isEqualTo(0.5);
    }

    private static RunScore.Scored ran(double predicted, double measured) {
        return score(predicted, Optional.of(measured), Verdict.FITS, false);
    }

    private static RunScore.Scored score(double predicted, Optional<Double> measured, Verdict verdict, boolean failed) {
        Seconds time = new Seconds(predicted);
        return new RunScore.Scored(
                "id",
                "file",
                new RunScore.Subject(
                        "group", "stack", TestJobs.layout(1, 1, 8), new Situation("kind", "gpu", 8, 2048, 1)),
                new RunScore.Prediction(time, new Bytes(1), verdict, SURE),
                new RunScore.Measurement(measured.map(Seconds::new), Optional.empty(), Optional.of(failed)),
                List.of());
    }
}
