package dev.shardwright.simulator.job;

import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.model.SelfAttention;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Low-rank adapters beside frozen maps (LoRA, Hu et al. 2021), with a quantised base QLoRA (Dettmers et al. 2023). Rank
 * 0 trains nothing in the layers. The scale alpha changes no cost.
 */
public record LowRank(int rank, Set<Target> targets, double dropout, Ends ends, BaseFormat base) implements Adaptation {
    /** What becomes of embedding and head. */
    public enum Ends {
        FROZEN,
        /** Trained whole, beside the frozen original (PEFT's modules_to_save). */
        TRAINED
    }

    public LowRank {
        if (rank < 0 || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("an adapter's rank must be zero or more, its dropout in [0, 1)");
        }
        if (rank > 0 && targets.isEmpty()) {
            throw new IllegalArgumentException("adapters need at least one linear map to stand beside");
        }
        targets = Set.copyOf(targets);
    }

    /** Adapters beside every linear map of the decoder layers, without dropout. */
    public static LowRank allLinear(int rank, BaseFormat base) {
        return new LowRank(rank, Target.ALL_LINEAR, 0, Ends.FROZEN, base);
    }

    @Override
    public boolean trainsLayers() {
        return false;
    }

    @Override
    public boolean trainsEnds() {
        return ends == Ends.TRAINED;
    }

    @Override
    public List<Adapter> adapters(Layer layer, Projection map) {
        if (rank == 0) {
            return List.of();
        }
        String part = map.name().substring(map.name().lastIndexOf('.') + 1);
        return switch (part) {
            case "query_key_value" -> queryKeyValue((SelfAttention) layer.attention(), map);
            case "query", "query_down", "query_up" -> one(map, Target.QUERY, Target.QUERY_KEY_VALUE);
            case "key_value_down", "key_value_up" -> one(map, Target.KEY, Target.VALUE, Target.QUERY_KEY_VALUE);
            case "output" -> one(map, Target.OUTPUT);
            case "gate_up" -> gateUp(map);
            case "up" -> one(map, Target.UP, Target.GATE_UP);
            case "down" -> one(map, Target.DOWN);
            default -> List.of();
        };
    }

    private List<Adapter> queryKeyValue(SelfAttention attention, Projection map) {
        List<Adapter> adapters = new ArrayList<>();
        int keys = attention.kvHeads() * attention.headWidth();
        add(adapters, map, Target.QUERY, attention.heads() * attention.headWidth());
        add(adapters, map, Target.KEY, keys);
        add(adapters, map, Target.VALUE, keys);
        add(adapters, map, Target.QUERY_KEY_VALUE, map.outputs());
        return adapters;
    }

    private List<Adapter> gateUp(Projection map) {
        List<Adapter> adapters = new ArrayList<>();
        add(adapters, map, Target.GATE, map.outputs() / 2);
        add(adapters, map, Target.UP, map.outputs() / 2);
        add(adapters, map, Target.GATE_UP, map.outputs());
        return adapters;
    }

    private List<Adapter> one(Projection map, Target first, Target... others) {
        boolean targeted = EnumSet.of(first, others).stream().anyMatch(targets::contains);
        return targeted ? List.of(adapter(map, "adapter", map.outputs())) : List.of();
    }

    private void add(List<Adapter> adapters, Projection map, Target target, int outputs) {
        if (targets.contains(target)) {
            adapters.add(adapter(map, target.label() + "_adapter", outputs));
        }
    }

    private Adapter adapter(Projection map, String name, int outputs) {
        return new Adapter(map.name() + "." + name, map.inputs(), outputs, rank, map.split(), map.copies());
    }
}
