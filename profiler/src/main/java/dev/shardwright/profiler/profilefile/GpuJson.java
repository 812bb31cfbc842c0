package dev.shardwright.profiler.profilefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shardwright.profiler.device.GpuState;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The state of a GPU in a file; keys are left out where the driver did not say. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GpuJson(
        @Nullable String multiprocessorClock,
        @Nullable String memoryClock,
        @Nullable String powerDraw,
        @Nullable String powerLimit,
        @Nullable String temperature,
        @Nullable List<String> throttle) {
    private static final String MEGAHERTZ = " MHz";
    private static final String WATTS = " W";
    private static final String CELSIUS = " C";

    /** Both moments of a run. */
    record Pair(GpuJson before, GpuJson after) {}

    static GpuJson of(GpuState state) {
        return new GpuJson(
                text(state.clocks().multiprocessors(), MEGAHERTZ),
                text(state.clocks().memory(), MEGAHERTZ),
                text(state.power().draw(), WATTS),
                text(state.power().limit(), WATTS),
                text(state.celsius(), CELSIUS),
                state.throttle()
                        .map(reasons ->
                                reasons.stream().map(GpuState.Throttle::label).toList())
                        .orElse(null));
    }

    /** Throws IllegalArgumentException. */
    GpuState state() {
        return new GpuState(
                new GpuState.Clocks(figure(multiprocessorClock, MEGAHERTZ), figure(memoryClock, MEGAHERTZ)),
                new GpuState.Power(figure(powerDraw, WATTS), figure(powerLimit, WATTS)),
                figure(temperature, CELSIUS),
                Optional.ofNullable(throttle)
                        .map(labels -> labels.stream().map(GpuJson::reason).toList()));
    }

    private static @Nullable String text(OptionalDouble figure, String unit) {
        return figure.isEmpty()
                ? null
                : BigDecimal.valueOf(figure.getAsDouble()).stripTrailingZeros().toPlainString() + unit;
    }

    private static OptionalDouble figure(@Nullable String text, String unit) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?" + unit)) {
            throw new IllegalArgumentException("'" + text + "' is no figure in" + unit);
        }
        return OptionalDouble.of(Double.parseDouble(text.substring(0, text.length() - unit.length())));
    }

    private static GpuState.Throttle reason(String label) {
        return Arrays.stream(GpuState.Throttle.values())
                .filter(reason -> reason.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + label + "' is no reason to lower clocks"));
    }
}
