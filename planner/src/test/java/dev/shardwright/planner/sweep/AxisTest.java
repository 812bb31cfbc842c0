package dev.shardwright.planner.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AxisTest {
    private static final PlanningRequest QUESTION = PlanningRequest.of(Frames.main());

    @ParameterizedTest
    @EnumSource(Axis.class)
    void changesItsOwnFigureAndNoOther(Axis axis) {
        for (double value : axis.usual(QUESTION)) {
            PlanningRequest changed = axis.at(QUESTION, value);
            assertThat(axis.of(changed)).isCloseTo(value, within(1e-9 * value));
            assertThat(changed.equals(QUESTION)).isEqualTo(value == axis.of(QUESTION));
            for (Axis other : Axis.values()) {
                if (other != axis) {
                    assertThat(other.of(changed)).isEqualTo(other.of(QUESTION));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Axis.class)
    void usualValuesRiseAndHoldThatOfTheQuestion(Axis axis) {
        assertThat(axis.usual(QUESTION)).isSorted().doesNotHaveDuplicates().contains(axis.of(QUESTION));
        assertThat(axis.usual(QUESTION)).hasSizeBetween(7, 12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GPUS            | 1024      | 1,024
            BANDWIDTH       | 800Gbit/s | 800 Gbit/s
            BANDWIDTH       | 12.5 GB/s | 100 Gbit/s
            GLOBAL_BATCH    | 512       | 512
            SEQUENCE_LENGTH | 131072    | 131,072
            MEMORY          | 141 GiB   | 141.0 GiB
            """)
    void valuesAreReadAndWritten(Axis axis, String typed, String written) {
        assertThat(axis.text(axis.parse(typed))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"GPUS, 0", "GPUS, 8.5", "BANDWIDTH, 400", "BANDWIDTH, 0 GB/s", "MEMORY, 80", "SEQUENCE_LENGTH, 8k"})
    void otherTextsAreRefused(Axis axis, String typed) {
        assertThatThrownBy(() -> axis.parse(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wholeNodesAboveOne() {
        assertThat(Axis.GPUS.usual(QUESTION))
                .containsExactly(8.0, 16.0, 24.0, 32.0, 48.0, 64.0, 96.0, 128.0, 192.0, 256.0, 384.0, 512.0);
        JobFrame four = Frames.of("llama-3-8b", "dgx-h100", 4, new Workload(4096, 64));
        assertThat(Axis.GPUS.usual(PlanningRequest.of(four))).containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 24.0, 32.0);
    }

    @Test
    void bandwidthIsThatBetweenNodes() {
        Cluster own = QUESTION.frame().cluster();
        double twice = 2 * Axis.BANDWIDTH.of(QUESTION);
        Cluster changed = Axis.BANDWIDTH.at(QUESTION, twice).frame().cluster();
        assertThat(changed.tiers().get(0)).isEqualTo(own.tiers().get(0));
        assertThat(changed.tiers().get(1).perDevice().value()).isEqualTo(twice);
        assertThat(changed.tiers().get(1).withRate(own.tiers().get(1).perDevice()))
                .isEqualTo(own.tiers().get(1));
        assertThat(changed.accelerator()).isEqualTo(own.accelerator());
    }

    @Test
    void aClusterOfOneNodeHasNoNetwork() {
        Cluster own = QUESTION.frame().cluster();
        List<Link> inner = own.tiers().subList(0, 1);
        JobFrame frame = QUESTION.frame().with(own.withTiers(inner)).withDevices(8);
        PlanningRequest question = PlanningRequest.of(frame);
        assertThat(Axis.BANDWIDTH.usual(question)).isEmpty();
        assertThatThrownBy(() -> Axis.BANDWIDTH.at(question, 1e9)).isInstanceOf(InvalidInputException.class);
        assertThat(Axis.GPUS.usual(question)).containsExactly(1.0, 2.0, 4.0, 8.0);
        assertThatThrownBy(() -> Axis.GPUS.at(question, 16))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("join 8 devices");
    }

    /** Documents that are shorter than a sequence keep their length as long as they fit. */
    @Test
    void documentsFollowTheSequence() {
        JobFrame packed = Frames.main().withWorkload(new Workload(8192, 512, 2048));
        PlanningRequest question = PlanningRequest.of(packed);
        assertThat(documents(Axis.SEQUENCE_LENGTH.at(question, 16384))).isEqualTo(2048);
        assertThat(documents(Axis.SEQUENCE_LENGTH.at(question, 1024))).isEqualTo(1024);
        assertThat(documents(Axis.SEQUENCE_LENGTH.at(QUESTION, 16384))).isEqualTo(16384);
    }

    private static int documents(PlanningRequest question) {
        return question.frame().workload().documentLength();
    }
}
