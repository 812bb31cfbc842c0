package dev.shardwright.simulator.step;

import dev.shardwright.simulator.cost.DeviceModel;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Recompute.Part;
import dev.shardwright.simulator.memory.ActivationBytes;
import dev.shardwright.simulator.memory.ParameterShare;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.network.Group;
import dev.shardwright.simulator.network.Network;
import dev.shardwright.simulator.operator.DecoderWork;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.HeadWork;
import dev.shardwright.simulator.operator.LayerWork;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.operator.Transfer;
import dev.shardwright.simulator.stack.Communication.Overlap;
import dev.shardwright.simulator.stack.MemoryRules.ActivationRule;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Costs of every layer group, the embedding and the head, per shard; each is computed once. What of each kind of traffic
 * is exposed: docs/model/step.md.
 */
final class CostBook {
    /** All costs under one shard. */
    record Page(
            LayerCost[] layers,
            LayerCost embedding,
            LayerCost head,
            Optional<LayerCost> prediction,
            ParameterShare tied) {}

    private final Transformer model;
    private final List<LayerGroup> groups;
    private final Recipe recipe;
    private final SoftwareStack stack;
    private final DeviceModel device;
    private final Network network;
    private final Map<Shard, Page> pages = new HashMap<>();

    CostBook(Transformer model, Recipe recipe, SoftwareStack stack, DeviceModel device, Network network) {
        this.model = model;
        this.groups = model.groups();
        this.recipe = recipe;
        this.stack = stack;
        this.device = device;
        this.network = network;
    }

    DeviceModel device() {
        return device;
    }

    SoftwareStack stack() {
        return stack;
    }

    /** Whether a group's traffic needs a network card. */
    boolean leavesNode(Group group) {
        return group.size() > 1 && !network.inInnermostTier(group.size(), group.stride());
    }

    Page page(Shard shard) {
        Page page = pages.get(shard);
        if (page == null) {
            page = write(shard);
            pages.put(shard, page);
        }
        return page;
    }

