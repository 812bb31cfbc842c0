package dev.shardwright.simulator.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.step.LayerDealing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a job file deals layers to stages. */
final class StageSplitReaderTest {
    @Test
    void dealsLayersAsCountedOrByARule() {
        TrainingJob counted = JobFileTest.read(
                JobFileTest.SMALL.replace("\"pipeline\": 2", "\"pipeline\": 2, \"stage_split\": [17, 15]"));
        assertThat(dealt(counted)).containsExactly(17, 15);
        assertThat(JobFileTest.read(JobFile.write(counted))).isEqualTo(counted);
        TrainingJob weighed = JobFileTest.read(JobFileTest.SMALL.replace(
                "\"pipeline\": 2", "\"pipeline\": 2, \"vpp\": 17, \"stage_split\": \"uniform-layers-and-ends\""));
        assertThat(dealt(weighed)).hasSize(34).startsWith(0, 1).endsWith(1, 0);
        assertThat(JobFileTest.read(JobFile.write(weighed))).isEqualTo(weighed);
    }

    private static List<Integer> dealt(TrainingJob job) {
        return new LayerDealing(job.model(), job.stack().execution().split())
                .layersOfChunks(job.layout().stages(), 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tensor\": 2 | \"tensor\": 2, \"stage_split\": [20, 11] | (2), together 32; there are 2 counts of together 31.",
                "\"tensor\": 2 | \"tensor\": 2, \"stage_split\": [8, 8, 16] | (2), together 32; there are 3 counts of",
                "\"tensor\": 2 | \"tensor\": 2, \"stage_split\": [40, -8] | must be a whole number from 0 to",
                "\"tensor\": 2 | \"tensor\": 2, \"stage_split\": \"even\" | must be one of uniform-layers, uniform-layers-and",
            })
    void namesWhatIsWrong(String old, String replacement, String expected) {
        assertThat(JobFileTest.refusal(JobFileTest.SMALL.replace(old, replacement)))
                .contains(expected);
    }
}
