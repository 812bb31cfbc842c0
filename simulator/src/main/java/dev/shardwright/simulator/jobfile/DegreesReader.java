package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.catalog.JsonFields;
import dev.shardwright.simulator.catalog.JsonKind;
import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.layout.ParallelDegrees;
import java.util.Optional;

/**
 * Reads the sizes of the parallel groups. A degree that is left out is 1, or what the stack does by itself; data-parallel
 * ranks take the devices that are left.
 */
final class DegreesReader {
    private static final int MOST_DEVICES = 1 << 20;
    static final JsonKind<Integer> DEGREE = JsonKind.wholeNumber(1, MOST_DEVICES);

    private final JsonFields file;
    private final JsonFields parallel;
    private final int tensor;
    private final int pipeline;
    private final int context;
    private final int expert;
    private final int expertTensor;
    private final Optional<Integer> data;

    DegreesReader(JsonFields file, JsonFields parallel, StackDefaults usual) {
        this.file = file;
        this.parallel = parallel;
        tensor = degree("tensor", "tp");
        pipeline = degree("pipeline", "pp");
        context = degree("context", "cp");
        expert = degree("expert", "ep");
        expertTensor = parallel.get(DEGREE, "expert_tensor", "etp").orElseGet(() -> usual.expertTensor(tensor, expert));
        data = parallel.get(DEGREE, "data", "dp");
    }

    private int degree(String key, String alias) {
        return parallel.get(DEGREE, key, alias).orElse(1);
    }

    int pipeline() {
        return pipeline;
    }

    /** Empty when the degrees do not fit the devices or each other; the reasons are noted. */
    Optional<ParallelDegrees> degrees(int devices) {
        long replica = (long) tensor * pipeline * context;
        boolean fits = data.isPresent() ? product(replica * data.get(), replica, devices) : divides(replica, devices);
        if (!fits) {
            return Optional.empty();
        }
        int replicas = (int) (devices / replica);
        return foldable((long) tensor * context * replicas, (long) expert * expertTensor)
                ? Optional.of(new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, replicas))
                : Optional.empty();
    }

    private boolean product(long product, long replica, int devices) {
        if (product != devices) {
            file.problem(
                    "parallel",
                    "tensor x pipeline x context x data = " + product + " must equal the number of GPUs (" + devices
                            + ").",
                    devices % replica == 0 ? "Maybe set data to " + devices / replica + "." : "");
        }
        return product == devices;
    }

    private boolean divides(long replica, int devices) {
        if (devices % replica != 0) {
            file.problem(
                    "parallel",
                    "tensor x pipeline x context = " + replica + " must divide the number of GPUs (" + devices + ").",
                    "");
        }
        return devices % replica == 0;
    }

    private boolean foldable(long ranks, long expertRanks) {
        if (ranks % expertRanks != 0) {
            parallel.problem(
                    "expert",
                    "x expert_tensor (together " + expertRanks + ") must divide tensor x context x data (" + ranks
                            + ").",
                    "");
        }
        return ranks % expertRanks == 0;
    }
}
