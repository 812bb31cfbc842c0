package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.step.LayerDealing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Decoder layers of every virtual pipeline stage, in the order of the model, as the simulator deals them. */
public record StageLayers(List<Integer> counts) {
    public StageLayers {
        counts = List.copyOf(counts);
    }

    public static StageLayers of(TrainingJob job) {
        LayerDealing dealing =
                new LayerDealing(job.model(), job.stack().execution().split());
        return new StageLayers(dealing.layersOfChunks(
                job.layout().degrees().pipeline(), job.layout().schedule().virtualStages()));
    }

    public boolean even() {
        return counts.stream().distinct().count() == 1;
    }

    /** Whether only the first and the last stage may differ from the others, and each has a layer. */
    public boolean evenInside() {
        return first() > 0
                && last() > 0
                && counts.subList(1, Math.max(1, counts.size() - 1)).stream()
                                .distinct()
                                .count()
                        <= 1;
    }

    public int first() {
        return counts.get(0);
    }

    public int last() {
        return counts.get(counts.size() - 1);
    }

    public int most() {
        return counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Layers of the fullest pipeline rank. */
    int mostOnRank(int pipeline) {
        return IntStream.range(0, pipeline)
                .map(rank -> onRank(rank, pipeline))
                .max()
                .orElseThrow();
    }

    /** Layers of one pipeline rank, all of its chunks together. */
    public int onRank(int rank, int pipeline) {
        int sum = 0;
        for (int chunk = rank; chunk < counts.size(); chunk += pipeline) {
            sum += counts.get(chunk);
        }
        return sum;
    }

    /** The layers of one rank of which at most so many in each chunk count. */
    public int onRankAtMost(int perChunk, int rank, int pipeline) {
        return new StageLayers(counts.stream().map(n -> Math.min(n, perChunk)).toList()).onRank(rank, pipeline);
    }

    /** Megatron-LM's layout text: E embedding, t decoder layer, m prediction layer, L loss, | between stages. */
    public String layout(int predictionLayers) {
        List<String> stages = new ArrayList<>();
        for (int stage = 0; stage < counts.size(); stage++) {
            boolean last = stage == counts.size() - 1;
            stages.add((stage == 0 ? "E" : "")
                    + repeated(counts.get(stage))
                    + (last ? "m".repeat(predictionLayers) + "L" : ""));
        }
        return String.join("|", stages);
    }

    private static String repeated(int layers) {
        return layers < 2 ? "t".repeat(layers) : "t*" + layers;
    }

    /** For people: "20 each" or "21, 20, 20, 19". */
    public String words() {
        return even()
                ? counts.get(0) + " each"
                : String.join(", ", counts.stream().map(String::valueOf).toList());
    }
}
