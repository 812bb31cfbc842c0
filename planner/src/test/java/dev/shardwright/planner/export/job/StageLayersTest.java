package dev.shardwright.planner.export.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.simulator.step.LayerDealing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StageLayersTest {
    @ParameterizedTest
    @CsvSource({
        "'3,2,1', 0, Et*3|t*2|tL",
        "'2,0,2', 0, Et*2||t*2L",
        "'4,4', 1, Et*4|t*4mL",
        "'0,8', 0, E|t*8L",
        "'8,0', 2, Et*8|mmL",
    })
    void layoutText(String counts, int predictions, String layout) {
        assertThat(stages(counts).layout(predictions)).isEqualTo(layout);
    }

    @Test
    void chunksOfARankAreDealtRoundRobin() {
        StageLayers stages = stages("4,5,5,4,4,4,4,2");
        assertThat(stages.onRank(3, 4)).isEqualTo(6);
        assertThat(stages.onRankAtMost(3, 3, 4)).isEqualTo(5);
    }

    /** The published split of the framework whose stages hold equal numbers of items, the 13B model on four stages. */
    @Test
    void stagesAreThoseOfTheSimulator() {
        var job = JobSketch.of("llama-13b", 8)
                .dense(1, 4, 1)
                .batch(2048, 64, 1)
                .stack("aleph-alpha-scaling")
                .job();
        assertThat(StageLayers.of(job).counts()).containsExactly(10, 11, 11, 8);
        assertThat(new LayerDealing(job.model(), job.stack().execution().split()).layersOfChunks(4, 1))
                .containsExactly(10, 11, 11, 8);
    }

    private static StageLayers stages(String counts) {
        List<Integer> list =
                Arrays.stream(counts.split(",")).map(Integer::parseInt).toList();
        return new StageLayers(list);
    }
}
