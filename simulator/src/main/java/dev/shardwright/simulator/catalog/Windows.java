package dev.shardwright.simulator.catalog;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The sliding window of each layer in tokens; 0 where a layer sees its whole prefix. */
record Windows(List<Integer> perLayer) {
    private static final String WINDOW = "sliding_window";
    private static final String TYPES = "layer_types";
    private static final String SLIDING = "sliding_attention";
    private static final String FULL = "full_attention";

    int of(int layer) {
        return perLayer.get(layer);
    }

    /** One window everywhere; {@code usual} where the file leaves the key out, none where it says null. */
    static Windows everywhere(ConfigKeys keys, int layers, int usual) {
        int window = keys.states(WINDOW) ? keys.count(0, SizeLimit.TOKENS, WINDOW) : usual;
        return patterned(keys, layers, window, layer -> true);
    }

    /** Where layer_types, or else the family's pattern, says so. */
    static Windows patterned(ConfigKeys keys, int layers, IntPredicate sliding) {
        return patterned(keys, layers, keys.size(SizeLimit.TOKENS, WINDOW), sliding);
    }

    /** Every layer slides but each {@code period}-th. */
    static Windows interleaved(ConfigKeys keys, int layers, int period) {
        return patterned(keys, layers, layer -> (layer + 1) % period != 0);
    }

    /** Qwen's rule: only with use_sliding_window, and only from the layer max_window_layers on. */
    static Windows switched(ConfigKeys keys, int layers, int usualFirst) {
        int first = keys.count(usualFirst, SizeLimit.LAYERS, "max_window_layers");
        int window = keys.count(0, SizeLimit.TOKENS, WINDOW);
        boolean used = keys.flag(false, "use_sliding_window");
        return patterned(keys, layers, used ? window : 0, layer -> layer >= first);
    }

    private static Windows patterned(ConfigKeys keys, int layers, int window, IntPredicate sliding) {
        List<String> types = keys.texts(TYPES).orElse(List.of());
        if (types.isEmpty()) {
            return new Windows(IntStream.range(0, layers)
                    .map(layer -> sliding.test(layer) ? window : 0)
                    .boxed()
                    .toList());
        }
        checkTypes(keys, types, layers);
        return new Windows(IntStream.range(0, layers)
                .map(layer -> layer < types.size() && types.get(layer).equals(SLIDING) ? window : 0)
                .boxed()
                .toList());
    }

    private static void checkTypes(ConfigKeys keys, List<String> types, int layers) {
        if (types.size() != layers) {
            keys.problem(TYPES, "names " + types.size() + " layers, but the model has " + layers + ".", "");
        }
        types.stream()
                .filter(type -> !type.equals(SLIDING) && !type.equals(FULL))
                .distinct()
                .forEach(type -> keys.problem(
                        TYPES,
                        "holds '" + type + "', which is not supported.",
                        "Supported: " + FULL + ", " + SLIDING + "."));
    }
}
