package dev.shardwright.simulator.step;

/** What a pipeline rank holds: how many layers of each group, and whether it owns the embedding and the head. */
record StageShape(int[] layersOfGroup, boolean embedding, boolean head) {
    int layers() {
        int sum = 0;
        for (int count : layersOfGroup) {
            sum += count;
        }
        return sum;
    }
}
