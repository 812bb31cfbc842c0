package dev.shardwright.profiler.profilefile;

import dev.shardwright.profiler.bench.ProfileRequest.Effort;
import dev.shardwright.profiler.bench.ProfileRun;
import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.bench.Spread;
import dev.shardwright.profiler.device.Caches;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.fit.Roof;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.OperationKind;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.profiler.profilefile.ProfileJson.DeviceJson;
import dev.shardwright.profiler.profilefile.ProfileJson.KernelJson;
import dev.shardwright.profiler.profilefile.ProfileJson.RoofJson;
import dev.shardwright.profiler.profilefile.ProfileJson.SampleJson;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the keys of a file to a profile; every refusal names file and key. */
final class JsonIn {
    /** Figures are written in six digits, so a stated median may differ from that of the times by less than this. */
    private static final double ROUNDING = 1e-4;

    private final Path file;
    private final ProfileJson json;

    JsonIn(Path file, ProfileJson json) {
        this.file = file;
        this.json = json;
    }

    Profile profile() {
        if (json.schema() != ProfileJson.SCHEMA) {
            throw new InvalidInputException(
                    file + ", schema = " + json.schema(),
                    "must be " + ProfileJson.SCHEMA + ", the form that this version reads.",
                    "Measure again.");
        }
        DeviceDescription device = at("device", json.device(), this::device);
        KernelProfile.Load load = at("load", json.load(), text -> constant(KernelProfile.Load.class, text));
        Conditions conditions = at("conditions", json.conditions(), stated -> conditions(stated, load));
        ProfileRun run = new ProfileRun(
                each("samples", json.samples(), this::sample),
                each("missing", json.missing(), m -> new ProfileRun.Missing(kernel(m.kernel()), m.reason())),
                at("conditions.ending", json.conditions().ending(), text -> constant(ProfileRun.Ending.class, text)));
        Optional<Roof> roof = Optional.ofNullable(json.roof()).map(r -> at("roof", r, JsonIn::roof));
        return new Profile(
                device, conditions, run, roof, KernelProfile.read(file).curves());
    }

    private <T, R> R at(String key, T value, Function<T, R> read) {
        try {
            return read.apply(value);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new InvalidInputException(file + ", " + key, e.getMessage() + ".", "");
        }
    }

    private <T, R> List<R> each(String key, List<T> values, Function<T, R> read) {
        List<R> results = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            results.add(at(key + "[" + i + "]", values.get(i), read));
        }
        return results;
    }

    private DeviceDescription device(DeviceJson device) {
        return new DeviceDescription(
                device.name(),
                constant(DeviceDescription.Kind.class, device.kind()),
                device.driver(),
                device.formats().stream().map(JsonIn::format).toList(),
                device.threads(),
                device.versions());
    }

    private Conditions conditions(ProfileJson.ConditionsJson conditions, KernelProfile.Load load) {
        return new Conditions(
                Instant.parse(conditions.date()),
                conditions.purpose(),
                new Effort(
                        conditions.repeats(),
                        conditions.budget(),
                        conditions.batch(),
                        load,
                        caches(conditions.caches())),
                new Conditions.Load(conditions.loadBefore(), conditions.loadAfter()),
                Optional.ofNullable(conditions.gpu()).map(gpu -> at("conditions.gpu", gpu, JsonIn::gpu)));
    }

    private static Caches caches(@Nullable String text) {
        return text == null ? Caches.WARM : constant(Caches.class, text);
    }

    private static Conditions.Gpu gpu(GpuJson.Pair gpu) {
        return new Conditions.Gpu(gpu.before().state(), gpu.after().state());
    }

    static Kernel kernel(KernelJson kernel) {
        return new Kernel(
                OperationKind.parse(kernel.operator()).of(kernel.shape()),
                format(kernel.format()),
                Pass.parse(kernel.pass()));
    }

    private Sample sample(SampleJson sample) {
        Sample read = new Sample(kernel(sample.kernel()), sample.steps(), sample.times());
        Spread spread = read.spread();
        boolean follows = sample.count() == spread.count()
                && near(sample.median(), spread.median())
                && near(sample.lowerQuartile(), spread.lowerQuartile())
                && near(sample.upperQuartile(), spread.upperQuartile());
        if (!follows) {
            throw new IllegalArgumentException("median, quartiles and count do not follow from the times");
        }
        return read;
    }

    private static boolean near(Seconds stated, Seconds computed) {
        return Math.abs(stated.value() - computed.value()) <= ROUNDING * computed.value();
    }

    private static Roof roof(RoofJson roof) {
        return new Roof(rates(roof.compute()), roof.memory(), roof.origin());
    }

    private static Map<NumberFormat, FlopsPerSecond> rates(Map<String, FlopsPerSecond> rates) {
        Map<NumberFormat, FlopsPerSecond> result = new EnumMap<>(NumberFormat.class);
        rates.forEach((label, rate) -> result.put(format(label), rate));
        return result;
    }

    private static NumberFormat format(String label) {
        return constant(NumberFormat.class, label);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String label) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> lower(constant).equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + label + "' is not one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(JsonIn::lower)
                                .collect(Collectors.joining(", "))));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
