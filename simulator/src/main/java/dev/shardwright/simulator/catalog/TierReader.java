package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the link tiers of a cluster file. Inside a node {@code per_device} is one device's rate in one direction; a
 * network tier may state {@code nic} (one direction), {@code nics_per_node} and {@code oversubscription} (1 = full
 * bisection) instead. The outermost tier need not state its domain: it reaches every device.
 */
final class TierReader {
    private static final int MOST_NICS = 1 << 10;
    private static final Map<String, Link.Kind> KINDS = kinds();

    private final JsonFields fields;
    private final FigureReader reader;

    private TierReader(JsonFields fields, FigureReader reader) {
        this.fields = fields;
        this.reader = reader;
    }

    static List<Link> read(JsonFields file, FigureReader reader, int devicesPerNode) {
        List<Link> links = new ArrayList<>();
        List<JsonFields> tiers = file.needObjects("tiers");
        int inner = 0;
        for (JsonFields tier : tiers) {
            boolean outermost = tier == tiers.get(tiers.size() - 1);
            int domain = new TierReader(tier, reader).domain(outermost, inner);
            new TierReader(tier, reader).link(domain, devicesPerNode).ifPresent(links::add);
            inner = domain;
        }
        return links;
    }

    private int domain(boolean outermost, int inner) {
        int most = Integer.MAX_VALUE;
        Optional<Integer> stated = fields.get(JsonKind.wholeNumber(1, most), "domain");
        if (stated.isEmpty() && !outermost) {
            fields.need(JsonKind.wholeNumber(1, most), "domain");
        }
        if (stated.isPresent() && stated.get() <= inner) {
            fields.problem("domain", "must exceed that of the tier before it (" + inner + ").", "");
        }
        return stated.orElse(most);
    }

    private Optional<Link> link(int domain, int devicesPerNode) {
        Optional<Link.Kind> kind = fields.need(JsonKind.oneOf(KINDS), "kind");
        Optional<BytesPerSecond> rate = rate(devicesPerNode);
        Optional<Double> efficiency = reader.need(fields, JsonKind.share(), "efficiency");
        Optional<Seconds> latency = reader.need(fields, JsonKind.parsed(Seconds::parse), "latency");
        Optional<Bytes> half = reader.need(fields, JsonKind.parsed(Bytes::parse), "half_size");
        if (kind.isEmpty() || rate.isEmpty() || efficiency.isEmpty() || latency.isEmpty() || half.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Link(kind.get(), domain, rate.get(), efficiency.get(), latency.get(), half.get()));
    }

    private Optional<BytesPerSecond> rate(int devicesPerNode) {
        JsonKind<BytesPerSecond> bandwidth = JsonKind.parsed(TierReader::positive);
        Optional<BytesPerSecond> perDevice = reader.get(fields, bandwidth, "per_device");
        Optional<BytesPerSecond> nic = reader.get(fields, bandwidth, "nic");
        Optional<Integer> nics = reader.get(fields, JsonKind.wholeNumber(1, MOST_NICS), "nics_per_node");
        double contention =
                reader.get(fields, JsonKind.number(1), "oversubscription").orElse(1.0);
        if (fields.has("per_device") && fields.has("nic")) {
            fields.problem("per_device", "and nic are both stated.", "Keep one of the two.");
        } else if (!fields.has("per_device") && !fields.has("nic")) {
            fields.problem("per_device", "is missing.", "State per_device, or nic and nics_per_node.");
        } else if (fields.has("nic") && !fields.has("nics_per_node")) {
            fields.problem("nics_per_node", "is missing beside nic.", "");
        }
        return perDevice.or(() -> nic.flatMap(
                one -> nics.map(count -> new BytesPerSecond(one.value() * count / devicesPerNode / contention))));
    }

    private static BytesPerSecond positive(String text) {
        BytesPerSecond rate = BytesPerSecond.parse(text);
        if (rate.value() == 0) {
            throw new IllegalArgumentException("a link's rate must be above zero");
        }
        return rate;
    }

    private static Map<String, Link.Kind> kinds() {
        Map<String, Link.Kind> kinds = new LinkedHashMap<>();
        for (Link.Kind kind : Link.Kind.values()) {
            kinds.put(kind.name(), kind);
        }
        return kinds;
    }
}
