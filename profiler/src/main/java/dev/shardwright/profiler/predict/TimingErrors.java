package dev.shardwright.profiler.predict;

import dev.shardwright.simulator.catalog.KernelCurve.Quality.Deviation;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Relative errors of predicted kernel times, by kernel, for all shapes and for those large enough to matter in training. */
public final class TimingErrors {
    /** Below it products serve inference. */
    private static final long LARGE_EXTENT = 1024;

    /** Below it collectives wait for latency. */
    private static final long LARGE_BUFFER = 1 << 20;

    /**
     * Errors of one kernel.
     *
     * @param all every shape
     * @param large products with m, n and k of at least 1,024, buffers of at least 1 MiB, attention of every size
     */
    public record Line(String kernel, Share all, Share large) {}

    /** Shapes, and how far their predicted times are from the measured ones. */
    public record Share(int shapes, Deviation deviation) {
        private static Share of(List<Double> errors) {
            return new Share(
                    errors.size(),
                    Deviation.of(
                            errors.stream().mapToDouble(Double::doubleValue).toArray()));
        }
    }

    private final Map<String, List<Double>> all = new LinkedHashMap<>();
    private final Map<String, List<Double>> large = new LinkedHashMap<>();

    /** Counts a prediction; a timing without a time is left alone. */
    public void add(KernelTiming measured, Seconds predicted) {
        if (measured.time().value() <= 0) {
            return;
        }
        String name = name(measured);
        double error = Math.abs(predicted.value() / measured.time().value() - 1);
        all.computeIfAbsent(name, key -> new ArrayList<>()).add(error);
        large.computeIfAbsent(name, key -> new ArrayList<>());
        if (large(measured)) {
            large.get(name).add(error);
        }
    }

    public List<Line> lines() {
        return all.keySet().stream()
                .map(name -> new Line(name, Share.of(all.get(name)), Share.of(large.get(name))))
                .toList();
    }

    private static String name(KernelTiming timing) {
        String operator = timing instanceof KernelTiming.Exchange exchange
                ? exchange.collective().name().toLowerCase(Locale.ROOT)
                : "";
        return Stream.of(
                        timing.kernel().name(),
                        operator,
                        timing.kernel().dataType(),
                        timing.kernel().library())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static boolean large(KernelTiming timing) {
        if (timing instanceof KernelTiming.Product product) {
            return Math.min(
                            product.shape().m(),
                            Math.min(product.shape().n(), product.shape().k()))
                    >= LARGE_EXTENT;
        }
        return !(timing instanceof KernelTiming.Exchange exchange)
                || exchange.buffer().value() >= LARGE_BUFFER;
    }
}
