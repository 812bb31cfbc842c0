package dev.shardwright.simulator.stack;

/**
 * The training software as a model input: which kernels, which traffic, which overheads, which memory.
 * Every key of a stack file is explained in docs/model/stacks.md.
 */
public record SoftwareStack(
        String name,
        String release,
        Kernels kernels,
        Communication communication,
        Execution execution,
        MemoryRules memory) {
    public SoftwareStack withSplit(Execution.StageSplit split) {
        return new SoftwareStack(name, release, kernels, communication, execution.withSplit(split), memory);
    }

    /** The host takes only a share of its time per launch, as where launches are recorded in CUDA graphs. */
    public SoftwareStack withHostShare(double share) {
        return new SoftwareStack(name, release, kernels, communication, execution.withHostShare(share), memory);
    }

    /** Parameters are converted before they are gathered. */
    public SoftwareStack withParameterBytes(double bytes) {
        return new SoftwareStack(name, release, kernels, communication.withParameterBytes(bytes), execution, memory);
    }

    public SoftwareStack withMemory(MemoryRules other) {
        return new SoftwareStack(name, release, kernels, communication, execution, other);
    }

    public SoftwareStack withKernels(Kernels other) {
        return new SoftwareStack(name, release, other, communication, execution, memory);
    }
}
