package dev.shardwright.profiler.steptrace;

import java.util.ArrayList;
import java.util.List;

/** The fields of one event of a trace that are of use, in whatever order they come; reused for each event. */
final class RawEvent {
    String phase = "";
    String category = "";
    String name = "";
    String process = "";
    String thread = "";
    double start = Double.NaN;
    double duration = Double.NaN;
    long external;
    long correlation;
    int device;
    List<List<Long>> dimensions = List.of();
    List<List<List<Long>>> lists = List.of();
    List<String> types = List.of();
    List<String> values = List.of();
    String collective = "";
    String messageType = "";
    long in;
    long out;
    int ranks;
    String members = "";

    RawEvent() {
        clear();
    }

    void clear() {
        phase = "";
        category = "";
        name = "";
        process = "";
        thread = "";
        start = Double.NaN;
        duration = Double.NaN;
        external = GpuWork.NOT_SAID;
        correlation = GpuWork.NOT_SAID;
        device = -1;
        dimensions = List.of();
        lists = List.of();
        types = List.of();
        values = List.of();
        collective = "";
        messageType = "";
        in = 0;
        out = 0;
        ranks = 0;
        members = "";
    }

    Signature.Message message() {
        return collective.isEmpty()
                ? Signature.Message.NONE
                : new Signature.Message(collective, messageType, in, out, new Signature.Group(ranks, members));
    }

    Signature signature() {
        return new Signature(name, dimensions, lists, types, values, message());
    }

    /** Sets tensors and lists of tensors from one nested list of extents per argument. */
    void shapes(List<Shape> arguments) {
        dimensions = new ArrayList<>();
        lists = new ArrayList<>();
        for (Shape argument : arguments) {
            dimensions.add(argument.extents());
            lists.add(argument.inner().stream().map(Shape::extents).toList());
        }
    }

    /** A bracketed list: numbers, or further lists. */
    record Shape(List<Long> extents, List<Shape> inner) {}
}
