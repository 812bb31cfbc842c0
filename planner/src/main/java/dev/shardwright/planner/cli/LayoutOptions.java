package dev.shardwright.planner.cli;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.jobfile.JobWords;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that pin or restrict a layout. */
final class LayoutOptions {
    private static final String RANGE = "RANGE";

    @Option(names = "--tp", paramLabel = RANGE, description = "Tensor parallel ranks.")
    private String tensor = "";

    @Option(names = "--pp", paramLabel = RANGE, description = "Pipeline stages.")
    private String pipeline = "";

    @Option(
            names = "--virtual-pp",
            paramLabel = RANGE,
            description = "Virtual stages of a rank; above 1 the schedule is interleaved.")
    private String virtual = "";

    @Option(names = "--cp", paramLabel = RANGE, description = "Context parallel ranks.")
    private String context = "";

    @Option(names = "--ep", paramLabel = RANGE, description = "Expert parallel ranks.")
    private String expert = "";

    @Option(names = "--etp", paramLabel = RANGE, description = "Tensor parallel ranks of an expert.")
    private String expertTensor = "";

    @Option(names = "--dp", paramLabel = RANGE, description = "Data parallel ranks.")
    private String data = "";

    @Option(names = "--micro-batch", paramLabel = RANGE, description = "Sequences of a micro-batch.")
    private String microBatch = "";

    @Option(names = "--zero", paramLabel = RANGE, description = "ZeRO stage, 0 to 3 (3 is FSDP).")
    private String zero = "";

    @Option(
            names = "--recompute",
            paramLabel = "LIST",
            description = "none, selective, full, layers:K (K layers of each rank).")
    private String recompute = "";

    @Option(names = "--schedule", paramLabel = "LIST", description = "gpipe, 1f1b, interleaved.")
    private String schedule = "";

    @Option(
            names = "--sequence-parallel",
            paramLabel = "on|off",
            description = "Split norms and residuals over the tensor ranks.")
    private String sequenceParallel = "";

    @Option(names = "--context-method", paramLabel = "LIST", description = "ring, all-gather, ulysses.")
    private String contextMethod = "";

    @Option(names = "--offload", paramLabel = "LIST", description = "none, optimizer (its state and step on the host).")
    private String offload = "";

    /** What the options leave to the planner. */
    Freedom freedom(OptionReader reader) {
        Map<Knob, Range> ranges = new EnumMap<>(Knob.class);
        texts().forEach((knob, text) -> {
            if (!text.isEmpty()) {
                ranges.put(knob, reader.read(knob.option(), text, Range.exactly(1), t -> range(knob, t)));
            }
        });
        return new Freedom(ranges, methods(reader));
    }

    private static Range range(Knob knob, String text) {
        Range range = Range.parse(text, knob == Knob.ZERO ? 0 : 1);
        if (knob == Knob.ZERO && range.examples().stream().anyMatch(stage -> stage > 3)) {
            throw new IllegalArgumentException("a ZeRO stage is 0, 1, 2 or 3");
        }
        return range;
    }

    private Map<Knob, String> texts() {
        Map<Knob, String> texts = new EnumMap<>(Knob.class);
        texts.put(Knob.TENSOR, tensor);
        texts.put(Knob.PIPELINE, pipeline);
        texts.put(Knob.VIRTUAL, virtual);
        texts.put(Knob.CONTEXT, context);
        texts.put(Knob.EXPERT, expert);
        texts.put(Knob.EXPERT_TENSOR, expertTensor);
        texts.put(Knob.DATA, data);
        texts.put(Knob.MICRO_BATCH, microBatch);
        texts.put(Knob.ZERO, zero);
        return texts;
    }

    private Methods methods(OptionReader reader) {
        return new Methods(
                reader.readAll("--recompute", recompute, JobWords::recompute),
                reader.readAll("--schedule", schedule, ScheduleKind::parse),
                reader.readAll("--sequence-parallel", sequenceParallel, t -> word(t, JobWords.SEQUENCE_PARALLEL)),
                reader.readAll("--context-method", contextMethod, t -> word(t, JobWords.CONTEXT_METHODS)),
                reader.readAll("--offload", offload, t -> word(t, JobWords.OFFLOADS)));
    }

    private static <T> T word(String text, Map<String, T> words) {
        T value = words.get(text);
        if (value == null) {
            throw new IllegalArgumentException("'" + text + "' is not one of " + String.join(", ", words.keySet()));
        }
        return value;
    }
}
