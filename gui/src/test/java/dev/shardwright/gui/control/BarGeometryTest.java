package dev.shardwright.gui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BarGeometryTest {
    @Test
    void segmentsFillABarWithoutALimit() {
        BarGeometry bar = BarGeometry.of(List.of(1.0, 3.0), 0, 200);
        assertThat(bar.width(0)).isEqualTo(50);
        assertThat(bar.left(1)).isEqualTo(50);
        assertThat(bar.width(1)).isEqualTo(150);
    }

    @Test
    void aLimitAboveTheSegmentsLiesInsideTheBar() {
        BarGeometry bar = BarGeometry.of(List.of(30.0, 20.0), 100, 1040);
        assertThat(bar.position(100)).isCloseTo(1000, offset(1e-9));
        assertThat(bar.left(1) + bar.width(1)).isCloseTo(500, offset(1e-9));
    }

    @Test
    void segmentsBeyondTheLimitFillTheBar() {
        BarGeometry bar = BarGeometry.of(List.of(100.0, 100.0), 50, 400);
        assertThat(bar.left(1) + bar.width(1)).isEqualTo(400);
        assertThat(bar.position(50)).isEqualTo(100);
    }

    @Test
    void knowsTheSegmentUnderAPoint() {
        BarGeometry bar = BarGeometry.of(List.of(1.0, 0.0, 1.0), 10, 104);
        assertThat(bar.at(5)).hasValue(0);
        assertThat(bar.at(10)).hasValue(2);
        assertThat(bar.at(20)).isEmpty();
        assertThat(BarGeometry.of(List.of(), 0, 100).at(5)).isEmpty();
    }
}
