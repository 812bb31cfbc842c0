package dev.shardwright.profiler.steptrace;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.unit.Bytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A collective as its arguments describe it: the whole buffer has {@code buffer} bytes, as nccl-tests counts it. */
record MessageCall(Collective collective, int ranks, Bytes buffer) {
    /** Ranks that launchers put on one node; traces do not say which ones share one. */
    private static final int NODE = 8;

    private static final Pattern MEMBERS = Pattern.compile("\\[\\s*\\d{1,9}(?:\\s*,\\s*\\d{1,9})*\\s*\\]");

    /** Whether all ranks are listed and stand in one block of eight, so that they surely ran on one node. */
    static boolean withinNode(Signature.Message message) {
        String members = message.group().members();
        if (!MEMBERS.matcher(members).matches()) {
            return false;
        }
        long[] nodes = Arrays.stream(members.replaceAll("[\\[\\]\\s]", "").split(",", -1))
                .mapToLong(rank -> Long.parseLong(rank) / NODE)
                .distinct()
                .toArray();
        return nodes.length == 1;
    }

    /** Empty for a collective that is not modelled, and for a type that is not known. */
    static Optional<MessageCall> of(Signature.Message message) {
        if (!message.known() || message.group().ranks() < 2) {
            return Optional.empty();
        }
        Optional<Collective> collective = collective(message.collective());
        Optional<Integer> width = TensorTypes.bytes(message.type());
        return collective.flatMap(c -> width.filter(w -> elements(c, message) > 0)
                .map(w -> new MessageCall(c, message.group().ranks(), Bytes.of(elements(c, message) * (double) w))));
    }

    private static Optional<Collective> collective(String name) {
        String letters = name.replaceAll("[^a-z]", "");
        if (letters.contains("allreduce")) {
            return Optional.of(Collective.ALL_REDUCE);
        }
        if (letters.contains("allgather")) {
            return Optional.of(Collective.ALL_GATHER);
        }
        if (letters.contains("reducescatter")) {
            return Optional.of(Collective.REDUCE_SCATTER);
        }
        if (letters.contains("alltoall")) {
            return Optional.of(Collective.ALL_TO_ALL);
        }
        return letters.equals("send") || letters.equals("recv")
                ? Optional.of(Collective.SEND_RECEIVE)
                : Optional.empty();
    }

    private static long elements(Collective collective, Signature.Message message) {
        return switch (collective) {
            case ALL_GATHER -> message.out();
            case SEND_RECEIVE -> Math.max(message.in(), message.out());
            case ALL_REDUCE, REDUCE_SCATTER, ALL_TO_ALL -> message.in();
        };
    }
}
