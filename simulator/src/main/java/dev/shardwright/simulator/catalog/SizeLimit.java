package dev.shardwright.simulator.catalog;

/**
 * The largest sizes a model file may state. They lie far beyond any published model and keep every count exact in a
 * long; a larger value is a slip of the pen.
 */
enum SizeLimit {
    LAYERS(1 << 12),
    HIDDEN(1 << 18),
    INNER(1 << 21),
    HEADS(1 << 13),
    HEAD_WIDTH(1 << 13),
    EXPERTS(1 << 14),
    VOCABULARY(1 << 26),
    TOKENS(1 << 28);

    private final int largest;

    SizeLimit(int largest) {
        this.largest = largest;
    }

    int largest() {
        return largest;
    }
}