    private Page write(Shard shard) {
        LayerCost[] layers = new LayerCost[groups.size()];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = layer(groups.get(i).layer(), shard);
        }
        ActivationRule rule = stack.memory().activations();
        LayerCost embedding = end(
                HeadWork.embedding(model, shard, recipe),
                ParameterShare.embedding(model, shard, recipe),
                ActivationBytes.embedding(model, shard, rule),
                shard);
        LayerCost head = end(
                HeadWork.head(model, shard, recipe),
                ParameterShare.head(model, shard, recipe),
                ActivationBytes.head(model, shard, recipe, rule),
                shard);
        return new Page(layers, embedding, head, prediction(head, shard), ParameterShare.tied(model, shard, recipe));
    }

    /** All multi-token-prediction layers: each joins two vectors, runs one more layer and takes one more loss. */
    private Optional<LayerCost> prediction(LayerCost head, Shard shard) {
        if (model.predictionLayers() == 0) {
            return Optional.empty();
        }
        double stream = (double) recipe.precision().storageBytes() * shard.outerTokens() * model.hidden();
        LayerCost layer = layer(model.layers().get(model.layers().size() - 1), shard);
        LayerCost one = end(
                        HeadWork.join(model, shard, recipe),
                        ParameterShare.join(model, shard, recipe),
                        2 * stream,
                        shard)
                .plus(layer)
                .plus(head.withoutParameters());
        LayerCost all = one;
        for (int i = 1; i < model.predictionLayers(); i++) {
            all = all.plus(one);
        }
        return Optional.of(all);
    }

    private LayerCost layer(Layer layer, Shard shard) {
        LayerWork work = DecoderWork.of(model, layer, shard, recipe);
        LayerWork core = DecoderWork.attentionCore(model, layer, shard, recipe);
        double forwardCore = device.seconds(core.forward());
        ActivationBytes bytes =
                new ActivationBytes(model, layer, shard, recipe, stack.memory().activations());
        return new LayerCost(
                pass(work.forward(), work.forwardTransfers(), shard, forwardCore),
                pass(work.backward(), work.backwardTransfers(), shard, device.seconds(core.backward())),
                parts(layer, work, shard, forwardCore),
                device.seconds(work.afterLastSaved()),
                ParameterShare.of(model, layer, shard, recipe),
                new LayerCost.KeptBytes(
                        bytes.kept(), bytes.inputOnly(), bytes.everySecondProduct(), new PartSums(bytes.parts())));
    }

    private PartSums parts(Layer layer, LayerWork work, Shard shard, double core) {
        LayerWork block = DecoderWork.feedForward(model, layer, shard, recipe);
        Map<Part, Double> seconds = new EnumMap<>(Part.class);
        seconds.put(Part.ATTENTION_CORE, core);
        seconds.put(
                layer.feedForward() instanceof MixtureOfExperts ? Part.EXPERTS : Part.MLP,
                pass(block.forward(), block.forwardTransfers(), shard, 0).total());
        for (Operator operator : work.forward()) {
            part(operator.name())
                    .ifPresent(part ->
                            seconds.merge(part, operator.on(device).time().value(), Double::sum));
        }
        return new PartSums(seconds);
    }

    private static Optional<Part> part(String operator) {
        if (operator.endsWith(".norm")) {
            return Optional.of(Part.NORMS);
        }
        if (operator.equals("activation")) {
            return Optional.of(Part.ACTIVATION);
        }
        boolean up = operator.startsWith("attention.query_up") || operator.startsWith("attention.key_value_up");
        return up ? Optional.of(Part.LATENT_UP) : Optional.empty();
    }

    /** Seconds of one pass of the first layer's feed-forward block alone. */
    double block(Shard shard, boolean backward) {
        LayerWork work = DecoderWork.feedForward(model, model.layers().get(0), shard, recipe);
        PassCost cost = backward
                ? pass(work.backward(), work.backwardTransfers(), shard, 0)
                : pass(work.forward(), work.forwardTransfers(), shard, 0);
        return cost.total();
    }

    private LayerCost end(LayerWork work, ParameterShare parameters, double kept, Shard shard) {
        return new LayerCost(
                pass(work.forward(), work.forwardTransfers(), shard, 0),
                pass(work.backward(), work.backwardTransfers(), shard, 0),
                PartSums.NONE,
                0,
                parameters,
                new LayerCost.KeptBytes(kept, kept, kept, PartSums.NONE));
    }

    private PassCost pass(List<Operator> operators, List<Transfer> transfers, Shard shard, double core) {
        Traffic traffic = traffic(transfers, shard);
        Overlap overlap = stack.communication().overlap();
        double products = weightGradients(operators);
        // User buffers are written by the neighbours' kernels, which the network cannot do.
        double tiled =
                network.inInnermostTier(shard.tensor(), 1) ? overlap.tensor().tiled() : 0;
        double tensor = (1 - tiled) * (traffic.tensor + besideGradients(traffic.besideGradients, products));
        ContextMethod method = shard.context().method();
        boolean steps = method == ContextMethod.RING || method == ContextMethod.HIERARCHICAL;
        double context = steps
                ? Math.max(traffic.context - overlap.context() * core, traffic.context * (1 - overlap.context()))
                : traffic.context;
        double compute = device.seconds(operators);
        PassCost.Inside inside = new PassCost.Inside(
                operators,
                transfers,
                traffic.tensor + traffic.besideGradients - tensor,
                traffic.context - context,
                traffic.expert * overlap.expert());
        return new PassCost(
                compute,
                compute * products / deviceSeconds(operators),
                tensor,
                traffic.contextInside + context,
                traffic.expert * (1 - overlap.expert()),
                inside);
    }

    /** Seconds of a pass's transfers by the group that they are over. */
    private record Traffic(
            double tensor, double besideGradients, double context, double contextInside, double expert) {}

    private Traffic traffic(List<Transfer> transfers, Shard shard) {
        double[] sums = new double[Transfer.Dimension.values().length];
        for (Transfer transfer : transfers) {
            sums[transfer.dimension().ordinal()] += seconds(transfer, shard);
        }
        return new Traffic(
                sums[Transfer.Dimension.TENSOR.ordinal()],
                sums[Transfer.Dimension.TENSOR_BESIDE_GRADIENTS.ordinal()],
                sums[Transfer.Dimension.CONTEXT.ordinal()],
                sums[Transfer.Dimension.CONTEXT_INSIDE.ordinal()],
                sums[Transfer.Dimension.EXPERT.ordinal()] + sums[Transfer.Dimension.EXPERT_TENSOR.ordinal()]);
    }

    /** What is left of backward traffic that runs beside the weight-gradient products. */
    private double besideGradients(double traffic, double products) {
        double share = stack.communication().overlap().tensor().besideGradients();
        return traffic - Math.min(share * traffic, products);
    }

    /** Seconds of the products for weight gradients. */
    private double weightGradients(List<Operator> operators) {
        double products = 0;
        for (Operator operator : operators) {
            if (operator instanceof Gemm gemm && gemm.role() == Gemm.Role.WEIGHT_GRADIENT) {
                products += device.gemm(gemm).time().value();
            }
        }
        return products;
    }

    /** Seconds of operators on the device, or 1 if they take none. */
    private double deviceSeconds(List<Operator> operators) {
        double sum = 0;
        for (Operator operator : operators) {
            sum += operator.on(device).time().value();
        }
        return sum == 0 ? 1 : sum;
    }

    /** Tokens on their way between ranks: as fast as the network, and as the kernels that send them. */
    private double exchange(Transfer transfer, Shard shard) {
        int ways = shard.expert().ways();
        double bytes = transfer.bytes().value();
        double wires = network.seconds(
                transfer.collective(), bytes, ways, shard.expert().tensor(), transfer.copies());
        double sent = bytes * Network.distinct(ways, transfer.copies()) * (ways - 1) / ways;
        return Math.max(wires, sent / stack.execution().experts().rate().value());
    }

    private double seconds(Transfer transfer, Shard shard) {
        double bytes = transfer.bytes().value();
        int tensor = shard.tensor();
        return switch (transfer.dimension()) {
            case TENSOR, TENSOR_BESIDE_GRADIENTS ->
                network.seconds(transfer.collective(), bytes, tensor, 1)
                        + stack.execution().dispatch().collectiveWait().value() * Math.log(tensor) / Math.log(2);
            case CONTEXT ->
                network.seconds(
                        transfer.collective(),
                        bytes,
                        shard.context().outside(),
                        tensor * shard.context().inside());
            case CONTEXT_INSIDE ->
                network.seconds(transfer.collective(), bytes, shard.context().inside(), tensor);
            case EXPERT -> exchange(transfer, shard);
            case EXPERT_TENSOR ->
                network.seconds(transfer.collective(), bytes, shard.expert().tensor(), 1);
        };
    }
}
