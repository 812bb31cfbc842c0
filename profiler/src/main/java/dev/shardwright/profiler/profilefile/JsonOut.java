package dev.shardwright.profiler.profilefile;

import dev.shardwright.profiler.bench.ProfileRun;
import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.bench.Spread;
import dev.shardwright.profiler.curvefile.CurveFile;
import dev.shardwright.profiler.device.Caches;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.fit.Roof;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.OperationKind;
import dev.shardwright.profiler.profilefile.ProfileJson.ConditionsJson;
import dev.shardwright.profiler.profilefile.ProfileJson.DeviceJson;
import dev.shardwright.profiler.profilefile.ProfileJson.KernelJson;
import dev.shardwright.profiler.profilefile.ProfileJson.MissingJson;
import dev.shardwright.profiler.profilefile.ProfileJson.RoofJson;
import dev.shardwright.profiler.profilefile.ProfileJson.SampleJson;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From a profile to the keys of its file. */
final class JsonOut {
    /** Of a time stamp, its date. */
    private static final int DATE_LENGTH = 10;

    private JsonOut() {}

    static ProfileJson of(Profile profile) {
        ProfileRun run = profile.run();
        return new ProfileJson(
                ProfileJson.SCHEMA,
                device(profile.device()),
                label(profile.conditions().effort().load()),
                "shardwright profile run, "
                        + profile.conditions().date().toString().substring(0, DATE_LENGTH),
                conditions(profile.conditions(), run.ending()),
                profile.roof().map(JsonOut::roof).orElse(null),
                CurveFile.curves(profile.curves()),
                run.samples().stream().map(JsonOut::sample).toList(),
                run.missing().stream().map(JsonOut::missing).toList());
    }

    static String label(KernelProfile.Load load) {
        return load.name().toLowerCase(Locale.ROOT);
    }

    /** Nothing of warm ones, as in files from before there were others. */
    static @Nullable String caches(Caches caches) {
        return caches == Caches.WARM ? null : caches.name().toLowerCase(Locale.ROOT);
    }

    static DeviceJson device(DeviceDescription device) {
        return new DeviceJson(
                device.name(),
                device.kind().name().toLowerCase(Locale.ROOT),
                device.driver(),
                device.formats().stream().map(Kernel::label).toList(),
                device.threads(),
                device.versions());
    }

    private static ConditionsJson conditions(Conditions conditions, ProfileRun.Ending ending) {
        return new ConditionsJson(
                conditions.date().toString(),
                conditions.purpose(),
                ending.label(),
                conditions.effort().repeats(),
                conditions.effort().budget(),
                conditions.effort().batch(),
                FigureText.of(conditions.load().before()),
                FigureText.of(conditions.load().after()),
                caches(conditions.effort().caches()),
                conditions
                        .gpu()
                        .map(gpu -> new GpuJson.Pair(GpuJson.of(gpu.before()), GpuJson.of(gpu.after())))
                        .orElse(null));
    }

    static KernelJson kernel(Kernel kernel) {
        OperationKind kind = kernel.operation().kind();
        Map<String, Long> shape = new LinkedHashMap<>();
        List<Long> extents = kernel.operation().extents();
        for (int i = 0; i < extents.size(); i++) {
            shape.put(kind.extentNames().get(i), extents.get(i));
        }
        return new KernelJson(
                kind.label(),
                shape,
                Kernel.label(kernel.format()),
                kernel.pass().label());
    }

    /** Quartiles of the times as they stand in the file, so that they follow from it. */
    private static SampleJson sample(Sample sample) {
        List<Seconds> times = sample.times().stream().map(FigureText::rounded).toList();
        Spread spread = Spread.of(times);
        return new SampleJson(
                kernel(sample.kernel()),
                sample.steps(),
                spread.median(),
                spread.lowerQuartile(),
                spread.upperQuartile(),
                spread.count(),
                times);
    }

    private static MissingJson missing(ProfileRun.Missing missing) {
        return new MissingJson(kernel(missing.kernel()), missing.reason());
    }

    private static RoofJson roof(Roof roof) {
        return new RoofJson(rates(roof.compute()), roof.memory(), roof.origin());
    }

    private static SortedMap<String, FlopsPerSecond> rates(Map<NumberFormat, FlopsPerSecond> compute) {
        SortedMap<String, FlopsPerSecond> rates = new TreeMap<>();
        compute.forEach((format, rate) -> rates.put(Kernel.label(format), rate));
        return rates;
    }
}
