package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known beside the files: the machines, and what the user adds. {@code stated} stands above what files say;
 * {@code variables} are set in the environment of scripts. The cluster's number of devices counts only where {@code
 * stated} has it.
 */
public record ImportContext(
        Catalog catalog,
        Cluster cluster,
        Optional<Transformer> model,
        Optional<SoftwareStack> stack,
        Map<JobField, String> stated,
        Map<String, String> variables) {
    public ImportContext {
        stated = Map.copyOf(stated);
        variables = Map.copyOf(variables);
    }

    /** Nothing is known but the kind of machines. */
    public static ImportContext on(Cluster cluster, Catalog catalog) {
        return new ImportContext(catalog, cluster, Optional.empty(), Optional.empty(), Map.of(), Map.of());
    }

    public ImportContext withModel(Transformer other) {
        return new ImportContext(catalog, cluster, Optional.of(other), stack, stated, variables);
    }

    public ImportContext withStack(SoftwareStack other) {
        return new ImportContext(catalog, cluster, model, Optional.of(other), stated, variables);
    }

    /** @param value in the words of job files */
    public ImportContext stating(JobField field, String value) {
        Map<JobField, String> more = new LinkedHashMap<>(stated);
        more.put(field, value);
        return new ImportContext(catalog, cluster, model, stack, more, variables);
    }

    public ImportContext withGpus(int gpus) {
        return stating(JobField.GPUS, String.valueOf(gpus));
    }

    /** An environment variable of scripts. */
    public ImportContext setting(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(variables);
        more.put(variable, value);
        return new ImportContext(catalog, cluster, model, stack, stated, more);
    }
}
