package dev.shardwright.simulator.hardware;

/**
 * Measured bus bandwidth (bytes on the wire of a rank per second, as nccl-tests counts them) of one collective inside an
 * innermost link tier, over ranks and bytes of the whole buffer; latency is part of it. docs/model/network.md.
 */
public record CollectiveCurve(Surface busBandwidth) {
    /** Seconds of a collective over so many ranks; the whole buffer has so many bytes. */
    public double seconds(Collective collective, double bytes, int ranks) {
        return collective.wireFactor(ranks) * bytes / busBandwidth.at(ranks, bytes);
    }

    /** Whether the group is not larger than those that were measured. */
    public boolean covers(int ranks) {
        var nodes = busBandwidth.axes().get(0).nodes();
        return ranks >= nodes.get(0) && ranks <= nodes.get(nodes.size() - 1);
    }
}
