package dev.shardwright.simulator.step;

import dev.shardwright.simulator.cost.DeviceModel;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Transfer;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.timeline.Work.Amount;
import dev.shardwright.simulator.timeline.Work.Inner;
import dev.shardwright.simulator.timeline.Work.Part;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes the works of every stage known to a graph, in the detail that is asked for. */
final class Segments {
    private static final String OPERATORS = "operators";
    private static final String STEP = "step";

    private final TaskGraphBuilder graph;
    private final DeviceModel device;

    Segments(TaskGraphBuilder graph, DeviceModel device) {
        this.graph = graph;
        this.device = device;
    }

    /**
     * One segment for every unit.
     *
     * @param expertsWait share of expert traffic that ranks wait for although passes are interwoven
     */
    List<Segment> layers(List<Unit> units, double expertsWait) {
        return units.stream().map(unit -> layer(unit, expertsWait)).toList();
    }

    private Segment layer(Unit unit, double expertsWait) {
        PassSums ahead = unit.cost().forward;
        PassSums back = unit.cost().backward;
        List<Operator> forward = unit.layer().forward().inside().operators();
        List<Operator> backward = unit.layer().backward().inside().operators();
        List<Operator> input =
                backward.stream().filter(operator -> !weights(operator)).toList();
        List<Operator> weight = backward.stream().filter(Segments::weights).toList();
        Segment.Compute compute = new Segment.Compute(
                compute(unit.name() + " forward", Category.FORWARD, ahead.compute, forward),
                back.recompute > 0 ? again(unit, back.recompute, forward) : Segment.NONE,
                compute(unit.name() + " backward", Category.BACKWARD, back.compute, backward),
                compute(unit.name() + " input gradient", Category.BACKWARD, back.compute - back.weightGradient, input),
                compute(unit.name() + " weight gradient", Category.WEIGHT_GRADIENT, back.weightGradient, weight));
        return new Segment(compute, wires(unit, false, expertsWait), wires(unit, true, expertsWait), unit.share());
    }

    /** What is computed again: the forward pass, or the share of it that takes as long. */
    private int again(Unit unit, double seconds, List<Operator> forward) {
        double share = Math.min(1, seconds / unit.cost().forward.compute);
        Amount all = forward.stream().map(Segments::amount).reduce(Amount.NONE, Amount::plus);
        Amount amount = new Amount(
                new Flops(share * all.flops().value()),
                Bytes.of(share * all.bytes().value()));
        return graph.work(
                Work.of(unit.name() + " recompute", OPERATORS, Category.RECOMPUTE, new Seconds(seconds), amount));
    }

    private static boolean weights(Operator operator) {
        return operator instanceof Gemm gemm && gemm.role() == Gemm.Role.WEIGHT_GRADIENT;
    }

    private int compute(String name, Category category, double seconds, List<Operator> operators) {
        List<Inner> inside = operators.stream()
                .map(operator -> new Inner(operator.name(), operator.on(device).time(), amount(operator)))
                .toList();
        Amount amount = inside.stream().map(Inner::amount).reduce(Amount.NONE, Amount::plus);
        Part part = new Part(category, new Seconds(Math.max(0, seconds)));
        return graph.work(new Work(name, OPERATORS, amount, List.of(part), inside));
    }

    private static Amount amount(Operator operator) {
        return new Amount(operator.flops(), operator.bytes());
    }

    private Segment.Wires wires(Unit unit, boolean backward, double expertsWait) {
        PassSums sums = backward ? unit.cost().backward : unit.cost().forward;
        Unit.Wire[] all = Unit.Wire.values();
        int[] hidden = new int[all.length];
        int[] exposed = new int[all.length];
        int[] trailing = new int[all.length];
        for (Unit.Wire wire : all) {
            Amount amount = traffic(unit, wire::carries, backward);
            String name = unit.name() + " " + wire.category.label();
            double beside = unit.hidden(wire, backward);
            double rest = wire.exposed(sums);
            double waited = wire == Unit.Wire.EXPERT ? expertsWait * rest : rest;
            double total = beside + rest;
            hidden[wire.ordinal()] = communication(name + ", hidden", wire, beside, total, amount);
            exposed[wire.ordinal()] = communication(name, wire, waited, total, amount);
            trailing[wire.ordinal()] = communication(name + ", interwoven", wire, rest - waited, total, amount);
        }
        return new Segment.Wires(hidden, exposed, trailing);
    }

