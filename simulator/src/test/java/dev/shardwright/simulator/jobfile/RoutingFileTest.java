package dev.shardwright.simulator.jobfile;

import static dev.shardwright.simulator.jobfile.JobFileTest.SMALL;
import static dev.shardwright.simulator.jobfile.JobFileTest.WHOLE;
import static dev.shardwright.simulator.jobfile.JobFileTest.read;
import static dev.shardwright.simulator.jobfile.JobFileTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.TrainingJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uneven routing in job files. */
final class RoutingFileTest {
    @ParameterizedTest
    @CsvSource({
        "'', 1, Infinity",
        "'\"imbalance\": 1.25', 1.25, Infinity",
        "'\"imbalance\": 1.25, \"capacity_factor\": 0', 1.25, Infinity",
        "'\"capacity_factor\": 1.5', 1, 1.5",
    })
    void readsRouting(String keys, double imbalance, double capacity) {
        TrainingJob job = read(withRouting(WHOLE, keys));
        assertThat(job.workload().routing()).isEqualTo(new Routing(imbalance, capacity));
        assertThat(read(JobFile.write(job))).isEqualTo(job);
    }

    @Test
    void refusesRoutingThatCannotBe() {
        assertThat(refusal(withRouting(WHOLE, "\"imbalance\": 0.9, \"capacity_factor\": -1, \"pad\": true")))
                .contains(
                        "workload.routing.imbalance = 0.9: must be a number of at least 1.",
                        "workload.routing.capacity_factor = -1: must be a number of at least 0.",
                        "workload.routing.pad = true: is not a known key.");
        assertThat(refusal(withRouting(SMALL, "\"imbalance\": 1.2")))
                .contains("workload.routing: the model has no experts.");
    }

    private static String withRouting(String job, String keys) {
        return job.replace("\"sequence_length\"", "\"routing\": {" + keys + "}, \"sequence_length\"");
    }
}
