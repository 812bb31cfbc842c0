package dev.shardwright.simulator.stack;

/** The training software as a model input: which kernels, which traffic, which overheads, which memory. */
public record SoftwareStack(
        String name,
        String release,
        Kernels kernels,
        Communication communication,
        Execution execution,
        MemoryRules memory) {
    public SoftwareStack withKernels(Kernels other) {
        return new SoftwareStack(name, release, other, communication, execution, memory);
    }
}
