package dev.shardwright.profiler.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernels that training frameworks call, first the one that counts (profiles/training-kernels.json). Of several curves
 * for an operator the simulator takes the first, and tables of timings hold kernels of inference engines too.
 */
record TrainingKernels(List<String> names) {
    /** Those that count on an accelerator; timings that were disturbed there do not. */
    static TrainingKernels on(String accelerator) {
        List<String> names = new ArrayList<>();
        for (JsonNode kernel : StrictJson.readTree(Catalog.profiles().resolve("training-kernels.json"))
                .path("kernels")) {
            if (!kernel.path("disturbed").has(accelerator)) {
                names.add(kernel.path("kernel").asText());
            }
        }
        return new TrainingKernels(names);
    }

    /** Kernels that are not named stay in their order, after those that are. */
    List<KernelCurve> first(List<KernelCurve> curves) {
        return curves.stream().sorted(Comparator.comparingInt(this::rank)).toList();
    }

    private int rank(KernelCurve curve) {
        return rank(curve.kernel());
    }

    private int rank(KernelCurve.Kernel kernel) {
        int place = names.indexOf(kernel.name());
        return place < 0 ? names.size() : place;
    }

    /** Times of 16-bit products by the kernel that counts first among those that were timed. */
    Map<Gemm.Shape, Seconds> wideProducts(List<TimedKernel> kernels) {
        List<KernelTiming.Product> wide = kernels.stream()
                .map(TimedKernel::timing)
                .filter(KernelTiming.Product.class::isInstance)
                .map(KernelTiming.Product.class::cast)
                .filter(product -> product.format() == NumberFormat.BF16 || product.format() == NumberFormat.FP16)
                .sorted(Comparator.comparingInt(product -> rank(product.kernel())))
                .toList();
        Map<Gemm.Shape, Seconds> times = new HashMap<>();
        wide.stream()
                .filter(product -> product.kernel().equals(wide.get(0).kernel()))
                .forEach(product -> times.put(product.shape(), product.time()));
        return times;
    }
}
