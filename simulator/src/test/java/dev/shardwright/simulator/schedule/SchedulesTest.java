package dev.shardwright.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchedulesTest {
    @ParameterizedTest
    @CsvSource({
        "1f1b, 1f1b",
        "ZBB, zb-h1",
        "zb1p, zb-h1",
        "zb-1p, zb-h1",
        "zero-bubble-1p, zb-h1",
        "zb2p, zb-h2",
        "zb_2p, zb-h2",
        "zbv, zb-v",
        "v-half, v-half",
        "v-min, v-min",
        "dualpipe, dualpipe",
        "dualpipev, dualpipev",
        "pipelined-backpropagation, pipelined-backpropagation"
    })
    void findsScheduleByItsNames(String text, String name) {
        assertThat(Schedules.parse(text, 1).name()).isEqualTo(name);
    }

    @Test
    void takesStagesWhereTheScheduleHasAChoice() {
        assertThat(Schedules.parse("interleaved", 5)).isEqualTo(new Interleaved(5));
        assertThat(Schedules.parse("looped-bfs", 3)).isEqualTo(new BreadthFirst(3));
        assertThat(Schedules.parse("zb-v", 2)).isEqualTo(new ZeroBubbleV());
    }

    @Test
    void refusesStagesThatTheScheduleDoesNotHave() {
        assertThatThrownBy(() -> Schedules.parse("1f1b", 2)).hasMessageContaining("1 stages per rank, not 2");
        assertThatThrownBy(() -> Schedules.parse("zb-v", 3)).hasMessageContaining("2 stages per rank, not 3");
        assertThatThrownBy(() -> Schedules.parse("interleaved", 1)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> Schedules.parse("zb3p", 1)).hasMessageContaining("zb-h2");
    }

    @Test
    void everyNameIsUniqueAndLeadsBack() {
        assertThat(new HashSet<>(Schedules.words())).hasSameSizeAs(Schedules.words());
        for (PipelineSchedule schedule : Schedules.all(2)) {
            assertThat(Schedules.parse(schedule.name(), schedule.virtualStages()))
                    .isEqualTo(schedule);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "interleaved, 2, 4, 6, multiple of 4",
        "dualpipe, 1, 3, 8, even number of ranks",
        "dualpipe, 1, 4, 6, at least twice the ranks (8)",
        "dualpipe, 1, 4, 9, even number of micro-batches",
        "dualpipev, 2, 4, 7, at least twice as many",
        "breadth-first, 2, 4, 3, at least as many micro-batches as ranks"
    })
    void namesTheRuleThatIsBroken(String name, int stages, int ranks, int microBatches, String rule) {
        assertThat(Schedules.parse(name, stages).objection(ranks, microBatches).orElseThrow())
                .contains(rule);
    }
}
