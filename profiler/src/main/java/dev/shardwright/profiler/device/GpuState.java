package dev.shardwright.profiler.device;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the driver says of a GPU at one moment; empty where it does not say.
 *
 * @param celsius temperature of the chip in degrees Celsius
 * @param throttle why clocks are below the highest; an empty list where nothing holds them down
 */
public record GpuState(Clocks clocks, Power power, OptionalDouble celsius, Optional<List<Throttle>> throttle) {
    /** Clocks of the streaming multiprocessors and of the memory in MHz. */
    public record Clocks(OptionalDouble multiprocessors, OptionalDouble memory) {}

    /** Power that the board draws and the most that it may draw, in watts. */
    public record Power(OptionalDouble draw, OptionalDouble limit) {}

    /** Reasons as bits of the driver's mask (NVML, nvmlClocksThrottleReasons). */
    public enum Throttle {
        GPU_IDLE(0x1),
        APPLICATIONS_CLOCKS_SETTING(0x2),
        SW_POWER_CAP(0x4),
        HW_SLOWDOWN(0x8),
        SYNC_BOOST(0x10),
        SW_THERMAL_SLOWDOWN(0x20),
        HW_THERMAL_SLOWDOWN(0x40),
        HW_POWER_BRAKE_SLOWDOWN(0x80),
        DISPLAY_CLOCK_SETTING(0x100),
        /** Bits that have no name here. */
        OTHER(~0x1ffL);

        private final long bits;

        Throttle(long bits) {
            this.bits = bits;
        }

        /** The name in files and tables. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<Throttle> of(long mask) {
            return Arrays.stream(values())
                    .filter(reason -> (mask & reason.bits) != 0)
                    .toList();
        }
    }

    /** The fields that {@link #parse} reads, as nvidia-smi calls them. */
    static final String FIELDS =
            "clocks.sm,clocks.mem,power.draw,power.limit,temperature.gpu,clocks_throttle_reasons.active";

    private static final int FIELD_COUNT = FIELDS.split(",", -1).length;
    private static final String HEXADECIMAL = "0x";

    public GpuState {
        throttle = throttle.map(List::copyOf);
    }

    /** Reads the line of one GPU without heading and units; empty when it is none. */
    static Optional<GpuState> parse(String line) {
        String[] fields = line.strip().split("\\s*,\\s*", -1);
        if (fields.length != FIELD_COUNT) {
            return Optional.empty();
        }
        return Optional.of(new GpuState(
                new Clocks(figure(fields[0]), figure(fields[1])),
                new Power(figure(fields[2]), figure(fields[3])),
                figure(fields[4]),
                mask(fields[5])));
    }

    /** What a GPU cannot say stands there in brackets, such as [N/A]. */
    private static OptionalDouble figure(String field) {
        return field.matches("\\d{1,9}(\\.\\d{1,9})?")
                ? OptionalDouble.of(Double.parseDouble(field))
                : OptionalDouble.empty();
    }

    private static Optional<List<Throttle>> mask(String field) {
        return field.matches(HEXADECIMAL + "[0-9a-fA-F]{1,16}")
                ? Optional.of(Throttle.of(Long.parseUnsignedLong(field.substring(HEXADECIMAL.length()), 16)))
                : Optional.empty();
    }
}
