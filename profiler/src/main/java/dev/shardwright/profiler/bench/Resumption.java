package dev.shardwright.profiler.bench;

import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an earlier run of the same request left when its process died. */
public record Resumption(Map<Kernel, Sample> samples, Map<Kernel, String> given) {
    public static final Resumption NONE = new Resumption(Map.of(), Map.of());

    /** @param given kernels that are not tried again, each with the reason */
    public Resumption {
        samples = Map.copyOf(samples);
        given = Map.copyOf(given);
    }

    /** What is left to measure: kernels with fewer batches than wanted; empty when nothing is. */
    public Optional<ProfileRequest> rest(ProfileRequest request) {
        List<Kernel> left = request.kernels().stream()
                .filter(kernel -> !given.containsKey(kernel))
                .filter(kernel -> count(kernel) < request.effort().repeats())
                .toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new ProfileRequest(left, request.effort()));
    }

    private int count(Kernel kernel) {
        Sample sample = samples.get(kernel);
        return sample == null ? 0 : sample.times().size();
    }

    /** The earlier samples and those of a run of the rest, in the order of the whole request. */
    public ProfileRun with(ProfileRequest request, ProfileRun run) {
        Map<Kernel, Sample> now = new LinkedHashMap<>();
        run.samples().forEach(sample -> now.put(sample.kernel(), sample));
        Map<Kernel, String> reasons = new LinkedHashMap<>(given);
        run.missing().forEach(missing -> reasons.put(missing.kernel(), missing.reason()));
        List<Sample> all = new ArrayList<>();
        List<ProfileRun.Missing> missing = new ArrayList<>();
        for (Kernel kernel : request.kernels()) {
            Optional<Sample> joined = joined(samples.get(kernel), now.get(kernel));
            joined.ifPresentOrElse(
                    all::add,
                    () -> missing.add(new ProfileRun.Missing(kernel, reasons.getOrDefault(kernel, "not measured"))));
        }
        return new ProfileRun(all, missing, run.ending());
    }

    private static Optional<Sample> joined(@Nullable Sample earlier, @Nullable Sample later) {
        if (earlier == null || later == null) {
            return Optional.ofNullable(earlier == null ? later : earlier);
        }
        List<Seconds> times = new ArrayList<>(earlier.times());
        times.addAll(later.times());
        return Optional.of(new Sample(earlier.kernel(), later.steps(), times));
    }
}
