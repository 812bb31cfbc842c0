package dev.shardwright.simulator.timeline;

/** What time is spent on. */
public enum Category {
    FORWARD("forward compute", Resource.COMPUTE),
    BACKWARD("backward compute", Resource.COMPUTE),
    WEIGHT_GRADIENT("weight gradients", Resource.COMPUTE),
    RECOMPUTE("recompute", Resource.COMPUTE),
    TENSOR("TP communication", Resource.NETWORK),
    CONTEXT("CP communication", Resource.NETWORK),
    EXPERT("EP communication", Resource.NETWORK),
    DATA("DP communication", Resource.NETWORK),
    PIPELINE("PP communication", Resource.NETWORK),
    HOST("host copies", Resource.OTHER),
    OPTIMIZER("optimizer", Resource.COMPUTE),
    OVERHEAD("overhead", Resource.OTHER);

    /** What work of a category keeps busy. */
    public enum Resource {
        COMPUTE,
        NETWORK,
        OTHER
    }

    private final String label;
    private final Resource resource;

    Category(String label, Resource resource) {
        this.label = label;
        this.resource = resource;
    }

    public String label() {
        return label;
    }

    public Resource resource() {
        return resource;
    }
}