    private int communication(String name, Unit.Wire wire, double seconds, double both, Amount amount) {
        if (seconds <= 0) {
            return Segment.NONE;
        }
        Amount share = new Amount(Flops.ZERO, Bytes.of(amount.bytes().value() * seconds / both));
        return graph.work(Work.of(name, STEP, wire.category, new Seconds(seconds), share));
    }

    private static Amount traffic(Unit unit, Predicate<Transfer> carried, boolean backward) {
        double ahead = bytes(unit.layer().forward().inside(), carried);
        double all = backward ? bytes(unit.layer().backward().inside(), carried) + unit.again() * ahead : ahead;
        return new Amount(Flops.ZERO, Bytes.of(all));
    }

    private static double bytes(PassCost.Inside inside, Predicate<Transfer> carried) {
        return inside.transfers().stream()
                .filter(carried)
                .mapToDouble(transfer -> transfer.bytes().value())
                .sum();
    }

    /** Data-parallel traffic of a stage that its passes wait for, in seconds, and the share of its expert traffic. */
    record Waits(double forwardData, double backwardData, double experts) {}

    /** One segment for the whole stage, whose tasks hold the communication that compute waits for. */
    Segment stage(String name, List<Unit> units, Waits waits) {
        PassSums forward = new PassSums();
        PassSums backward = new PassSums();
        for (Unit unit : units) {
            forward.add(unit.cost().forward);
            backward.add(unit.cost().backward);
        }
        forward.expert *= waits.experts();
        backward.expert *= waits.experts();
        Amount ahead = amount(units, unit -> unit.layer().forward(), operator -> true);
        Amount inputs = amount(units, unit -> unit.layer().backward(), operator -> !weights(operator));
        Amount weights = amount(units, unit -> unit.layer().backward(), Segments::weights);
        List<Part> input = new ArrayList<>(passParts(backward, waits.backwardData()));
        input.add(0, part(Category.BACKWARD, backward.compute - backward.weightGradient));
        Part weight = part(Category.WEIGHT_GRADIENT, backward.weightGradient);
        List<Part> whole = new ArrayList<>(input);
        whole.add(weight);
        List<Part> first = new ArrayList<>(passParts(forward, waits.forwardData()));
        first.add(0, part(Category.FORWARD, forward.compute));
        Segment.Compute compute = new Segment.Compute(
                graph.work(new Work(name + " forward", OPERATORS, ahead, present(first), List.of())),
                Segment.NONE,
                graph.work(new Work(name + " backward", OPERATORS, inputs.plus(weights), present(whole), List.of())),
                graph.work(new Work(name + " input gradient", OPERATORS, inputs, present(input), List.of())),
                graph.work(
                        new Work(name + " weight gradient", OPERATORS, weights, present(List.of(weight)), List.of())));
        return new Segment(compute, Segment.Wires.none(), Segment.Wires.none(), 1);
    }

    private static List<Part> passParts(PassSums sums, double data) {
        return Arrays.asList(
                part(Category.RECOMPUTE, sums.recompute),
                part(Category.TENSOR, sums.tensor),
                part(Category.CONTEXT, sums.context),
                part(Category.EXPERT, sums.expert),
                part(Category.DATA, data));
    }

    private static Part part(Category category, double seconds) {
        return new Part(category, new Seconds(Math.max(0, seconds)));
    }

    /** Those that take time, or the first. */
    private static List<Part> present(List<Part> parts) {
        List<Part> present = parts.stream().filter(p -> p.time().value() > 0).toList();
        return present.isEmpty() ? parts.subList(0, 1) : present;
    }

    private static Amount amount(List<Unit> units, Function<Unit, PassCost> pass, Predicate<Operator> counted) {
        return units.stream()
                .flatMap(unit -> pass.apply(unit).inside().operators().stream())
                .filter(counted)
                .map(Segments::amount)
                .reduce(Amount.NONE, Amount::plus);
    }
}
