package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.compare.PartsSum;
import dev.shardwright.profiler.compare.Prediction;
import dev.shardwright.profiler.device.Caches;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.fit.Sustained;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.profilefile.Profile;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A profile as text: the device, a table of samples, sustained rates, curves. */
final class ProfileText {
    /** A figure that one sample or one shape cannot tell. */
    static final String UNKNOWN = "-";

    private final Profile profile;
    private final Optional<Prediction> prediction;

    ProfileText(Profile profile, Optional<Prediction> prediction) {
        this.profile = profile;
        this.prediction = prediction;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(heading());
        lines.add("");
        lines.addAll(samples());
        lines.addAll(MissingText.lines(profile.run().missing()));
        lines.addAll(layers());
        lines.add("");
        lines.addAll(sustained());
        if (!profile.curves().isEmpty()) {
            lines.add("");
            lines.addAll(curves());
        }
        return lines;
    }

    private List<String> heading() {
        DeviceDescription device = profile.device();
        String driver = device.driver().isEmpty() ? "" : ", driver " + device.driver();
        String versions = device.versions().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>(List.of(
                device.name() + driver + ", " + device.threads() + (device.threads() == 1 ? " thread" : " threads"),
                versions,
                String.format(
                        Locale.ROOT,
                        "%s on %s, %s%s, ending: %s, system load %.1f before and %.1f after",
                        profile.conditions().purpose(),
                        profile.conditions().date(),
                        profile.conditions().effort().load().name().toLowerCase(Locale.ROOT),
                        profile.conditions().effort().caches() == Caches.COLD ? ", cold caches" : "",
                        profile.run().ending().label().replace('_', ' '),
                        profile.conditions().load().before(),
                        profile.conditions().load().after())));
        profile.conditions().gpu().map(GpuStateText::lines).ifPresent(lines::addAll);
        return lines;
    }

    private List<String> samples() {
        List<String> heading = new ArrayList<>(List.of("operator", "shape", "format", "pass"));
        heading.addAll(List.of("median", "IQR", "n", "out", "rate"));
        prediction.ifPresent(ignored -> heading.addAll(List.of("simulator", "measured/simulator")));
        TextTable table = new TextTable(heading, 4);
        profile.run().samples().forEach(sample -> table.add(row(sample)));
        return table.lines();
    }

    /** Whether the parts of a layer add up to the whole. */
    private List<String> layers() {
        TextTable table =
                new TextTable(List.of("layer", "shape", "format", "pass", "whole", "sum of parts", "difference"), 4);
        List<PartsSum> sums = PartsSum.of(profile.run().samples());
        for (PartsSum sum : sums) {
            Kernel whole = sum.whole();
            table.add(List.of(
                    whole.operation().kind().label(),
                    whole.operation().shape(),
                    Kernel.label(whole.format()),
                    whole.pass().label(),
                    sum.measured().toString(),
                    sum.parts().toString(),
                    String.format(Locale.ROOT, "%+.1f %%", 100 * sum.difference())));
        }
        return sums.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(""), table.lines().stream()).toList();
    }

    private List<String> row(Sample sample) {
        Kernel kernel = sample.kernel();
        Seconds median = sample.spread().median();
        List<String> row = new ArrayList<>(List.of(
                kernel.operation().kind().label(),
                kernel.operation().shape(),
                Kernel.label(kernel.format()),
                kernel.pass().label(),
                median.toString(),
                sample.spread().count() > 1 ? percent(sample.spread().relativeRange()) : UNKNOWN,
                Integer.toString(sample.spread().count()),
                outliers(sample),
                rate(sample)));
        prediction.ifPresent(p -> row.addAll(expectation(p.time(kernel), median)));
        return row;
    }

    /** Disturbed times count in the median like any other; how many there are says how quiet the machine was. */
    private static String outliers(Sample sample) {
        int count = sample.spread().outliers(sample.times());
        return count == 0 ? "" : Integer.toString(count);
    }

    private static String rate(Sample sample) {
        return sample.kernel().flops().value() == 0
                ? sample.bytesPerSecond().toString()
                : sample.flopsPerSecond().toString();
    }

    private static List<String> expectation(Optional<Seconds> expected, Seconds median) {
        return expected.map(time ->
                        List.of(time.toString(), String.format(Locale.ROOT, "%.3g", median.value() / time.value())))
                .orElse(List.of(UNKNOWN, UNKNOWN));
    }

    private List<String> sustained() {
        List<String> lines = new ArrayList<>();
        Sustained sustained = Sustained.of(profile.run().samples());
        sustained.compute().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        lines.add("sustained compute, " + Kernel.label(entry.getKey()) + ": " + entry.getValue()));
        sustained.memory().ifPresent(rate -> lines.add("sustained memory bandwidth: " + rate));
        return lines;
    }

    private List<String> curves() {
        List<String> lines = new ArrayList<>();
        profile.roof().ifPresent(roof -> lines.add("curves, as a fraction of the roof (" + roof.origin() + "):"));
        lines.addAll(CurveText.table(profile.curves()));
        return lines;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }
}
