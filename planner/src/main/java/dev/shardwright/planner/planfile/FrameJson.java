package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.List;
import java.util.function.Function;

/** Everything of a job but its layout: presets by name, anything else in full. */
final class FrameJson {
    private final Catalog catalog;

    FrameJson(Catalog catalog) {
        this.catalog = catalog;
    }

    ObjectNode write(JobFrame frame) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("model", model(frame.model()));
        node.set("cluster", cluster(frame.cluster()));
        node.put("gpus", frame.cluster().devices());
        node.put("sequence_length", frame.workload().sequenceLength());
        node.put("global_batch", frame.workload().globalBatch());
        if (frame.workload().documentLength() < frame.workload().sequenceLength()) {
            node.put("document_length", frame.workload().documentLength());
        }
        RoutingJson.write(node, frame.workload().routing());
        node.put("precision", frame.numerics().precision().label());
        ObjectNode optimizer = node.putObject("optimizer");
        optimizer.put("name", frame.numerics().optimizer().name());
        optimizer.put("moment_bytes", frame.numerics().optimizer().momentBytes());
        AdaptersJson.write(node, frame.numerics().adaptation());
        node.set("stack", stack(frame.stack()));
        return node;
    }

    private JsonNode model(Transformer model) {
        boolean preset = catalog.models().names().contains(model.name())
                && catalog.models().model(model.name()).equals(model);
        return preset ? TextNode.valueOf(model.name()) : ModelJson.write(model);
    }

    private JsonNode cluster(Cluster cluster) {
        boolean preset = catalog.hardware().clusterNames().contains(cluster.name())
                && catalog.hardware().cluster(cluster.name(), cluster.devices()).equals(cluster);
        return preset ? TextNode.valueOf(cluster.name()) : ValueJson.write(cluster);
    }

    private JsonNode stack(SoftwareStack stack) {
        boolean preset = catalog.stacks().names().contains(stack.name())
                && catalog.stacks().stack(stack.name()).equals(stack);
        return preset ? TextNode.valueOf(stack.name()) : ValueJson.write(stack);
    }

    JobFrame read(Fields f) {
        int devices = f.whole("gpus", 1);
        Transformer model = named(f, "model", catalog.models().names(), catalog.models()::model, ModelJson::read);
        Cluster cluster = named(
                f,
                "cluster",
                catalog.hardware().clusterNames(),
                name -> catalog.hardware().cluster(name, devices),
                own -> ValueJson.read(own, Cluster.class).withDevices(devices));
        SoftwareStack stack = named(
                f,
                "stack",
                catalog.stacks().names(),
                catalog.stacks()::stack,
                own -> ValueJson.read(own, SoftwareStack.class));
        int length = f.whole("sequence_length", 1);
        int document = f.has("document_length") ? f.whole("document_length", 1) : length;
        Routing routing = RoutingJson.read(f);
        Workload workload =
                f.checked("document_length", () -> new Workload(length, f.whole("global_batch", 1), document, routing));
        Fields optimizer = f.object("optimizer");
        Numerics numerics = new Numerics(
                f.read("precision", Precision::parse),
                new Optimizer(optimizer.text("name"), optimizer.number("moment_bytes")),
                AdaptersJson.read(f));
        return new JobFrame(model, cluster, workload, numerics, stack);
    }

    /** A preset's name, or the value in full; a path is no name, because a plan stands alone. */
    private static <T> T named(
            Fields f, String key, List<String> names, Function<String, T> preset, Function<Fields, T> full) {
        if (!f.value(key).isTextual()) {
            return full.apply(f.object(key));
        }
        String name = f.text(key);
        if (!names.contains(name)) {
            throw f.problem(key, "is '" + name + "', which is no preset of this version.");
        }
        try {
            return preset.apply(name);
        } catch (InvalidInputException e) {
            throw f.located(e);
        }
    }
}
