package dev.shardwright.profiler.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.profiler.device.GpuState.Throttle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GpuStateTest {
    @Test
    void aLineOfTheDriver() {
        assertThat(GpuState.parse("1755, 2619, 698.42, 700.00, 64, 0x0000000000000004\n"))
                .contains(new GpuState(
                        new GpuState.Clocks(OptionalDouble.of(1755), OptionalDouble.of(2619)),
                        new GpuState.Power(OptionalDouble.of(698.42), OptionalDouble.of(700)),
                        OptionalDouble.of(64),
                        Optional.of(List.of(Throttle.SW_POWER_CAP))));
    }

    @Test
    void whatAGpuDoesNotSayIsEmpty() {
        assertThat(GpuState.parse("210, 405, [N/A], [Not Supported], 31, [N/A]"))
                .contains(new GpuState(
                        new GpuState.Clocks(OptionalDouble.of(210), OptionalDouble.of(405)),
                        new GpuState.Power(OptionalDouble.empty(), OptionalDouble.empty()),
                        OptionalDouble.of(31),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "0x0000000000000000, ''",
        "0x0000000000000001, gpu_idle",
        "0x0000000000000060, sw_thermal_slowdown hw_thermal_slowdown",
        "0x0000000000000208, hw_slowdown other",
        "0x8000000000000000, other",
    })
    void theMaskNamesItsReasons(String mask, String reasons) {
        GpuState state = GpuState.parse("1, 1, 1, 1, 1, " + mask).orElseThrow();
        assertThat(state.throttle().orElseThrow().stream().map(Throttle::label).toList())
                .isEqualTo(reasons.isEmpty() ? List.of() : List.of(reasons.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No devices were found", "1, 2, 3, 4, 5", "1, 2, 3, 4, 5, 0x0, 7"})
    void anythingElseIsNoState(String line) {
        assertThat(GpuState.parse(line)).isEmpty();
    }
}
