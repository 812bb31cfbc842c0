package dev.shardwright.profiler.steptrace;

import java.util.List;

/**
 * An operator as PyTorch called it: its name, and for each argument the extents of the tensor (empty for others), its type
 * and, where it is no tensor, its value as text. A list of tensors has one entry in {@code lists} per tensor.
 */
record Signature(
        String name,
        List<List<Long>> dimensions,
        List<List<List<Long>>> lists,
        List<String> types,
        List<String> values,
        Message message) {
    /** What a collective sent, as its arguments say; empty where the trace does not. */
    record Message(String collective, String type, long in, long out, Group group) {
        static final Message NONE = new Message("", "", 0, 0, Group.NONE);

        boolean known() {
            return !collective.isEmpty() && group.ranks > 0;
        }
    }

    /** How many ranks took part, and which, as the trace writes them: "[0, 1, 2, 3]". */
    record Group(int ranks, String members) {
        static final Group NONE = new Group(0, "");
    }

    static final Signature NONE = new Signature("", List.of(), List.of(), List.of(), List.of(), Message.NONE);

    /** The extents of an argument; empty where it is no tensor or the trace was taken without shapes. */
    List<Long> dimensions(int argument) {
        return argument < dimensions.size() ? dimensions.get(argument) : List.of();
    }

    String type(int argument) {
        return argument < types.size() ? types.get(argument) : "";
    }

    String value(int argument) {
        return argument < values.size() ? values.get(argument) : "";
    }

    /** Elements of the tensor of an argument; 0 where its extents are not known. */
    double elements(int argument) {
        List<Long> extents = dimensions(argument);
        return extents.isEmpty()
                ? 0
                : extents.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    }

    /** Elements of all tensors of an argument that is a list of them. */
    double listed(int argument) {
        if (argument >= lists.size()) {
            return 0;
        }
        return lists.get(argument).stream()
                .mapToDouble(extents ->
                        extents.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b))
                .sum();
    }
}
