package dev.shardwright.profiler.imports;

import dev.shardwright.profiler.fit.CurveFits;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The curves that timings are enough for, and what they are not enough for. */
public record CurveSet(List<KernelCurve> curves, List<String> remarks) {
    /** Of tables, fewer shapes make no curve: the simulator would take it for all others. */
    private static final int LEAST_SHAPES = 4;

    public CurveSet {
        curves = List.copyOf(curves);
        remarks = List.copyOf(remarks);
    }

    /** Fits one curve to each class of kernels of a device that others measured. */
    public static CurveSet of(List<TimedKernel> kernels, Accelerator device) {
        return of(kernels, device, LEAST_SHAPES);
    }

    /** Fits curves to the shapes of a job, however few there are: the job has no others. */
    public static CurveSet ofJob(List<TimedKernel> kernels, Accelerator device) {
        return of(kernels, device, 1);
    }

    private static CurveSet of(List<TimedKernel> kernels, Accelerator device, int leastShapes) {
        Fitting fitting = new Fitting(leastShapes);
        TrainingKernels training = TrainingKernels.on(device.name());
        Map<Gemm.Shape, Seconds> wide = training.wideProducts(kernels);
        CurveFits fits = new CurveFits(device);
        fitting.add(
                timings(
                        kernels,
                        KernelTiming.Product.class,
                        product -> alone(product, device) && fits.possible(product)),
                product -> "gemm " + word(product.format()) + named(product),
                products -> fits.gemm(products, wide));
        fitting.add(
                timings(
                        kernels,
                        KernelTiming.Attention.class,
                        attention -> device.supports(attention.core().format()) && fits.possible(attention)),
                attention -> "attention " + word(attention.core().format()) + " "
                        + word(attention.core().pass()) + " of width "
                        + attention.core().extent().queryKeyWidth() + named(attention),
                fits::attention);
        fitting.add(
                timings(kernels, KernelTiming.Stream.class, stream -> true),
                stream -> "streaming " + stream.kind(),
                fits::streaming);
        fitting.add(
                timings(kernels, KernelTiming.Exchange.class, exchange -> exchange.ranks() > 1),
                exchange -> word(exchange.collective()),
                fits::exchange);
        return new CurveSet(training.first(fitting.curves), fitting.remarks());
    }

    /** Products launched together follow the curve of single ones, not the other way round. */
    private static boolean alone(KernelTiming.Product product, Accelerator device) {
        NumberFormat format = product.format();
        return product.shape().count() == 1 && device.supports(format);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Kernels of one name differ by library and data type: FP8 with one scale is another kernel than FP8 in blocks. */
    private static String named(KernelTiming timing) {
        KernelCurve.Kernel kernel = timing.kernel();
        return Stream.of(kernel.name(), kernel.library(), kernel.dataType())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static <T extends KernelTiming> List<T> timings(
            List<TimedKernel> kernels, Class<T> kind, Predicate<T> usable) {
        return kernels.stream()
                .map(TimedKernel::timing)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(usable)
                .toList();
    }

    private static final class Fitting {
        private final int leastShapes;
        private final List<KernelCurve> curves = new ArrayList<>();
        private final List<String> few = new ArrayList<>();

        Fitting(int leastShapes) {
            this.leastShapes = leastShapes;
        }

        List<String> remarks() {
            return few.isEmpty()
                    ? List.of()
                    : List.of("no curve for " + String.join(", ", few) + ": fewer than " + leastShapes
                            + " shapes were measured; their times are kept as samples");
        }

        <T extends KernelTiming> void add(
                List<T> timings, Function<T, String> name, Function<List<T>, KernelCurve> fit) {
            Map<String, List<T>> classes = new LinkedHashMap<>();
            timings.forEach(timing -> classes.computeIfAbsent(name.apply(timing), key -> new ArrayList<>())
                    .add(timing));
            classes.forEach((key, members) -> {
                if (members.size() < leastShapes) {
                    few.add(key);
                } else {
                    curves.add(fit.apply(members));
                }
            });
        }
    }
}
