package dev.shardwright.planner.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An argument vector of pretrain_gpt.py by name, with the environment and the GPUs that it starts in. */
final class MegatronArguments {
    /** Where a job runs: environment, number of GPUs, and their compute capability (9 is Hopper, 10 Blackwell). */
    record Place(Map<String, String> environment, int world, int capability) {}

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> twice = new ArrayList<>();
    private final Place place;

    MegatronArguments(List<String> words, Place place) {
        this.place = place;
        List<String> current = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("--")) {
                current = new ArrayList<>();
                if (values.put(word, current) != null) {
                    twice.add(word);
                }
            } else {
                current.add(word);
            }
        }
    }

    Place place() {
        return place;
    }

    List<String> twice() {
        return twice;
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether any of these is given. */
    boolean any(String... names) {
        return List.of(names).stream().anyMatch(this::has);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(words -> String.join(" ", words));
    }

    boolean is(String name, String value) {
        return text(name).filter(value::equals).isPresent();
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    int number(String name) {
        return number(name, 1);
    }

    int tensor() {
        return number("--tensor-model-parallel-size");
    }

    int pipeline() {
        return number("--pipeline-model-parallel-size");
    }

    int context() {
        return number("--context-parallel-size");
    }

    int expertTensor() {
        return number("--expert-tensor-parallel-size", tensor());
    }

    int layers() {
        return number("--num-layers");
    }

    int data() {
        return Math.max(1, place.world() / (tensor() * pipeline() * context()));
    }

    int microBatches() {
        return number("--global-batch-size") / (number("--micro-batch-size") * data());
    }

    boolean experts() {
        return has("--num-experts");
    }

    boolean fullyShards() {
        return any("--use-megatron-fsdp", "--use-custom-fsdp");
    }

    /** Decoder layers of every stage in the order of the model, or nothing when they are dealt out evenly. */
    Optional<List<Integer>> layoutLayers() {
        return text("--pipeline-model-parallel-layout").map(layout -> {
            List<Integer> counts = new ArrayList<>();
            for (String stage : unrolled(layout).split("\\|", -1)) {
                counts.add((int) stage.chars().filter(c -> c == 't').count());
            }
            return counts;
        });
    }

    int virtualStages() {
        return layoutLayers()
                .map(counts -> counts.size() / pipeline())
                .orElse(number("--num-virtual-stages-per-pipeline-rank"));
    }

    int mostLayersOfStage() {
        return layoutLayers()
                .map(counts -> counts.stream().mapToInt(Integer::intValue).max().orElse(0))
                .orElse(Math.max(
                        number("--decoder-first-pipeline-num-layers", 0),
                        (layers() + pipeline() * virtualStages() - 1) / (pipeline() * virtualStages())));
    }

    /** Writes "x*3" out as "xxx". */
    static String unrolled(String layout) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < layout.length(); i++) {
            if (layout.charAt(i) != '*') {
                text.append(layout.charAt(i));
                continue;
            }
            int end = i + 1;
            while (end < layout.length() && Character.isDigit(layout.charAt(end))) {
                end++;
            }
            String repeated = text.substring(text.length() - 1);
            text.append(repeated.repeat(Integer.parseInt(layout.substring(i + 1, end)) - 1));
            i = end - 1;
        }
        return text.toString();
    }
}
