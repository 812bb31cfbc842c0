package dev.shardwright.simulator.stack;

import java.util.Set;

/**
 * The training software as a model input: which kernels, which traffic, which overheads, which memory; and how far its
 * predictions were off.
 * Every key of a stack file is explained in docs/model/stacks.md.
 */
public record SoftwareStack(
        String name,
        String release,
        Kernels kernels,
        Communication communication,
        Execution execution,
        MemoryRules memory,
        Experience experience) {
    public SoftwareStack withSplit(StageSplit split) {
        return new SoftwareStack(name, release, kernels, communication, execution.withSplit(split), memory, experience);
    }

    /** With those parts of a step recorded in CUDA graphs. */
    public SoftwareStack withGraphs(Set<LaunchGraph> graphs) {
        return new SoftwareStack(
                name, release, kernels, communication, execution.withGraphs(graphs), memory, experience);
    }

    public SoftwareStack withDispatcher(Dispatcher dispatcher) {
        Execution other = execution.withExperts(execution.experts().with(dispatcher));
        return new SoftwareStack(name, release, kernels, communication, other, memory, experience);
    }

    /** With two micro-batches in turns, one's expert traffic beside the other's compute. */
    public SoftwareStack inTurns() {
        Communication other =
                communication.withExpertOverlap(execution.experts().inTurns().hidden());
        return new SoftwareStack(name, release, kernels, other, execution.inTurns(), memory, experience);
    }

    /** The optimizer steps layer by layer during the backward pass, so that gradients are never kept together. */
    public SoftwareStack withStepInBackward() {
        return withMemory(memory.withoutGradients());
    }

    /** Parameters are converted before they are gathered. */
    public SoftwareStack withParameterBytes(double bytes) {
        return new SoftwareStack(
                name, release, kernels, communication.withParameterBytes(bytes), execution, memory, experience);
    }

    public SoftwareStack withMemory(MemoryRules other) {
        return new SoftwareStack(name, release, kernels, communication, execution, other, experience);
    }

    public SoftwareStack withExecution(Execution other) {
        return new SoftwareStack(name, release, kernels, communication, other, memory, experience);
    }

    public SoftwareStack withKernels(Kernels other) {
        return new SoftwareStack(name, release, other, communication, execution, memory, experience);
    }
}
